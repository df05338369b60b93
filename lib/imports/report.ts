import "server-only";
import Papa from "papaparse";
import type { Db } from "@/lib/db/pool";
import { type AskedRows, streamRows } from "./row-queries";
import { readRun } from "./run-record";
import type { ImportKind, ImportRow, Phase } from "./schema";
import { reasonSentence } from "./wording";

const BYTE_ORDER_MARK = "\uFEFF";
const LINE_END = "\r\n";
/** The columns before the original ones. */
export const OWN_COLUMNS = ["attache_line", "attache_outcome", "attache_problem", "attache_explanation"];

/**
 * Rows of an import as the text of a CSV file, a piece for each batch; null when there is no such import. First the line
 * in the original file, what became of the row, and why; then all of its cells as they were, too many or too few of them
 * included, so that the file can be corrected and uploaded again. They are not made safe for spreadsheets: what an admin
 * sent comes back unchanged. Where the file was such a report itself, its columns of ours give way to the new ones.
 */
export async function rowsCsv(db: Db, asked: AskedRows): Promise<AsyncGenerator<string> | null> {
  const run = await readRun(db, asked.id);
  if (!run) return null;
  const ours = isReport(run.headers) ? OWN_COLUMNS.length : 0;
  return (async function* () {
    let before = BYTE_ORDER_MARK + toCsv([[...OWN_COLUMNS, ...run.headers.slice(ours)]]);
    for await (const rows of streamRows(db, run, asked)) {
      yield before + toCsv(rows.map((row) => csvRow(run.kind, asked.phase, { ...row, cells: row.cells.slice(ours) })));
      before = "";
    }
    if (before) yield before;
  })();
}

/** Whether these are the columns of a report that came back. */
export function isReport(headers: string[]): boolean {
  return OWN_COLUMNS.every((column, index) => headers[index] === column);
}

function csvRow(kind: ImportKind, phase: Phase, { cells, line, outcome, undo, problem }: ImportRow): string[] {
  const explanation = problem ? reasonSentence(kind, problem, phase) : "";
  return [String(line), undo ?? outcome, problem ?? "", explanation, ...cells];
}

function toCsv(lines: string[][]): string {
  return Papa.unparse(lines, { newline: LINE_END }) + LINE_END;
}
