import { z } from "zod";
import { toMinorUnits } from "@/lib/money/rules";
import { amountProblem, currencyProblem } from "@/lib/money/wording";

/** What is decided about a reward. What is fulfilled was paid, and stays so. */
export const REWARD_STATUSES = ["pending", "approved", "denied", "flagged", "fulfilled"] as const;
export type RewardStatus = (typeof REWARD_STATUSES)[number];

export const RECIPIENTS = ["advocate", "customer"] as const;
export type Recipient = (typeof RECIPIENTS)[number];

/** What earns a reward. */
export const REWARD_TRIGGERS = ["attribution_created", "order_created"] as const;
export type RewardTrigger = (typeof REWARD_TRIGGERS)[number];

export const AMOUNT_KINDS = ["fixed", "percent"] as const;
export type AmountKind = (typeof AMOUNT_KINDS)[number];

export const START_STATUSES = ["pending", "approved"] as const;

export const REWARD_EVENT_KINDS = [
  "reward.created",
  "reward.approved",
  "reward.denied",
  "reward.flagged",
  "reward.fulfilled",
] as const;
export type RewardEventKind = (typeof REWARD_EVENT_KINDS)[number];

/** Why a reward was denied or flagged by itself. */
export type RewardCause = "order_refunded" | "order_cancelled" | "contact_banned" | "contact_erased";

/** One version of a rule of a campaign (its "reward trigger"). Amounts are in minor units of the currency. */
export type RewardRule = {
  name: string;
  trigger: RewardTrigger;
  forAdvocate: boolean;
  forCustomer: boolean;
  amountKind: AmountKind;
  /** Of a fixed amount. */
  amountMinor: number | null;
  /** Hundredths of a percent of the order's revenue: 1250 is 12.5 %. */
  percentHundredths: number | null;
  /** The most that a percentage comes to. */
  capMinor: number | null;
  currency: string;
  startsAs: (typeof START_STATUSES)[number];
  /** Orders worth less earn nothing. */
  minRevenueMinor: number | null;
  /** Earned when the shop or CRM says this of the order; null: as soon as there is the order. */
  externalStatus: string | null;
  firstOrderOnly: boolean;
};

export const RULE_LIMIT = 50;

const amount = z
  .string()
  .trim()
  .max(40, "This is too long for an amount.")
  .nullish()
  .transform((text) => text || null);
const CONTROL = /\p{Cc}/u;
const line = (most: number, what: string) =>
  z
    .string()
    .trim()
    .max(most, `${what} has at most ${most} characters.`)
    .refine((text) => !CONTROL.test(text), `${what} is one line.`);

const ruleFields = z.object({
  name: line(200, "A name").min(1, "Enter a name, such as “10 € for a first order”."),
  trigger: z.enum(REWARD_TRIGGERS),
  forAdvocate: z.boolean(),
  forCustomer: z.boolean(),
  amountKind: z.enum(AMOUNT_KINDS),
  amount,
  percent: amount,
  cap: amount,
  currency: z.string().trim().toUpperCase(),
  startsAs: z.enum(START_STATUSES),
  minRevenue: amount,
  externalStatus: line(200, "An external status")
    .nullish()
    .transform((text) => text || null),
  firstOrderOnly: z.boolean(),
});
type RuleFields = z.output<typeof ruleFields>;

/** "12.5" as hundredths of a percent; null where it is not above 0 and up to 100 with two digits after the point. */
function toHundredths(percent: string): number | null {
  const [, whole, fraction = ""] = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(percent) ?? [];
  if (whole === undefined) return null;
  const hundredths = Number(whole + fraction.padEnd(2, "0"));
  return hundredths >= 1 && hundredths <= 10_000 ? hundredths : null;
}

function moneyProblem(text: string | null, currency: string, missing: string | null): string | null {
  if (text === null) return missing;
  if (toMinorUnits(text, currency) === 0) return "Enter an amount above zero.";
  return amountProblem(text, currency, "Enter an amount above zero.");
}

