import "server-only";
import sql from "sql-template-tag";
import { allOf } from "@/lib/db/conditions";
import type { SortKey } from "@/lib/db/keyset";
import { fetchIdPage, type IdPage } from "@/lib/db/keyset-page";
import { shownPerson } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import type { RewardParams, RewardRow, RewardSort } from "./columns";
import { rewardConditions, type ZonedRewardFilter } from "./filters";
import { REWARD_CHANGE_LIMIT } from "./schema";

/** `keepsPlace`: an empty page where nothing is left beyond the cursor, never the first one again. */
export type ZonedRewardParams = RewardParams & { timeZone: string; keepsPlace?: boolean };

/** One page of the list, with the cursors of its neighbours: null where there is none. */
export type RewardPage = { rows: RewardRow[]; next: string | null; previous: string | null };

const DEFAULT_SIZE = 50;
const EXPORT_BATCH = 1000;
/** What each sort of the list goes by. An id is the moment of creation (docs/decisions/0003). */
export const rewardSortKeys: Record<RewardSort, SortKey> = {
  created: { expression: "reward.id", type: "uuid" },
};

/** One page of rewards by filter, sort and cursor (see columns.ts); fast however many there are and however deep. */
export async function listRewards(db: Db, params: ZonedRewardParams, size?: number): Promise<RewardPage> {
  const { ids, ...cursors } = await fetchIds(db, params, size ?? params.size ?? DEFAULT_SIZE);
  return { rows: await listRewardsByIds(db, ids), ...cursors };
}

/** The whole filtered list in its order, in batches: for exports of any length in constant memory. */
export async function* exportRewards(db: Db, params: ZonedRewardParams): AsyncGenerator<RewardRow[]> {
  let after: string | null = null;
  do {
    const at = { after, before: null, keepsPlace: true };
    const page: IdPage = await fetchIds(db, { ...params, ...at }, EXPORT_BATCH);
    if (page.ids.length > 0) yield await listRewardsByIds(db, page.ids);
    after = page.next;
  } while (after !== null);
}

/** What a filter shows at this moment, newest first, up to what can be changed at once; `more`: it shows even more. */
export async function listMatchingRewards(
  db: Db,
  filter: ZonedRewardFilter,
): Promise<{ ids: string[]; more: boolean }> {
  const { rows } = await db.query<{ id: string }>(sql`
    SELECT id FROM reward WHERE ${allOf(await rewardConditions(db, filter))}
    ORDER BY id DESC LIMIT ${REWARD_CHANGE_LIMIT + 1}`);
  const ids = rows.map(({ id }) => id);
  return { ids: ids.slice(0, REWARD_CHANGE_LIMIT), more: ids.length > REWARD_CHANGE_LIMIT };
}

async function fetchIds(db: Db, params: ZonedRewardParams, size: number): Promise<IdPage> {
  return fetchIdPage(db, {
    ...{ from: sql`reward`, where: allOf(await rewardConditions(db, params)), id: "reward.id" },
    ...{ sort: rewardSortKeys.created, descending: params.sort !== "created", size },
    ...{ after: params.after, before: params.before, keepsPlace: params.keepsPlace },
  });
}

/** The rewards with these ids as the list shows them, in the order of the ids; unknown ids are left out. */
export async function listRewardsByIds(db: Db, ids: string[]): Promise<RewardRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<RewardRow & { createdAt: Date }>(sql`
    SELECT reward.id, ${shownPerson("contact")} AS contact, reward.recipient, reward.amount_minor::float8 AS "amountMinor",
      reward.currency, reward.status,
      json_build_object('id', campaign.id, 'uid', campaign.uid, 'name', campaign.name,
        'ended', coalesce(campaign.ended_at <= now(), false)) AS campaign,
      json_build_object('id', rule.rule_id, 'version', rule.version, 'name', rule.name, 'trigger', rule.trigger) AS rule,
      CASE WHEN bought.id IS NOT NULL THEN json_build_object('id', bought.id, 'orderId', bought.order_id,
        'status', bought.status) END AS "order",
      json_build_object('id', attribution.id, 'status', attribution.status, 'advocate', ${shownPerson("advocate")},
        'customer', ${shownPerson("customer")}) AS attribution,
      reward.created_at AS "createdAt"
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given (id, line)
    JOIN reward ON reward.id = given.id
    JOIN contact ON contact.id = reward.contact_id
    JOIN campaign ON campaign.id = reward.campaign_id
    JOIN reward_rule_version rule ON rule.rule_id = reward.rule_id AND rule.version = reward.rule_version
    JOIN attribution ON attribution.id = reward.attribution_id
    JOIN contact advocate ON advocate.id = attribution.advocate_id
    JOIN contact customer ON customer.id = attribution.customer_id
    LEFT JOIN customer_order bought ON bought.id = reward.order_id
    ORDER BY given.line`);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
