import "server-only";
import sql from "sql-template-tag";
import type { Transaction } from "@/lib/db/transaction";

/** What becomes of attributions when two contacts are merged, or somebody is erased: one of the files that write them. */

/**
 * Lets whoever is writing an attribution finish, and everybody else wait until the transaction ends: they see the merge
 * then. Reading goes on. Without it an attribution recorded at the same moment could end at the merged contact.
 */
export async function lockAllAttributions(tx: Transaction): Promise<void> {
  await tx.query(sql`LOCK TABLE attribution IN EXCLUSIVE MODE`);
}

/** Gives all attributions of a merged contact to its survivor, but for those between the two: nobody refers themselves. */
export async function moveAttributions(
  tx: Transaction,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  await tx.query(sql`
    UPDATE attribution SET customer_id = ${toId}::uuid WHERE customer_id = ${fromId}::uuid AND advocate_id <> ${toId}::uuid`);
  await tx.query(sql`
    UPDATE attribution SET advocate_id = ${toId}::uuid WHERE advocate_id = ${fromId}::uuid AND customer_id <> ${toId}::uuid`);
}
