import "server-only";
import { isUniqueViolation } from "@/lib/db/errors";
import type { Db } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { findDraftProblems, findObstacles, type Obstacle } from "./obstacles";
import type { Draft } from "./resolve";
import { canTakeOver } from "./rules";
import type { Refusal, Rejection } from "./schema";
import {
  type ActorContext,
  insertActive,
  insertDuplicates,
  insertSuccessors,
  lockAttributions,
  planHandovers,
  type ResolvedDraft,
  updateSuccessors,
  updateToActive,
  updateToInactive,
  updateToReassigned,
} from "./statements";

export type { ActorContext } from "./statements";

/** What became of a draft. Every draft has exactly one outcome. */
export type RecordOutcome =
  | { outcome: "active"; id: string }
  | { outcome: "inactive_duplicate"; id: string; standingId: string }
  | { outcome: "rejected"; code: Rejection; problems: Rejection[] };

/** Why one attribution was not changed, and the attribution that stands in its slot, if any. */
export type Refused = { id: string; outcome: "refused"; code: Refusal | Rejection; standingId: string | null };

export type ChangeOutcome = { id: string; outcome: "changed" } | Refused;
export type ReassignOutcome = { id: string; outcome: "reassigned"; newId: string } | Refused;

/**
 * How often a write is tried again because other writers emptied or filled its slots at that very moment. Each try
 * sees what the others committed, so reaching the limit means something else is wrong.
 */
const MAX_TRIES = 50;

/**
 * The one door through which attributions come to exist, for one draft or ten thousand, in one transaction (or the
 * caller's). The first valid draft of a free slot becomes active; a later one, or one where an attribution stands, is
 * logged as an inactive duplicate attempt and leaves the standing one untouched ("How Duplicate Attribution Attempts
 * Are Handled" in the Referral Attribution Overview).
 *
 * @returns one outcome for each draft, in their order; expected refusals are outcomes, only bugs and outages throw
 */
export async function recordAttributions(db: Db, actor: ActorContext, drafts: Draft[]): Promise<RecordOutcome[]> {
  if (drafts.length === 0) return [];
  return inTransaction(db, async (tx) => {
    const outcomes = new Array<RecordOutcome>(drafts.length);
    let open = drafts.map((draft, index) => ({ index, draft: { ...draft, at: draft.at ?? actor.at } }));
    for (let tries = 0; open.length > 0; tries++) {
      if (tries === MAX_TRIES)
        throw new Error(`${open.length} attributions could not be recorded in ${MAX_TRIES} tries`);
      const batch = open;
      const resolved = await insertActive(
        tx,
        actor,
        batch.map(({ draft }) => draft),
      );
      const losers: ResolvedDraft[] = [];
      for (const row of resolved) {
        const { index } = batch[row.line - 1]!;
        if (row.problems[0]) outcomes[index] = { outcome: "rejected", code: row.problems[0], problems: row.problems };
        else if (row.won) outcomes[index] = { outcome: "active", id: row.id! };
        else losers.push(row);
      }
      const logged = losers.length > 0 ? await insertDuplicates(tx, actor, losers) : [];
      for (const { line, id, standingId } of logged) {
        outcomes[batch[line - 1]!.index] = { outcome: "inactive_duplicate", id, standingId };
      }
      open = batch.filter(({ index }) => outcomes[index] === undefined);
    }
    return outcomes;
  });
}

/**
 * Deactivates or activates attributions, all in one transaction (or the caller's). Activating is refused where another
 * attribution stands in the slot, or where a contact is banned; everything else about eligibility was decided when the
 * attempt was made (docs/decisions/0004).
 *
 * @returns one outcome for each id, in their order; an id given twice counts once
 */
