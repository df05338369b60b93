import type { NextRequest } from "next/server";
import { refusal, respond } from "@/lib/http/api-answer";

/** Every other address of the legacy API: refused in its envelope, for a page that says so would hold the address. */
function refuse(request: NextRequest): Response {
  return respond(request, refusal("no_endpoint"), { isLegacy: true });
}

export { refuse as GET, refuse as POST };
