import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { RULE } from "./rule-commands";
import type { RewardRule } from "./schema";

/** A rule of a campaign as it is in force. Instants are ISO 8601 in UTC. */
export type RuleRow = RewardRule & {
  id: string;
  version: number;
  createdAt: string;
  retiredAt: string | null;
  /** How many rewards it made, by whichever version. */
  rewards: { count: number; capped: boolean };
};

/** So many rewards of a rule are counted. */
const COUNT_BOUND = 10_000;

/** The rules of a campaign, those in force first, each as it is now. */
export function listRewardRules(db: Db, campaignId: string): Promise<RuleRow[]> {
  return selectRules(db, sql`reward_rule.campaign_id = ${campaignId}::uuid`);
}

/** The rule with this id, if it is of this campaign. */
export async function findRewardRule(
  db: Db,
  { campaignId, id }: { campaignId: string; id: string },
): Promise<RuleRow | null> {
  const rows = await selectRules(
    db,
    sql`reward_rule.id = ${id}::uuid AND reward_rule.campaign_id = ${campaignId}::uuid`,
  );
  return rows[0] ?? null;
}

async function selectRules(db: Db, which: Sql): Promise<RuleRow[]> {
  const { rows } = await db.query<
    Omit<RuleRow, "createdAt" | "retiredAt" | "rewards"> & { createdAt: Date; retiredAt: Date | null; rewards: number }
  >(sql`
    SELECT reward_rule.id, reward_rule.version, reward_rule.created_at AS "createdAt", reward_rule.retired_at AS "retiredAt",
      (SELECT count(*)::int FROM (
        SELECT FROM reward WHERE reward.rule_id = reward_rule.id LIMIT ${COUNT_BOUND + 1}) AS made) AS rewards,
      ${RULE}
    FROM reward_rule JOIN reward_rule_version rule ON rule.rule_id = reward_rule.id AND rule.version = reward_rule.version
    WHERE ${which}
    ORDER BY reward_rule.retired_at IS NOT NULL, reward_rule.id`);
  return rows.map(({ rewards, ...row }) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    retiredAt: row.retiredAt?.toISOString() ?? null,
    rewards: { count: Math.min(rewards, COUNT_BOUND), capped: rewards > COUNT_BOUND },
  }));
}

/** One version of a rule, with who made it. */
export type RuleVersion = RewardRule & { version: number; createdAt: string; actor: { kind: string; name: string } };

/** Every version of a rule, the newest first. */
export async function listRuleVersions(db: Db, ruleId: string): Promise<RuleVersion[]> {
  const { rows } = await db.query<Omit<RuleVersion, "createdAt"> & { createdAt: Date }>(sql`
    SELECT rule.version, rule.created_at AS "createdAt", json_build_object('kind', actor.kind, 'name', actor.name) AS actor, ${RULE}
    FROM reward_rule_version rule JOIN actor ON actor.id = rule.actor_id
    WHERE rule.rule_id = ${ruleId}::uuid ORDER BY rule.version DESC`);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
