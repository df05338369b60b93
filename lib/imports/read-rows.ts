import "server-only";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import sql from "sql-template-tag";
import { storable } from "@/lib/db/text";
import { inTransaction } from "@/lib/db/transaction";
import { type CsvRow, readCsv } from "./csv-reader";
import { readPieces } from "./file-pieces";
import { phaseBegins, type Run, readRun, updateRun } from "./run-record";

/** How often the progress is written down while a file is read. */
const PROGRESS_EVERY_ROWS = 50_000;

/** The import was cancelled while it worked. */
export class Cancelled extends Error {}

/**
 * Reads the whole file into `import_row`, all of it or nothing; afterwards the import knows its number of rows.
 * @throws FileProblem for a file that cannot be read as rows, Cancelled
 */
export async function readRows(pool: pg.Pool, run: Run): Promise<void> {
  await updateRun(pool, run.id, sql`row_count = NULL, read_as = NULL, ${phaseBegins("reading")}`);
  await inTransaction(pool, async (tx) => {
    await tx.query(sql`DELETE FROM import_row WHERE import_id = ${run.id}::uuid`);
    const copy = tx.query(copyFrom("COPY import_row (import_id, line, cells, fault) FROM STDIN"));
    // Heard from the beginning: an error that nobody hears, as of a copy that is broken off, ends the whole process.
    const ended = finished(copy);
    let broken: unknown;
    ended.catch((error: unknown) => {
      broken = error;
    });
    let count = 0;
    try {
      for await (const { headers, rows } of readCsv(readPieces(pool, run.id), run.format)) {
        const text = rows.map((row) => copyLine(run.id, row, headers.length)).join("");
        if (text && !copy.write(text)) await Promise.race([once(copy, "drain"), ended]);
        const before = count;
        count += rows.length;
        if (Math.floor(before / PROGRESS_EVERY_ROWS) < Math.floor(count / PROGRESS_EVERY_ROWS)) {
          await noteProgress(pool, run.id, count);
        }
      }
    } catch (error) {
      copy.destroy(error as Error);
      // A copy whose connection was lost fails at its next write, with an error that says nothing of that.
      throw broken ?? error;
    }
    copy.end();
    await ended;
    await updateRun(tx, run.id, sql`row_count = ${count}, read_as = format`);
  });
  // Without it the planner takes the rows that just came for a handful, and joins them by comparing each with each.
  await pool.query("ANALYZE import_row");
}

async function noteProgress(pool: pg.Pool, id: string, done: number): Promise<void> {
  await updateRun(pool, id, sql`done = ${done}`);
  if ((await readRun(pool, id))?.cancelRequested) throw new Cancelled();
}

/** One row in the text format of COPY. */
function copyLine(importId: string, { line, cells, fault }: CsvRow, columns: number): string {
  const array = `{${cells.map(arrayElement).join(",")}}`;
  return `${importId}\t${line}\t${array}\t${fault ?? lengthFault(cells.length, columns) ?? "\\N"}\n`;
}

function lengthFault(cells: number, columns: number): string | null {
  if (cells < columns) return "row_too_short";
  return cells > columns ? "row_too_long" : null;
}

/** Quotes and backslashes are escaped for the array, and then backslashes and line ends once more for COPY. */
function arrayElement(cell: string): string {
  if (!/["\\\n\r\t\0\b\f\v]/.test(cell)) return `"${cell}"`;
  const quoted = storable(cell).replace(/["\\]/g, "\\$&");
  const copied = quoted.replace(/\\/g, "\\\\").replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t");
  return `"${copied}"`;
}
