import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import type { SortKey } from "@/lib/db/keyset";
import { fetchIdPage } from "@/lib/db/keyset-page";
import type { Db } from "@/lib/db/pool";
import { containsPattern } from "@/lib/db/search";
import type { SegmentOption } from "@/lib/segments/queries";
import type { Bounded, CampaignParams, CampaignRow, CampaignSort } from "./columns";
import type { CampaignState } from "./schema";

export type CampaignOption = { id: string; uid: string; name: string; ended: boolean };

/** Every campaign, running ones first, by name. */
export async function listCampaignOptions(db: Db): Promise<CampaignOption[]> {
  const { rows } = await db.query<CampaignOption>(
    sql`SELECT id, uid, name, coalesce(ended_at <= now(), false) AS ended FROM campaign
        ORDER BY coalesce(ended_at <= now(), false), lower(name), id`,
  );
  return rows;
}

/** Campaigns whose name or uid contains `q`: running ones first, by name, at most `limit`. */
export async function searchCampaigns(db: Db, { q, limit }: { q: string; limit: number }): Promise<CampaignOption[]> {
  const { rows } = await db.query<CampaignOption>(sql`
    SELECT id, uid, name, coalesce(ended_at <= now(), false) AS ended FROM campaign WHERE ${conditions({ q })}
    ORDER BY coalesce(ended_at <= now(), false), lower(name), id LIMIT ${limit}`);
  return rows;
}

/** A campaign as its page and its form show it. Instants are ISO 8601 in UTC. */
export type Campaign = {
  id: string;
  uid: string;
  uidChangedAt: string | null;
  name: string;
  state: CampaignState;
  destinationUrl: string | null;
  startsAt: string | null;
  endedAt: string | null;
  createdAt: string;
  segments: SegmentOption[];
  advocates: Bounded;
  activeReferrals: number;
};

const STATE = sql`CASE WHEN campaign.ended_at <= now() THEN 'ended' WHEN campaign.starts_at > now() THEN 'not_started' ELSE 'running' END`;

/** Beyond this, advocates are "1,000+" in a list: a page of campaigns must not count a million members. */
const COUNT_BOUND = 1_000;

/** Up to this many members are looked up one by one; of more, those who are enrolled are found first. */
const FEW_MEMBERS = 10_000;

/** SQL: whether the segments of a campaign have so few members that each of them can be looked at. */
export const hasFewMembers = (campaignId: Sql) => sql`(
  SELECT count(*) FROM (SELECT FROM campaign_segment JOIN segment_member USING (segment_id)
    WHERE campaign_id = ${campaignId} LIMIT ${FEW_MEMBERS + 1}) AS member) <= ${FEW_MEMBERS}`;

/**
 * The enrolled members of a campaign's segments, each once, up to the bound and one more. Those of few members by the
 * key of each: the planner, which thinks all segments alike, would read everybody who is enrolled.
 */
const advocateCount = (bound: number) => {
  const counted = (enrolled: Sql) => sql`(
    SELECT count(*)::int FROM (
      SELECT FROM campaign_segment opened
      JOIN segment_member ON segment_member.segment_id = opened.segment_id ${enrolled} AND NOT EXISTS (
        SELECT FROM campaign_segment earlier
        JOIN segment_member again ON again.segment_id = earlier.segment_id AND again.contact_id = segment_member.contact_id
        WHERE earlier.campaign_id = campaign.id AND earlier.segment_id < opened.segment_id)
      LIMIT ${bound + 1}) AS advocate)`;
  return sql`CASE WHEN ${hasFewMembers(sql`campaign.id`)}
    THEN ${counted(sql`WHERE opened.campaign_id = campaign.id
      AND (SELECT status FROM contact WHERE id = segment_member.contact_id) = 'enrolled'`)}
    ELSE ${counted(sql`JOIN contact ON contact.id = segment_member.contact_id AND contact.status = 'enrolled'
      WHERE opened.campaign_id = campaign.id`)} END`;
};

const activeReferrals = sql`(
  SELECT coalesce(sum(difference), 0)::int FROM attribution_tally
  WHERE attribution_tally.campaign_id = campaign.id AND status = 'active')`;

