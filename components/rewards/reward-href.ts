import { type RewardFilter, serializeRewardParams } from "@/lib/rewards/columns";

export const REWARDS = "/rewards";

/** The address of one reward. */
export function rewardHref(id: string): string {
  return `${REWARDS}/${id}`;
}

/** The address of the list, filtered. */
export function rewardsHref(filter: RewardFilter): string {
  return `${REWARDS}${serializeRewardParams(filter)}`;
}
