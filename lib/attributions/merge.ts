import "server-only";
import type { Actor } from "@/lib/audit/trail";
import { moveCodes } from "@/lib/codes/merge";
import { giveShortcodes } from "@/lib/codes/shortcodes";
import { lockContacts, mergeRows } from "@/lib/contacts/merge";
import type { Db } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { moveMemberships } from "@/lib/segments/member-commands";
import { changeStatus } from "./commands";
import { listContactStory, type StoryEntry } from "./contact-story";
import { type MergePlan, planMerge, versionOf } from "./merge-plan";
import { lockAllAttributions, moveAttributions } from "./merge-statements";
import type { MergeInput, MergeRefusal } from "./schema";

/** What a merge would do, as somebody sees it who has not confirmed it yet. `asOf` is an instant in ISO 8601. */
export type MergePreview = { plan: MergePlan; version: string; asOf: string };

/** What a merge would do at this moment, by the code that does it. */
export async function previewMerge(db: Db, input: MergeInput): Promise<MergePreview | { refused: MergeRefusal }> {
  const asOf = new Date().toISOString();
  const planned = await planMerge(db, input);
  return "refused" in planned ? planned : { plan: planned.plan, version: versionOf(planned.plan), asOf };
}

export type MergeOutcome =
  | { outcome: "merged" }
  | { outcome: "refused"; code: MergeRefusal }
  /** Something is not as it was seen: what it would do now, and what happened since then, the newest first. */
  | { outcome: "changed_meanwhile"; preview: MergePreview; meanwhile: StoryEntry[] };

const REASONS = {
  conflict: "Two contacts were merged: both had an active attribution in this campaign, and the older one stays",
  selfReferral: "Two contacts were merged: the advocate and the referred contact are one person",
};

/**
 * Makes one contact of two that are one person: everything of `goesId` becomes that of `staysId`, and `goesId` remains as
 * an alias, so that its e-mail, external uid and codes go on naming the person (docs/decisions/0016). Does what `version`
 * names, as `previewMerge` showed it, or nothing.
 */
export async function mergeContacts(
  db: Db,
  actor: Actor,
  { version, asOf, ...input }: MergeInput & { version: string; asOf: string },
): Promise<MergeOutcome> {
  return inTransaction(db, async (tx): Promise<MergeOutcome> => {
    await lockAllAttributions(tx);
    await lockContacts(tx, [input.staysId, input.goesId]);
    const planned = await planMerge(tx, input);
    if ("refused" in planned) return { outcome: "refused", code: planned.refused };
    const { plan } = planned;
    if (versionOf(plan) !== version) {
      const preview = { plan, version: versionOf(plan), asOf: new Date().toISOString() };
      return { outcome: "changed_meanwhile", preview, meanwhile: await listMeanwhile(tx, input, asOf) };
    }
    await carryOut(tx, actor, input, plan);
    return { outcome: "merged" };
  });
}

async function carryOut(tx: Transaction, actor: Actor, { staysId, goesId }: MergeInput, plan: MergePlan) {
  const selves = plan.selfReferrals.filter(({ status }) => status === "active").map(({ id }) => id);
  await changeStatus(tx, actor, { ids: selves, to: "inactive", reason: REASONS.selfReferral });
  await changeStatus(tx, actor, {
    ids: plan.conflicts.map(({ ended }) => ended.id),
    ...{ to: "inactive", reason: REASONS.conflict, as: "duplicate_attempt" },
  });
  await mergeRows(tx, actor, { staysId, goesId, filled: plan.filled, status: plan.status });
  const ids = { fromId: goesId, toId: staysId };
  await moveAttributions(tx, ids);
  await moveCodes(tx, ids);
  await moveMemberships(tx, actor, ids);
  await giveShortcodes(tx, actor, { contactIds: [staysId] });
}

const SHOWN_MEANWHILE = 3;

async function listMeanwhile(tx: Transaction, { staysId, goesId }: MergeInput, asOf: string): Promise<StoryEntry[]> {
  const stories = [await listContactStory(tx, staysId), await listContactStory(tx, goesId)];
  const since = stories.flatMap(({ entries }) => entries).filter(({ at }) => at >= asOf);
  const distinct = [...new Map(since.map((entry) => [entry.id, entry])).values()];
  return distinct.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, SHOWN_MEANWHILE);
}
