import "server-only";
import type { Actor } from "@/lib/audit/trail";
import type { Db } from "@/lib/db/pool";
import { inDryRun } from "@/lib/db/transaction";
import type { RewardRow, RewardTotal } from "./columns";
import { changeRewards, type RewardChangeOutcome } from "./commands";
import { sumRewards } from "./facets";
import type { ZonedRewardFilter } from "./filters";
import { listMatchingRewards, listRewardsByIds } from "./queries";
import type { RewardChange, RewardRefusal } from "./schema";

/** All that is not changed for the same reason; a few of them by name. */
export type RefusedRewards = { code: RewardRefusal; count: number; examples: RewardRow[] };

export type RewardChangePreview = {
  /** What a filter resolved to at this moment: exactly these are to be changed, so that what is seen is what is done. */
  ids: string[];
  /** Whether more matched the filter than can be changed at once. */
  more: boolean;
  /** The reward itself, where it is about just one. */
  one: RewardRow | null;
  changing: number;
  /** What those that change come to, by the status they have now and the currency. */
  totals: RewardTotal[];
  refused: RefusedRewards[];
};

const EXAMPLES = 5;

/**
 * What a change would do, found out by the very command that does it, in a transaction that is rolled back. Between
 * preview and change others may decide: the change itself looks again, and says so for each reward.
 */
export async function previewRewardChange(
  db: Db,
  actor: Actor,
  { change, target }: { change: RewardChange; target: { ids: string[] } | { filter: ZonedRewardFilter } },
): Promise<RewardChangePreview> {
  const { ids, more } =
    "ids" in target ? { ids: [...new Set(target.ids)], more: false } : await listMatchingRewards(db, target.filter);
  const outcomes = await inDryRun(db, (tx) => changeRewards(tx, actor, { change, ids, reason: "preview" }));
  const one = ids.length === 1 ? ((await listRewardsByIds(db, ids))[0] ?? null) : null;
  return { ids, more, one, ...(await reportRewardChange(db, outcomes)) };
}

/** What came of it: how many were changed and what they come to, and of the others why not. */
async function reportRewardChange(
  db: Db,
  outcomes: RewardChangeOutcome[],
): Promise<Pick<RewardChangePreview, "changing" | "totals" | "refused">> {
  const groups = new Map<RewardRefusal, string[]>();
  for (const outcome of outcomes) {
    if (outcome.outcome !== "refused") continue;
    if (groups.has(outcome.code)) groups.get(outcome.code)!.push(outcome.id);
    else groups.set(outcome.code, [outcome.id]);
  }
  const changed = outcomes.filter(({ outcome }) => outcome === "changed").map(({ id }) => id);
  const named = [...groups.values()].flatMap((ids) => ids.slice(0, EXAMPLES));
  const examples = new Map((await listRewardsByIds(db, named)).map((row) => [row.id, row]));
  const refused = [...groups].map(([code, ids]) => ({
    code,
    count: ids.length,
    examples: ids.slice(0, EXAMPLES).flatMap((id) => examples.get(id) ?? []),
  }));
  return {
    changing: changed.length,
    totals: await sumRewards(db, changed),
    refused: refused.sort((a, b) => b.count - a.count),
  };
}
