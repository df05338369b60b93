import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { changeStatus } from "@/lib/attributions/commands";
import type { Actor } from "@/lib/audit/trail";
import type { Transaction } from "@/lib/db/transaction";
import { endOrders } from "@/lib/orders/commands";
import { outcomeIndex } from "../../ranges";
import { isEditedSince } from "../edited-since";
import { type UndoRow as AnyUndoRow, UNDO_REASON, type Undone } from "../kind";
import type { OrderRun } from "./drafts";

/**
 * Undoing an import of orders (docs/decisions/0024): no order is deleted, and none is credited to somebody else. Orders
 * are marked as cancelled, and the attributions that came to stand by them become inactive, so that no order to come
 * follows them. What somebody changed since stays as they left it.
 */

/** With the attribution that came to exist by the row, where it stands. */
type UndoRow = AnyUndoRow & { attributionId: string | null };

/** The rows of an import that had an effect, from the last to the first: at most `limit` before the line `before`. */
export function undoRows(run: OrderRun, before: number, limit: number): Sql {
  const isNew = sql`outcome = ${outcomeIndex("credited_new")}`;
  return sql`
    SELECT line, outcome, record_id AS "recordId", CASE WHEN ${isNew} AND is_standing THEN attribution_id END AS "attributionId", CASE
      WHEN outcome = ${outcomeIndex("updated")} THEN 'status_stays'
      WHEN status <> 'placed' THEN 'order_ended'
      WHEN ${isOrderEdited(run, sql`record_id`)} THEN 'edited_since'
      WHEN ${isNew} AND is_standing AND ${isAttributionNeeded(run)} THEN 'attribution_stays' END AS obstacle
    FROM (
      SELECT * FROM import_outcome
      WHERE import_id = ${run.id}::uuid AND line < ${before} AND record_id IS NOT NULL
      ORDER BY line DESC LIMIT ${limit}
    ) AS effect
    CROSS JOIN LATERAL (
      SELECT status, attribution_id,
        (SELECT attribution.status = 'active' FROM attribution WHERE attribution.id = attribution_id) AS is_standing
      FROM customer_order WHERE id = record_id LIMIT 1
    ) AS recorded
    ORDER BY line DESC`;
}

/** Whether somebody else than the import and its undo changed an order. */
function isOrderEdited({ actorId, undoActorId }: OrderRun, id: Sql): Sql {
  return sql`EXISTS (
    SELECT FROM order_event
    WHERE order_event.order_id = ${id} AND actor_id <> ALL(${[actorId, undoActorId].filter(Boolean)}::uuid[]))`;
}

/**
 * Whether the attribution that an order made stays: somebody changed it since, or an order that the undo does not cancel
 * is credited to it. Each is looked up by its key.
 */
function isAttributionNeeded(run: OrderRun): Sql {
  return sql`(${isEditedSince(run, sql`recorded.attribution_id`)} OR (
    SELECT TRUE FROM customer_order AS other
    WHERE other.attribution_id = recorded.attribution_id AND other.id <> effect.record_id AND other.status = 'placed'
      AND (other.actor_id <> ${run.actorId}::uuid OR ${isOrderEdited(run, sql`other.id`)}) LIMIT 1))`;
}

/** Cancels the orders that nothing stands in the way of, and takes back the attributions they made. */
export async function undo(tx: Transaction, run: OrderRun, rows: UndoRow[]): Promise<Undone[]> {
  const actor: Actor = { actorId: run.undoActorId!, source: "csv_import" };
  const free = rows.filter(({ obstacle }) => obstacle === null || obstacle === "attribution_stays");
  const ids = free.map(({ recordId }) => recordId);
  const cancelled = new Set(await endOrders(tx, actor, { ids, to: "cancelled" }));
  const made = free.filter(({ obstacle, recordId }) => obstacle === null && cancelled.has(recordId));
  const attributionIds = made.flatMap(({ attributionId }) => attributionId ?? []);
  const changes = await changeStatus(tx, actor, { ids: attributionIds, to: "inactive", reason: UNDO_REASON });
  const refused = new Set(changes.flatMap((change) => (change.outcome === "refused" ? change.id : [])));
  return rows.map(({ line, recordId, attributionId, obstacle }): Undone => {
    if (obstacle !== null && obstacle !== "attribution_stays") return { line, obstacle };
    if (!cancelled.has(recordId)) return { line, obstacle: "order_ended" };
    return { line, obstacle: attributionId && refused.has(attributionId) ? "attribution_stays" : obstacle };
  });
}
