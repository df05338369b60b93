import "server-only";
import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";
import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { containsPattern } from "@/lib/db/search";
import { storable } from "@/lib/db/text";
import type { AttributionFilter, STATUS_FILTERS } from "./columns";

dayjs.extend(utc);
dayjs.extend(timezone);

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

type SearchMatches = { pattern: Sql; contactIds: string[] | null; codeIds: string[] | null };

/**
 * The SQL conditions of a filter, by the parameter each comes from. A search that matches so many contacts or codes that
 * no index can choose its rows is `broadSearch` and not `q`.
 */
export type FilterConditions = Map<keyof AttributionFilter | "broadSearch", Sql>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const day = /^\d{4}-\d{2}-\d{2}$/;

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
  if (filter.advocate) add("advocate", advocateCondition(filter.advocate));
  if (filter.actor) {
    add("actor", uuid.test(filter.actor) ? sql`attribution.actor_id = ${filter.actor}::uuid` : sql`FALSE`);
  }
  if (filter.from) add("from", dayCondition(">=", startOfDay(filter.from, filter.timeZone, 0)));
  if (filter.to) add("to", dayCondition("<", startOfDay(filter.to, filter.timeZone, 1)));
  return conditions;
}

/**
 * Values are given as values, never as a sub-select, so that PostgreSQL knows how rare they are; one alone by `=`, so
 * that an index which ends in the id serves the order too.
 */
function isOneOf(column: string, values: readonly string[]): Sql {
  if (values.length === 0) return sql`FALSE`;
  return values.length === 1 ? sql`${raw(column)} = ${values[0]}` : sql`${raw(column)} = ANY(${values})`;
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
    db.query<{ id: string }>(sql`SELECT id FROM contact WHERE search_text LIKE ${pattern} LIMIT ${MATCHES_BY_ID + 1}`),
    db.query<{ id: string }>(
      sql`SELECT id FROM referral_code WHERE code_key LIKE ${pattern} LIMIT ${MATCHES_BY_ID + 1}`,
    ),
  ]);
  const ids = (rows: { id: string }[]) => (rows.length > MATCHES_BY_ID ? null : rows.map((row) => row.id));
  return { pattern, contactIds: ids(contacts.rows), codeIds: ids(codes.rows) };
}

function searchCondition({ pattern, contactIds, codeIds }: SearchMatches): Sql {
  const contact = contactIds
    ? sql`attribution.customer_id = ANY(${contactIds}::uuid[]) OR attribution.advocate_id = ANY(${contactIds}::uuid[])`
    : sql`EXISTS (SELECT FROM contact WHERE contact.id IN (attribution.customer_id, attribution.advocate_id)
        AND contact.search_text LIKE ${pattern})`;
  const code = codeIds
    ? sql`attribution.code_id = ANY(${codeIds}::uuid[])`
    : sql`EXISTS (SELECT FROM referral_code WHERE referral_code.id = attribution.code_id
        AND referral_code.code_key LIKE ${pattern})`;
  return sql`(${contact} OR ${code})`;
}

function advocateCondition(advocate: string): Sql {
  return uuid.test(advocate)
    ? sql`attribution.advocate_id = ${advocate}::uuid`
    : sql`attribution.advocate_id = (SELECT id FROM contact WHERE email_key = normal_form(${storable(advocate)}))`;
}

/** The first instant of the day `daysLater` after `text` in `timeZone`; null when `text` is no day of the calendar. */
export function startOfDay(text: string, timeZone: string, daysLater: number): Date | null {
  const date = new Date(`${text}T00:00:00Z`);
  if (!day.test(text) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) return null;
  const start = dayjs.utc(date).add(daysLater, "day").format("YYYY-MM-DD");
  try {
    const midnight = dayjs.tz(start, timeZone);
    // Where clocks go back over midnight there are two, of which dayjs knows the second.
    const earlier = midnight.subtract(1, "hour");
    return (earlier.tz(timeZone).format("YYYY-MM-DD") === start ? earlier : midnight).toDate();
  } catch {
    // A zone this machine does not know: its days are taken as UTC days.
    return dayjs.utc(start).toDate();
  }
}

/** Ids are made from the instant of creation, so a bound on the id is a bound on `created_at` that every index serves. */
function dayCondition(comparison: ">=" | "<", instant: Date | null): Sql {
  if (!instant) return sql`FALSE`;
  const milliseconds = Math.max(0, instant.getTime()).toString(16).padStart(12, "0");
  const bound = `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7000-0000-000000000000`;
  return comparison === ">=" ? sql`attribution.id >= ${bound}::uuid` : sql`attribution.id < ${bound}::uuid`;
}
