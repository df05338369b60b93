"use client";

import { useQueryStates } from "nuqs";
import { ExportLink } from "@/components/data-table/export-link";
import { rewardSearchParams, serializeRewardParams } from "@/lib/rewards/columns";
import { REWARDS } from "./reward-href";

/** Downloads the whole list as it is filtered and sorted, not just the page. */
export function ExportRewards() {
  const [params] = useQueryStates(rewardSearchParams);
  const query = serializeRewardParams({ ...params, size: null, after: null, before: null });
  return <ExportLink href={`${REWARDS}/export${query}`} />;
}
