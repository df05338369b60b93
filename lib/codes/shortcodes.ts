import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { type Actor, logged } from "@/lib/audit/trail";
import type { Db } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { randomShortcode } from "./generate";

/** Whose advocates are looked at: of these contacts, of these segments or of these campaigns. */
export type AdvocateScope = { contactIds: string[] } | { segmentIds: string[] } | { campaignIds: string[] };

const BATCH = 10_000;

/**
 * Gives a shortcode to each advocate who has none in a campaign that has not ended: whoever is enrolled and in one of
 * its segments (Advocate in the domain's words). Called by every command by which somebody becomes an advocate, after
 * its own part of that and in the same transaction.
 *
 * Two commands at the same moment may each do one part (one enrols a contact, the other opens a campaign to the
 * segment), and neither sees that of the other. So the last look is taken by one at a time until the commit: the later
 * one sees both parts. All the others are given before, beside each other.
 *
 * @returns how many were given
 */
export async function giveShortcodes(db: Db, actor: Actor, scope: AdvocateScope): Promise<number> {
  return inTransaction(db, async (tx) => {
    let given = 0;
    for (let isLastLook = false; ; ) {
      const without = await findWithoutShortcode(tx, scope);
      // A code that is taken, or an advocate whom somebody else gives one: the next round sees who is still without.
      if (without.length > 0) given += await insertShortcodes(tx, actor, without);
      else if (isLastLook) return given;
      if (without.length < BATCH && !isLastLook) {
        await tx.query(sql`SELECT pg_advisory_xact_lock(hashtext('shortcodes are given'))`);
        isLastLook = true;
      }
    }
  });
}

type Advocate = { campaignId: string; advocateId: string };

async function findWithoutShortcode(tx: Transaction, scope: AdvocateScope): Promise<Advocate[]> {
  const { rows } = await tx.query<Advocate>(sql`
    SELECT campaign.id AS "campaignId", contact.id AS "advocateId" FROM (${advocatesOf(scope)}) AS advocate
    JOIN campaign ON campaign.id = advocate.campaign_id JOIN contact ON contact.id = advocate.contact_id
    WHERE contact.status = 'enrolled' AND (campaign.ended_at IS NULL OR campaign.ended_at > now())
      AND (SELECT id FROM referral_code WHERE advocate_id = contact.id AND campaign_id = campaign.id
           AND kind = 'shortcode' AND retired_at IS NULL LIMIT 1) IS NULL
    LIMIT ${BATCH}`);
  return rows;
}

async function insertShortcodes(tx: Transaction, actor: Actor, advocates: Advocate[]): Promise<number> {
  const { rowCount } = await tx.query(sql`
    WITH made AS (
      INSERT INTO referral_code (kind, code, campaign_id, advocate_id)
      SELECT 'shortcode', * FROM unnest(${advocates.map(randomShortcode)}::text[],
        ${advocates.map(({ campaignId }) => campaignId)}::uuid[], ${advocates.map(({ advocateId }) => advocateId)}::uuid[])
      ON CONFLICT DO NOTHING
      RETURNING id, campaign_id, advocate_id
    ),
    event AS (${logged(actor, "code.created", {
      from: sql`made`,
      about: { codeId: sql`id`, campaignId: sql`campaign_id`, contactId: sql`advocate_id` },
    })})
    SELECT FROM made`);
  return rowCount ?? 0;
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
