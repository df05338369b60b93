import { decimalAmount, formatMoney, listAmounts } from "@/lib/money/wording";
import type { RewardTotals } from "./columns";
import type {
  Recipient,
  RewardCause,
  RewardChange,
  RewardEventKind,
  RewardRefusal,
  RewardRule,
  RewardRuleInput,
  RewardStatus,
  RewardTrigger,
} from "./schema";

/** The words of rewards: the one file that turns a stored value into a sentence. */

export const REWARD_STATUS_LABELS: Record<RewardStatus, string> = {
  pending: "Pending",
  approved: "Approved",
  denied: "Denied",
  flagged: "Flagged",
  fulfilled: "Fulfilled",
};

export const RECIPIENT_LABELS: Record<Recipient, string> = { advocate: "Advocate", customer: "Customer" };

export const TRIGGER_LABELS: Record<RewardTrigger, string> = {
  attribution_created: "Attribution created",
  order_created: "Order created",
};

/** What is said of an order that earned a reward and ended since; nothing of one that is placed. */
export const ORDER_ENDED_LABELS: Record<string, string | undefined> = {
  refunded: "Refunded",
  cancelled: "Cancelled",
};

export const REWARD_EVENT_LABELS: Record<RewardEventKind, string> = {
  "reward.created": "Created",
  "reward.approved": "Approved",
  "reward.denied": "Denied",
  "reward.flagged": "Flagged",
  "reward.fulfilled": "Fulfilled",
};

/** What somebody did: "Grace Hopper denied it." */
export const REWARD_EVENT_DEEDS: Record<Exclude<RewardEventKind, "reward.created">, string> = {
  "reward.approved": "approved it",
  "reward.denied": "denied it",
  "reward.flagged": "had it flagged",
  "reward.fulfilled": "marked it fulfilled",
};

/** Why a reward was denied or flagged by itself. */
export const CAUSE_WORDS: Record<RewardCause, string> = {
  order_refunded: "The order was refunded.",
  order_cancelled: "The order was cancelled.",
  contact_banned: "Whoever is rewarded is banned: decide whether this is paid.",
  contact_erased: "Whoever is rewarded was erased: decide whether this is paid.",
};

export const CHANGE_LABELS: Record<RewardChange, string> = {
  approve: "Approve",
  deny: "Deny",
  fulfil: "Mark fulfilled",
};

/** What a change makes of a reward: "approved", in the middle of a sentence. */
export const CHANGE_DONE: Record<RewardChange, string> = {
  approve: "approved",
  deny: "denied",
  fulfil: "marked fulfilled",
};

