import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import type { Transaction } from "@/lib/db/transaction";

/**
 * The reasons of rewards' events that are about somebody who is erased: `named` says that one names them, wherever it
 * was written; `held` that it holds anything that is known of them, which counts in the rewards of `contactIds` and of the
 * attributions they are part of.
 */
type Reasons = { contactIds: string[]; named: Sql; held: Sql };

function isAbout({ contactIds, named, held }: Reasons): Sql {
  return sql`reason IS NOT NULL AND reason <> '[erased]' AND (${named} OR (${held} AND reward_id IN (
    SELECT reward.id FROM attribution JOIN reward ON reward.attribution_id = attribution.id
    WHERE attribution.customer_id = ANY(${contactIds}::uuid[]) OR attribution.advocate_id = ANY(${contactIds}::uuid[]))))`;
}

/** How many reasons there are of this kind. */
export async function countRewardReasons(db: Db, reasons: Reasons): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM reward_event WHERE ${isAbout(reasons)}`,
  );
  return rows[0]!.count;
}

/** Takes them out. What was earned, and what was decided, stays. */
export async function eraseRewardReasons(tx: Transaction, reasons: Reasons): Promise<void> {
  await tx.query(sql`UPDATE reward_event SET reason = '[erased]' WHERE ${isAbout(reasons)}`);
}
