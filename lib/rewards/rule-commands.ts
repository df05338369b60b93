import "server-only";
import sql from "sql-template-tag";
import { type Actor, logged } from "@/lib/audit/trail";
import type { Db } from "@/lib/db/pool";
import { Refusal, refusable } from "@/lib/db/refusal";
import { storable } from "@/lib/db/text";
import type { Transaction } from "@/lib/db/transaction";
import { isSameRule } from "./rules";
import { type RewardRule, RULE_LIMIT } from "./schema";
import type { RuleRefusal } from "./wording";

type Refused = { outcome: RuleRefusal };
type Done<O extends string> = { outcome: O; id: string; version: number };

/** Adds a rule to a campaign. It counts from the beginning of this day, in UTC: what is older earns nothing. */
export function createRewardRule(
  db: Db,
  actor: Actor,
  { campaignId, rule }: { campaignId: string; rule: RewardRule },
): Promise<Done<"created"> | Refused> {
  return refusable<Done<"created">, RuleRefusal>(
    db,
    async (tx) => {
      await makeRoom(tx, campaignId);
      const { rows } = await tx.query<{ id: string }>(
        sql`INSERT INTO reward_rule (campaign_id) VALUES (${campaignId}::uuid) RETURNING id`,
      );
      const { id } = rows[0]!;
      await insertVersion(tx, actor, { id, version: 1, rule });
      await logRule(tx, actor, "reward_rule.created", id);
      return { outcome: "created", id, version: 1 };
    },
    {},
  );
}

/**
 * Another version of a rule, in force from now on: rewards that exist keep the one that made them.
 * @param version the version that was edited; where another one is in force by now, nothing is changed
 */
export function changeRewardRule(
  db: Db,
  actor: Actor,
  { id, version, rule }: { id: string; version: number; rule: RewardRule },
): Promise<Done<"changed" | "unchanged"> | Refused> {
  return refusable<Done<"changed" | "unchanged">, RuleRefusal>(
    db,
    async (tx) => {
      const present = await lockRule(tx, id);
      if (present.retired) throw new Refusal<RuleRefusal>("retired");
      if (present.version !== version) throw new Refusal<RuleRefusal>("changed_meanwhile");
      if (isSameRule(present, rule)) return { outcome: "unchanged", id, version };
      await insertVersion(tx, actor, { id, version: version + 1, rule });
      await tx.query(sql`UPDATE reward_rule SET version = ${version + 1} WHERE id = ${id}::uuid`);
      await logRule(tx, actor, "reward_rule.changed", id);
      return { outcome: "changed", id, version: version + 1 };
    },
    {},
  );
}

/** Ends a rule, or lets it count again where there is room for it: rewards that exist stay as they are. */
export function endRewardRule(
  db: Db,
  actor: Actor,
  { id, to }: { id: string; to: "retired" | "restored" },
): Promise<Done<"retired" | "restored"> | Refused> {
  return refusable<Done<"retired" | "restored">, RuleRefusal>(
    db,
    async (tx) => {
      const { retired, version, campaignId } = await lockRule(tx, id);
      if (retired === (to === "retired")) throw new Refusal<RuleRefusal>(retired ? "retired" : "not_retired");
      if (to === "restored") await makeRoom(tx, campaignId);
      await tx.query(sql`
        UPDATE reward_rule SET retired_at = CASE WHEN ${to === "retired"} THEN clock_timestamp() END WHERE id = ${id}::uuid`);
      await logRule(tx, actor, `reward_rule.${to}`, id);
      return { outcome: to, id, version };
    },
    {},
  );
}

/** The columns of a version as `RewardRule`. */
export const RULE = sql`
  rule.name, rule.trigger, rule.for_advocate AS "forAdvocate", rule.for_customer AS "forCustomer",
  rule.amount_kind AS "amountKind", rule.amount_minor::float8 AS "amountMinor", rule.percent_hundredths AS "percentHundredths",
  rule.cap_minor::float8 AS "capMinor", rule.currency, rule.starts_as AS "startsAs",
  rule.min_revenue_minor::float8 AS "minRevenueMinor", rule.external_status AS "externalStatus",
  rule.first_order_only AS "firstOrderOnly"`;

/** Refuses one rule more than a campaign may have. Locks the campaign, so that two at one moment are not both let in. */
async function makeRoom(tx: Transaction, campaignId: string): Promise<void> {
  const { rowCount } = await tx.query(sql`SELECT FROM campaign WHERE id = ${campaignId}::uuid FOR NO KEY UPDATE`);
  if (rowCount === 0) throw new Refusal<RuleRefusal>("campaign_not_found");
  // Asked anew after the lock: whoever held it before may have made one.
  const { rows } = await tx.query<{ taken: number }>(sql`
    SELECT count(*)::int AS taken FROM reward_rule WHERE campaign_id = ${campaignId}::uuid AND retired_at IS NULL`);
  if (rows[0]!.taken >= RULE_LIMIT) throw new Refusal<RuleRefusal>("too_many");
}

type PresentRule = RewardRule & { campaignId: string; version: number; retired: boolean };

async function lockRule(tx: Transaction, id: string): Promise<PresentRule> {
  await tx.query(sql`SELECT FROM reward_rule WHERE id = ${id}::uuid FOR NO KEY UPDATE`);
  // Read after the lock, not with it: what was joined to the row before the wait is of the version before.
  const { rows } = await tx.query<PresentRule>(sql`
    SELECT ${RULE}, reward_rule.campaign_id AS "campaignId", reward_rule.version,
      reward_rule.retired_at IS NOT NULL AS retired
    FROM reward_rule JOIN reward_rule_version rule ON rule.rule_id = reward_rule.id AND rule.version = reward_rule.version
    WHERE reward_rule.id = ${id}::uuid`);
  if (!rows[0]) throw new Refusal<RuleRefusal>("not_found");
  return rows[0];
}

async function insertVersion(
  tx: Transaction,
  actor: Actor,
  { id, version, rule }: { id: string; version: number; rule: RewardRule },
): Promise<void> {
  await tx.query(sql`
    INSERT INTO reward_rule_version (rule_id, version, name, trigger, for_advocate, for_customer, amount_kind, amount_minor,
      percent_hundredths, cap_minor, currency, starts_as, min_revenue_minor, external_status, first_order_only, actor_id)
    VALUES (${id}::uuid, ${version}, ${storable(rule.name)}, ${rule.trigger}, ${rule.forAdvocate}, ${rule.forCustomer},
      ${rule.amountKind}, ${rule.amountMinor}, ${rule.percentHundredths}, ${rule.capMinor}, ${rule.currency},
      ${rule.startsAs}, ${rule.minRevenueMinor}, ${rule.externalStatus && storable(rule.externalStatus)},
      ${rule.firstOrderOnly}, ${actor.actorId}::uuid)`);
}

async function logRule(
  tx: Transaction,
  actor: Actor,
  kind: `reward_rule.${"created" | "changed" | "retired" | "restored"}`,
  id: string,
): Promise<void> {
  await tx.query(
    logged(actor, kind, {
      from: sql`reward_rule JOIN reward_rule_version rule ON rule.rule_id = reward_rule.id AND rule.version = reward_rule.version`,
      where: sql`WHERE reward_rule.id = ${id}::uuid`,
      about: { campaignId: sql`campaign_id` },
      detail: sql`jsonb_build_object('name', rule.name, 'version', rule.version)`,
    }),
  );
}
