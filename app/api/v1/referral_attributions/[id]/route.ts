import { getPool } from "@/lib/db/pool";
import { done, refusal } from "@/lib/http/api-answer";
import { otherMethods } from "@/lib/http/other-methods";
import { apiRead, apiWrite } from "@/lib/http/with-api";
import { findForKey } from "@/lib/integrations/records";

/** One attribution with its history and what competes with it. */
export const GET = apiRead("referral_attributions/{id}", async (_query, { key, id }) => {
  const record = await findForKey(getPool(), key, id);
  return record ? done(200, record) : refusal("not_found");
});

export const PATCH = apiWrite("referral_attributions/{id}");

export const { POST, PUT, DELETE, OPTIONS } = otherMethods("GET", "PATCH");
