import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { type ActorContext, changeStatus } from "@/lib/attributions/commands";
import { reassignEach } from "@/lib/attributions/reassign";
import type { Transaction } from "@/lib/db/transaction";
import type { Run } from "../../run-record";
import { ROW_OUTCOMES, type RowOutcome } from "../../schema";
import { isEditedSince } from "../edited-since";
import { type UndoRow as AnyUndoRow, UNDO_REASON, type Undone } from "../kind";

/**
 * Undoing an import of attributions: rows are reversed from the last to the first, by the commands every door uses. What
 * somebody changed since the import stays as they left it. Nothing is deleted: what was created becomes inactive.
 */

type AttributionRun = Run<"attributions">;
/** With the contact and campaign it is about, and the attribution that gave way. */
type UndoRow = AnyUndoRow & { slot: string; formerId: string | null };

/**
 * The rows of an import that had an effect, from the last to the first: at most `limit` before the line `before`.
 * The attributions that this import and its undo changed last are as they left them; any other event since is an edit.
 * What stands in the way of a row stands in the way of the rows before it about the same contact and campaign: they
 * lead to a state that is not gone back to.
 */
export function undoRows(run: AttributionRun, before: number, limit: number): Sql {
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
function effects(run: AttributionRun, before: number, limit: number): Sql {
  const outcome = (name: RowOutcome) => ROW_OUTCOMES.indexOf(name);
  const editedSince = (id: Sql) => isEditedSince(run, id);
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
function obstaclesBehind(run: AttributionRun, before: number): Sql {
  const matters = run.undone?.obstacles.some(({ obstacle }) => obstacle !== "attempt_stays");
  return sql`
    SELECT campaign_id, customer_id, max(obstacle) AS obstacle
    FROM import_undo JOIN import_outcome USING (import_id, line) JOIN attribution ON attribution.id = record_id
    WHERE import_id = ${run.id}::uuid AND line >= ${before} AND obstacle <> 'attempt_stays'
      AND ${matters ? sql`TRUE` : sql`FALSE`}
    GROUP BY campaign_id, customer_id`;
}

/** Of rows about one contact and campaign each is undone after those behind it in the file. */
export async function undoInWaves(tx: Transaction, run: AttributionRun, rows: UndoRow[]): Promise<Undone[]> {
  const actor: ActorContext = { actorId: run.undoActorId!, source: "csv_import" };
  const undone: Undone[] = rows.filter(({ obstacle }) => obstacle).map(({ line, obstacle }) => ({ line, obstacle }));
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
    ...(await changeStatus(tx, actor, { ids: ids(toInactive), to: "inactive", reason: UNDO_REASON })),
    ...(await changeStatus(tx, actor, { ids: ids(toActive), to: "active", reason: UNDO_REASON })),
    ...(await reassignEach(
      tx,
      actor,
      toFormer.map(({ recordId, formerId }) => ({ id: recordId, toAttributionId: formerId, reason: UNDO_REASON })),
    )),
  ];
  return [...toInactive, ...toActive, ...toFormer].map(({ line }, index): Undone => {
    const result = results[index]!;
    if (result.outcome !== "refused") return { line, obstacle: null };
    const obstacle =
      result.code === "contact_banned" || result.code === "standing_exists" ? result.code : ("edited_since" as const);
    return { line, obstacle };
  });
}