function bounded(count: number, bound: number): Bounded {
  return { count: Math.min(count, bound), capped: count > bound };
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Advocates of one campaign are counted up to this. */
const PAGE_COUNT_BOUND = 10_000;

/** The campaign with this id, or null. */
export async function findCampaign(db: Db, id: string): Promise<Campaign | null> {
  const { rows } = await db.query(sql`
    SELECT id, uid, uid_changed_at, name, ${STATE} AS state, destination_url, starts_at, ended_at, created_at,
      coalesce((SELECT json_agg(json_build_object('id', segment.id, 'name', segment.name) ORDER BY lower(segment.name))
        FROM campaign_segment JOIN segment ON segment.id = segment_id WHERE campaign_id = campaign.id), '[]') AS segments,
      ${advocateCount(PAGE_COUNT_BOUND)} AS advocates, ${activeReferrals} AS active_referrals
    FROM campaign WHERE id = ${id}::uuid`);
  const [row] = rows;
  if (!row) return null;
  return {
    ...{ id: row.id, uid: row.uid, name: row.name, state: row.state, segments: row.segments },
    destinationUrl: row.destination_url,
    uidChangedAt: iso(row.uid_changed_at),
    startsAt: iso(row.starts_at),
    endedAt: iso(row.ended_at),
    createdAt: row.created_at.toISOString(),
    advocates: bounded(row.advocates, PAGE_COUNT_BOUND),
    activeReferrals: row.active_referrals,
  };
}

export type CampaignPage = { rows: CampaignRow[]; next: string | null; previous: string | null };

const sortKeys: Record<CampaignSort, SortKey> = {
  created: { expression: "campaign.id", type: "uuid" },
  name: { expression: "lower(campaign.name)", type: "text" },
};

/** One page of campaigns by filter, sort and cursor (see columns.ts). */
export async function listCampaigns(db: Db, params: CampaignParams): Promise<CampaignPage> {
  const sort = params.sort ?? "-created";
  const { ids, ...cursors } = await fetchIdPage(db, {
    from: sql`campaign`,
    where: conditions(params),
    sort: sortKeys[sort.replace("-", "") as CampaignSort],
    id: "campaign.id",
    descending: sort.startsWith("-"),
    size: params.size ?? 50,
    after: params.after,
    before: params.before,
  });
  return { rows: await rowsOf(db, ids), ...cursors };
}

function conditions({ q, state }: CampaignParams): Sql {
  const all = [sql`TRUE`];
  if (q?.trim()) {
    const pattern = containsPattern(q);
    all.push(sql`(lower(campaign.name) LIKE ${pattern} OR lower(campaign.uid) LIKE ${pattern})`);
  }
  if (state?.length) all.push(sql`${STATE} = ANY(${state}::text[])`);
  return join(all, " AND ");
}

async function rowsOf(db: Db, ids: string[]): Promise<CampaignRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query(sql`
    SELECT campaign.id, uid, name, ${STATE} AS state, starts_at AS "startsAt", ended_at AS "endedAt",
      created_at AS "createdAt", ${advocateCount(COUNT_BOUND)} AS advocates, ${activeReferrals} AS "activeReferrals",
      ARRAY(SELECT segment.name FROM campaign_segment JOIN segment ON segment.id = segment_id
        WHERE campaign_id = campaign.id ORDER BY lower(segment.name)) AS segments
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given (id, line) JOIN campaign ON campaign.id = given.id
    ORDER BY line`);
  return rows.map((row) => ({
    ...row,
    startsAt: iso(row.startsAt),
    endedAt: iso(row.endedAt),
    createdAt: row.createdAt.toISOString(),
    advocates: bounded(row.advocates, COUNT_BOUND),
  }));
}

/** How many campaigns a filter shows, and how many there are in each state of those the search finds. */
export async function countCampaigns(
  db: Db,
  params: CampaignParams,
): Promise<{ total: Bounded; states: ({ value: CampaignState } & Bounded)[] }> {
  const { rows } = await db.query<{ value: CampaignState; count: number }>(sql`
    SELECT ${STATE} AS value, count(*)::int AS count FROM campaign
    WHERE ${conditions({ q: params.q })} GROUP BY 1`);
  const shown = params.state?.length ? rows.filter(({ value }) => params.state!.includes(value)) : rows;
  return {
    total: { count: shown.reduce((sum, { count }) => sum + count, 0), capped: false },
    states: rows.map((row) => ({ ...row, capped: false })),
  };
}
