import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import type { SortKey } from "@/lib/db/keyset";
import { fetchIdPage } from "@/lib/db/keyset-page";
import { foundBySearch } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import { storable } from "@/lib/db/text";
import type { MemberFilter, MemberParams, MemberRow, MemberSort } from "./columns";
import { MEMBER_STATUSES, type MemberStatus, type MembersInput, type PastedInput } from "./schema";

export type MemberPage = { rows: MemberRow[]; next: string | null; previous: string | null };

const DEFAULT_SIZE = 50;
/** Counting stops here. */
const COUNT_CAP = 20_000;

/** Each sort with the id that is in the same index as its expression. */
const sortKeys: Record<MemberSort, { sort: SortKey; id: string }> = {
  added: { sort: { expression: "segment_member.added_at", type: "timestamptz" }, id: "segment_member.contact_id" },
  name: { sort: { expression: "contact.sort_key", type: "text" }, id: "contact.id" },
};

const FROM = sql`segment_member JOIN contact ON contact.id = segment_member.contact_id`;

/** One page of a segment's members by search, status, sort and cursor. */
export async function listMembers(db: Db, segmentId: string, params: MemberParams): Promise<MemberPage> {
  const sort = params.sort ?? "-added";
  const { ids, ...cursors } = await fetchIdPage(db, {
    from: FROM,
    where: await matching(db, segmentId, params),
    ...sortKeys[sort.replace("-", "") as MemberSort],
    descending: sort.startsWith("-"),
    size: params.size ?? DEFAULT_SIZE,
    after: params.after,
    before: params.before,
  });
  const { rows } = await db.query<MemberRow & { addedAt: Date }>(sql`
    SELECT contact.id, contact.name, contact.email, contact.status, segment_member.added_at AS "addedAt"
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given (id, line)
    JOIN contact ON contact.id = given.id
    JOIN segment_member ON contact_id = contact.id AND segment_id = ${segmentId}::uuid
    ORDER BY given.line`);
  return { rows: rows.map((row) => ({ ...row, addedAt: row.addedAt.toISOString() })), ...cursors };
}

export type MemberCounts = {
  total: { count: number; capped: boolean };
  facets: { status: { value: MemberStatus; count: number; capped: boolean }[] };
};

/** How many members match, and how many of them each status would show; counted up to a bound. */
export async function countMembers(db: Db, segmentId: string, { q, status }: MemberFilter): Promise<MemberCounts> {
  const where = await matching(db, segmentId, { q });
  const { rows } = await db.query<{ value: MemberStatus; count: number }>(sql`
    SELECT status AS value, count(*)::int AS count
    FROM (SELECT contact.status FROM ${FROM} WHERE ${where} LIMIT ${COUNT_CAP}) AS counted
    GROUP BY status`);
  const capped = rows.reduce((sum, { count }) => sum + count, 0) === COUNT_CAP;
  const counts = MEMBER_STATUSES.map((value) => ({
    value,
    count: rows.find((row) => row.value === value)?.count ?? 0,
    capped,
  }));
  const shown = status?.length ? counts.filter(({ value }) => status.includes(value)) : counts;
  return { total: { count: shown.reduce((sum, { count }) => sum + count, 0), capped }, facets: { status: counts } };
}

async function matching(db: Db, segmentId: string, { q, status }: MemberFilter): Promise<Sql> {
  const conditions = [sql`segment_member.segment_id = ${segmentId}::uuid`];
  if (q?.trim()) conditions.push(await foundBySearch(db, q));
  if (status?.length) conditions.push(sql`contact.status = ANY(${status}::text[])`);
  return join(conditions, " AND ");
}

export type ResolvedEmail = {
  email: string;
  /** Null where no contact has this e-mail. */
  contactId: string | null;
  isEnrolled: boolean;
  isMember: boolean;
};

/**
 * What each address stands for, in the order given. Addresses that are one but for case or spaces are one, and so are
 * those of a contact and of one that was merged into it.
 */
