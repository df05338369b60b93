import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import type { RewardRow, RewardTotal } from "./columns";
import type { RewardChangeOutcome } from "./commands";
import { sumRewards } from "./facets";
import { listRewardsByIds } from "./queries";
import type { RewardEventKind, RewardRefusal } from "./schema";

/** What somebody did to a reward last, since it was given. */
export type LastRewardEvent = { kind: Exclude<RewardEventKind, "reward.created">; at: string; actor: string };

/** What became of one reward in a change, in terms a person can read. */
export type RewardReportRow = {
  id: string;
  outcome: RewardChangeOutcome["outcome"];
  code: RewardRefusal | null;
  /** Null where there is no such reward. */
  about: {
    contact: { name: string | null; email: string };
    amountMinor: number;
    currency: string;
    campaign: { uid: string; name: string };
    orderId: string | null;
  } | null;
  /** For a refusal: what happened meanwhile. */
  lastEvent: LastRewardEvent | null;
};

export type RewardReport = {
  rows: RewardReportRow[];
  /** What those that were changed come to. */
  totals: RewardTotal[];
};

/** Names what each outcome is about, in their order; for refusals also what was done last. */
export async function reportRewardOutcomes(db: Db, outcomes: RewardChangeOutcome[]): Promise<RewardReport> {
  const changed = outcomes.filter(({ outcome }) => outcome === "changed").map(({ id }) => id);
  const refused = outcomes.filter(({ outcome }) => outcome === "refused").map(({ id }) => id);
  const [rows, events, totals] = await Promise.all([
    listRewardsByIds(
      db,
      outcomes.map(({ id }) => id),
    ),
    findLastEvents(db, refused),
    sumRewards(db, changed),
  ]);
  const about = new Map(rows.map((row) => [row.id, aboutReward(row)]));
  return {
    rows: outcomes.map((outcome) => ({
      ...{ id: outcome.id, outcome: outcome.outcome },
      code: outcome.outcome === "refused" ? outcome.code : null,
      about: about.get(outcome.id) ?? null,
      lastEvent: events.get(outcome.id) ?? null,
    })),
    totals,
  };
}

function aboutReward({ contact, amountMinor, currency, campaign, order }: RewardRow): RewardReportRow["about"] {
  return {
    contact: { name: contact.name, email: contact.email },
    ...{ amountMinor, currency },
    campaign: { uid: campaign.uid, name: campaign.name },
    orderId: order?.orderId ?? null,
  };
}

async function findLastEvents(db: Db, ids: string[]): Promise<Map<string, LastRewardEvent>> {
  const { rows } = await db.query<{ id: string } & Omit<LastRewardEvent, "at"> & { at: Date }>(sql`
    SELECT given.id, event.kind, event.at, event.actor
    FROM unnest(${ids}::uuid[]) AS given (id) CROSS JOIN LATERAL (
      SELECT reward_event.kind, reward_event.at, actor.name AS actor
      FROM reward_event JOIN actor ON actor.id = reward_event.actor_id
      WHERE reward_event.reward_id = given.id AND reward_event.kind <> 'reward.created' ORDER BY reward_event.id DESC LIMIT 1
    ) AS event`);
  return new Map(rows.map(({ id, kind, at, actor }) => [id, { kind, at: at.toISOString(), actor }]));
}
