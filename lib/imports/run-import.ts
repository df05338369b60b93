import "server-only";
import type pg from "pg";
import sql, { empty } from "sql-template-tag";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { type Chunk, chunksToWrite, isWritten, withWritten } from "./chunks";
import { workOf } from "./kinds/all";
import type { KindWork } from "./kinds/kind";
import type { Part } from "./ranges";
import { lockRun, phaseBegins, planForMany, readRun, updateRun } from "./run-record";
import type { RowProblem, Tally } from "./schema";
import { addToTally } from "./tally";

/** How often a chunk is judged anew because others changed what it was about. */
export const MAX_TRIES = 20;

/**
 * How many chunks of lone rows are written at once: each contact and campaign is in one of them only. Two keep both
 * cores of a small machine busy, and leave a large one to those who look at pages.
 */
const CHUNKS_AT_ONCE = 2;

/**
 * Writes an import that is queued, chunk by chunk: what a chunk writes, what became of its rows and that it is written
 * are committed together, so that an import that was broken off goes on with what is missing, and ends as if it had not
 * been. Stops after the present chunks when it is cancelled.
 */
export async function runImport(pool: pg.Pool, id: string): Promise<void> {
  await beginRun(pool, id);
  await writePart(pool, id, "lone", CHUNKS_AT_ONCE);
  await writePart(pool, id, "repeated", 1);
  await endRun(pool, id);
}

/** From the queue to running: the import becomes an actor of the audit trail, named by its file. */
async function beginRun(pool: pg.Pool, id: string): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const run = await lockRun(tx, id);
    if (run?.state !== "queued") return;
    // What was cancelled or failed before goes on behind the last row that was done.
    const from = run.result ? sql`phase = 'running', resumed_at = now(), resumed_done = done` : phaseBegins("running");
    const actorId = run.actorId ?? (await createActor(tx, run.fileName));
    await updateRun(
      tx,
      id,
      sql`state = 'running', actor_id = ${actorId}::uuid, started_at = coalesce(started_at, now()),
        finished_at = NULL, failure = NULL, ${from}`,
    );
  });
}

/** An actor of the kind import, under the name that the audit trail shows. */
export async function createActor(tx: Transaction, name: string): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    sql`INSERT INTO actor (kind, name) VALUES ('import', ${name}) RETURNING id`,
  );
  return rows[0]!.id;
}

async function writePart(pool: pg.Pool, id: string, part: Part, atOnce: number): Promise<void> {
  const run = await readRun(pool, id);
  if (run?.state !== "running") return;
  const chunks = chunksToWrite(pool, run, part);
  const lanes = Array.from({ length: atOnce }, async () => {
    // Leaving the loop, by an error too, ends the chunks for all lanes.
    for await (const chunk of chunks) if (!(await writeUntilDone(pool, chunk, workOf(run)))) return;
  });
  for (const lane of await Promise.allSettled(lanes)) if (lane.status === "rejected") throw lane.reason;
}

/** Writes a chunk, anew when others changed what it is about. Answers whether to go on. */
async function writeUntilDone(pool: pg.Pool, chunk: Chunk, { isMeanwhile }: KindWork): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    try {
      return await writeChunk(pool, chunk, tries);
    } catch (error) {
      if (!isMeanwhile(error) || tries === MAX_TRIES) throw error;
    }
  }
}

async function writeChunk(pool: pg.Pool, chunk: Chunk, tries: number): Promise<boolean> {
  const { importId: id, after, rows } = chunk;
  return inTransaction(pool, async (tx) => {
    // A process that lost its lane may still be writing the same chunk.
    await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`import-chunk:${id}`}, ${after}))`);
    const run = await readRun(tx, id);
    if (run?.state !== "running" || run.cancelRequested) return false;
    if (isWritten(run, chunk)) return true;
    await planForMany(tx);
    const beside = await workOf(run).write(tx, run, chunk, tries);
    const counted = await countOutcomes(tx, chunk);
    const kept = counted.reduce((sum, { count }) => sum + count, 0);
    // Whatever the reason would be: a row without an outcome must stop the import, not be lost.
    if (kept !== rows) throw new Error(`${rows} rows came to ${kept} outcomes`);
    await mark(tx, chunk, (tally) => addToTally(tally, counted, beside));
    return true;
  });
}

/** How many rows of a chunk have each outcome, for the tally. While lone rows are written there are no others. */
async function countOutcomes(tx: Transaction, { importId, after, upTo, part }: Chunk) {
  const isRepeated = sql`
    AND (SELECT repeated FROM import_match WHERE import_id = import_outcome.import_id AND line = import_outcome.line)`;
  const { rows } = await tx.query<{ outcome: number; problem: RowProblem | null; count: number }>(sql`
    SELECT outcome, problem, count(*)::int AS count FROM import_outcome
    WHERE import_id = ${importId}::uuid AND line > ${after} AND line <= ${upTo} ${part === "repeated" ? isRepeated : empty}
    GROUP BY 1, 2`);
  return rows;
}

/**
 * Marks a chunk as written. Only now is the import locked, so that those written beside it, and whoever cancels, wait for
 * no more than this.
 */
async function mark(tx: Transaction, chunk: Chunk, added: (tally: Tally | null) => Tally): Promise<void> {
  const run = (await lockRun(tx, chunk.importId))!;
  const { checkpoint, ahead, repeatedCheckpoint } = withWritten(run, chunk);
  await updateRun(
    tx,
    run.id,
    sql`checkpoint = ${checkpoint}, ahead = ${JSON.stringify(ahead)}::jsonb,
      repeated_checkpoint = ${repeatedCheckpoint}, done = ${run.done + chunk.rows},
      result = ${JSON.stringify(added(run.result))}::jsonb`,
  );
}

async function endRun(pool: pg.Pool, id: string): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const run = await lockRun(tx, id);
    if (run?.state !== "running") return;
    const isDone = run.done === run.rowCount;
    if (!isDone && !run.cancelRequested) throw new Error(`${run.done} of ${run.rowCount} rows are written at the end`);
    const result = JSON.stringify(run.result ?? addToTally(null, [], { contactsCreated: 0 }));
    await updateRun(
      tx,
      id,
      isDone
        ? sql`state = 'done', phase = NULL, finished_at = now(), cancel_requested = false, result = ${result}::jsonb`
        : sql`state = 'cancelled', finished_at = now(), cancel_requested = false`,
    );
  });
}