export async function changeStatus(
  db: Db,
  actor: ActorContext,
  { ids, to, reason }: { ids: string[]; to: "active" | "inactive"; reason?: string | null },
): Promise<ChangeOutcome[]> {
  const wanted = distinctIds(ids);
  if (wanted.length === 0) return [];
  return inTransaction(db, async (tx) => {
    await lockAttributions(tx, wanted);
    const changed = new Set<string>();
    const refused = new Map<string, Refused>();
    let open = wanted;
    for (let tries = 0; open.length > 0; tries++) {
      if (tries === MAX_TRIES)
        throw new Error(`${open.length} attributions could not be changed in ${MAX_TRIES} tries`);
      const given = { ids: open, reason: reason ?? null };
      const done = to === "inactive" ? await updateToInactive(tx, actor, given) : await tryToActivate(tx, actor, given);
      for (const id of done) changed.add(id);
      for (const obstacle of await findObstacles(
        tx,
        open.filter((id) => !changed.has(id)),
      )) {
        const code = to === "inactive" ? whyNotInactive(obstacle) : whyNotActive(obstacle);
        if (code)
          refused.set(obstacle.id, { id: obstacle.id, outcome: "refused", code, standingId: obstacle.standingId });
      }
      open = open.filter((id) => !changed.has(id) && !refused.has(id));
    }
    return wanted.map((id) => refused.get(id) ?? { id, outcome: "changed" });
  });
}

/** Activates what can be; nothing at all when another writer fills one of the slots at the same moment. */
async function tryToActivate(tx: Transaction, actor: ActorContext, given: { ids: string[]; reason: string | null }) {
  try {
    return await inTransaction(tx, (savepoint) => updateToActive(savepoint, actor, given));
  } catch (error) {
    if (isUniqueViolation(error, "attribution__one_active")) return [];
    throw error;
  }
}

function whyNotInactive(obstacle: Obstacle): Refusal | null {
  if (obstacle.status === null) return "not_found";
  return obstacle.status === "inactive" ? "already_inactive" : null;
}

function whyNotActive(obstacle: Obstacle): Refusal | Rejection | null {
  if (obstacle.status === null) return "not_found";
  if (obstacle.status === "active") return "already_active";
  if (obstacle.banned) return "contact_banned";
  return obstacle.standingId ? "standing_exists" : null;
}

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
  const toAdvocateId = given.toAdvocateId?.toLowerCase();
  const toAttributionId = given.toAttributionId?.toLowerCase();
  const reason = given.reason ?? null;
  if (ids.length === 0) return [];
  if (Boolean(toAdvocateId) === Boolean(toAttributionId) || (toAttributionId && ids.length > 1)) {
    throw new Error("reassign takes either one new advocate, or one attempt for one attribution");
  }
  return inTransaction(db, async (tx) => {
    await lockAttributions(tx, toAttributionId ? [...ids, toAttributionId] : ids);
    const planned = await planHandovers(tx, actor, ids);
    const refusals = toAdvocateId
      ? await whyNotToAdvocate(tx, actor, planned, toAdvocateId)
      : await whyNotToAttempt(tx, planned, toAttributionId!);
    const handovers = planned
      .filter(({ id }) => !refusals.has(id))
      .map((handover) => ({ ...handover, newId: toAttributionId ?? handover.newId }));
    if (handovers.length > 0) {
      await updateToReassigned(tx, actor, { handovers, reason });
      if (toAdvocateId) await insertSuccessors(tx, actor, { handovers, advocateId: toAdvocateId, reason });
      else await updateSuccessors(tx, actor, { handovers, reason });
    }
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

/** The different ids among `ids`, as PostgreSQL writes them: in small letters. */
function distinctIds(ids: string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}

type Standing = { id: string; campaignId: string; customerId: string; advocateId: string };

async function whyNotToAdvocate(
  tx: Transaction,
  actor: ActorContext,
  standing: Standing[],
  advocateId: string,
): Promise<Map<string, Refusal | Rejection>> {
  const drafts = standing.map(({ campaignId, customerId }) => ({ campaignId, customerId, advocateId, at: actor.at }));
  const problems = await findDraftProblems(tx, drafts);
  const refusals = new Map<string, Refusal | Rejection>();
  for (const [index, { id, advocateId: present }] of standing.entries()) {
    const problem = problems[index]!.find((code) => code !== "customer_unsubscribed");
    if (present === advocateId) refusals.set(id, "same_advocate");
    else if (problem) refusals.set(id, problem);
  }
  return refusals;
}

async function whyNotToAttempt(
  tx: Transaction,
  standing: Standing[],
  attemptId: string,
): Promise<Map<string, Refusal | Rejection>> {
  const [attempt] = await findObstacles(tx, [attemptId]);
  const refusals = new Map<string, Refusal | Rejection>();
  for (const present of standing) {
    if (!canTakeOver(attempt, present)) refusals.set(present.id, "attempt_unavailable");
    else if (attempt?.banned) refusals.set(present.id, "contact_banned");
  }
  return refusals;
}
