import { getPool } from "@/lib/db/pool";
import { done, refusal } from "@/lib/http/api-answer";
import { otherMethods } from "@/lib/http/other-methods";
import { apiRead, apiWrite } from "@/lib/http/with-api";
import { findOrderForKey } from "@/lib/integrations/records";

/** One order, with whom it is credited to. */
export const GET = apiRead("orders/{id}", async (_query, { key, id }) => {
  const order = await findOrderForKey(getPool(), key, id);
  return order ? done(200, order) : refusal("not_found");
});

export const PATCH = apiWrite("orders/{id}");

export const { POST, PUT, DELETE, OPTIONS } = otherMethods("GET", "PATCH");
