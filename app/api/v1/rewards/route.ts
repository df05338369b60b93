import { getPool } from "@/lib/db/pool";
import { apiList } from "@/lib/http/api-list";
import { rewardSearchParams } from "@/lib/rewards/columns";
import { listRewards } from "@/lib/rewards/queries";
import { serializeReward } from "@/lib/rewards/serialize";

/** Rewards by the filters and cursors of the table. */
export const GET = apiList("rewards", rewardSearchParams, async (params) => {
  const { rows, ...cursors } = await listRewards(getPool(), params);
  return { data: rows.map(serializeReward), ...cursors };
});
