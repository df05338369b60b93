import "server-only";
import type pg from "pg";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { workOf } from "./kinds/all";
import { type LineRange, outcomeIn } from "./ranges";
import { Cancelled, readRows } from "./read-rows";
import { lockRun, phaseBegins, planForMany, type Run, readRun, updateRun } from "./run-record";
import type { RowProblem, Tally } from "./schema";
import { addToTally } from "./tally";

/** How many rows are judged in one transaction. */
export const CHECK_CHUNK_ROWS = 20_000;

/**
 * Finds out what every row of an import would do, by the code that will do it, and writes nothing but that: reads the
 * file where that has not been done, understands each row, and judges rows about the same contact and campaign one after
 * the other. Goes on where an earlier attempt ended.
 *
 * @throws Cancelled, FileProblem
 */
export async function checkImport(pool: pg.Pool, id: string): Promise<void> {
  let run = await readRun(pool, id);
  if (run?.state !== "checking") return;
  if (run.readAs === null) await readRows(pool, run);
  const { judgeAgain, judgeInTurn, judgeRepeated } = workOf(run);
  if (run.phase === "judging" && judgeAgain) {
    await judgeAgain(pool, run);
  } else {
    if (run.phase !== "checking") await beginMatching(pool, id);
    while (await matchChunks(pool, id));
    await pool.query("ANALYZE import_match");
  }
  run = (await readRun(pool, id))!;
  await judgeInTurn?.(pool, run);
  await inTransaction(pool, async (tx) => {
    const locked = await lockRun(tx, id);
    if (locked?.state !== "checking") return;
    if (locked.cancelRequested) throw new Cancelled();
    await judgeRepeated?.(tx, run!);
    const tally = await tallyCheck(tx, run!);
    await updateRun(
      tx,
      id,
      sql`state = 'checked', phase = NULL, checked = ${JSON.stringify(tally)}::jsonb, checked_at = now()`,
    );
  });
}

async function beginMatching(pool: pg.Pool, id: string): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query(sql`DELETE FROM import_match WHERE import_id = ${id}::uuid`);
    await updateRun(tx, id, phaseBegins("checking"));
  });
}

/** The next rows after the checkpoint; null when there are none. */
async function nextRange(
  db: Db,
  { id, checkpoint }: Pick<Run, "id" | "checkpoint">,
): Promise<(LineRange & { rows: number }) | null> {
  const { rows } = await db.query<{ upTo: number | null; rows: number }>(sql`
    SELECT max(line)::int AS "upTo", count(*)::int AS rows FROM (
      SELECT line FROM import_row WHERE import_id = ${id}::uuid AND line > ${checkpoint} ORDER BY line LIMIT ${CHECK_CHUNK_ROWS}
    ) AS next`);
  const { upTo, rows: count } = rows[0]!;
  return upTo === null ? null : { importId: id, after: checkpoint, upTo, rows: count };
}

/** How many chunks are judged at once: reading them, chunks have nothing to do with each other. */
const CHUNKS_AT_ONCE = 2;

/** Understands and judges the next rows, each alone. Answers whether there may be more. */
async function matchChunks(pool: pg.Pool, id: string): Promise<boolean> {
  const run = await readRun(pool, id);
  if (run?.state !== "checking") return false;
  if (run.cancelRequested) throw new Cancelled();
  // An attempt that was broken off may have judged the one chunk and not the other.
  await pool.query(sql`DELETE FROM import_match WHERE import_id = ${id}::uuid AND line > ${run.checkpoint}`);
  const ranges: LineRange[] = [];
  let { checkpoint, done } = run;
  for (let chunk = 0; chunk < CHUNKS_AT_ONCE; chunk++) {
    const range = await nextRange(pool, { id, checkpoint });
    if (!range) break;
    ranges.push(range);
    checkpoint = range.upTo;
    done += range.rows;
  }
  if (ranges.length === 0) return false;
  const judged = await Promise.allSettled(ranges.map((range) => matchChunk(pool, run, range)));
  for (const one of judged) if (one.status === "rejected") throw one.reason;
  await updateRun(pool, id, sql`checkpoint = ${checkpoint}, done = ${done}`);
  return true;
}

async function matchChunk(pool: pg.Pool, run: Run, range: LineRange): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await planForMany(tx);
    await workOf(run).match(tx, run, range);
  });
}

async function tallyCheck(tx: Transaction, run: Run): Promise<Tally> {
  const work = workOf(run);
  const { rows } = await tx.query<{ outcome: number; problem: RowProblem | null; count: number }>(sql`
    SELECT ${outcomeIn(sql`verdict`)} AS outcome, ${work.problem} AS problem, count(*)::int AS count
    FROM import_match WHERE import_id = ${run.id}::uuid GROUP BY 1, 2`);
  return addToTally(null, rows, await work.countBeside(tx, run));
}
