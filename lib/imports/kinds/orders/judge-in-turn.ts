import "server-only";
import type pg from "pg";
import sql from "sql-template-tag";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { Cancelled } from "../../read-rows";
import { planForMany, readRun, updateRun } from "../../run-record";
import { judgeTogether, markRepeated, repeatedLines, TRIED_ROWS } from "./check-rows";
import type { OrderRun } from "./drafts";

/** How many lines are read ahead of those that are tried. */
const FETCHED_LINES = 20_000;

/**
 * What becomes of rows that others of the file stand in the way of: what one does, the next one finds. Whole groups of
 * them are tried at a time, so that nothing has to be remembered between one and the next.
 */
export async function judgeInTurn(pool: pg.Pool, run: OrderRun): Promise<void> {
  const repeated = await inTransaction(pool, async (tx) => {
    await planForMany(tx);
    return markRepeated(tx, run);
  });
  if (repeated === 0) return;
  await inTransaction(pool, async (reader) => {
    await planForMany(reader);
    await reader.query(sql`DECLARE repeated_line NO SCROLL CURSOR FOR ${repeatedLines(run)}`);
    const groups = groupsOf(reader);
    const lone = (run.rowCount ?? repeated) - repeated;
    await updateRun(pool, run.id, sql`done = ${lone}, resumed_at = now(), resumed_done = ${lone}`);
    let tried = 0;
    for (let lines = await nextBatch(groups); lines.length > 0; lines = await nextBatch(groups)) {
      if ((await readRun(pool, run.id))?.cancelRequested) throw new Cancelled();
      await judgeTogether(pool, run, lines);
      tried += lines.length;
      await updateRun(pool, run.id, sql`done = ${lone + tried}`);
    }
  });
}

/** The lines of each group, one group after the other. */
async function* groupsOf(reader: Transaction): AsyncGenerator<number[], void> {
  let present: { group: string; lines: number[] } | undefined;
  for (;;) {
    const { rows } = await reader.query<{ line: number; group: string }>(`FETCH ${FETCHED_LINES} FROM repeated_line`);
    for (const { line, group } of rows) {
      if (present && present.group !== group) {
        yield present.lines;
        present = undefined;
      }
      present ??= { group, lines: [] };
      present.lines.push(line);
    }
    if (rows.length < FETCHED_LINES) break;
  }
  if (present) yield present.lines;
}

/** Whole groups, until there are enough rows to be tried at once; none at the end. */
async function nextBatch(groups: AsyncGenerator<number[], void>): Promise<number[]> {
  const lines: number[] = [];
  while (lines.length < TRIED_ROWS) {
    const { value, done } = await groups.next();
    if (done) break;
    lines.push(...value);
  }
  return lines;
}