/** "1 reward", "12 rewards". */
export function rewardCount(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "reward" : "rewards"}`;
}

/** Which version of a rule made a reward: "Version 2 of 3: the trigger was changed since." */
export function versionWords(made: number, inForce: { version: number; retired: boolean }): string {
  const changed = made === inForce.version ? null : "the trigger was changed since";
  const since = [changed, inForce.retired && "it is retired now"].filter(Boolean).join(", and ");
  const version = inForce.version === 1 ? "The only version" : `Version ${made} of ${inForce.version}`;
  return since ? `${version}: ${since}.` : `${version}.`;
}

/** Why a reward is not changed. */
export function rewardRefusalWords(change: RewardChange, code: RewardRefusal): string {
  if (code !== "already_done") return REFUSAL_WORDS[code];
  return `It is ${change === "fulfil" ? "fulfilled" : CHANGE_DONE[change]} already.`;
}

const REFUSAL_WORDS: Record<Exclude<RewardRefusal, "already_done">, string> = {
  not_found: "There is no such reward.",
  fulfilled: "It was fulfilled: what was paid stays so.",
  not_approved: "Only an approved reward can be fulfilled. Approve it first.",
  order_ended: "It was denied because its order was refunded or cancelled.",
  given_again: "It was denied, and another was given in its place. Deny that one first.",
};

/** Why a rule is not made or changed. */
export const RULE_REFUSAL_WORDS = {
  not_found: "There is no such reward trigger.",
  campaign_not_found: "There is no such campaign.",
  too_many: "A campaign has at most 50 reward triggers. Retire one first.",
  retired: "This reward trigger is retired. Restore it first.",
  not_retired: "This reward trigger is in force already.",
  changed_meanwhile:
    "Somebody else changed this reward trigger meanwhile, so nothing was saved. What you typed is still here: compare it with what is in force now, then save it as another version or leave.",
} as const;
export type RuleRefusal = keyof typeof RULE_REFUSAL_WORDS;

/** "12.5 %" */
function percentWords(hundredths: number): string {
  return `${String(hundredths / 100)}%`;
}

/** What a rule gives: "€10.00" or "12.5% of the revenue, at most €50.00". */
export function ruleAmountWords(
  rule: Pick<RewardRule, "amountMinor" | "percentHundredths" | "capMinor" | "currency">,
): string {
  if (rule.amountMinor !== null) return formatMoney(rule.amountMinor, rule.currency);
  const cap = rule.capMinor === null ? "" : `, at most ${formatMoney(rule.capMinor, rule.currency)}`;
  return `${percentWords(rule.percentHundredths ?? 0)} of the revenue${cap}`;
}

/** To whom: "the advocate and the customer each". */
export function recipientsWords({ forAdvocate, forCustomer }: Pick<RewardRule, "forAdvocate" | "forCustomer">): string {
  if (forAdvocate && forCustomer) return "the advocate and the customer each";
  return forAdvocate ? "the advocate" : "the customer";
}

/** For what: "an order of at least €50.00 with the external status “won”, the customer's first one only". */
export function ruleConditionWords(rule: RewardRule): string {
  if (rule.trigger === "attribution_created") return "a customer's first attribution in this campaign";
  const least = rule.minRevenueMinor === null ? "" : ` of at least ${formatMoney(rule.minRevenueMinor, rule.currency)}`;
  const currency = isBound(rule) ? ` in ${rule.currency}` : "";
  const status = rule.externalStatus === null ? "" : ` with the external status “${rule.externalStatus}”`;
  const first = rule.firstOrderOnly ? ", the customer's first one only" : "";
  return `an order${currency}${least}${status}${first}`;
}

/** A whole rule as a sentence: "Gives the advocate €10.00 for an order in EUR of at least €50.00. Starts as pending." */
export function ruleSentence(rule: RewardRule): string {
  return `Gives ${recipientsWords(rule)} ${ruleAmountWords(rule)} for ${ruleConditionWords(rule)}. Starts as ${rule.startsAs}.`;
}

/** What the sentence of a rule leaves open. */
export function ruleCautions(rule: RewardRule): string[] {
  if (rule.trigger === "attribution_created") return [];
  const { externalStatus } = rule;
  const others = `Amounts are never converted: an order in another currency earns ${isBound(rule) ? "nothing" : "the same"}.`;
  return externalStatus === null
    ? [others]
    : [
        others,
        `Whether “${externalStatus}” is written in capitals makes no difference. It may come later than the order.`,
      ];
}

/** Whether a rule counts for orders in its own currency only. */
function isBound({ amountMinor, minRevenueMinor }: RewardRule): boolean {
  return amountMinor === null || minRevenueMinor !== null;
}

/** A rule as the form holds it. */
export function ruleInput(rule: RewardRule): RewardRuleInput {
  const { name, trigger, forAdvocate, forCustomer, amountKind, currency, startsAs, externalStatus, firstOrderOnly } =
    rule;
  const text = (minor: number | null) => (minor === null ? "" : decimalAmount(minor, currency));
  return {
    ...{ name, trigger, forAdvocate, forCustomer, amountKind, currency, startsAs, firstOrderOnly },
    amount: text(rule.amountMinor),
    percent: rule.percentHundredths === null ? "" : String(rule.percentHundredths / 100),
    cap: text(rule.capMinor),
    minRevenue: text(rule.minRevenueMinor),
    externalStatus: externalStatus ?? "",
  };
}

/** "€20.00 pending, €10.00 and $5.00 approved": each status and currency for itself, never added. */
export function rewardTotalsWords({ totals }: Pick<RewardTotals, "totals">): string {
  const byStatus = new Map<RewardStatus, string[]>();
  for (const { status, currency, minor } of totals) {
    byStatus.set(status, [...(byStatus.get(status) ?? []), formatMoney(minor, currency)]);
  }
  return [...byStatus].map(([status, amounts]) => `${listAmounts(amounts)} ${status}`).join(", ");
}
