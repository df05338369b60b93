import "server-only";
import sql from "sql-template-tag";
import { allOf } from "@/lib/db/conditions";
import type { Db } from "@/lib/db/pool";
import {
  type CurrencyTotal,
  NO_CAMPAIGN,
  ORDER_FACETS,
  type OrderFacet,
  type OrderFacets,
  type OrderTotals,
} from "./columns";
import { type OrderConditions, orderConditions, type ZonedOrderFilter } from "./filters";
import { listOrders, type OrderPage } from "./queries";

/** The newest so many matching orders are counted and summed; beyond, the numbers say "at least". */
export const SCAN_CAP = 20_000;

/** How many orders there are that are alike in everything the filter chips tell apart, and what they are worth. */
type Cell = Record<OrderFacet, string> & { count: number; minor: string; looked: number };

/** How many orders match and what they are worth, and for each option of each chip how many it would show. */
export async function countOrders(
  db: Db,
  filter: ZonedOrderFilter,
): Promise<{ total: OrderTotals; facets: OrderFacets }> {
  const conditions = await orderConditions(db, filter);
  const all = countCells(db, conditions);
  const facet = async (key: OrderFacet) => {
    // A chip that is not set counts what is shown; only one that is set has to be counted without itself.
    const others = new Map([...conditions].filter(([name]) => name !== key));
    const cells = await (conditions.has(key) ? countCells(db, others) : all);
    const counts = new Map<string, number>();
    for (const cell of cells) counts.set(cell[key], (counts.get(cell[key]) ?? 0) + cell.count);
    return [...counts].map(([value, count]) => ({ value, count, capped: isCapped(cells) }));
  };
  const [cells, ...facets] = await Promise.all([all, ...ORDER_FACETS.map(facet)]);
  return {
    total: totalOf(cells),
    facets: Object.fromEntries(ORDER_FACETS.map((key, index) => [key, facets[index]!])) as OrderFacets,
  };
}

/** A few of the latest orders of somebody or of an attribution, and how many there are at all. */
export type OrderSummary = Pick<OrderPage, "rows"> & { total: OrderTotals };

const SUMMARY_ROWS = 5;

/** The latest orders that match, and how many match and what they are worth. */
export async function summariseOrders(db: Db, filter: ZonedOrderFilter): Promise<OrderSummary> {
  const [{ rows }, cells] = await Promise.all([
    listOrders(db, filter, SUMMARY_ROWS),
    orderConditions(db, filter).then((conditions) => countCells(db, conditions)),
  ]);
  return { rows, total: totalOf(cells) };
}

/** What was ordered on the credit of these attributions: it stays theirs, whatever becomes of them. */
export async function sumOrdersOf(db: Db, attributionIds: string[]): Promise<OrderTotals> {
  const own = sql`customer_order.attribution_id = ANY(${attributionIds}::uuid[])`;
  return totalOf(await countCells(db, new Map([["attribution", own]])));
}

/** Every currency there is an order in, by its code. */
export async function listOrderCurrencies(db: Db): Promise<string[]> {
  // From one currency to the next by the index, however many orders each has.
  const { rows } = await db.query<{ currency: string }>(sql`
    WITH RECURSIVE known AS (
      (SELECT currency FROM customer_order ORDER BY currency LIMIT 1)
      UNION ALL
      SELECT (SELECT currency FROM customer_order WHERE currency > known.currency ORDER BY currency LIMIT 1)
      FROM known WHERE known.currency IS NOT NULL
    )
    SELECT currency FROM known WHERE currency IS NOT NULL`);
  return rows.map(({ currency }) => currency);
}

/** A broad search is asked of so many rows, not for so many: a word few orders match must not have all of them read. */
async function countCells(db: Db, conditions: OrderConditions): Promise<Cell[]> {
  const narrow = new Map(conditions);
  const search = narrow.get("broadSearch") ?? sql`TRUE`;
  narrow.delete("broadSearch");
  const { rows } = await db.query<Cell>(sql`
    SELECT cell.*, coalesce(campaign.uid, ${NO_CAMPAIGN}) AS campaign FROM (
      SELECT status, campaign_id, CASE WHEN attribution_id IS NULL THEN 'uncredited' ELSE 'credited' END AS credited,
        source, currency, count(*) FILTER (WHERE ${search})::int AS count, count(*)::int AS looked,
        coalesce(sum(revenue_minor) FILTER (WHERE ${search}), 0)::text AS minor
      FROM (
        SELECT * FROM customer_order WHERE ${allOf(narrow)} ORDER BY ordered_at DESC, id DESC LIMIT ${SCAN_CAP}
      ) AS customer_order
      GROUP BY status, campaign_id, 3, source, currency
    ) AS cell LEFT JOIN campaign ON campaign.id = cell.campaign_id`);
  return rows;
}

function isCapped(cells: Cell[]): boolean {
  return cells.reduce((sum, { looked }) => sum + looked, 0) === SCAN_CAP;
}

function totalOf(cells: Cell[]): OrderTotals {
  const sums = new Map<string, { placed: bigint; ended: bigint }>();
  for (const { currency, status, minor, count } of cells) {
    if (count === 0) continue;
    const sum = sums.get(currency) ?? { placed: 0n, ended: 0n };
    sum[status === "placed" ? "placed" : "ended"] += BigInt(minor);
    sums.set(currency, sum);
  }
  const totals = [...sums].map(
    ([currency, { placed, ended }]): CurrencyTotal => ({
      ...{ currency, placedMinor: String(placed), endedMinor: String(ended) },
    }),
  );
  return {
    count: cells.reduce((sum, { count }) => sum + count, 0),
    capped: isCapped(cells),
    totals: totals.sort((a, b) => (a.currency < b.currency ? -1 : 1)),
  };
}
