import "server-only";
import Papa from "papaparse";
import type { Db } from "@/lib/db/pool";
import { type AskedRows, streamRows } from "./row-queries";
import { readRun } from "./run-record";
import type { ImportRow, RowProblem, UndoObstacle } from "./schema";
import { problemSentence, UNDO_OBSTACLE_SENTENCES } from "./wording";

const BYTE_ORDER_MARK = "\uFEFF";
const LINE_END = "\r\n";
const OWN_COLUMNS = ["attache_line", "attache_outcome", "attache_problem", "attache_explanation"];

/**
 * Rows of an import as the text of a CSV file, a piece for each batch; null when there is no such import. First the line
 * in the original file, what became of the row, and why; then all of its cells as they were, too many or too few of them
 * included, so that the file can be corrected and uploaded again. They are not made safe for spreadsheets: what an admin
 * sent comes back unchanged.
 */
export async function rowsCsv(db: Db, asked: AskedRows): Promise<AsyncGenerator<string> | null> {
  const run = await readRun(db, asked.id);
  if (!run) return null;
  return (async function* () {
    let before = BYTE_ORDER_MARK + toCsv([[...OWN_COLUMNS, ...run.headers]]);
    for await (const rows of streamRows(db, run, asked)) {
      yield before + toCsv(rows.map(csvRow));
      before = "";
    }
    if (before) yield before;
  })();
}

function csvRow({ cells, line, outcome, undo, problem }: ImportRow): string[] {
  return [String(line), undo ?? outcome, problem ?? "", problem ? sentenceFor(problem) : "", ...cells];
}

function sentenceFor(problem: RowProblem | UndoObstacle): string {
  return problem in UNDO_OBSTACLE_SENTENCES
    ? UNDO_OBSTACLE_SENTENCES[problem as UndoObstacle]
    : problemSentence(problem as RowProblem);
}

function toCsv(lines: string[][]): string {
  return Papa.unparse(lines, { newline: LINE_END }) + LINE_END;
}
