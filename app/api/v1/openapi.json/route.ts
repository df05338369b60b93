import { otherMethods } from "@/lib/http/other-methods";
import { openApi } from "@/lib/integrations/openapi";

/** The description of the API, open to everybody: it says nothing of what is recorded. */
export function GET(): Response {
  return Response.json(openApi(process.env.ATTACHE_URL ?? ""), { headers: { "cache-control": "public, max-age=300" } });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
