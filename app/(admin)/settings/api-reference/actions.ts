"use server";

import { z } from "zod";
import { getPool } from "@/lib/db/pool";
import { refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";
import { ENDPOINTS, type EndpointName } from "@/lib/integrations/endpoints/all";
import { sendFromConsole } from "@/lib/integrations/replay";
import { REPLAY_REFUSALS } from "@/lib/integrations/wording";
import { log } from "@/lib/log";

const consoleSchema = z.object({
  keyId: z.uuid("Choose the API key."),
  endpoint: z.enum(Object.keys(ENDPOINTS) as [EndpointName, ...EndpointName[]]),
  target: z.string().trim().max(200).nullish(),
  body: z
    .string()
    .max(1024 * 1024, "At most 1 MB.")
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: "This is not JSON." });
        return z.NEVER;
      }
    }),
  isDryRun: z.boolean(),
});

/** The test console: sends a request for a key, or tries what would become of it. */
export const sendTest = adminAction(consoleSchema, async ({ keyId, endpoint, target, body, isDryRun }, { user }) => {
  const asked = { keyId, endpoint, payload: body, target: target ?? null };
  const answer = await sendFromConsole(getPool(), user.id, asked, { isDryRun });
  if (!answer) return refuse("key_ended", REPLAY_REFUSALS.key_ended, { keyId: "This key does not work any more." });
  if (!isDryRun)
    log.info({ by: user.id, keyId, endpoint, status: answer.status }, "request sent from the test console");
  return succeed({ status: answer.status, body: JSON.stringify(answer.body, null, 2) });
});
