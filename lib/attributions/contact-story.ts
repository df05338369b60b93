import "server-only";
import sql, { empty, type Sql } from "sql-template-tag";
import type { Source } from "@/lib/audit/schema";
import { type AuditEntry, listTrail } from "@/lib/audit/trail";
import { shownPerson } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import type { AttributionRow, PersonCell } from "./columns";
import { listAttributionsByIds } from "./queries";
import type { EventKind } from "./schema";

/** What happened to an attribution of the contact, who is one of its two people; `other` is the other one. */
export type AttributionEntry = {
  id: string;
  at: string;
  kind: EventKind;
  actor: { kind: string; name: string };
  source: Source;
  reason: string | null;
  attributionId: string;
  role: "customer" | "advocate";
  other: PersonCell;
  campaign: string;
};

/** One entry of a contact's timeline: of the contact itself, or of one of its attributions. */
export type StoryEntry = ({ about: "contact" } & AuditEntry) | ({ about: "attribution" } & AttributionEntry);

/** Newest first; `earlier` is the id before which the next ones are read, null where there is none. */
export type Story = { entries: StoryEntry[]; earlier: string | null };

const STORY_PAGE = 20;

/**
 * Everything that happened to a contact, to those that were merged into it and to their attributions, newest first, older
 * than the event `before`.
 */
export async function listContactStory(db: Db, contactId: string, before: string | null = null): Promise<Story> {
  const limit = STORY_PAGE + 1;
  const { rows } = await db.query<{ id: string }>(
    sql`SELECT id FROM contact WHERE id = ${contactId}::uuid OR merged_into = ${contactId}::uuid`,
  );
  const contactIds = rows.map(({ id }) => id);
  const [trail, events] = await Promise.all([
    listTrail(db, { contactIds }, { limit, before }),
    listAttributionEvents(db, contactIds, { limit, before }),
  ]);
  const entries: StoryEntry[] = [
    // A merge is logged on both of its contacts; whoever stayed says it for both.
    ...trail.filter(({ detail }) => detail.stays !== false).map((entry) => ({ about: "contact" as const, ...entry })),
    ...events.map((entry) => ({ about: "attribution" as const, ...entry })),
  ].sort((a, b) => (a.id < b.id ? 1 : -1));
  const shown = entries.slice(0, STORY_PAGE);
  return { entries: shown, earlier: entries.length > STORY_PAGE ? shown.at(-1)!.id : null };
}

async function listAttributionEvents(
  db: Db,
  contactIds: string[],
  { limit, before }: { limit: number; before: string | null },
): Promise<AttributionEntry[]> {
  const older = before ? sql`AND event.id < ${before}::uuid` : empty;
  // The newest of each attribution by its key: one that was changed a thousand times gives no more than the limit.
  const eventsOf = (role: AttributionEntry["role"], other: Sql, attributions: Sql) => sql`
    (SELECT event.*, ${role}::text AS role, ${other} AS other_id
     FROM (${attributions}) AS attribution CROSS JOIN LATERAL (
       SELECT event.id, event.at, event.kind, event.actor_id, event.source, event.reason, event.attribution_id,
         event.campaign_id
       FROM attribution_event event WHERE event.attribution_id = attribution.id ${older}
       ORDER BY event.id DESC LIMIT ${limit}) AS event
     ORDER BY event.id DESC LIMIT ${limit})`;
  const asCustomer = sql`SELECT id, advocate_id FROM attribution WHERE customer_id = ANY(${contactIds}::uuid[])`;
  const asAdvocate = sql`
    SELECT id, customer_id FROM attribution WHERE id IN (
      SELECT latest.id FROM unnest(${contactIds}::uuid[]) AS self (id)
      CROSS JOIN LATERAL (${latestOfAdvocate(sql`self.id`, { limit, before })}) AS latest)`;
  const { rows } = await db.query<AttributionEntry & { at: Date }>(sql`
    SELECT DISTINCT ON (found.id) found.id, found.at, found.kind, json_build_object('kind', actor.kind, 'name', actor.name) AS actor,
      found.source, found.reason, found.attribution_id AS "attributionId", found.role, campaign.name AS campaign,
      ${shownPerson("other")} AS other
    FROM (${eventsOf("customer", sql`attribution.advocate_id`, asCustomer)}
      UNION ALL ${eventsOf("advocate", sql`attribution.customer_id`, asAdvocate)}) AS found
    JOIN actor ON actor.id = found.actor_id JOIN campaign ON campaign.id = found.campaign_id
    JOIN contact other ON other.id = found.other_id
    ORDER BY found.id DESC, found.role LIMIT ${limit}`);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/**
 * The ids of an advocate's attributions among whose events the newest `limit` older than `before` are, without reading
 * the others: those created last until then, and those changed last. Ids begin with their moment (uuid_v7), that of an
 * attribution with the one of its first event. All of one moment are taken together, because what comes first of them
 * differs between attributions and events; and what was changed since `before` as well, for what was before.
 */
function latestOfAdvocate(advocate: Sql, { limit, before }: { limit: number; before: string | null }): Sql {
  const last = before ? `${before.slice(0, MOMENT_LENGTH)}-ffff-ffffffffffff` : "ffffffff-ffff-ffff-ffff-ffffffffffff";
  const millisecond = before && Number.parseInt(before.slice(0, 13).replace("-", ""), 16);
  const until = millisecond ? new Date(millisecond + 1).toISOString() : "infinity";
  return sql`
    SELECT id FROM attribution WHERE advocate_id = ${advocate} AND id <= ${last}::uuid AND id >= coalesce((
      SELECT (left(id::text, ${MOMENT_LENGTH}) || '-0000-000000000000')::uuid FROM attribution
      WHERE advocate_id = ${advocate} AND id <= ${last}::uuid ORDER BY id DESC OFFSET ${limit - 1} LIMIT 1), ${NO_ID}::uuid)
    UNION ALL
    SELECT id FROM attribution WHERE advocate_id = ${advocate} AND changed_at >= coalesce((
      SELECT changed_at FROM attribution
      WHERE advocate_id = ${advocate} AND changed_at <= ${until}::timestamptz
      ORDER BY changed_at DESC OFFSET ${limit - 1} LIMIT 1), '-infinity')`;
}

/** The part of an id of version 7 that is its moment: 48 bits, the version, 12 bits. */
const MOMENT_LENGTH = "01234567-89ab-7cde".length;
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** The attributions of a contact in one of the two roles, at most `LISTED`; `more` when there are more. */
export type ContactAttributions = { rows: AttributionRow[]; more: boolean };
const LISTED = 100;

/** Who referred the contact: what stands first, then the newest. */
export async function listReferralsOf(db: Db, contactId: string): Promise<ContactAttributions> {
  return listOf(db, sql`customer_id = ${contactId}::uuid ORDER BY status = 'active' DESC, id DESC`);
}

/** Whom the contact referred, the newest first. */
export async function listReferralsBy(db: Db, contactId: string): Promise<ContactAttributions> {
  return listOf(db, sql`advocate_id = ${contactId}::uuid ORDER BY id DESC`);
}

async function listOf(db: Db, whereAndOrder: Sql): Promise<ContactAttributions> {
  const { rows } = await db.query<{ id: string }>(
    sql`SELECT id FROM attribution WHERE ${whereAndOrder} LIMIT ${LISTED + 1}`,
  );
  const ids = rows.slice(0, LISTED).map(({ id }) => id);
  return { rows: await listAttributionsByIds(db, ids), more: rows.length > LISTED };
}
