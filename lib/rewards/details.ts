import "server-only";
import sql from "sql-template-tag";
import type { Source } from "@/lib/audit/schema";
import type { Db } from "@/lib/db/pool";
import type { RewardRow } from "./columns";
import { listRewardsByIds } from "./queries";
import { RULE } from "./rule-commands";
import type { RewardCause, RewardEventKind, RewardRule, RewardStatus } from "./schema";

export type RewardEvent = {
  id: string;
  at: string;
  kind: RewardEventKind;
  from: RewardStatus | null;
  to: RewardStatus;
  actor: { kind: string; name: string };
  source: Source;
  /** What a person wrote. */
  reason: string | null;
  /** Why it happened by itself. */
  cause: RewardCause | null;
};

export type RewardDetails = RewardRow & {
  /** The version of the rule that made it, whole. */
  madeBy: RewardRule;
  /** Which version is in force now, and whether it was retired since. */
  inForce: { version: number; retired: boolean };
  /** Every event, oldest first. */
  history: RewardEvent[];
};

/** The reward with this id and all that is known of it, or null. */
export async function findReward(db: Db, id: string): Promise<RewardDetails | null> {
  const [row] = await listRewardsByIds(db, [id]);
  if (!row) return null;
  const [{ rows: rules }, { rows: events }] = await Promise.all([
    db.query<RewardRule & { inForce: RewardDetails["inForce"] }>(sql`
      SELECT ${RULE}, json_build_object('version', reward_rule.version, 'retired', reward_rule.retired_at IS NOT NULL) AS "inForce"
      FROM reward_rule_version rule JOIN reward_rule ON reward_rule.id = rule.rule_id
      WHERE rule.rule_id = ${row.rule.id}::uuid AND rule.version = ${row.rule.version}`),
    db.query<RewardEvent & { at: Date }>(sql`
      SELECT event.id, event.at, event.kind, event.from_status AS "from", event.to_status AS "to", event.source,
        json_build_object('kind', actor.kind, 'name', actor.name) AS actor, event.reason, event.cause
      FROM reward_event event JOIN actor ON actor.id = event.actor_id
      WHERE event.reward_id = ${row.id}::uuid ORDER BY event.id`),
  ]);
  const { inForce, ...madeBy } = rules[0]!;
  return { ...row, madeBy, inForce, history: events.map((event) => ({ ...event, at: event.at.toISOString() })) };
}
