import "server-only";
import type pg from "pg";
import sql, { type Sql } from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { WRITE_CHUNK_ROWS } from "./chunks";
import { workOf } from "./kinds/all";
import type { Undone, UndoRow } from "./kinds/kind";
import { createActor, MAX_TRIES } from "./run-import";
import { lockRun, phaseBegins, planForMany, type Run, readRun, updateRun } from "./run-record";
import type { UndoObstacle, UndoOutcome, UndoTally } from "./schema";

/**
 * Undoing an import: rows are reversed from the last to the first, by the commands every door uses. What somebody
 * changed since the import stays as they left it. Nothing is deleted.
 */

/** The rows that an undo would touch, as it would find them now, in the shape of `import_undo`. */
export function undoPreview(run: Run): Sql {
  return sql`
    SELECT line, outcome, CASE WHEN obstacle IS NULL OR obstacle = ANY(${obstaclesOf("reversed")}) THEN 'reversed'
      WHEN obstacle = ANY(${obstaclesOf("kept")}) THEN 'kept' ELSE 'impossible' END AS undo, obstacle AS problem, "recordId"
    FROM (${workOf(run).undoRows(run, END, END)}) AS effect`;
}

/** Above every line. */
const END = 2_147_483_647;

/** What an obstacle leaves of undoing a row. */
const LEAVES: Record<UndoObstacle, UndoOutcome> = {
  edited_since: "kept",
  in_use: "kept",
  attempt_stays: "impossible",
  standing_exists: "impossible",
  contact_banned: "impossible",
  edited_in_part: "reversed",
  order_ended: "kept",
  status_stays: "impossible",
  attribution_stays: "reversed",
};

function verdictOn({ obstacle }: Pick<UndoRow, "obstacle">): UndoOutcome {
  return obstacle ? LEAVES[obstacle] : "reversed";
}

function obstaclesOf(outcome: UndoOutcome): string[] {
  return Object.keys(LEAVES).filter((obstacle) => LEAVES[obstacle as UndoObstacle] === outcome);
}

/** What undoing would come to at this moment, by the very question the undo asks. */
export async function countUndo(db: Db, run: Run): Promise<UndoTally> {
  const { rows } = await db.query<{ obstacle: UndoObstacle | null; count: number }>(
    sql`SELECT obstacle, count(*)::int AS count FROM (${workOf(run).undoRows(run, END, END)}) AS effect GROUP BY obstacle`,
  );
  return rows.reduce<UndoTally | null>((tally, row) => addToUndo(tally, row), null) ?? addToUndo(null);
}

function addToUndo(tally: UndoTally | null, row?: { obstacle: UndoObstacle | null; count: number }): UndoTally {
  const outcomes = { ...(tally?.outcomes ?? { reversed: 0, kept: 0, impossible: 0 }) };
  const obstacles = new Map(tally?.obstacles.map(({ obstacle, count }) => [obstacle, count]));
  if (row) {
    outcomes[verdictOn(row)] += row.count;
    if (row.obstacle) obstacles.set(row.obstacle, (obstacles.get(row.obstacle) ?? 0) + row.count);
  }
  const mostFirst = [...obstacles].sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
  return { outcomes, obstacles: mostFirst.map(([obstacle, count]) => ({ obstacle, count })) };
}

/** Undoes an import chunk by chunk; goes on where an earlier attempt ended. */
export async function undoImport(pool: pg.Pool, id: string): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const run = await lockRun(tx, id);
    if (run?.state !== "undoing") return;
    if (run.undoActorId) {
      await updateRun(tx, id, sql`phase = 'undoing', resumed_at = now(), resumed_done = done`);
      return;
    }
    const actorId = await createActor(tx, `Undo of ${run.fileName}`);
    await updateRun(tx, id, sql`undo_actor_id = ${actorId}::uuid, ${phaseBegins("undoing", END)}`);
  });
  while (await undoUntilDone(pool, id));
}

/** Undoes a chunk, anew when others changed what it is about. Answers whether there may be more. */
async function undoUntilDone(pool: pg.Pool, id: string): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    try {
      return await undoChunk(pool, id);
    } catch (error) {
      const run = await readRun(pool, id);
      if (!run || !workOf(run).isMeanwhile(error) || tries === MAX_TRIES) throw error;
    }
  }
}

async function undoChunk(pool: pg.Pool, id: string): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const run = await lockRun(tx, id);
    if (run?.state !== "undoing") return false;
    await planForMany(tx);
    const work = workOf(run);
    const { rows } = await tx.query<UndoRow>(work.undoRows(run, run.checkpoint, WRITE_CHUNK_ROWS));
    if (rows.length === 0) {
      const undone = JSON.stringify(run.undone ?? addToUndo(null));
      await updateRun(tx, id, sql`state = 'undone', phase = NULL, undone_at = now(), undone = ${undone}::jsonb`);
      return false;
    }
    const undone = await work.undo(tx, run, rows);
    await keepUndone(tx, id, undone);
    const tally = undone.reduce((sum, { obstacle }) => addToUndo(sum, { obstacle, count: 1 }), run.undone);
    await updateRun(
      tx,
      id,
      sql`checkpoint = ${rows.at(-1)!.line}, done = ${run.done + rows.length}, undone = ${JSON.stringify(tally)}::jsonb`,
    );
    return true;
  });
}

async function keepUndone(tx: Transaction, importId: string, undone: Undone[]): Promise<void> {
  await tx.query(sql`
    INSERT INTO import_undo (import_id, line, outcome, obstacle)
    SELECT ${importId}::uuid, * FROM unnest(${undone.map(({ line }) => line)}::int[],
      ${undone.map(verdictOn)}::text[], ${undone.map(({ obstacle }) => obstacle)}::text[])`);
}