/** What is wrong with each field, in sentences. */
function ruleProblems(rule: RuleFields): Record<string, string | null> {
  const { currency, trigger, amountKind, percent } = rule;
  const isOrder = trigger === "order_created";
  return {
    currency: currencyProblem(currency),
    forAdvocate:
      rule.forAdvocate || rule.forCustomer ? null : "Choose who is rewarded: the advocate, the customer or both.",
    amountKind:
      isOrder || amountKind === "fixed"
        ? null
        : "An attribution has no revenue to take a percentage of: choose an amount.",
    amount: amountKind === "fixed" ? moneyProblem(rule.amount, currency, "Enter what is given.") : null,
    percent:
      amountKind === "fixed" || (percent !== null && toHundredths(percent) !== null)
        ? null
        : "Enter a percentage above 0 and up to 100, such as 5 or 12.5.",
    cap: amountKind === "percent" ? moneyProblem(rule.cap, currency, null) : null,
    minRevenue: isOrder ? moneyProblem(rule.minRevenue, currency, null) : null,
  };
}

/** Whatever does not belong to the chosen trigger and kind of amount is left out, whatever the form still holds. */
function toRule(rule: RuleFields): RewardRule {
  const { name, trigger, forAdvocate, forCustomer, amountKind, currency, startsAs } = rule;
  const isOrder = trigger === "order_created";
  const minor = (text: string | null) => (text === null ? null : toMinorUnits(text, currency));
  return {
    ...{ name, trigger, forAdvocate, forCustomer, amountKind, currency, startsAs },
    amountMinor: amountKind === "fixed" ? minor(rule.amount) : null,
    percentHundredths: amountKind === "percent" ? toHundredths(rule.percent ?? "") : null,
    capMinor: amountKind === "percent" ? minor(rule.cap) : null,
    minRevenueMinor: isOrder ? minor(rule.minRevenue) : null,
    externalStatus: isOrder ? rule.externalStatus : null,
    firstOrderOnly: isOrder && rule.firstOrderOnly,
  };
}

const ruleSchema = ruleFields
  .superRefine((rule, context) => {
    for (const [field, message] of Object.entries(ruleProblems(rule))) {
      if (message) context.addIssue({ code: "custom", path: [field], message });
    }
  })
  .transform(toRule);

export const createRewardRuleSchema = z.object({ campaignId: z.uuid(), rule: ruleSchema });
/** `version`: the one that was edited; another one since then is not overwritten. */
export const changeRewardRuleSchema = z.object({ id: z.uuid(), version: z.int().min(1), rule: ruleSchema });
export const rewardRuleIdSchema = z.object({ id: z.uuid() });
/** A rule as the form holds it. */
export type RewardRuleInput = z.input<typeof ruleFields>;

/** What an admin can decide about rewards. */
export const REWARD_CHANGES = ["approve", "deny", "fulfil"] as const;
export type RewardChange = (typeof REWARD_CHANGES)[number];

/** What stands in the way of a change of one reward. */
export type RewardRefusal = "not_found" | "already_done" | "fulfilled" | "not_approved" | "order_ended" | "given_again";

/** At most this many rewards are changed at once. */
export const REWARD_CHANGE_LIMIT = 10_000;

const reason = z
  .string()
  .trim()
  .max(500, "A reason has at most 500 characters.")
  .nullish()
  .transform((text) => text || null);

/** A filter of the list as a client sends it: the same parts as in the list's address (columns.ts). */
export const rewardFilterSchema = z.object({
  q: z.string().max(200).nullish(),
  status: z.array(z.enum(REWARD_STATUSES)).nullish(),
  campaign: z.array(z.string().max(200)).max(500).nullish(),
  recipient: z.array(z.enum(RECIPIENTS)).nullish(),
  trigger: z.array(z.enum(REWARD_TRIGGERS)).nullish(),
  currency: z.array(z.string().max(3)).max(200).nullish(),
  contact: z.string().max(64).nullish(),
  rule: z.string().max(64).nullish(),
  attribution: z.string().max(64).nullish(),
  order: z.string().max(64).nullish(),
  from: z.string().max(10).nullish(),
  to: z.string().max(10).nullish(),
});

const target = z.union([
  z.object({ ids: z.array(z.uuid()).min(1).max(REWARD_CHANGE_LIMIT) }),
  z.object({ filter: rewardFilterSchema }),
]);
export const previewRewardChangeSchema = z.object({ change: z.enum(REWARD_CHANGES), target });
export const rewardChangeSchema = z
  .object({ change: z.enum(REWARD_CHANGES), ids: z.array(z.uuid()).min(1).max(REWARD_CHANGE_LIMIT), reason })
  .refine(({ change, reason: why }) => change !== "deny" || why, {
    path: ["reason"],
    message: "Say why: the reason is kept in the reward's history.",
  });
export type PreviewRewardChangeInput = z.input<typeof previewRewardChangeSchema>;
export type RewardChangeInput = z.input<typeof rewardChangeSchema>;
