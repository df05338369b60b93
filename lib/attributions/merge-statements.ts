import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import type { Transaction } from "@/lib/db/transaction";

/** What becomes of attributions when two contacts are merged, or somebody is erased: one of the files that write them. */

/**
 * Lets whoever is writing an attribution finish, and everybody else wait until the transaction ends: they see the merge
 * then. Reading goes on. Without it an attribution recorded at the same moment could end at the merged contact.
 */
export async function lockAllAttributions(tx: Transaction): Promise<void> {
  // In the order in which recordings take both: eligibility, then the table. Merging takes eligibility away.
  await tx.query(sql`SELECT pg_advisory_xact_lock(hashtext('eligibility'))`);
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

/**
 * The events whose reason is about somebody who is erased: `named` says that it names them, wherever it was written;
 * `held` that it holds anything that is known of them, which counts in the attributions of `contactIds` and in those of
 * the same contact and campaign. Both are conditions on `attribution_event.reason`.
 */
export type Reasons = { contactIds: string[]; named: Sql; held: Sql };

function isAbout({ contactIds, named, held }: Reasons): Sql {
  return sql`reason IS NOT NULL AND (${named} OR (${held} AND attribution_id IN (
    SELECT other.id FROM attribution own JOIN attribution other USING (campaign_id, customer_id)
    WHERE own.customer_id = ANY(${contactIds}::uuid[]) OR own.advocate_id = ANY(${contactIds}::uuid[]))))`;
}

/** How many reasons there are of this kind. */
export async function countReasons(db: Db, reasons: Reasons): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM attribution_event WHERE ${isAbout(reasons)}`,
  );
  return rows[0]!.count;
}

/** Takes them out. The database allows it to the transaction that erases somebody, and nothing else of an event. */
export async function eraseReasons(tx: Transaction, reasons: Reasons): Promise<void> {
  await tx.query(sql`UPDATE attribution_event SET reason = '[erased]' WHERE ${isAbout(reasons)}`);
}
