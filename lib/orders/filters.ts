import "server-only";
import sql, { join, raw, type Sql } from "sql-template-tag";
import { startOfDay } from "@/lib/attributions/days";
import { byId, findIds, isOneOf } from "@/lib/db/conditions";
import type { Db } from "@/lib/db/pool";
import { containsPattern } from "@/lib/db/search";
import { storable } from "@/lib/db/text";
import { NO_CAMPAIGN, type OrderFilter } from "./columns";

/** A filter and the zone in which its days begin and end. */
export type ZonedOrderFilter = OrderFilter & { timeZone: string };

/**
 * The SQL conditions of a filter on the table `customer_order`, by the parameter each comes from. A search that matches
 * so many that no index can choose its rows is `broadSearch` and not `q`.
 */
export type OrderConditions = Map<keyof OrderFilter | "broadSearch", Sql>;

/**
 * The conditions of `filter`. A value that cannot exist (a broken link) matches nothing; it is never left out, which
 * would show orders that were not asked for.
 */
export async function orderConditions(db: Db, filter: ZonedOrderFilter): Promise<OrderConditions> {
  const conditions: OrderConditions = new Map();
  const add = (key: keyof OrderFilter, condition: Sql) => conditions.set(key, condition);
  if (filter.q?.trim()) {
    const { condition, isBroad } = await searchCondition(db, filter.q);
    conditions.set(isBroad ? "broadSearch" : "q", condition);
  }
  if (filter.status?.length) add("status", isOneOf("customer_order.status", filter.status));
  if (filter.source?.length) add("source", isOneOf("customer_order.source", filter.source));
  if (filter.currency?.length) add("currency", isOneOf("customer_order.currency", filter.currency.map(storable)));
  if (filter.campaign?.length) add("campaign", await campaignCondition(db, filter.campaign));
  if (filter.credited?.length === 1) {
    const isCredited = filter.credited[0] === "credited";
    add("credited", sql`customer_order.attribution_id IS ${raw(isCredited ? "NOT NULL" : "NULL")}`);
  }
  if (filter.advocate) {
    const by = (id: Sql) =>
      sql`customer_order.attribution_id IN (SELECT attribution.id FROM attribution WHERE advocate_id = ${id})`;
    add("advocate", byId(filter.advocate, by));
  }
  if (filter.customer)
    add(
      "customer",
      byId(filter.customer, (id) => sql`customer_order.customer_id = ${id}`),
    );
  if (filter.attribution)
    add(
      "attribution",
      byId(filter.attribution, (id) => sql`customer_order.attribution_id = ${id}`),
    );
  if (filter.from) add("from", dayCondition(">=", startOfDay(filter.from, filter.timeZone, 0)));
  if (filter.to) add("to", dayCondition("<", startOfDay(filter.to, filter.timeZone, 1)));
  return conditions;
}

function dayCondition(comparison: ">=" | "<", instant: Date | null): Sql {
  return instant ? sql`customer_order.ordered_at ${raw(comparison)} ${instant}::timestamptz` : sql`FALSE`;
}

async function campaignCondition(db: Db, uids: string[]): Promise<Sql> {
  const { rows } = await db.query<{ id: string }>(sql`SELECT id FROM campaign WHERE uid = ANY(${uids.map(storable)})`);
  const named = isOneOf(
    "customer_order.campaign_id",
    rows.map(({ id }) => id),
  );
  return uids.includes(NO_CAMPAIGN) ? sql`(customer_order.campaign_id IS NULL OR ${named})` : named;
}

/** Any part of the order's id, or of the name or e-mail of its customer or of whoever is credited. */
async function searchCondition(db: Db, q: string): Promise<{ condition: Sql; isBroad: boolean }> {
  const pattern = containsPattern(q);
  const [orders, contacts] = await Promise.all([
    findIds(db, sql`SELECT id FROM customer_order WHERE order_id ILIKE ${pattern}`),
    findIds(db, sql`SELECT id FROM contact WHERE search_text LIKE ${pattern}`),
  ]);
  const attributions =
    contacts && (await findIds(db, sql`SELECT id FROM attribution WHERE advocate_id = ANY(${contacts}::uuid[])`));
  const ofContact = (id: Sql) =>
    sql`EXISTS (SELECT FROM contact WHERE contact.id = ${id} AND contact.search_text LIKE ${pattern})`;
  const credited = sql`(SELECT advocate_id FROM attribution WHERE attribution.id = customer_order.attribution_id)`;
  const parts = [
    orders ? sql`customer_order.id = ANY(${orders}::uuid[])` : sql`customer_order.order_id ILIKE ${pattern}`,
    contacts ? sql`customer_order.customer_id = ANY(${contacts}::uuid[])` : ofContact(sql`customer_order.customer_id`),
    attributions ? sql`customer_order.attribution_id = ANY(${attributions}::uuid[])` : ofContact(credited),
  ];
  return { condition: sql`(${join(parts, " OR ")})`, isBroad: !orders || !contacts || !attributions };
}
