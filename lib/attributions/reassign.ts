import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { type ActorContext, distinctIds, type Refused } from "./commands";
import {
  type Handover,
  insertSuccessors,
  type Planned,
  planHandovers,
  updateSuccessors,
  updateToReassigned,
} from "./handover-statements";
import { findDraftProblems, findObstacles } from "./obstacles";
import { canTakeOver } from "./rules";
import type { Refusal, Rejection } from "./schema";
import { lockAttributions, relyOnEligibility } from "./statements";

export type ReassignOutcome = { id: string; outcome: "reassigned"; newId: string } | Refused;

/**
 * Gives standing attributions to another advocate in one atomic step: each becomes inactive, and a new active one of
 * `toAdvocateId` comes to exist, or the inactive attempt `toAttributionId` of the same slot becomes active. Orders keep
 * the attribution they were created with ("Reassigning a Referral Attribution" in the Referral Attribution Overview).
 *
 * A new advocate must be eligible at this moment, as in `recordAttributions`; whether the referred contact has
 * unsubscribed since does not matter, because it was referred already.
 *
 * @returns one outcome for each id, in their order; an id given twice counts once
 */
export async function reassign(
  db: Db,
  actor: ActorContext,
  given: { ids: string[]; toAdvocateId?: string | null; toAttributionId?: string | null; reason?: string | null },
): Promise<ReassignOutcome[]> {
  const ids = distinctIds(given.ids);
  const { toAdvocateId = null, toAttributionId = null, reason = null } = given;
  if (Boolean(toAdvocateId) === Boolean(toAttributionId) || (toAttributionId && ids.length > 1)) {
    throw new Error("reassign takes either one new advocate, or one attempt for one attribution");
  }
  return reassignEach(
    db,
    actor,
    ids.map((id) => ({ id, toAdvocateId, toAttributionId, reason })),
  );
}

/** One reassignment among many: the standing attribution `id` goes to an advocate, by a code or not, or to an attempt. */
export type Reassignment = {
  id: string;
  toAdvocateId?: string | null;
  toCodeId?: string | null;
  toAttributionId?: string | null;
  reason?: string | null;
};

/**
 * `reassign` with a successor of its own for each attribution; each attribution at most once.
 *
 * @returns one outcome for each reassignment, in their order
 */
export async function reassignEach(
  db: Db,
  actor: ActorContext,
  reassignments: Reassignment[],
): Promise<ReassignOutcome[]> {
  if (reassignments.length === 0) return [];
  const wanted = new Map(reassignments.map((one) => [one.id.toLowerCase(), lowerCased(one)]));
  const ids = [...wanted.keys()];
  const attempts = [...wanted.values()].flatMap(({ toAttributionId }) => toAttributionId ?? []);
  return inTransaction(db, async (tx) => {
    await lockAttributions(tx, [...ids, ...attempts]);
    await relyOnEligibility(tx);
    await followMerges(tx, wanted);
    const planned = await planHandovers(tx, actor, ids);
    const refusals = new Map([
      ...(await whyNotToAdvocate(tx, actor, planned, wanted)),
      ...(await whyNotToAttempt(tx, planned, wanted)),
    ]);
    const handovers = planned
      .filter(({ id }) => !refusals.has(id))
      .map(({ id, newId, at }): Handover => {
        const { toAttributionId, toAdvocateId, toCodeId, reason } = wanted.get(id)!;
        return { id, newId: toAttributionId ?? newId, at, advocateId: toAdvocateId, codeId: toCodeId, reason };
      });
    await updateToReassigned(tx, actor, handovers);
    await insertSuccessors(
      tx,
      actor,
      handovers.filter(({ advocateId }) => advocateId),
    );
    await updateSuccessors(
      tx,
      actor,
      handovers.filter(({ advocateId }) => !advocateId),
    );
    const successors = new Map(handovers.map(({ id, newId }) => [id, newId]));
    const obstacles = new Map(
      (
        await findObstacles(
          tx,
          ids.filter((id) => !successors.has(id)),
        )
      ).map((obstacle) => [obstacle.id, obstacle]),
    );
    return ids.map((id): ReassignOutcome => {
      const newId = successors.get(id);
      if (newId) return { id, outcome: "reassigned", newId };
      const obstacle = obstacles.get(id);
      const gone = obstacle?.status === "inactive" ? "standing_changed" : "not_found";
      return { id, outcome: "refused", code: refusals.get(id) ?? gone, standingId: obstacle?.standingId ?? null };
    });
  });
}

