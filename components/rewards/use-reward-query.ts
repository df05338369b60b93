"use client";

import { useListQuery } from "@/components/data-table/use-list-query";
import { type RewardFilter, rewardFilterParsers, rewardSearchParams } from "@/lib/rewards/columns";

export const NO_FILTER = Object.fromEntries(Object.keys(rewardFilterParsers).map((key) => [key, null])) as {
  [key in keyof typeof rewardFilterParsers]: null;
};

/** The list's address as state. */
export function useRewardQuery() {
  return useListQuery(rewardSearchParams);
}

export type RewardQuery = ReturnType<typeof useRewardQuery>;

/** How many filters are set, the search left out; the two days are one filter. */
export function countFilters(filter: RewardFilter): number {
  const { status, campaign, recipient, trigger, currency } = filter;
  const chips = [status, campaign, recipient, trigger, currency].filter((values) => values && values.length > 0);
  const { contact, rule, attribution, order, from, to } = filter;
  return chips.length + [contact, rule, attribution, order, from || to].filter(Boolean).length;
}

/** Whether a filter or a search is set. */
export function isFiltered(filter: RewardFilter): boolean {
  return countFilters(filter) > 0 || Boolean(filter.q?.trim());
}
