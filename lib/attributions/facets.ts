import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { SOURCES, type Source } from "@/lib/audit/schema";
import type { Db } from "@/lib/db/pool";
import { type Facet, type Facets, STATUS_FILTERS } from "./columns";
import { allOf, FACET_KEYS, type FacetKey, filterConditions, type ZonedFilter } from "./filters";
import { type InactiveReason, METHODS, type Method, type Status } from "./schema";
import { METHOD_LABELS, SOURCE_LABELS, statusFilterLabel } from "./wording";

/** Under a search or a filter by person or day, this many rows are looked at; beyond, the counts say "at least". */
export const SCAN_CAP = 20_000;

/** How many rows there are; `capped` means at least that many. */
export type Count = { count: number; capped: boolean };

/** How many attributions there are that are alike in everything the filter chips tell apart. */
type Cell = {
  campaign: string;
  status: Status;
  inactiveReason: InactiveReason | null;
  method: Method;
  source: Source;
  count: number;
};

/** How many attributions match, and for each option of each filter chip how many it would show beside the other filters. */
export async function countList(db: Db, filter: ZonedFilter): Promise<{ total: Count; facets: Facets }> {
  const [{ cells, capped }, campaigns] = await Promise.all([
    countCells(db, filter),
    db.query<{ uid: string; name: string }>(
      sql`SELECT uid, name FROM campaign ORDER BY coalesce(ended_at <= now(), false), lower(name), id`,
    ),
  ]);
  const options: Record<FacetKey, Pick<Facet, "value" | "label">[]> = {
    status: STATUS_FILTERS.map((value) => ({ value, label: statusFilterLabel(value) })),
    campaign: campaigns.rows.map(({ uid, name }) => ({ value: uid, label: name })),
    source: SOURCES.map((value) => ({ value, label: SOURCE_LABELS[value] })),
    method: METHODS.map((value) => ({ value, label: METHOD_LABELS[value] })),
  };
  const facet = (key: FacetKey): Facet[] => {
    const others = FACET_KEYS.filter((other) => other !== key);
    const shown = cells.filter((cell) => isShown(cell, filter, others));
    return options[key].map((option) => {
      const matching = shown.filter((cell) => valuesOf(cell, key).includes(option.value));
      return { ...option, count: total(matching), capped };
    });
  };
  return {
    total: { count: total(cells.filter((cell) => isShown(cell, filter, FACET_KEYS))), capped },
    facets: { status: facet("status"), campaign: facet("campaign"), source: facet("source"), method: facet("method") },
  };
}

/** The values of a chip under which a cell is counted: an inactive one as such and by its reason. */
function valuesOf(cell: Cell, key: FacetKey): string[] {
  if (key !== "status") return [cell[key]];
  return cell.inactiveReason ? [cell.status, cell.inactiveReason] : [cell.status];
}

/** Whether the chips of `keys` let a cell through. */
function isShown(cell: Cell, filter: ZonedFilter, keys: readonly FacetKey[]): boolean {
  return keys.every((key) => {
    const chosen: readonly string[] = filter[key] ?? [];
    return chosen.length === 0 || valuesOf(cell, key).some((value) => chosen.includes(value));
  });
}

function total(cells: Cell[]): number {
  return cells.reduce((sum, { count }) => sum + count, 0);
}

/**
 * The cells under every condition but the chips' own. Without such a condition the tally has them; with one the newest
 * rows are counted, up to SCAN_CAP. A broad search is asked of that many rows, not for that many: else a word that
 * matches many contacts and few attributions would have the whole table read.
 */
async function countCells(db: Db, filter: ZonedFilter): Promise<{ cells: Cell[]; capped: boolean }> {
  const conditions = await filterConditions(db, filter);
  for (const key of FACET_KEYS) conditions.delete(key);
  if (conditions.size === 0) {
    return { cells: await queryCells(db, sql`attribution_tally`, sql`sum(difference)`), capped: false };
  }
  const search = conditions.get("broadSearch") ?? sql`TRUE`;
  conditions.delete("broadSearch");
  const newest = sql`SELECT * FROM attribution WHERE ${allOf(conditions)} ORDER BY id DESC LIMIT ${SCAN_CAP}`;
  const cells = await queryCells(db, sql`(${newest}) AS attribution`, sql`count(*) FILTER (WHERE ${search})`);
  return { cells, capped: cells.reduce((sum, { looked }) => sum + looked, 0) === SCAN_CAP };
}

async function queryCells(db: Db, from: Sql, count: Sql): Promise<(Cell & { looked: number })[]> {
  const { rows } = await db.query<Cell & { looked: number }>(sql`
    SELECT campaign.uid AS campaign, cell.* FROM (
      SELECT campaign_id, status, inactive_reason AS "inactiveReason", method, source, ${count}::float8 AS count,
        count(*)::int AS looked
      FROM ${from} GROUP BY campaign_id, status, inactive_reason, method, source
    ) AS cell JOIN campaign ON campaign.id = cell.campaign_id`);
  return rows;
}
