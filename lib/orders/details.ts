import "server-only";
import sql from "sql-template-tag";
import type { ActorCell, PersonCell } from "@/lib/attributions/columns";
import { listAttributionsByIds } from "@/lib/attributions/queries";
import { findChangeFacts, type Standing } from "@/lib/attributions/record-queries";
import type { Rejection, Status } from "@/lib/attributions/schema";
import type { Source } from "@/lib/audit/schema";
import { shownActor } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import type { OrderRow } from "./columns";
import { listOrdersByIds } from "./queries";
import type { Credit, OrderEventKind } from "./schema";

/** What an event says: of the creation whom it credits and why, of a change from what to what. */
export type OrderEventDetail = Partial<{
  credit: Credit;
  attempt: string;
  ignored: Rejection;
  from: string;
  to: string;
  from_stage: string;
  to_stage: string;
}>;

export type OrderEvent = {
  id: string;
  at: string;
  kind: OrderEventKind;
  actor: ActorCell;
  source: Source;
  detail: OrderEventDetail;
};

/** Whom an order is or would be credited to, and why. */
export type CreditStory = {
  credit: Credit;
  /** The attribution that is credited. */
  attribution: { id: string; advocate: PersonCell; status: Status; createdAt: string } | null;
  /** Who stands there now, where the credited attribution does not any more. */
  standing: Standing | null;
  /** The inactive attempt that the order's code or advocate was logged as. */
  attempt: { id: string; advocate: PersonCell } | null;
  /** Why the order's code or advocate counted for nothing. */
  ignored: Rejection | null;
};

export type OrderDetails = OrderRow & {
  hubspotDealstage: string | null;
  customFields: { name: string; value: string }[];
  story: CreditStory;
  /** Every event, oldest first. */
  history: OrderEvent[];
};

/** The order with this id and all that is known of it, or null. */
export async function findOrder(db: Db, id: string): Promise<OrderDetails | null> {
  const [row] = await listOrdersByIds(db, [id]);
  if (!row) return null;
  const [history, { rows: more }] = await Promise.all([
    listEvents(db, row.id),
    db.query<{ stage: string | null; fields: Record<string, unknown> }>(sql`
      SELECT hubspot_dealstage AS stage, custom_fields AS fields FROM customer_order WHERE id = ${row.id}::uuid`),
  ]);
  const created = history.find(({ kind }) => kind === "order.created")?.detail ?? {};
  const story = await tellCredit(db, {
    ...{ credit: created.credit ?? "none", attributionId: row.attribution?.id ?? null },
    ...{ attemptId: created.attempt ?? null, ignored: created.ignored ?? null },
  });
  const { stage, fields } = more[0]!;
  const customFields = Object.entries(fields).map(([name, value]) => ({ name, value: String(value) }));
  return { ...row, hubspotDealstage: stage, customFields, story, history };
}

async function listEvents(db: Db, orderId: string): Promise<OrderEvent[]> {
  const { rows } = await db.query<OrderEvent & { at: Date }>(sql`
    SELECT event.id, event.at, event.kind, ${shownActor} AS actor,
      event.source, event.detail
    FROM order_event event JOIN actor ON actor.id = event.actor_id
    WHERE event.order_id = ${orderId}::uuid ORDER BY event.id`);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

type Credited = {
  credit: Credit;
  attributionId: string | null;
  attemptId: string | null;
  ignored: Rejection | null;
};

/** The names behind a credit: who is credited, whose attempt was logged, who stands there now. */
export async function tellCredit(
  db: Db,
  { credit, attributionId, attemptId, ignored }: Credited,
): Promise<CreditStory> {
  const ids = [attributionId, attemptId].filter((id) => id !== null);
  const [rows, facts] = await Promise.all([
    listAttributionsByIds(db, ids),
    findChangeFacts(db, attributionId ? [attributionId] : []),
  ]);
  const attribution = rows.find(({ id }) => id === attributionId) ?? null;
  const attempt = rows.find(({ id }) => id === attemptId) ?? null;
  return {
    credit,
    attribution: attribution && {
      ...{ id: attribution.id, advocate: attribution.advocate },
      ...{ status: attribution.status, createdAt: attribution.createdAt },
    },
    standing: (attributionId && facts.get(attributionId)?.standing) || null,
    attempt: attempt && { id: attempt.id, advocate: attempt.advocate },
    ignored,
  };
}
