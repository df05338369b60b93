import { getPool } from "@/lib/db/pool";
import { apiList } from "@/lib/http/api-list";
import { otherMethods } from "@/lib/http/other-methods";
import { rewardSearchParams } from "@/lib/rewards/columns";
import { listRewards, rewardSortKeys } from "@/lib/rewards/queries";
import { serializeReward } from "@/lib/rewards/serialize";

/** Rewards by the filters and cursors of the table. */
export const GET = apiList("rewards", { params: rewardSearchParams, sortKeys: rewardSortKeys }, async (params) => {
  const { rows, ...cursors } = await listRewards(getPool(), params);
  return { data: rows.map(serializeReward), ...cursors };
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
