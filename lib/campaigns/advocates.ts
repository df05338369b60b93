import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { SortKey } from "@/lib/db/keyset";
import { fetchIdPage } from "@/lib/db/keyset-page";
import { foundBySearch } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import type { AdvocateParams, AdvocateRow } from "./columns";
import { hasFewMembers } from "./queries";

export type AdvocatePage = { rows: AdvocateRow[]; next: string | null; previous: string | null };

const BY_NAME: SortKey = { expression: "contact.sort_key", type: "text" };
const COUNT_BOUND = 1_000;

/** One page of a campaign's advocates by name: the enrolled members of its segments whose name or e-mail contains `q`. */
export async function listAdvocates(db: Db, campaignId: string, params: AdvocateParams): Promise<AdvocatePage> {
  const searched = params.q?.trim() ? await foundBySearch(db, params.q) : sql`TRUE`;
  const { ids, ...cursors } = await fetchIdPage(db, {
    from: sql`contact`,
    where: sql`contact.status = 'enrolled' AND ${searched} AND ${await isMember(db, sql`${campaignId}::uuid`)}`,
    ...{ sort: BY_NAME, id: "contact.id", descending: false },
    size: params.size ?? 25,
    after: params.after,
    before: params.before,
  });
  return { rows: await rowsOf(db, campaignId, ids), ...cursors };
}

/** Few members are read and sorted; among many, the list's own order soon finds a page of them. */
async function isMember(db: Db, campaignId: Sql): Promise<Sql> {
  const { rows } = await db.query<{ few: boolean }>(sql`SELECT ${hasFewMembers(campaignId)} AS few`);
  const members = sql`SELECT contact_id FROM campaign_segment JOIN segment_member USING (segment_id)
    WHERE campaign_segment.campaign_id = ${campaignId}`;
  return rows[0]!.few
    ? sql`contact.id = ANY(ARRAY(${members}))`
    : sql`EXISTS (${members} AND segment_member.contact_id = contact.id)`;
}

async function rowsOf(db: Db, campaignId: string, ids: string[]): Promise<AdvocateRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query(sql`
    SELECT contact.id, contact.name, contact.email,
      (SELECT code FROM referral_code WHERE advocate_id = contact.id AND campaign_id = ${campaignId}::uuid
        AND kind = 'shortcode' AND retired_at IS NULL ORDER BY inherited, id LIMIT 1) AS shortcode,
      (SELECT count(*)::int FROM (SELECT FROM referral_code WHERE advocate_id = contact.id
        AND campaign_id = ${campaignId}::uuid AND kind = 'coupon' AND retired_at IS NULL
        LIMIT ${COUNT_BOUND + 1}) AS coupon) AS coupons,
      (SELECT count(*)::int FROM (SELECT FROM attribution WHERE advocate_id = contact.id
        AND campaign_id = ${campaignId}::uuid AND status = 'active' LIMIT ${COUNT_BOUND + 1}) AS referral) AS "activeReferrals"
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given (id, line) JOIN contact ON contact.id = given.id ORDER BY line`);
  const bounded = (count: number) => ({ count: Math.min(count, COUNT_BOUND), capped: count > COUNT_BOUND });
  return rows.map((row) => ({ ...row, coupons: bounded(row.coupons), activeReferrals: bounded(row.activeReferrals) }));
}
