import "server-only";
import sql from "sql-template-tag";
import type { Actor } from "@/lib/audit/trail";
import { inDryRun, type Transaction } from "@/lib/db/transaction";
import { recordOrders } from "@/lib/orders/commands";
import type { OrderDraft, OrderOutcome } from "@/lib/orders/schema";
import type { RowOutcome, RowProblem } from "../../schema";

/** What came of a row, or would. */
export type Became = {
  outcome: RowOutcome;
  problem: RowProblem | null;
  /** The order that it recorded or changed. */
  recordId: string | null;
  attributionId: string | null;
};

const CREDITED = { new: "credited_new", standing: "credited_standing", none: "uncredited" } as const;

/**
 * Records rows by the command every door uses, and says what came of each, in their order. An order that an import
 * recorded and its undo cancelled is never there again: it would be a repeat that counts for nothing.
 */
export async function recordRows(tx: Transaction, actor: Actor, drafts: OrderDraft[]): Promise<Became[]> {
  const undone = await findUndone(
    tx,
    drafts.map(({ orderId }) => orderId),
  );
  const open = drafts.filter(({ orderId }) => !undone.has(orderId));
  const outcomes = (await recordOrders(tx, actor, open)).values();
  return drafts.map(({ orderId }) =>
    undone.has(orderId) ? rejected("order_undone") : became(outcomes.next().value as OrderOutcome),
  );
}

/** What recording would come to: found out by doing it, and taken back. Nobody waits for it longer than that takes. */
export function foresee(tx: Transaction, actor: Actor, drafts: OrderDraft[]): Promise<(Became & Credits)[]> {
  return inDryRun(tx, async (step) => {
    // Planning the check of each row's foreign keys anew takes three times as long as the rest; nothing grows here.
    await step.query("SET LOCAL plan_cache_mode = auto");
    const foreseen = await recordRows(step, actor, drafts);
    const advocates = await findAdvocates(step, foreseen);
    return foreseen.map((one) => ({ ...one, advocateId: advocates.get(one.attributionId ?? "") ?? null }));
  });
}

type Credits = { advocateId: string | null };

function rejected(problem: RowProblem): Became {
  return { outcome: "rejected", problem, recordId: null, attributionId: null };
}

function became(order: OrderOutcome): Became {
  switch (order.outcome) {
    case "recorded":
      return {
        ...{ outcome: CREDITED[order.credit], problem: null },
        ...{ recordId: order.id, attributionId: order.attributionId },
      };
    case "repeated":
      return order.updated
        ? { outcome: "updated", problem: null, recordId: order.id, attributionId: null }
        : { outcome: "unchanged", problem: null, recordId: null, attributionId: null };
    case "conflict":
      return rejected("order_exists");
    case "rejected":
      // No row is bound to one campaign, as a program's key may be.
      return rejected(order.code as RowProblem);
  }
}

async function findUndone(tx: Transaction, orderIds: string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ orderId: string }>(sql`
    SELECT order_id AS "orderId" FROM customer_order
    WHERE order_id = ANY(${orderIds}::text[]) AND status = 'cancelled' AND EXISTS (
      SELECT FROM order_event JOIN actor ON actor.id = order_event.actor_id
      WHERE order_event.order_id = customer_order.id AND order_event.kind = 'order.cancelled' AND actor.kind = 'import')`);
  return new Set(rows.map(({ orderId }) => orderId));
}

async function findAdvocates(tx: Transaction, credited: Became[]): Promise<Map<string, string>> {
  const ids = credited.flatMap(({ attributionId }) => attributionId ?? []);
  const { rows } = await tx.query<{ id: string; advocateId: string }>(
    sql`SELECT id, advocate_id AS "advocateId" FROM attribution WHERE id = ANY(${ids}::uuid[])`,
  );
  return new Map(rows.map(({ id, advocateId }) => [id, advocateId]));
}
