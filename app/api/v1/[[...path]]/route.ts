import type { NextRequest } from "next/server";
import { refusal, respond } from "@/lib/http/api-answer";

/** Every other address under /api/v1: refused in the API's form, for programs cannot read a page that says so. */
function refuse(request: NextRequest): Response {
  return respond(request, refusal("no_endpoint"), { isLegacy: false });
}

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
