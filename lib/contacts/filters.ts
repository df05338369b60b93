import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import { UUID } from "@/lib/db/conditions";
import { foundBySearch, isPresent } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import { storable } from "@/lib/db/text";
import type { ContactFilter } from "./columns";

/** Up to this many matches of a search are looked up by id; beyond, they are so common that the list's own order finds them. */
const MATCHES_BY_ID = 10_000;

/** The SQL conditions of a filter on the table `contact`, by the parameter each comes from. */
export type ContactConditions = Map<keyof ContactFilter, Sql>;

/**
 * The conditions of `filter`. A value that cannot exist (a broken link) matches nothing; it is never left out, which
 * would show contacts that were not asked for.
 */
export async function contactConditions(db: Db, filter: ContactFilter): Promise<ContactConditions> {
  const conditions: ContactConditions = new Map();
  if (filter.q?.trim()) conditions.set("q", await searchCondition(db, filter.q));
  if (filter.status?.length) conditions.set("status", isOneOf(sql`contact.status`, filter.status));
  if (filter.source?.length) conditions.set("source", isOneOf(sql`contact.source`, filter.source));
  if (filter.segment?.length) conditions.set("segment", isMember(filter.segment.filter((id) => UUID.test(id))));
  if (filter.campaign?.length) {
    const { rows } = await db.query<{ id: string }>(sql`
      SELECT DISTINCT segment_id AS id FROM campaign_segment JOIN campaign ON campaign.id = campaign_id
      WHERE campaign.uid = ANY(${filter.campaign.map(storable)})`);
    conditions.set("campaign", sql`contact.status = 'enrolled' AND ${isMember(rows.map(({ id }) => id))}`);
  }
  return conditions;
}

/** One value alone by `=`, so that an index which ends in the id serves the order too. */
function isOneOf(column: Sql, values: readonly string[]): Sql {
  return values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = ANY(${values})`;
}

/** Of segments by their ids, so that the planner knows whether those have a thousand members or a million. */
function isMember(segmentIds: string[]): Sql {
  const [only] = segmentIds;
  const segment = segmentIds.length === 1 ? sql`= ${only}::uuid` : sql`= ANY(${segmentIds}::uuid[])`;
  return sql`contact.id IN (SELECT contact_id FROM segment_member WHERE segment_id ${segment})`;
}

/** All conditions together, of contacts that are present: merged and erased ones are in no list. */
export function allOf(conditions: ContactConditions): Sql {
  return join([isPresent, ...conditions.values()], " AND ");
}

/** Any part of name or e-mail, or the whole external uid; those of contacts that were merged into one find that one. */
async function searchCondition(db: Db, q: string): Promise<Sql> {
  const matches = sql`(${await foundBySearch(db, q)} OR contact.uid = ${storable(q.trim())})`;
  const { rows } = await db.query<{ id: string }>(
    sql`SELECT id FROM contact WHERE ${isPresent} AND ${matches} LIMIT ${MATCHES_BY_ID + 1}`,
  );
  return rows.length > MATCHES_BY_ID ? matches : sql`contact.id = ANY(${rows.map(({ id }) => id)}::uuid[])`;
}
