import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { Cursor, SortKey } from "@/lib/db/keyset";
import { fetchIdPage, type IdPage } from "@/lib/db/keyset-page";
import { shownActor, shownPerson } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import { containsPattern } from "@/lib/db/search";
import type { ActorCell, AttributionParams, AttributionRow, Sort } from "./columns";
import { allOf, filterConditions, type ZonedFilter } from "./filters";
import { BULK_LIMIT } from "./schema";

/** `keepsPlace`: an empty page where nothing is left beyond the cursor, never the first one again. */
export type ZonedParams = AttributionParams & { timeZone: string; keepsPlace?: boolean };

/** One page of the list, with the cursors of its neighbours: null where there is none. */
export type AttributionPage = { rows: AttributionRow[]; next: string | null; previous: string | null };

const DEFAULT_SIZE = 50;
const EXPORT_BATCH = 1000;
const ID = "attribution.id";

/** What each sort of the list goes by. */
export const attributionSortKeys: Record<Sort, SortKey> = {
  created: { expression: ID, type: "uuid" },
  changed: { expression: "attribution.changed_at", type: "timestamptz", nullable: true },
  customer: { expression: "sorted_by.sort_key", type: "text" },
  advocate: { expression: "sorted_by.sort_key", type: "text" },
};

/** One page of attributions by filter, sort and cursor (see columns.ts); fast however many there are and however deep. */
export async function listAttributions(db: Db, params: ZonedParams): Promise<AttributionPage> {
  const { ids, ...cursors } = await fetchIds(db, params, params.size ?? DEFAULT_SIZE);
  return { rows: await listAttributionsByIds(db, ids), ...cursors };
}

/** The whole filtered list in its order, in batches: for exports of any length in constant memory. */
export async function* exportAttributions(db: Db, params: ZonedParams): AsyncGenerator<AttributionRow[]> {
  let after: string | null = null;
  do {
    const at = { after, before: null, keepsPlace: true };
    const page: IdPage = await fetchIds(db, { ...params, ...at }, EXPORT_BATCH);
    if (page.ids.length > 0) yield await listAttributionsByIds(db, page.ids);
    after = page.next;
  } while (after !== null);
}

async function fetchIds(db: Db, params: ZonedParams, size: number): Promise<IdPage> {
  const sortParam = params.sort ?? "-created";
  const sort = sortParam.replace("-", "") as Sort;
  const { after, before, keepsPlace } = params;
  return fetchIdPage(db, {
    ...{ from: sql`attribution ${sortJoin(sort)}`, where: allOf(await filterConditions(db, params)), id: ID },
    ...{ sort: attributionSortKeys[sort], descending: sortParam.startsWith("-"), size, after, before, keepsPlace },
    nearby: sort === "customer" || sort === "advocate" ? nearName : undefined,
  });
}

function sortJoin(sort: Sort): Sql {
  if (sort === "customer") return sql`JOIN contact sorted_by ON sorted_by.id = attribution.customer_id`;
  if (sort === "advocate") return sql`JOIN contact sorted_by ON sorted_by.id = attribution.advocate_id`;
  return sql``;
}

/** The row-value condition spans two tables, so no index serves it; this half of it lets the contacts' index do so. */
function nearName({ value }: Cursor, downwards: boolean): Sql {
  return downwards ? sql`sorted_by.sort_key <= ${value}` : sql`sorted_by.sort_key >= ${value}`;
}

/** The attributions with these ids as the table shows them, in the order of the ids; unknown ids are left out. */
export async function listAttributionsByIds(db: Db, ids: string[]): Promise<AttributionRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<AttributionRow & { createdAt: Date; changedAt: Date | null }>(sql`
    SELECT attribution.id,
      ${shownPerson("customer")} AS customer,
      ${shownPerson("advocate")} AS advocate,
      json_build_object('id', campaign.id, 'uid', campaign.uid, 'name', campaign.name,
        'ended', coalesce(campaign.ended_at <= now(), false)) AS campaign,
      attribution.status, attribution.inactive_reason AS "inactiveReason", attribution.method, code.code,
      attribution.source, ${shownActor} AS actor,
      attribution.created_at AS "createdAt", attribution.changed_at AS "changedAt"
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given (id, line)
    JOIN attribution ON attribution.id = given.id
    JOIN contact customer ON customer.id = attribution.customer_id
    JOIN contact advocate ON advocate.id = attribution.advocate_id
    JOIN campaign ON campaign.id = attribution.campaign_id
    JOIN actor ON actor.id = attribution.actor_id
    LEFT JOIN referral_code code ON code.id = attribution.code_id
    ORDER BY given.line`);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt?.toISOString() ?? null,
  }));
}

/** The ids that match, newest first, at most BULK_LIMIT; `more` when there are more than that. */
export async function listMatchingIds(db: Db, filter: ZonedFilter): Promise<{ ids: string[]; more: boolean }> {
  const where = allOf(await filterConditions(db, filter));
  const { rows } = await db.query<{ id: string }>(
    sql`SELECT id FROM attribution WHERE ${where} ORDER BY id DESC LIMIT ${BULK_LIMIT + 1}`,
  );
  return { ids: rows.slice(0, BULK_LIMIT).map(({ id }) => id), more: rows.length > BULK_LIMIT };
}

/** Users, API keys, imports and other actors whose name, or whose kind of program, contains `q`, by name, at most 20. */
export async function searchActors(db: Db, { q }: { q: string }): Promise<ActorCell[]> {
  const pattern = containsPattern(q);
  const { rows } = await db.query<ActorCell>(sql`
    SELECT actor.id, kind, name, integration FROM actor LEFT JOIN api_key USING (id)
    WHERE lower(name) LIKE ${pattern} OR replace(integration, '_', ' ') LIKE ${pattern}
    ORDER BY lower(name), id LIMIT 20`);
  return rows;
}