export async function resolveEmails(db: Db, { segmentId, emails }: PastedInput): Promise<ResolvedEmail[]> {
  const { rows } = await db.query<ResolvedEmail>(sql`
    SELECT given.email, contact.id AS "contactId", coalesce(contact.status = 'enrolled', false) AS "isEnrolled",
      segment_member.contact_id IS NOT NULL AS "isMember"
    FROM (
      SELECT DISTINCT ON (normal_form(email)) email, normal_form(email) AS key, line
      FROM unnest(${emails.map(storable)}::text[]) WITH ORDINALITY AS pasted (email, line)
      ORDER BY normal_form(email), line
    ) AS given
    LEFT JOIN contact named ON named.email_key = given.key
    LEFT JOIN contact ON contact.id = coalesce(named.merged_into, named.id) AND contact.erased_at IS NULL
    LEFT JOIN segment_member ON contact_id = contact.id AND segment_id = ${segmentId}::uuid
    ORDER BY given.line`);
  const seen = new Set<string>();
  return rows.filter(({ contactId }) => {
    if (contactId === null) return true;
    const isFirst = !seen.has(contactId);
    seen.add(contactId);
    return isFirst;
  });
}

/** What adding a pasted list would do. */
export type PastePreview = { toAdd: number; already: number; notEnrolled: number; unknown: string[] };

/** What adding these addresses would do: the very resolution that adding uses. */
export async function previewEmails(db: Db, input: PastedInput): Promise<PastePreview> {
  const resolved = await resolveEmails(db, input);
  const toAdd = resolved.filter(({ contactId, isMember }) => contactId !== null && !isMember);
  return {
    toAdd: toAdd.length,
    already: resolved.filter(({ isMember }) => isMember).length,
    notEnrolled: toAdd.filter(({ isEnrolled }) => !isEnrolled).length,
    unknown: resolved.filter(({ contactId }) => contactId === null).map(({ email }) => email),
  };
}

/** A campaign, and how many contacts gain or lose the right to refer in it. */
export type AffectedCampaign = { id: string; name: string; advocates: number };
/** `moving`: those who are to be added and no members yet, or who are members and to be removed. */
export type MembersPreview = { moving: number; notEnrolled: number; campaigns: AffectedCampaign[] };

/**
 * What adding these contacts would begin, or removing them end: for each campaign that is open to the segment and has
 * not ended, how many of them may refer in it by this segment alone, because no other of theirs is one of its segments.
 */
export async function previewMembers(
  db: Db,
  change: "add" | "remove",
  { segmentId, contactIds }: MembersInput,
): Promise<MembersPreview> {
  const { rows } = await db.query<MembersPreview>(sql`
    WITH moving AS MATERIALIZED (
      SELECT contact.id, contact.status = 'enrolled' AS enrolled
      FROM contact LEFT JOIN segment_member ON contact_id = contact.id AND segment_id = ${segmentId}::uuid
      WHERE contact.id = ANY(${contactIds}::uuid[])
        AND (contact_id IS NULL) = ${change === "add"}
    ),
    affected AS (
      SELECT campaign.id, campaign.name, count(*)::int AS advocates
      FROM campaign_segment JOIN campaign ON campaign.id = campaign_id
      CROSS JOIN moving
      WHERE campaign_segment.segment_id = ${segmentId}::uuid AND (ended_at IS NULL OR ended_at > now())
        AND enrolled AND NOT EXISTS (
          SELECT FROM segment_member AS other JOIN campaign_segment AS way ON way.segment_id = other.segment_id
          WHERE other.contact_id = moving.id AND way.campaign_id = campaign.id
            AND other.segment_id <> ${segmentId}::uuid)
      GROUP BY campaign.id
    )
    SELECT (SELECT count(*) FROM moving)::int AS moving,
      (SELECT count(*) FROM moving WHERE NOT enrolled)::int AS "notEnrolled",
      coalesce((SELECT json_agg(affected ORDER BY lower(name), id) FROM affected), '[]'::json) AS campaigns`);
  return rows[0]!;
}
