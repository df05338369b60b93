import "server-only";
import type pg from "pg";
import sql, { type Sql } from "sql-template-tag";
import { type ActorContext, changeStatus } from "@/lib/attributions/commands";
import { reassignEach } from "@/lib/attributions/reassign";
import type { Db } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { WRITE_CHUNK_ROWS } from "./chunks";
import { createActor } from "./run-import";
import { lockRun, phaseBegins, planForMany, type Run, updateRun } from "./run-record";
import { ROW_OUTCOMES, type RowOutcome, type UndoObstacle, type UndoOutcome, type UndoTally } from "./schema";

/**
 * Undoing an import: rows are reversed from the last to the first, by the commands every door uses. What somebody
 * changed since the import stays as they left it. Nothing is deleted: what was created becomes inactive.
 */

/** One row to undo, with whether it can be, as its attribution is now. */
type UndoRow = {
  line: number;
  outcome: number;
  slot: string;
  recordId: string;
  formerId: string | null;
  obstacle: UndoObstacle | null;
};

type Undone = { line: number; outcome: UndoOutcome; obstacle: UndoObstacle | null };

const REASON = "Import undone";

/**
 * The rows of an import that had an effect, from the last to the first: at most `limit` before the line `before`.
 * The attributions that this import and its undo changed last are as they left them; any other event since is an edit.
 * What stands in the way of a row stands in the way of the rows before it about the same contact and campaign: they
 * lead to a state that is not gone back to.
 */
function undoRows(run: Run, before: number, limit: number): Sql {
  return sql`
    SELECT line, outcome, campaign_id || '|' || customer_id AS slot, record_id AS "recordId", former_id AS "formerId",
      CASE WHEN own_obstacle = 'attempt_stays' THEN own_obstacle ELSE coalesce(own_obstacle,
        max(nullif(own_obstacle, 'attempt_stays')) OVER (PARTITION BY campaign_id, customer_id ORDER BY line DESC),
        behind.obstacle) END AS obstacle
    FROM (${effects(run, before, limit)}) AS effect
    LEFT JOIN (${obstaclesBehind(run, before)}) AS behind USING (campaign_id, customer_id)
    ORDER BY line DESC`;
}

/** The rows, each with what stands in its own way. */
function effects(run: Run, before: number, limit: number): Sql {
  const outcome = (name: RowOutcome) => ROW_OUTCOMES.indexOf(name);
  const editedSince = (id: Sql) => sql`(
    SELECT actor_id <> ALL(${[run.actorId, run.undoActorId].filter(Boolean)}::uuid[]) FROM attribution_event
    WHERE attribution_id = ${id} ORDER BY id DESC LIMIT 1)`;
  return sql`
    SELECT effect.line, effect.outcome, record.campaign_id, record.customer_id, effect.record_id, effect.former_id,
      CASE
        WHEN ${editedSince(sql`effect.record_id`)} OR (former_id IS NOT NULL AND ${editedSince(sql`effect.former_id`)})
          THEN 'edited_since'
        WHEN effect.outcome = ${outcome("attempt")} THEN 'attempt_stays'
        WHEN effect.outcome = ${outcome("deactivated")} AND standing.id IS NOT NULL
          AND ${editedSince(sql`standing.id`)} THEN 'standing_exists'
        WHEN effect.outcome IN (${outcome("deactivated")}, ${outcome("reassigned")}) AND EXISTS (
          SELECT FROM attribution JOIN contact ON contact.id IN (attribution.customer_id, attribution.advocate_id)
          WHERE attribution.id = coalesce(effect.former_id, effect.record_id) AND contact.status = 'banned'
        ) THEN 'contact_banned'
      END AS own_obstacle
    FROM (
      SELECT * FROM import_outcome
      WHERE import_id = ${run.id}::uuid AND line < ${before} AND record_id IS NOT NULL
      ORDER BY line DESC LIMIT ${limit}
    ) AS effect
    JOIN attribution record ON record.id = effect.record_id
    LEFT JOIN attribution standing ON standing.campaign_id = record.campaign_id
      AND standing.customer_id = record.customer_id AND standing.status = 'active'`;
}

/** What stood in the way of rows of the chunks that were undone before, by contact and campaign. */
function obstaclesBehind(run: Run, before: number): Sql {
  const matters = run.undone?.obstacles.some(({ obstacle }) => obstacle !== "attempt_stays");
  return sql`
    SELECT campaign_id, customer_id, max(obstacle) AS obstacle
    FROM import_undo JOIN import_outcome USING (import_id, line) JOIN attribution ON attribution.id = record_id
    WHERE import_id = ${run.id}::uuid AND line >= ${before} AND obstacle <> 'attempt_stays'
      AND ${matters ? sql`TRUE` : sql`FALSE`}
    GROUP BY campaign_id, customer_id`;
}

