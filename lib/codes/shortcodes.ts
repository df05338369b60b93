import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { type Actor, logged } from "@/lib/audit/trail";
import type { Db } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/transaction";
import { randomShortcode } from "./generate";

/** Whose advocates are looked at: of these contacts, of these segments or of these campaigns. */
export type AdvocateScope = { contactIds: string[] } | { segmentIds: string[] } | { campaignIds: string[] };

const BATCH = 10_000;

/**
 * Gives a shortcode to each advocate who has none in a campaign that has not ended: whoever is enrolled and in one of
 * its segments (Advocate in the domain's words). Called by every command by which somebody becomes an advocate.
 *
 * @returns how many were given
 */
export async function giveShortcodes(db: Db, actor: Actor, scope: AdvocateScope): Promise<number> {
  return inTransaction(db, async (tx) => {
    let given = 0;
    for (;;) {
      const { rows } = await tx.query<{ campaignId: string; advocateId: string }>(sql`
        SELECT campaign.id AS "campaignId", contact.id AS "advocateId" FROM (${advocatesOf(scope)}) AS advocate
        JOIN campaign ON campaign.id = advocate.campaign_id JOIN contact ON contact.id = advocate.contact_id
        WHERE contact.status = 'enrolled' AND (campaign.ended_at IS NULL OR campaign.ended_at > now())
          AND (SELECT id FROM referral_code WHERE advocate_id = contact.id AND campaign_id = campaign.id
               AND kind = 'shortcode' AND retired_at IS NULL LIMIT 1) IS NULL
        LIMIT ${BATCH}`);
      if (rows.length === 0) return given;
      const { rowCount } = await tx.query(sql`
        WITH made AS (
          INSERT INTO referral_code (kind, code, campaign_id, advocate_id)
          SELECT 'shortcode', * FROM unnest(${rows.map(randomShortcode)}::text[],
            ${rows.map(({ campaignId }) => campaignId)}::uuid[], ${rows.map(({ advocateId }) => advocateId)}::uuid[])
          ON CONFLICT DO NOTHING
          RETURNING id, campaign_id, advocate_id
        ),
        event AS (${logged(actor, "code.created", {
          from: sql`made`,
          about: { codeId: sql`id`, campaignId: sql`campaign_id`, contactId: sql`advocate_id` },
        })})
        SELECT FROM made`);
      // A code that is taken, or an advocate whom somebody else gives one: the next round sees who is still without.
      given += rowCount ?? 0;
    }
  });
}

/** The pairs of contact and campaign that a segment brings together. */
function advocatesOf(scope: AdvocateScope): Sql {
  const where =
    "contactIds" in scope
      ? sql`contact_id = ANY(${scope.contactIds}::uuid[])`
      : "segmentIds" in scope
        ? sql`segment_member.segment_id = ANY(${scope.segmentIds}::uuid[])`
        : sql`campaign_id = ANY(${scope.campaignIds}::uuid[])`;
  return sql`
    SELECT DISTINCT campaign_id, contact_id FROM segment_member JOIN campaign_segment USING (segment_id) WHERE ${where}`;
}
