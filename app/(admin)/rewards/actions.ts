"use server";

import { revalidatePath } from "next/cache";
import { byHand } from "@/lib/audit/trail";
import { viewerTimeZone } from "@/lib/auth/time-zone";
import { getPool } from "@/lib/db/pool";
import { succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";
import { reportRewardOutcomes } from "@/lib/rewards/change-report";
import * as commands from "@/lib/rewards/commands";
import * as previews from "@/lib/rewards/preview";
import { previewRewardChangeSchema, rewardChangeSchema } from "@/lib/rewards/schema";

/** What approving, denying or fulfilling would do; nothing is written. */
export const previewRewardChange = adminAction(previewRewardChangeSchema, async ({ change, target }, { user }) => {
  const resolved = "ids" in target ? target : { filter: { ...target.filter, timeZone: await viewerTimeZone(user) } };
  return succeed(await previews.previewRewardChange(getPool(), byHand(user), { change, target: resolved }));
});

/** Approves, denies or marks as fulfilled; what became of each reward. */
export const changeRewards = adminAction(rewardChangeSchema, async (change, { user }) => {
  const outcomes = await commands.changeRewards(getPool(), byHand(user), change);
  revalidatePath("/rewards", "layout");
  return succeed(await reportRewardOutcomes(getPool(), outcomes));
});
