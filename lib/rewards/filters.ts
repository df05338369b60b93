import "server-only";
import sql, { raw, type Sql } from "sql-template-tag";
import { firstIdAt, startOfDay } from "@/lib/attributions/days";
import { byId, findIds, isOneOf } from "@/lib/db/conditions";
import type { Db } from "@/lib/db/pool";
import { containsPattern } from "@/lib/db/search";
import { storable } from "@/lib/db/text";
import type { RewardFilter } from "./columns";

/** A filter and the zone in which its days begin and end. */
export type ZonedRewardFilter = RewardFilter & { timeZone: string };

/**
 * The SQL conditions of a filter on the table `reward`, by the parameter each comes from. A search that matches so many
 * that no index can choose its rows is `broadSearch` and not `q`.
 */
export type RewardConditions = Map<keyof RewardFilter | "broadSearch", Sql>;

const BY_ID = { contact: "contact_id", rule: "rule_id", attribution: "attribution_id", order: "order_id" } as const;

/**
 * The conditions of `filter`. A value that cannot exist (a broken link) matches nothing; it is never left out, which
 * would show rewards that were not asked for.
 */
export async function rewardConditions(db: Db, filter: ZonedRewardFilter): Promise<RewardConditions> {
  const conditions: RewardConditions = new Map();
  const add = (key: keyof RewardFilter, condition: Sql) => conditions.set(key, condition);
  if (filter.q?.trim()) {
    const { condition, isBroad } = await searchCondition(db, filter.q);
    conditions.set(isBroad ? "broadSearch" : "q", condition);
  }
  if (filter.status?.length) add("status", isOneOf("reward.status", filter.status));
  if (filter.recipient?.length) add("recipient", isOneOf("reward.recipient", filter.recipient));
  if (filter.trigger?.length === 1) {
    add("trigger", sql`reward.order_id IS ${raw(filter.trigger[0] === "order_created" ? "NOT NULL" : "NULL")}`);
  }
  if (filter.currency?.length) add("currency", isOneOf("reward.currency", filter.currency.map(storable)));
  if (filter.campaign?.length) add("campaign", await campaignCondition(db, filter.campaign));
  for (const [key, column] of Object.entries(BY_ID) as [keyof typeof BY_ID, string][]) {
    const id = filter[key];
    if (id)
      add(
        key,
        byId(id, (known) => sql`reward.${raw(column)} = ${known}`),
      );
  }
  if (filter.from) add("from", dayCondition(">=", startOfDay(filter.from, filter.timeZone, 0)));
  if (filter.to) add("to", dayCondition("<", startOfDay(filter.to, filter.timeZone, 1)));
  return conditions;
}

/** By the id, which is the moment of creation and the order of the list. */
function dayCondition(comparison: ">=" | "<", instant: Date | null): Sql {
  return instant ? sql`reward.id ${raw(comparison)} ${firstIdAt(instant)}::uuid` : sql`FALSE`;
}

async function campaignCondition(db: Db, uids: string[]): Promise<Sql> {
  const { rows } = await db.query<{ id: string }>(sql`SELECT id FROM campaign WHERE uid = ANY(${uids.map(storable)})`);
  return isOneOf(
    "reward.campaign_id",
    rows.map(({ id }) => id),
  );
}

/** Any part of the name or e-mail of whoever is rewarded, or of the id of the order that earned it. */
async function searchCondition(db: Db, q: string): Promise<{ condition: Sql; isBroad: boolean }> {
  const pattern = containsPattern(q);
  const [orders, contacts] = await Promise.all([
    findIds(db, sql`SELECT id FROM customer_order WHERE order_id ILIKE ${pattern}`),
    findIds(db, sql`SELECT id FROM contact WHERE search_text LIKE ${pattern}`),
  ]);
  const byOrder = orders
    ? sql`reward.order_id = ANY(${orders}::uuid[])`
    : sql`EXISTS (SELECT FROM customer_order WHERE customer_order.id = reward.order_id AND customer_order.order_id ILIKE ${pattern})`;
  const byContact = contacts
    ? sql`reward.contact_id = ANY(${contacts}::uuid[])`
    : sql`EXISTS (SELECT FROM contact WHERE contact.id = reward.contact_id AND contact.search_text LIKE ${pattern})`;
  return { condition: sql`(${byContact} OR ${byOrder})`, isBroad: !orders || !contacts };
}
