import type { World } from "../world";
import type { ActionCase } from "./action-case";

const REWARDS = "app/(admin)/rewards/actions.ts";

/** A reward that waits for approval; answers its id. */
export async function aReward(world: World): Promise<string> {
  const campaign = await world.campaign();
  const ada = await world.advocate("Ada", campaign);
  await world.rewardRule(campaign);
  const order = await world.order({ customer: await world.contact("Cara"), code: ada.coupon });
  const { rows } = await world.db.query<{ id: string }>("SELECT id FROM reward WHERE order_id = $1", [order]);
  return rows[0]!.id;
}

/** The actions of rewards. */
export const rewardActions: Record<string, ActionCase> = {
  [`${REWARDS}#previewRewardChange`]: {
    guard: "admin",
    input: async (world) => ({ change: "approve", target: { ids: [await aReward(world)] } }),
    answers: "a reading",
  },
  [`${REWARDS}#changeRewards`]: {
    guard: "admin",
    input: async (world) => ({ change: "approve", ids: [await aReward(world)] }),
  },
};