type Wanted = Required<Omit<Reassignment, "id">>;

/** Who was named before a merge means who stayed. */
async function followMerges(tx: Transaction, wanted: Map<string, Wanted>): Promise<void> {
  const named = [...wanted.values()].flatMap(({ toAdvocateId }) => toAdvocateId ?? []);
  if (named.length === 0) return;
  const { rows } = await tx.query<{ id: string; mergedInto: string }>(sql`
    SELECT id, merged_into AS "mergedInto" FROM contact WHERE id = ANY(${named}::uuid[]) AND merged_into IS NOT NULL`);
  const survivors = new Map(rows.map(({ id, mergedInto }) => [id, mergedInto]));
  for (const one of wanted.values()) {
    one.toAdvocateId = (one.toAdvocateId && survivors.get(one.toAdvocateId)) || one.toAdvocateId;
  }
}

/** Ids as PostgreSQL writes them; either an advocate or an attempt is named. */
function lowerCased(one: Reassignment): Wanted {
  if (Boolean(one.toAdvocateId) === Boolean(one.toAttributionId)) {
    throw new Error("a reassignment names either an advocate or an attempt");
  }
  return {
    toAdvocateId: one.toAdvocateId?.toLowerCase() ?? null,
    toCodeId: one.toCodeId ?? null,
    toAttributionId: one.toAttributionId?.toLowerCase() ?? null,
    reason: one.reason ?? null,
  };
}

async function whyNotToAdvocate(
  tx: Transaction,
  actor: ActorContext,
  planned: Planned[],
  wanted: Map<string, Wanted>,
): Promise<Map<string, Refusal | Rejection>> {
  const standing = planned.filter(({ id }) => wanted.get(id)!.toAdvocateId);
  const drafts = standing.map(({ id, campaignId, customerId }) => {
    const { toAdvocateId, toCodeId } = wanted.get(id)!;
    return { campaignId, customerId, advocateId: toAdvocateId, codeId: toCodeId, at: actor.at };
  });
  const problems = await findDraftProblems(tx, drafts);
  const refusals = new Map<string, Refusal | Rejection>();
  for (const [index, { id, advocateId: present }] of standing.entries()) {
    const problem = problems[index]!.find((code) => code !== "customer_unsubscribed");
    if (present === wanted.get(id)!.toAdvocateId) refusals.set(id, "same_advocate");
    else if (problem) refusals.set(id, problem);
  }
  return refusals;
}

async function whyNotToAttempt(
  tx: Transaction,
  planned: Planned[],
  wanted: Map<string, Wanted>,
): Promise<Map<string, Refusal | Rejection>> {
  const standing = planned.filter(({ id }) => wanted.get(id)!.toAttributionId);
  const attempts = await findObstacles(
    tx,
    standing.map(({ id }) => wanted.get(id)!.toAttributionId!),
  );
  const refusals = new Map<string, Refusal | Rejection>();
  for (const [index, present] of standing.entries()) {
    const attempt = attempts[index];
    if (!canTakeOver(attempt, present)) refusals.set(present.id, "attempt_unavailable");
    else if (attempt?.merged) refusals.set(present.id, "contact_merged");
    else if (attempt?.banned) refusals.set(present.id, "contact_banned");
  }
  return refusals;
}
