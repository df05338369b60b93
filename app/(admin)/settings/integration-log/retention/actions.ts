"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { getPool } from "@/lib/db/pool";
import { refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";
import * as retention from "@/lib/integrations/retention";
import { log } from "@/lib/log";
import * as settings from "@/lib/settings/commands";
import { changeSettingsSchema, logKeptDaysSchema } from "@/lib/settings/schema";
import { SETTINGS_REFUSALS } from "@/lib/settings/wording";

/** What would be deleted if requests were kept for so long. */
export const previewRetention = adminAction(z.object({ logKeptDays: logKeptDaysSchema }), async ({ logKeptDays }) =>
  succeed(await retention.previewRetention(getPool(), logKeptDays)),
);

/** Sets for how long requests are kept; what is older is deleted by the next housekeeping. */
export const changeRetention = adminAction(changeSettingsSchema, async (input, { user }) => {
  const outcome = await settings.changeSettings(getPool(), { actorId: user.id }, input);
  if (outcome !== "unchanged") revalidatePath("/settings/integration-log", "layout");
  if (outcome !== "changed") return refuse(outcome, SETTINGS_REFUSALS[outcome]);
  log.info({ by: user.id, logKeptDays: input.logKeptDays }, "the retention of the integration log was set");
  return succeed(null);
});
