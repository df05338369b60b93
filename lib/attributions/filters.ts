import "server-only";
import sql, { join, raw, type Sql } from "sql-template-tag";
import { isOneOf, UUID } from "@/lib/db/conditions";
import { contactMeant, foundBySearch } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import { containsPattern } from "@/lib/db/search";
import { storable } from "@/lib/db/text";
import type { AttributionFilter, STATUS_FILTERS } from "./columns";
import { firstIdAt, startOfDay } from "./days";

/** A filter and the zone in which its days begin and end. */
export type ZonedFilter = AttributionFilter & { timeZone: string };

/** The filters that have counted options; a facet's own filter does not narrow its own counts. */
export const FACET_KEYS = ["status", "campaign", "source", "method"] as const;
export type FacetKey = (typeof FACET_KEYS)[number];

/**
 * Up to this many matching contacts or codes, their attributions are looked up by id. Beyond, matches are so common that
 * scanning the list in its own order finds a page of them soon.
 */
const MATCHES_BY_ID = 10_000;

/** Of contacts either the ids that were found, or the condition by which they are, is null. */
type SearchMatches = {
  pattern: Sql;
  contactIds: string[] | null;
  contactFound: Sql | null;
  codeIds: string[] | null;
};

/**
 * The SQL conditions of a filter, by the parameter each comes from. A search that matches so many contacts or codes that
 * no index can choose its rows is `broadSearch` and not `q`.
 */
export type FilterConditions = Map<keyof AttributionFilter | "broadSearch", Sql>;

/**
 * The conditions of `filter` on the table `attribution`. A value that cannot exist (a broken link) matches nothing; it
 * is never left out, which would show rows that were not asked for.
 */
export async function filterConditions(db: Db, filter: ZonedFilter): Promise<FilterConditions> {
  const conditions: FilterConditions = new Map();
  const add = (key: keyof AttributionFilter, condition: Sql) => conditions.set(key, condition);
  if (filter.q?.trim()) {
    const matches = await findMatches(db, filter.q);
    conditions.set(matches.contactIds && matches.codeIds ? "q" : "broadSearch", searchCondition(matches));
  }
  if (filter.status?.length) add("status", sql`(${join(filter.status.map(statusCondition), " OR ")})`);
  if (filter.campaign?.length)
    add("campaign", isOneOf("attribution.campaign_id", await campaignIds(db, filter.campaign)));
  if (filter.source?.length) add("source", isOneOf("attribution.source", filter.source));
  if (filter.method?.length) add("method", isOneOf("attribution.method", filter.method));
  if (filter.advocate) add("advocate", await advocateCondition(db, filter.advocate));
  if (filter.actor) {
    add("actor", UUID.test(filter.actor) ? sql`attribution.actor_id = ${filter.actor}::uuid` : sql`FALSE`);
  }
  if (filter.from) add("from", dayCondition(">=", startOfDay(filter.from, filter.timeZone)));
  if (filter.to) add("to", dayCondition("<", startOfDay(filter.to, filter.timeZone, 1)));
  return conditions;
}

function statusCondition(status: (typeof STATUS_FILTERS)[number]): Sql {
  if (status === "active" || status === "inactive") return sql`attribution.status = ${status}`;
  return sql`(attribution.status = 'inactive' AND attribution.inactive_reason = ${status})`;
}

async function campaignIds(db: Db, uids: string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(sql`SELECT id FROM campaign WHERE uid = ANY(${uids.map(storable)})`);
  return rows.map(({ id }) => id);
}

/** All conditions together. */
export function allOf(conditions: FilterConditions): Sql {
  return conditions.size > 0 ? join([...conditions.values()], " AND ") : sql`TRUE`;
}

async function findMatches(db: Db, q: string): Promise<SearchMatches> {
  const pattern = containsPattern(q);
  const [contacts, codes] = await Promise.all([
    db.query<{ id: string; mergedInto: string | null }>(sql`
      SELECT id, merged_into AS "mergedInto" FROM contact WHERE search_text LIKE ${pattern} LIMIT ${MATCHES_BY_ID + 1}`),
    db.query<{ id: string }>(
      sql`SELECT id FROM referral_code WHERE code_key LIKE ${pattern} LIMIT ${MATCHES_BY_ID + 1}`,
    ),
  ]);
  const isCommon = contacts.rows.length > MATCHES_BY_ID;
  return {
    pattern,
    // What was of a merged contact is its survivor's, but for what could not go along.
    contactIds: isCommon ? null : contacts.rows.flatMap(({ id, mergedInto }) => (mergedInto ? [id, mergedInto] : [id])),
    contactFound: isCommon ? await foundBySearch(db, q) : null,
    codeIds: codes.rows.length > MATCHES_BY_ID ? null : codes.rows.map(({ id }) => id),
  };
}

function searchCondition({ pattern, contactIds, contactFound, codeIds }: SearchMatches): Sql {
  const contact = contactIds
    ? sql`attribution.customer_id = ANY(${contactIds}::uuid[]) OR attribution.advocate_id = ANY(${contactIds}::uuid[])`
    : sql`EXISTS (SELECT FROM contact WHERE contact.id IN (attribution.customer_id, attribution.advocate_id)
        AND ${contactFound})`;
  const code = codeIds
    ? sql`attribution.code_id = ANY(${codeIds}::uuid[])`
    : sql`EXISTS (SELECT FROM referral_code WHERE referral_code.id = attribution.code_id
        AND referral_code.code_key LIKE ${pattern})`;
  return sql`(${contact} OR ${code})`;
}

/** By id or e-mail; that of a merged contact means the one it was merged into. */
async function advocateCondition(db: Db, advocate: string): Promise<Sql> {
  const named = UUID.test(advocate)
    ? sql`contact.id = ${advocate}::uuid`
    : sql`contact.email_key = normal_form(${storable(advocate)})`;
  const { rows } = await db.query<{ id: string }>(contactMeant(named));
  return rows[0] ? sql`attribution.advocate_id = ${rows[0].id}::uuid` : sql`FALSE`;
}

function dayCondition(comparison: ">=" | "<", instant: Date | null): Sql {
  if (!instant) return sql`FALSE`;
  return sql`attribution.id ${raw(comparison)} ${firstIdAt(instant)}::uuid`;
}
