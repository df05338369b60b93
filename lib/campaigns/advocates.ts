import "server-only";
import sql from "sql-template-tag";
import { type Cursor, decodeCursor, encodeCursor, keysetParts, type SortKey } from "@/lib/db/keyset";
import { foundBySearch } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import type { AdvocateParams, AdvocateRow } from "./columns";

export type AdvocatePage = { rows: AdvocateRow[]; next: string | null; previous: string | null };

const BY_NAME: SortKey = { expression: "contact.sort_key", type: "text" };
const COUNT_BOUND = 1_000;

/** One page of a campaign's advocates by name: the enrolled members of its segments whose name or e-mail contains `q`. */
export async function listAdvocates(db: Db, campaignId: string, params: AdvocateParams): Promise<AdvocatePage> {
  const page = await fetchPage(db, campaignId, params);
  const lost = page.rows.length === 0 && Boolean(params.before || params.after);
  return lost ? fetchPage(db, campaignId, { ...params, before: null, after: null }) : page;
}

async function fetchPage(db: Db, campaignId: string, params: AdvocateParams): Promise<AdvocatePage> {
  const size = params.size ?? 25;
  const before = params.before ? decodeCursor(params.before, BY_NAME) : null;
  const after = !before && params.after ? decodeCursor(params.after, BY_NAME) : null;
  const [part] = keysetParts({
    ...{ sort: BY_NAME, id: "contact.id", descending: false },
    ...{ after: after ?? undefined, before: before ?? undefined },
  });
  const matches = params.q?.trim() ? await foundBySearch(db, params.q) : sql`TRUE`;
  const { rows: found } = await db.query<Cursor>(sql`
    SELECT contact.id, contact.sort_key AS value FROM contact
    WHERE contact.status = 'enrolled' AND ${matches}
      AND EXISTS (SELECT FROM campaign_segment JOIN segment_member USING (segment_id)
        WHERE campaign_segment.campaign_id = ${campaignId}::uuid AND segment_member.contact_id = contact.id)
      AND ${part!.where} ORDER BY ${part!.orderBy} LIMIT ${size + 1}`);
  const more = found.length > size;
  const kept = found.slice(0, size);
  if (before) kept.reverse();
  const edge = (cursor: Cursor | undefined, exists: boolean) => (cursor && exists ? encodeCursor(cursor) : null);
  const ids = kept.map(({ id }) => id);
  return {
    rows: await rowsOf(db, campaignId, ids),
    next: edge(kept.at(-1), before ? true : more),
    previous: edge(kept[0], before ? more : after !== null),
  };
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
