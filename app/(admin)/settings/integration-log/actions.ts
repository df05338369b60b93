"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { getPool } from "@/lib/db/pool";
import { refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";
import * as replay from "@/lib/integrations/replay";
import { REPLAY_REFUSALS } from "@/lib/integrations/wording";
import { log } from "@/lib/log";

/** Sends a refused request once more; what became of it. */
export const replayRequest = adminAction(z.object({ id: z.uuid() }), async ({ id }, { user }) => {
  const replayed = await replay.replayRequest(getPool(), user.id, id);
  if (replayed.outcome !== "replayed") return refuse(replayed.outcome, REPLAY_REFUSALS[replayed.outcome]);
  log.info({ by: user.id, request: id, replay: replayed.id }, "request sent again");
  revalidatePath("/settings/integration-log", "layout");
  const { outcome, body } = replayed.answer;
  return succeed({ id: replayed.id, outcome, message: typeof body.message === "string" ? body.message : null });
});
