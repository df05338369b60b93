import { recordHref } from "@/components/attributions/record-href";
import { contactHref } from "@/components/contacts/contact-href";
import { ORDERS, orderHref } from "@/components/orders/order-href";
import type { ImportKind, Phase, RowOutcome, UndoOutcome } from "@/lib/imports/schema";

/** The page with the upload and the history of a kind. */
export const IMPORTS: Record<ImportKind, string> = {
  attributions: "/audience-activity/referral-attribution/import",
  contacts: "/audience/contacts/import",
  coupons: "/campaigns/import-codes",
  orders: "/audience-activity/orders/import",
};

/** Which rows of an import are looked at; all of the phase where nothing else is said. */
export type RowFilter = { phase: Phase; outcome?: RowOutcome | UndoOutcome; problem?: string };

/** The address of one import. */
export function importHref({ kind, id }: { kind: ImportKind; id: string }): string {
  return `${IMPORTS[kind]}/${id}`;
}

/** Where what an import did is looked at; the list of attributions can show what came of one import alone. */
export function importedLink(kind: ImportKind, actorId: string): { href: string; label: string } {
  if (kind === "contacts") return { href: "/audience/contacts?source=csv_import", label: "Contacts from CSV imports" };
  if (kind === "coupons") return { href: "/campaigns", label: "Go to the campaigns" };
  if (kind === "orders") return { href: `${ORDERS}?source=csv_import`, label: "Orders from CSV imports" };
  return { href: `/audience-activity/referral-attribution?actor=${actorId}`, label: "Show in the table" };
}

/** The page of what a row created or changed; null for a code, which has none. */
export function importedRecordHref(kind: ImportKind, recordId: string): string | null {
  if (kind === "coupons") return null;
  if (kind === "orders") return orderHref(recordId);
  return kind === "contacts" ? contactHref(recordId) : recordHref(recordId);
}

/** An empty file with the columns of a kind, or one with rows that show what goes into them. */
export function templateHref(kind: ImportKind, example: boolean): string {
  return `/api/ui/imports/template?${new URLSearchParams({ kind, ...(example && { example: "1" }) })}`;
}

/** The rows as a CSV file. */
export function rowsFileHref(id: string, filter: RowFilter): string {
  return `/api/ui/imports/${id}/file?${new URLSearchParams(filter)}`;
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
