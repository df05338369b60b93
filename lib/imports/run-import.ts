import "server-only";
import type pg from "pg";
import sql from "sql-template-tag";
import { isUniqueViolation } from "@/lib/db/errors";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { addToTally, nextRange } from "./check";
import { lockRun, phaseBegins, planForMany, type Run, updateRun } from "./run-record";
import { ChangedMeanwhile, countOutcomes, writeRows } from "./write-rows";

/** How often a chunk is judged anew because others changed what it was about. */
const MAX_TRIES = 20;

/**
 * Writes an import that is queued, chunk by chunk: what a chunk writes, what became of its rows and how far the import
 * is are committed together, so that an import that was broken off goes on where it was, and ends as if it had not been.
 * Stops after the present chunk when it is cancelled.
 */
export async function runImport(pool: pg.Pool, id: string): Promise<void> {
  await beginRun(pool, id);
  while (await writeNextChunk(pool, id));
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

/** Writes the next chunk, anew when others changed what it is about. Answers whether there may be more. */
async function writeNextChunk(pool: pg.Pool, id: string): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    try {
      return await writeChunk(pool, id, tries);
    } catch (error) {
      const meanwhile = error instanceof ChangedMeanwhile || isUniqueViolation(error, "attribution__one_active");
      if (!meanwhile || tries === MAX_TRIES) throw error;
    }
  }
}

async function writeChunk(pool: pg.Pool, id: string, tries: number): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const run = await lockRun(tx, id);
    if (run?.state !== "running") return false;
    if (run.cancelRequested) {
      await updateRun(tx, id, sql`state = 'cancelled', finished_at = now(), cancel_requested = false`);
      return false;
    }
    const range = await nextRange(tx, run);
    if (!range) {
      await finish(tx, run);
      return false;
    }
    await planForMany(tx);
    const contactsCreated = await writeRows(tx, run, range, tries);
    const counted = await countOutcomes(tx, range);
    const kept = counted.reduce((sum, { count }) => sum + count, 0);
    // Whatever the reason would be: a row without an outcome must stop the import, not be lost.
    if (kept !== range.rows) throw new Error(`${range.rows} rows came to ${kept} outcomes`);
    const tally = addToTally(run.result, counted, contactsCreated);
    await updateRun(
      tx,
      id,
      sql`checkpoint = ${range.upTo}, done = ${run.done + range.rows}, result = ${JSON.stringify(tally)}::jsonb`,
    );
    return true;
  });
}

async function finish(tx: Transaction, run: Run): Promise<void> {
  const tally = run.result ?? addToTally(null, [], 0);
  await updateRun(
    tx,
    run.id,
    sql`state = 'done', phase = NULL, finished_at = now(), cancel_requested = false, result = ${JSON.stringify(tally)}::jsonb`,
  );
}
