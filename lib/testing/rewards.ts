import type { Actor } from "@/lib/audit/trail";
import type { Db } from "@/lib/db/pool";
import { createRewardRule } from "@/lib/rewards/rule-commands";
import type { RewardRule } from "@/lib/rewards/schema";

/** 10.00 EUR for the advocate of every order, waiting for approval. */
export const plainRule: RewardRule = {
  name: "Ten for an order",
  trigger: "order_created",
  forAdvocate: true,
  forCustomer: false,
  amountKind: "fixed",
  amountMinor: 1000,
  percentHundredths: null,
  capMinor: null,
  currency: "EUR",
  startsAs: "pending",
  minRevenueMinor: null,
  externalStatus: null,
  firstOrderOnly: false,
};

/** Makes a rule of a campaign, plain but for `given`; answers its id. */
export async function makeRule(
  db: Db,
  actor: Actor,
  campaignId: string,
  given: Partial<RewardRule> = {},
): Promise<string> {
  const made = await createRewardRule(db, actor, { campaignId, rule: { ...plainRule, ...given } });
  if (made.outcome !== "created") throw new Error(`the rule was not made: ${made.outcome}`);
  return made.id;
}
