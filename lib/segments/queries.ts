import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { SortKey } from "@/lib/db/keyset";
import { fetchIdPage } from "@/lib/db/keyset-page";
import type { Db } from "@/lib/db/pool";
import { containsPattern } from "@/lib/db/search";
import type { SegmentParams, SegmentRow, SegmentSort, UsingCampaign } from "./columns";

export type SegmentPage = { rows: SegmentRow[]; next: string | null; previous: string | null };

const ID = "segment.id";
const DEFAULT_SIZE = 50;
/** Counting stops here. */
const COUNT_CAP = 10_000;

const sortKeys: Record<SegmentSort, SortKey> = {
  name: { expression: "normal_form(segment.name)", type: "text" },
  created: { expression: ID, type: "uuid" },
};

/** One page of segments by search, sort and cursor. */
export async function listSegments(db: Db, params: SegmentParams): Promise<SegmentPage> {
  const sort = params.sort ?? "name";
  const { ids, ...cursors } = await fetchIdPage(db, {
    from: sql`segment`,
    where: matching(params),
    sort: sortKeys[sort.replace("-", "") as SegmentSort],
    id: ID,
    descending: sort.startsWith("-"),
    size: params.size ?? DEFAULT_SIZE,
    after: params.after,
    before: params.before,
  });
  return { rows: await listSegmentsByIds(db, ids), ...cursors };
}

/** A segment as something to choose. */
export type SegmentOption = { id: string; name: string };

/** Every segment, by name. */
export async function listSegmentOptions(db: Db): Promise<SegmentOption[]> {
  const { rows } = await db.query<SegmentOption>(sql`SELECT id, name FROM segment ORDER BY lower(name), id`);
  return rows;
}

/** Segments whose name contains `q`, by name, at most `limit`. */
export async function searchSegments(db: Db, { q, limit }: { q: string; limit: number }): Promise<SegmentOption[]> {
  const { rows } = await db.query<SegmentOption>(
    sql`SELECT id, name FROM segment WHERE ${matching({ q })} ORDER BY lower(name), id LIMIT ${limit}`,
  );
  return rows;
}

/** How many segments match; counted up to a bound. */
export async function countSegments(db: Db, params: Pick<SegmentParams, "q">) {
  const { rows } = await db.query<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM (SELECT FROM segment WHERE ${matching(params)} LIMIT ${COUNT_CAP}) AS counted`,
  );
  return { count: rows[0]!.count, capped: rows[0]!.count === COUNT_CAP };
}

/** The segment with this id, or null. */
export async function findSegment(db: Db, id: string): Promise<SegmentRow | null> {
  const [segment] = await listSegmentsByIds(db, [id]);
  return segment ?? null;
}

/** The campaigns that are open to a segment: running ones first, by name. */
export async function listUsingCampaigns(db: Db, segmentId: string): Promise<UsingCampaign[]> {
  const { rows } = await db.query<UsingCampaign>(sql`
    SELECT campaign.id, uid, name, coalesce(ended_at <= now(), false) AS ended
    FROM campaign_segment JOIN campaign ON campaign.id = campaign_id WHERE segment_id = ${segmentId}::uuid
    ORDER BY coalesce(ended_at <= now(), false), lower(name), campaign.id`);
  return rows;
}

function matching({ q }: Pick<SegmentParams, "q">): Sql {
  return q?.trim() ? sql`lower(segment.name) LIKE ${containsPattern(q)}` : sql`TRUE`;
}

/** The counts read indexes alone; each by itself, which is quicker by half where everybody is a member. */
async function listSegmentsByIds(db: Db, ids: string[]): Promise<SegmentRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<SegmentRow & { createdAt: Date }>(sql`
    SELECT segment.id, segment.name, segment.created_at AS "createdAt",
      coalesce(counted.members, 0)::float8 AS members, coalesce(advocate.enrolled, 0)::float8 AS enrolled,
      coalesce(used.campaigns, '[]'::json) AS campaigns
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given (id, line)
    JOIN segment ON segment.id = given.id
    LEFT JOIN (
      SELECT segment_id, count(*) AS members FROM segment_member
      WHERE segment_id = ANY(${ids}::uuid[]) GROUP BY segment_id
    ) AS counted ON counted.segment_id = segment.id
    LEFT JOIN (
      SELECT segment_id, count(*) AS enrolled FROM segment_member JOIN contact ON contact.id = contact_id
      WHERE segment_id = ANY(${ids}::uuid[]) AND contact.status = 'enrolled' GROUP BY segment_id
    ) AS advocate ON advocate.segment_id = segment.id
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', id, 'uid', uid, 'name', name, 'ended', ended)
        ORDER BY ended, lower(name), id) AS campaigns
      FROM (SELECT campaign.*, coalesce(ended_at <= now(), false) AS ended FROM campaign) AS campaign
      JOIN campaign_segment ON campaign_id = campaign.id WHERE segment_id = segment.id
    ) AS used ON TRUE
    ORDER BY given.line`);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
