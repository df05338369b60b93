import "server-only";
import { isUniqueViolation } from "@/lib/db/errors";
import type { Db } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { findObstacles, type Obstacle } from "./obstacles";
import type { Draft } from "./resolve";
import type { InactiveReason, Refusal, Rejection } from "./schema";
import {
  type ActorContext,
  type Changes,
  insertActive,
  insertDuplicates,
  insertStaged,
  lockAttributions,
  type ResolvedDraft,
  relyOnEligibility,
  type StagedDrafts,
  updateToActive,
  updateToInactive,
} from "./statements";

export type { ActorContext, StagedDrafts } from "./statements";

/** What became of a draft. Every draft has exactly one outcome. */
export type RecordOutcome =
  | { outcome: "active"; id: string }
  | { outcome: "inactive_duplicate"; id: string; standingId: string }
  | { outcome: "rejected"; code: Rejection; problems: Rejection[] };

/** Why one attribution was not changed, and the attribution that stands in its slot, if any. */
export type Refused = { id: string; outcome: "refused"; code: Refusal | Rejection; standingId: string | null };

export type ChangeOutcome = { id: string; outcome: "changed" } | Refused;

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
  return inTransaction(db, (tx) => recordInTransaction(tx, actor, drafts));
}

/** The same in the transaction, or the savepoint, that the caller has opened for it alone. */
export async function recordInTransaction(
  tx: Transaction,
  actor: ActorContext,
  drafts: Draft[],
): Promise<RecordOutcome[]> {
  await relyOnEligibility(tx);
  const outcomes = new Array<RecordOutcome>(drafts.length);
  let open = drafts.map((draft, index) => ({ index, draft: { ...draft, at: draft.at ?? actor.at } }));
  for (let tries = 0; open.length > 0; tries++) {
    if (tries === MAX_TRIES) throw new Error(`${open.length} attributions could not be recorded in ${MAX_TRIES} tries`);
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
}

/**
 * The same door for drafts that are rows of the database already: a bulk writer's own common table expressions say which
 * of the resolved drafts become active attributions, and keep what came of each in the same statement, so that a
 * million rows need not travel. What is not inserted there (attempts, lost races) goes through `recordAttributions`.
 *
 * @param tx the bulk writer's transaction
 * @returns the rows of the writer's own final query
 */
export async function recordStagedAttributions<T extends object>(
  tx: Transaction,
  actor: ActorContext,
  staged: StagedDrafts,
): Promise<T[]> {
  await relyOnEligibility(tx);
  return insertStaged<T>(tx, actor, staged);
}

/** Why something is changed: one reason for all, or one for each id. */
export type Reason = string | null | ReadonlyMap<string, string | null>;

function reasonsOf(ids: string[], reason: Reason | undefined): (string | null)[] {
  return ids.map((id) => (reason instanceof Map ? reason.get(id) : (reason as string | null | undefined)) ?? null);
}

/**
 * Deactivates or activates attributions, all in one transaction (or the caller's). Activating is refused where another
 * attribution stands in the slot, or where a contact is banned; everything else about eligibility was decided when the
 * attempt was made (docs/decisions/0004). `as` says why one is inactive that was not deactivated for its own sake.
 *
 * @returns one outcome for each id, in their order; an id given twice counts once
 */
export async function changeStatus(
  db: Db,
  actor: ActorContext,
  { ids, to, reason, as }: { ids: string[]; to: "active" | "inactive"; reason?: Reason; as?: InactiveReason },
): Promise<ChangeOutcome[]> {
  const wanted = distinctIds(ids);
  if (wanted.length === 0) return [];
  return inTransaction(db, async (tx) => {
    await lockAttributions(tx, wanted);
    if (to === "active") await relyOnEligibility(tx);
    const changed = new Set<string>();
    const refused = new Map<string, Refused>();
    let open = wanted;
    for (let tries = 0; open.length > 0; tries++) {
      if (tries === MAX_TRIES)
        throw new Error(`${open.length} attributions could not be changed in ${MAX_TRIES} tries`);
      const given = { ids: open, reasons: reasonsOf(open, reason) };
      const done =
        to === "inactive" ? await updateToInactive(tx, actor, given, as) : await tryToActivate(tx, actor, given);
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
async function tryToActivate(tx: Transaction, actor: ActorContext, given: Changes) {
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
  if (obstacle.merged) return "contact_merged";
  if (obstacle.banned) return "contact_banned";
  return obstacle.standingId ? "standing_exists" : null;
}

/** The different ids among `ids`, as PostgreSQL writes them: in small letters. */
export function distinctIds(ids: string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}
