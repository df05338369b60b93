import "server-only";
import sql from "sql-template-tag";
import type { Actor } from "@/lib/audit/trail";
import { isUniqueViolation } from "@/lib/db/errors";
import type { Db } from "@/lib/db/pool";
import { storable } from "@/lib/db/text";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { type RewardFacts, STATUS_AFTER, whyNotChanged } from "./rules";
import type { RewardChange, RewardRefusal } from "./schema";

export type RewardChangeOutcome =
  | { id: string; outcome: "changed" }
  | { id: string; outcome: "refused"; code: RewardRefusal };

/** So often a change is tried again because a reward came to exist in place of a denied one at that very moment. */
const MAX_TRIES = 50;

/**
 * The one door through which an admin decides about rewards: approves, denies or marks as fulfilled, all in one
 * transaction (or the caller's), each with its event.
 *
 * @returns one outcome for each id, in their order; an id given twice counts once
 */
export async function changeRewards(
  db: Db,
  actor: Actor,
  { change, ids, reason = null }: { change: RewardChange; ids: string[]; reason?: string | null },
): Promise<RewardChangeOutcome[]> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
  return inTransaction(db, async (tx) => {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const facts = await lockRewards(tx, wanted);
      const refusals = new Map(
        wanted.map((id) => {
          const known = facts.get(id);
          return [id, known ? whyNotChanged(change, known) : ("not_found" as const)];
        }),
      );
      const changing = wanted.filter((id) => !refusals.get(id));
      try {
        await inTransaction(tx, (step) => updateRewards(step, actor, { change, ids: changing, reason }));
      } catch (error) {
        if (isUniqueViolation(error, "reward__once_per_customer")) continue;
        throw error;
      }
      return wanted.map((id): RewardChangeOutcome => {
        const code = refusals.get(id);
        return code ? { id, outcome: "refused", code } : { id, outcome: "changed" };
      });
    }
    throw new Error(`${wanted.length} rewards could not be changed in ${MAX_TRIES} tries`);
  });
}

/** Locks rewards after their orders, as whoever ends an order does, and answers what a change of each depends on. */
async function lockRewards(tx: Transaction, ids: string[]): Promise<Map<string, RewardFacts>> {
  await tx.query(sql`
    SELECT FROM customer_order WHERE id IN (SELECT order_id FROM reward WHERE id = ANY(${ids}::uuid[])) ORDER BY id FOR SHARE`);
  await tx.query(sql`SELECT FROM reward WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`);
  const { rows } = await tx.query<RewardFacts & { id: string }>(sql`
    SELECT reward.id, reward.status, coalesce(customer_order.status <> 'placed', FALSE) AS "isOrderEnded",
      reward.once_for IS NOT NULL AND reward.status = 'denied' AND (
        EXISTS (SELECT FROM reward other WHERE other.once_for = reward.once_for AND other.rule_id = reward.rule_id
          AND other.recipient = reward.recipient AND other.status <> 'denied')
        OR row_number() OVER (PARTITION BY reward.once_for, reward.rule_id, reward.recipient, reward.status ORDER BY reward.id) > 1
      ) AS "isGivenAgain"
    FROM reward LEFT JOIN customer_order ON customer_order.id = reward.order_id
    WHERE reward.id = ANY(${ids}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

async function updateRewards(
  tx: Transaction,
  actor: Actor,
  { change, ids, reason }: { change: RewardChange; ids: string[]; reason: string | null },
): Promise<void> {
  const to = STATUS_AFTER[change];
  await tx.query(sql`
    WITH before AS (SELECT id, status FROM reward WHERE id = ANY(${ids}::uuid[])),
    changed AS (
      UPDATE reward SET status = ${to}, changed_at = clock_timestamp()
      FROM before WHERE reward.id = before.id RETURNING reward.id, before.status AS was
    )
    INSERT INTO reward_event (reward_id, kind, from_status, to_status, actor_id, source, reason)
    SELECT id, ${`reward.${to}`}, was, ${to}, ${actor.actorId}::uuid, ${actor.source}, ${reason && storable(reason)} FROM changed`);
}
