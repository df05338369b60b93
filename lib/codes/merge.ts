import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import type { Transaction } from "@/lib/db/transaction";

/** Whether a live shortcode is one too many for the advocate it goes to: it is kept beside the one they have. */
const isSecond = (toId: string) => sql`(
  kind = 'shortcode' AND retired_at IS NULL AND NOT inherited AND EXISTS (
    SELECT FROM referral_code AS own
    WHERE own.advocate_id = ${toId}::uuid AND own.campaign_id = referral_code.campaign_id AND own.kind = 'shortcode'
      AND own.retired_at IS NULL AND NOT own.inherited))`;

/** What happens to the codes of a contact that is merged: how many there are, and who would have two live shortcodes. */
export type CodesToMove = { moved: number; inherited: { campaign: string; code: string }[] };

/** The codes that one contact would give to another. */
export async function findCodesToMove(
  db: Db,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<CodesToMove> {
  const { rows } = await db.query<CodesToMove>(sql`
    SELECT (SELECT count(*)::int FROM referral_code WHERE advocate_id = ${fromId}::uuid) AS moved,
      coalesce((SELECT json_agg(json_build_object('campaign', campaign.name, 'code', code) ORDER BY lower(campaign.name))
        FROM referral_code JOIN campaign ON campaign.id = campaign_id
        WHERE advocate_id = ${fromId}::uuid AND ${isSecond(toId)}), '[]') AS inherited`);
  return rows[0]!;
}

/** Gives all codes of a merged contact to its survivor. Every one goes on working: they are printed out there. */
export async function moveCodes(tx: Transaction, { fromId, toId }: { fromId: string; toId: string }): Promise<void> {
  await tx.query(sql`
    UPDATE referral_code SET advocate_id = ${toId}::uuid, inherited = inherited OR ${isSecond(toId)}
    WHERE advocate_id = ${fromId}::uuid`);
}
