import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { inDryRun } from "@/lib/db/transaction";
import type { AttributionRow } from "./columns";
import { type ActorContext, type ChangeOutcome, changeStatus } from "./commands";
import { listAttributionsByIds, listMatchingIds } from "./queries";
import { type ReassignOutcome, reassign } from "./reassign";
import { type ChangeFacts, findChangeFacts } from "./record-queries";
import type { ChangeKind, Refusal, Rejection } from "./schema";

type Outcome = ChangeOutcome | ReassignOutcome;

/** One attribution that cannot be changed, with who stands in its slot and what happened to it last. */
export type RefusedExample = Pick<AttributionRow, "id" | "customer" | "advocate" | "campaign"> & ChangeFacts;

/** All that cannot be changed for the same reason; a few of them by name. */
export type RefusedGroup = { code: Refusal | Rejection; count: number; examples: RefusedExample[] };

export type ChangePreview = {
  /** What a filter resolved to at this moment: exactly these are to be changed, so that what is seen is what is done. */
  ids: string[];
  /** Whether more matched the filter than one bulk action may change. */
  more: boolean;
  /** The campaigns of the attributions, by name. */
  campaigns: { id: string; name: string }[];
  /** Null as long as a reassignment has no successor yet. */
  verdict: { changing: number; refused: RefusedGroup[] } | null;
};

const EXAMPLES = 5;

/**
 * What a change would do, found out by the very command that does it, in a transaction that is rolled back. Between
 * preview and change others may write: the change itself decides again, and says so for each attribution.
 */
export async function previewChange(
  db: Db,
  actor: ActorContext,
  change: { kind: ChangeKind; toAdvocateId?: string | null; toAttributionId?: string | null },
  target: { ids: string[] } | { filter: Parameters<typeof listMatchingIds>[1] },
): Promise<ChangePreview> {
  const { ids, more } =
    "ids" in target ? { ids: [...new Set(target.ids)], more: false } : await listMatchingIds(db, target.filter);
  const campaigns = await listCampaignsOf(db, ids);
  if (change.kind === "reassign" && !change.toAdvocateId && !change.toAttributionId) {
    return { ids, more, campaigns, verdict: null };
  }
  const outcomes = await inDryRun(
    db,
    (tx): Promise<Outcome[]> =>
      change.kind === "reassign"
        ? reassign(tx, actor, { ids, toAdvocateId: change.toAdvocateId, toAttributionId: change.toAttributionId })
        : changeStatus(tx, actor, { ids, to: change.kind === "activate" ? "active" : "inactive" }),
  );
  return { ids, more, campaigns, verdict: await groupOutcomes(db, outcomes) };
}

async function listCampaignsOf(db: Db, ids: string[]): Promise<{ id: string; name: string }[]> {
  const { rows } = await db.query<{ id: string; name: string }>(
    sql`SELECT id, name FROM campaign
        WHERE id IN (SELECT campaign_id FROM attribution WHERE attribution.id = ANY(${ids}::uuid[]))
        ORDER BY lower(name), id`,
  );
  return rows;
}

/** Counts the refusals by reason, the most frequent first, and names the first few of each. */
async function groupOutcomes(db: Db, outcomes: Outcome[]): Promise<ChangePreview["verdict"]> {
  const groups = new Map<Refusal | Rejection, string[]>();
  let changing = 0;
  for (const outcome of outcomes) {
    if (outcome.outcome !== "refused") changing++;
    else if (groups.has(outcome.code)) groups.get(outcome.code)!.push(outcome.id);
    else groups.set(outcome.code, [outcome.id]);
  }
  const named = [...groups.values()].flatMap((ids) => ids.slice(0, EXAMPLES));
  const [rows, facts] = await Promise.all([listAttributionsByIds(db, named), findChangeFacts(db, named)]);
  const examples = new Map(
    rows.map(({ id, customer, advocate, campaign }): [string, RefusedExample] => [
      id,
      { id, customer, advocate, campaign, ...(facts.get(id) ?? { standing: null, lastEvent: null }) },
    ]),
  );
  const refused = [...groups].map(([code, ids]) => ({
    code,
    count: ids.length,
    examples: ids.slice(0, EXAMPLES).flatMap((id) => examples.get(id) ?? []),
  }));
  return { changing, refused: refused.sort((a, b) => b.count - a.count) };
}
