import type { RewardChange, RewardRefusal, RewardRule, RewardStatus } from "./schema";

/** Whether two versions of a rule say the same. */
export function isSameRule(one: RewardRule, other: RewardRule): boolean {
  return (Object.keys(other) as (keyof RewardRule)[]).every((key) => one[key] === other[key]);
}

/** The status that a change leads to. */
export const STATUS_AFTER = { approve: "approved", deny: "denied", fulfil: "fulfilled" } as const satisfies Record<
  RewardChange,
  RewardStatus
>;

/** What a change of a reward depends on. */
export type RewardFacts = {
  status: RewardStatus;
  /** Its order was refunded or cancelled. */
  isOrderEnded: boolean;
  /** Another reward of the same rule was given to the customer's account in its place. */
  isGivenAgain: boolean;
};

/**
 * Why a reward cannot be approved, denied or fulfilled; null where it can. What is fulfilled was paid and stays so. A
 * mistake can be put right: what was denied can be approved, unless its order has ended or another took its place.
 */
export function whyNotChanged(
  change: RewardChange,
  { status, isOrderEnded, isGivenAgain }: RewardFacts,
): RewardRefusal | null {
  if (status === STATUS_AFTER[change]) return "already_done";
  if (status === "fulfilled") return "fulfilled";
  if (change === "fulfil") return status === "approved" ? null : "not_approved";
  if (change === "deny" || status !== "denied") return null;
  if (isOrderEnded) return "order_ended";
  return isGivenAgain ? "given_again" : null;
}
