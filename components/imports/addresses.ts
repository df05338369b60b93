import type { ImportKind, Phase, RowOutcome, UndoOutcome } from "@/lib/imports/schema";

/** The page with the upload and the history. */
export const IMPORTS = "/audience-activity/referral-attribution/import";

/** Which rows of an import are looked at; all of the phase where nothing else is said. */
export type RowFilter = { phase: Phase; outcome?: RowOutcome | UndoOutcome; problem?: string };

/** The address of one import. */
export function importHref(id: string): string {
  return `${IMPORTS}/${id}`;
}

/** The table with what an import did. */
export function importedHref(actorId: string): string {
  return `/audience-activity/referral-attribution?actor=${actorId}`;
}

/** An empty file with the columns of a kind, or one with rows that show what goes into them. */
export function templateHref(kind: ImportKind, example: boolean): string {
  return `${IMPORTS}/template?${new URLSearchParams({ kind, ...(example && { example: "1" }) })}`;
}

/** The rows as a CSV file. */
export function rowsFileHref(id: string, filter: RowFilter): string {
  return `${importHref(id)}/rows?${new URLSearchParams(filter)}`;
}

/** Where a page of rows is read. */
export function rowsUrl(id: string, filter: RowFilter, after: number): string {
  return `/api/ui/imports/${id}/rows?${new URLSearchParams({ ...filter, after: String(after) })}`;
}

export function viewUrl(id: string): string {
  return `/api/ui/imports/${id}`;
}

export function uploadUrl(kind: ImportKind, name: string): string {
  return `/api/ui/imports?${new URLSearchParams({ kind, name })}`;
}
