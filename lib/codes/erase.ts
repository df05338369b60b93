import "server-only";
import sql from "sql-template-tag";
import { type Actor, logged } from "@/lib/audit/trail";
import type { Transaction } from "@/lib/db/transaction";

/**
 * Retires the live codes of erased contacts and takes the text out of all: many are names. What they attributed stays
 * theirs, by id.
 */
export async function eraseCodes(tx: Transaction, actor: Actor, contactIds: string[]): Promise<void> {
  await tx.query(sql`
    WITH changed AS (
      UPDATE referral_code SET retired_at = now() WHERE advocate_id = ANY(${contactIds}::uuid[]) AND retired_at IS NULL
      RETURNING id, campaign_id, advocate_id
    )
    ${logged(actor, "code.retired", {
      from: sql`changed`,
      about: { codeId: sql`id`, campaignId: sql`campaign_id`, contactId: sql`advocate_id` },
    })}`);
  // The random part of the id, so that no two are alike.
  await tx.query(sql`
    UPDATE referral_code SET code = 'erased-' || right(replace(id::text, '-', ''), 16)
    WHERE advocate_id = ANY(${contactIds}::uuid[])`);
}
