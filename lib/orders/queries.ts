import "server-only";
import sql from "sql-template-tag";
import { allOf } from "@/lib/db/conditions";
import type { SortKey } from "@/lib/db/keyset";
import { fetchIdPage, type IdPage } from "@/lib/db/keyset-page";
import { shownActor, shownPerson } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import type { OrderParams, OrderRow, OrderSort } from "./columns";
import { orderConditions } from "./filters";

/** `keepsPlace`: an empty page where nothing is left beyond the cursor, never the first one again. */
export type ZonedOrderParams = OrderParams & { timeZone: string; keepsPlace?: boolean };

/** One page of the list, with the cursors of its neighbours: null where there is none. */
export type OrderPage = { rows: OrderRow[]; next: string | null; previous: string | null };

const DEFAULT_SIZE = 50;
const EXPORT_BATCH = 1000;
/** What each sort of the list goes by. */
export const orderSortKeys: Record<OrderSort, SortKey> = {
  placed: { expression: "customer_order.ordered_at", type: "timestamptz" },
};

/** One page of orders by filter, sort and cursor (see columns.ts); fast however many there are and however deep. */
export async function listOrders(db: Db, params: ZonedOrderParams, size?: number): Promise<OrderPage> {
  const { ids, ...cursors } = await fetchIds(db, params, size ?? params.size ?? DEFAULT_SIZE);
  return { rows: await listOrdersByIds(db, ids), ...cursors };
}

/** The whole filtered list in its order, in batches: for exports of any length in constant memory. */
export async function* exportOrders(db: Db, params: ZonedOrderParams): AsyncGenerator<OrderRow[]> {
  let after: string | null = null;
  do {
    const at = { after, before: null, keepsPlace: true };
    const page: IdPage = await fetchIds(db, { ...params, ...at }, EXPORT_BATCH);
    if (page.ids.length > 0) yield await listOrdersByIds(db, page.ids);
    after = page.next;
  } while (after !== null);
}

async function fetchIds(db: Db, params: ZonedOrderParams, size: number): Promise<IdPage> {
  return fetchIdPage(db, {
    ...{ from: sql`customer_order`, where: allOf(await orderConditions(db, params)), id: "customer_order.id" },
    ...{ sort: orderSortKeys.placed, descending: params.sort !== "placed", size },
    ...{ after: params.after, before: params.before, keepsPlace: params.keepsPlace },
  });
}

/** The orders with these ids as the list shows them, in the order of the ids; unknown ids are left out. */
export async function listOrdersByIds(db: Db, ids: string[]): Promise<OrderRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<OrderRow & { revenueMinor: string; orderedAt: Date }>(sql`
    SELECT customer_order.id, customer_order.order_id AS "orderId",
      ${shownPerson("customer")} AS customer,
      customer_order.revenue_minor::text AS "revenueMinor", customer_order.currency,
      CASE WHEN campaign.id IS NOT NULL THEN json_build_object('id', campaign.id, 'uid', campaign.uid,
        'name', campaign.name, 'ended', coalesce(campaign.ended_at <= now(), false)) END AS campaign,
      CASE WHEN attribution.id IS NOT NULL THEN json_build_object('id', attribution.id, 'method', attribution.method,
        'code', code.code, 'advocate',
        ${shownPerson("advocate")}) END AS attribution,
      customer_order.status, customer_order.external_status AS "externalStatus", customer_order.source,
      (SELECT coalesce(json_agg(json_build_object('amountMinor', amount_minor, 'currency', reward.currency,
          'status', reward.status) ORDER BY reward.id), '[]')
        FROM reward WHERE reward.order_id = customer_order.id) AS rewards,
      ${shownActor} AS actor,
      customer_order.ordered_at AS "orderedAt"
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given (id, line)
    JOIN customer_order ON customer_order.id = given.id
    JOIN contact customer ON customer.id = customer_order.customer_id
    JOIN actor ON actor.id = customer_order.actor_id
    LEFT JOIN campaign ON campaign.id = customer_order.campaign_id
    LEFT JOIN attribution ON attribution.id = customer_order.attribution_id
    LEFT JOIN contact advocate ON advocate.id = attribution.advocate_id
    LEFT JOIN referral_code code ON code.id = attribution.code_id
    ORDER BY given.line`);
  return rows.map((row) => ({
    ...row,
    revenueMinor: Number(row.revenueMinor),
    orderedAt: row.orderedAt.toISOString(),
  }));
}
