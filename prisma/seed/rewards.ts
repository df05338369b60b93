import "server-only";
import sql from "sql-template-tag";
import type { Actor } from "@/lib/audit/trail";
import type { Transaction } from "@/lib/db/transaction";
import { endOrders } from "@/lib/orders/commands";
import { changeRewards } from "@/lib/rewards/commands";
import { changeRewardRule, createRewardRule, endRewardRule } from "@/lib/rewards/rule-commands";
import type { RewardChange, RewardRule } from "@/lib/rewards/schema";
import { DENIED_REWARDS } from "./reasons";

type RulePlan = { uid: string } & Partial<RewardRule> & Pick<RewardRule, "name" | "currency">;

const PLAIN: Omit<RewardRule, "name" | "currency"> = {
  ...{ trigger: "order_created", forAdvocate: true, forCustomer: false, amountKind: "fixed", amountMinor: null },
  ...{ percentHundredths: null, capMinor: null, startsAs: "pending", minRevenueMinor: null, externalStatus: null },
  firstOrderOnly: false,
};
const FRIENDS: RulePlan = {
  ...{ uid: "refer-a-friend", name: "€15 each for a friend's first order", forCustomer: true, amountMinor: 1_500 },
  ...{ currency: "EUR", minRevenueMinor: 2_000, firstOrderOnly: true },
};
const PARTNERS: RulePlan = {
  ...{ uid: "office-partners", name: "Partner commission", amountKind: "percent", percentHundredths: 500 },
  ...{ capMinor: 10_000, currency: "EUR", startsAs: "approved" },
};
const PLANS: RulePlan[] = [
  FRIENDS,
  { uid: "refer-a-friend", name: "€2 for every order", amountMinor: 200, currency: "EUR" },
  PARTNERS,
  { uid: "creator-club", name: "$8 for creators", amountMinor: 800, currency: "USD" },
  {
    ...{ uid: "creator-club", name: "Welcome credit", trigger: "attribution_created", amountMinor: 500 },
    ...{ forAdvocate: false, forCustomer: true, currency: "USD", startsAs: "approved" },
  },
];
const RETIRED: RulePlan = { uid: "refer-a-friend", name: "Launch week bonus", amountMinor: 2_500, currency: "EUR" };

/**
 * Makes the reward triggers of the campaigns; one of them had another version before, one is retired. They count from
 * this day on, so they are to be made before what happens today.
 */
export async function makeRewardRules(tx: Transaction, actor: Actor): Promise<void> {
  for (const plan of PLANS.filter((one) => one !== PARTNERS)) await makeRule(tx, actor, plan);
  const partners = await makeRule(tx, actor, PARTNERS);
  const { uid, ...better } = { ...PARTNERS, percentHundredths: 750, capMinor: 15_000 };
  await changeRewardRule(tx, actor, { id: partners, version: 1, rule: { ...PLAIN, ...better } });
  const retired = await makeRule(tx, actor, RETIRED);
  await endRewardRule(tx, actor, { id: retired, to: "retired" });
}

async function makeRule(tx: Transaction, actor: Actor, { uid, ...rule }: RulePlan): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(sql`SELECT id FROM campaign WHERE uid = ${uid}`);
  const made = await createRewardRule(tx, actor, { campaignId: rows[0]!.id, rule: { ...PLAIN, ...rule } });
  if (made.outcome !== "created") throw new Error(`A reward trigger of the demo was not made: ${made.outcome}`);
  return made.id;
}

/** Approves, denies and fulfils some rewards, and refunds an order whose reward was approved and one whose waits. */
export async function decideRewards(tx: Transaction, actors: { admin: Actor; shop: Actor }): Promise<void> {
  const pending = await findRewards(tx, "pending");
  const decide = (change: RewardChange, ids: string[], reason?: string) =>
    changeRewards(tx, actors.admin, { change, ids, reason });
  await decide("approve", everyThird(pending, 0));
  const denied = everyThird(pending, 1);
  for (const [index, reason] of DENIED_REWARDS.entries()) {
    await decide("deny", denied.slice(index * 2, index * 2 + 2), reason);
  }
  const approved = await findRewards(tx, "approved");
  await decide("fulfil", everyThird(approved, 0));
  const { rows } = await tx.query<{ id: string }>(sql`
    SELECT customer_order.id FROM (
      SELECT order_id, bool_or(status = 'approved') AS approved FROM reward
      WHERE order_id IS NOT NULL AND status IN ('pending', 'approved') GROUP BY order_id) AS open
    JOIN customer_order ON customer_order.id = open.order_id ORDER BY approved DESC, customer_order.order_id`);
  const refunded = new Set([...rows.slice(0, 3), ...rows.slice(-1)].map(({ id }) => id));
  await endOrders(tx, actors.shop, { ids: [...refunded], to: "refunded" });
}

/** Those of a status, in an order that is the same at every load. */
async function findRewards(tx: Transaction, status: "pending" | "approved"): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(sql`
    SELECT reward.id FROM reward JOIN reward_rule_version rule ON rule.rule_id = reward.rule_id AND rule.version = rule_version
    JOIN contact ON contact.id = contact_id LEFT JOIN customer_order ON customer_order.id = reward.order_id
    WHERE reward.status = ${status} ORDER BY customer_order.order_id, rule.name, recipient, email_key`);
  return rows.map(({ id }) => id);
}

const everyThird = (ids: string[], from: number) => ids.filter((_id, index) => index % 3 === from);
