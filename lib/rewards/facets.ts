import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { allOf } from "@/lib/db/conditions";
import type { Db } from "@/lib/db/pool";
import { REWARD_FACETS, type RewardFacet, type RewardFacets, type RewardTotal, type RewardTotals } from "./columns";
import { rewardConditions, type ZonedRewardFilter } from "./filters";
import { listRewards, type RewardPage } from "./queries";
import { REWARD_STATUSES } from "./schema";

/** The newest so many matching rewards are counted and summed; beyond, the numbers say "at least". */
export const SCAN_CAP = 100_000;

/** How many rewards there are that are alike in everything the filter chips tell apart, and what they come to. */
type Cell = Record<RewardFacet, string> &
  Pick<RewardTotal, "status"> & { count: number; minor: string; looked: number };

export type RewardCounts = {
  total: RewardTotals;
  /** The same whatever status is chosen, so that one can go from one status to the next. */
  anyStatus: RewardTotals;
  facets: RewardFacets;
};

/** How many rewards match and what they come to, and for each option of each chip how many it would show. */
export async function countRewards(db: Db, filter: ZonedRewardFilter): Promise<RewardCounts> {
  const conditions = await rewardConditions(db, filter);
  const all = countCells(db, conditions);
  const without = (key: RewardFacet) => {
    // A chip that is not set counts what is shown; only one that is set has to be counted without itself.
    const others = new Map([...conditions].filter(([name]) => name !== key));
    return conditions.has(key) ? countCells(db, others) : all;
  };
  const [cells, ...beside] = await Promise.all([all, ...REWARD_FACETS.map(without)]);
  return {
    total: totalOf(cells),
    anyStatus: totalOf(beside[REWARD_FACETS.indexOf("status")]!),
    facets: Object.fromEntries(
      REWARD_FACETS.map((key, index) => [key, optionsOf(beside[index]!, key)]),
    ) as RewardFacets,
  };
}

function optionsOf(cells: Cell[], key: RewardFacet): RewardFacets[RewardFacet] {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell[key], (counts.get(cell[key]) ?? 0) + cell.count);
  return [...counts].map(([value, count]) => ({ value, count, capped: isCapped(cells) }));
}

/** A few of the latest rewards of somebody, of an attribution or an order, and how many there are at all. */
export type RewardSummary = Pick<RewardPage, "rows"> & { total: RewardTotals };

const SUMMARY_ROWS = 5;

/** The latest rewards that match, and how many match and what they come to. */
export async function summariseRewards(db: Db, filter: ZonedRewardFilter): Promise<RewardSummary> {
  const [{ rows }, cells] = await Promise.all([
    listRewards(db, filter, SUMMARY_ROWS),
    rewardConditions(db, filter).then((conditions) => countCells(db, conditions)),
  ]);
  return { rows, total: totalOf(cells) };
}

/** What was earned by these attributions and the orders credited to them: it stays, whatever becomes of them. */
export async function sumRewardsOf(db: Db, attributionIds: string[]): Promise<RewardTotals> {
  const own = sql`reward.attribution_id = ANY(${attributionIds}::uuid[])`;
  return totalOf(await countCells(db, new Map([["attribution", own]])));
}

/** What these rewards come to, by status and currency. */
export async function sumRewards(db: Db, ids: string[]): Promise<RewardTotal[]> {
  return totalOf(await countCells(db, new Map([["ids", sql`reward.id = ANY(${ids}::uuid[])`]]))).totals;
}

/** Every currency there is a reward in, by its code. */
export async function listRewardCurrencies(db: Db): Promise<string[]> {
  // From one currency to the next by the index, however many rewards each has.
  const { rows } = await db.query<{ currency: string }>(sql`
    WITH RECURSIVE known AS (
      (SELECT currency FROM reward ORDER BY currency LIMIT 1)
      UNION ALL
      SELECT (SELECT currency FROM reward WHERE currency > known.currency ORDER BY currency LIMIT 1)
      FROM known WHERE known.currency IS NOT NULL
    )
    SELECT currency FROM known WHERE currency IS NOT NULL`);
  return rows.map(({ currency }) => currency);
}

/** A broad search is asked of so many rows, not for so many: a word few rewards match must not have all of them read. */
async function countCells(db: Db, conditions: ReadonlyMap<string, Sql>): Promise<Cell[]> {
  const narrow = new Map(conditions);
  const search = narrow.get("broadSearch") ?? sql`TRUE`;
  narrow.delete("broadSearch");
  const { rows } = await db.query<Cell>(sql`
    SELECT cell.*, campaign.uid AS campaign FROM (
      SELECT status, campaign_id, recipient,
        CASE WHEN order_id IS NULL THEN 'attribution_created' ELSE 'order_created' END AS trigger, currency,
        count(*) FILTER (WHERE ${search})::int AS count, count(*)::int AS looked,
        coalesce(sum(amount_minor) FILTER (WHERE ${search}), 0)::text AS minor
      FROM (SELECT * FROM reward WHERE ${allOf(narrow)} ORDER BY id DESC LIMIT ${SCAN_CAP}) AS reward
      GROUP BY status, campaign_id, recipient, 4, currency
    ) AS cell JOIN campaign ON campaign.id = cell.campaign_id`);
  return rows;
}

function isCapped(cells: Cell[]): boolean {
  return cells.reduce((sum, { looked }) => sum + looked, 0) === SCAN_CAP;
}

function totalOf(cells: Cell[]): RewardTotals {
  const sums = new Map<string, RewardTotal>();
  for (const { status, currency, count, minor } of cells) {
    if (count === 0) continue;
    const key = `${REWARD_STATUSES.indexOf(status)} ${currency}`;
    const sum = sums.get(key) ?? { status, currency, count: 0, minor: "0" };
    sums.set(key, { ...sum, count: sum.count + count, minor: String(BigInt(sum.minor) + BigInt(minor)) });
  }
  return {
    count: cells.reduce((sum, { count }) => sum + count, 0),
    capped: isCapped(cells),
    totals: [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total),
  };
}