/** The rows that an undo would touch, as it would find them now, in the shape of `import_undo`. */
export function undoPreview(run: Run): Sql {
  return sql`
    SELECT line, outcome, CASE WHEN obstacle IS NULL THEN 'reversed' WHEN obstacle = 'edited_since' THEN 'kept'
      ELSE 'impossible' END AS undo, obstacle AS problem, "recordId" AS "attributionId"
    FROM (${undoRows(run, END, END)}) AS effect`;
}

/** Above every line. */
const END = 2_147_483_647;

function verdictOn({ obstacle }: Pick<UndoRow, "obstacle">): UndoOutcome {
  if (!obstacle) return "reversed";
  return obstacle === "edited_since" ? "kept" : "impossible";
}

/** What undoing would come to at this moment, by the very question the undo asks. */
export async function countUndo(db: Db, run: Run): Promise<UndoTally> {
  const { rows } = await db.query<{ obstacle: UndoObstacle | null; count: number }>(
    sql`SELECT obstacle, count(*)::int AS count FROM (${undoRows(run, END, END)}) AS effect GROUP BY obstacle`,
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
  while (await undoChunk(pool, id));
}

async function undoChunk(pool: pg.Pool, id: string): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const run = await lockRun(tx, id);
    if (run?.state !== "undoing") return false;
    await planForMany(tx);
    const { rows } = await tx.query<UndoRow>(undoRows(run, run.checkpoint, WRITE_CHUNK_ROWS));
    if (rows.length === 0) {
      const undone = JSON.stringify(run.undone ?? addToUndo(null));
      await updateRun(tx, id, sql`state = 'undone', phase = NULL, undone_at = now(), undone = ${undone}::jsonb`);
      return false;
    }
    const undone = await undoInWaves(tx, { actorId: run.undoActorId!, source: "csv_import" }, rows);
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

/** Of rows about one contact and campaign each is undone after those behind it in the file. */
async function undoInWaves(tx: Transaction, actor: ActorContext, rows: UndoRow[]): Promise<Undone[]> {
  const undone: Undone[] = rows
    .filter(({ obstacle }) => obstacle)
    .map((row) => ({ line: row.line, outcome: verdictOn(row), obstacle: row.obstacle }));
  const waveOf = new Map<string, number>();
  const waves: UndoRow[][] = [];
  for (const row of rows.filter(({ obstacle }) => !obstacle)) {
    const wave = waveOf.get(row.slot) ?? 0;
    waveOf.set(row.slot, wave + 1);
    waves[wave] ??= [];
    waves[wave].push(row);
  }
  for (const wave of waves) undone.push(...(await undoWave(tx, actor, wave)));
  return undone;
}

async function undoWave(tx: Transaction, actor: ActorContext, wave: UndoRow[]): Promise<Undone[]> {
  const of = (...outcomes: RowOutcome[]) => wave.filter(({ outcome }) => outcomes.includes(ROW_OUTCOMES[outcome]!));
  const [toInactive, toActive, toFormer] = [of("created", "activated"), of("deactivated"), of("reassigned")];
  const ids = (rows: UndoRow[]) => rows.map(({ recordId }) => recordId);
  const results = [
    ...(await changeStatus(tx, actor, { ids: ids(toInactive), to: "inactive", reason: REASON })),
    ...(await changeStatus(tx, actor, { ids: ids(toActive), to: "active", reason: REASON })),
    ...(await reassignEach(
      tx,
      actor,
      toFormer.map(({ recordId, formerId }) => ({ id: recordId, toAttributionId: formerId, reason: REASON })),
    )),
  ];
  return [...toInactive, ...toActive, ...toFormer].map(({ line }, index): Undone => {
    const result = results[index]!;
    if (result.outcome !== "refused") return { line, outcome: "reversed", obstacle: null };
    const obstacle =
      result.code === "contact_banned" || result.code === "standing_exists" ? result.code : ("edited_since" as const);
    return { line, outcome: verdictOn({ obstacle }), obstacle };
  });
}

async function keepUndone(tx: Transaction, importId: string, undone: Undone[]): Promise<void> {
  await tx.query(sql`
    INSERT INTO import_undo (import_id, line, outcome, obstacle)
    SELECT ${importId}::uuid, * FROM unnest(${undone.map(({ line }) => line)}::int[],
      ${undone.map(({ outcome }) => outcome)}::text[], ${undone.map(({ obstacle }) => obstacle)}::text[])`);
}
