import type { ActionCase } from "./action-case";

const RULES = "app/(admin)/campaigns/reward-actions.ts";

/** A rule as the form of a reward trigger sends it. */
const fields = (amount: string) => ({
  ...{ name: "Ten for an order", trigger: "order_created", forAdvocate: true, forCustomer: false, currency: "EUR" },
  ...{ amountKind: "fixed", amount, startsAs: "pending", firstOrderOnly: false },
});

/** The actions of reward triggers. */
export const rewardRuleActions: Record<string, ActionCase> = {
  [`${RULES}#createRewardRule`]: {
    guard: "admin",
    input: async (world) => ({ campaignId: (await world.campaign()).id, rule: fields("10") }),
  },
  [`${RULES}#changeRewardRule`]: {
    guard: "admin",
    input: async (world) => ({
      ...{ id: await world.rewardRule(await world.campaign()), version: 1, rule: fields("20") },
    }),
  },
  [`${RULES}#endRewardRule`]: {
    guard: "admin",
    input: async (world) => ({ id: await world.rewardRule(await world.campaign()), to: "retired" }),
  },
};
