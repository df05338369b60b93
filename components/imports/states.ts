import {
  type ImportState,
  type ImportSummary,
  type ImportView,
  type OutcomeCounts,
  WORKING_STATES,
} from "@/lib/imports/schema";

/** Whether a worker has something to do, so that what is shown changes by itself. */
export function isWorking({ state }: Pick<ImportSummary, "state">): boolean {
  return (WORKING_STATES as readonly ImportState[]).includes(state);
}

/** Whether it began to write. A check that failed has not. */
export function hasRun({ startedAt }: Pick<ImportSummary, "startedAt">): boolean {
  return startedAt !== null;
}

/** Whether its columns and choices can still be changed, and all of it be discarded: nothing works on it or ever wrote. */
export function isBeforeRun({ state }: Pick<ImportSummary, "state">): boolean {
  return state === "uploaded" || state === "checked";
}

/** Whether the run ended before its last row, and can go on behind the last row it did. */
export function canGoOn({ state, undo }: Pick<ImportView, "state" | "undo">): boolean {
  return (state === "cancelled" || state === "failed") && !undo;
}

/** How many rows were done, and how many of the file were not. */
export function rowsDone({ result, rowCount }: Pick<ImportView, "result" | "rowCount">): {
  done: number;
  left: number;
} {
  const done = result ? sumOf(result.outcomes) : 0;
  return { done, left: Math.max(0, (rowCount ?? done) - done) };
}

/** How many rows had an effect, which undoing would take back. */
export function changedBy({ result }: Pick<ImportView, "result">): number {
  if (!result) return 0;
  const { unchanged, rejected, ...changing } = result.outcomes;
  return sumOf(changing);
}

/**
 * How many rows its list can show: the table tells an attribution by who recorded it, and a contact by its door, not by
 * who changed it later.
 */
export function recordedBy({ result }: Pick<ImportView, "result">): number {
  if (!result) return 0;
  const { created, attempt, reassigned, ...others } = result.outcomes;
  return created + attempt + reassigned + recordedOrders(others);
}

/** Of a tally from before there were orders these are not there. */
function recordedOrders({ credited_new, credited_standing, uncredited }: Partial<OutcomeCounts>): number {
  return (credited_new ?? 0) + (credited_standing ?? 0) + (uncredited ?? 0);
}

export function sumOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** The steps of the journey, in their order. */
export const STEPS = ["file", "columns", "check", "import", "result"] as const;
export type Step = (typeof STEPS)[number];

/** Where an import stands in the journey. File and columns are one screen; the file is read already. */
export function stepOf({ state }: Pick<ImportView, "state">): Step {
  switch (state) {
    case "uploading":
    case "uploaded":
      return "columns";
    case "checking":
    case "checked":
      return "check";
    case "queued":
    case "running":
      return "import";
    default:
      return "result";
  }
}
