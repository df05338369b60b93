"use server";

import { revalidatePath } from "next/cache";
import * as keys from "@/lib/api-keys/commands";
import { createApiKeySchema, revokeApiKeySchema } from "@/lib/api-keys/schema";
import { KEY_REFUSALS } from "@/lib/api-keys/wording";
import { getPool } from "@/lib/db/pool";
import { refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";
import { log } from "@/lib/log";

const PAGE = "/settings/api-keys";

/** Makes a key; its secret is answered this once. */
export const createKey = adminAction(createApiKeySchema, async (input, { user }) => {
  const made = await keys.createApiKey(getPool(), user.id, input);
  if (made.outcome === "not_found") {
    const message = KEY_REFUSALS.campaign_not_found;
    return refuse("campaign_not_found", message, { campaignId: message });
  }
  log.info({ by: user.id, keyId: made.id, scopes: input.scopes }, "API key created");
  revalidatePath(PAGE);
  return succeed({ id: made.id, secret: made.secret });
});

/** Ends a key at once. */
export const revokeKey = adminAction(revokeApiKeySchema, async ({ id }, { user }) => {
  const outcome = await keys.revokeApiKey(getPool(), id);
  log.info({ by: user.id, keyId: id, outcome }, "API key revoked");
  revalidatePath(PAGE);
  return outcome === "revoked" ? succeed(null) : refuse(outcome, KEY_REFUSALS[outcome]);
});
