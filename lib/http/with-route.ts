import "server-only";
import type { NextRequest } from "next/server";
import type { z } from "zod";
import { type CurrentUser, findCurrentUser } from "@/lib/auth/session";
import { DOOR_ERRORS, type DoorErrorCode } from "./error-codes";

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };
type Given = { user: CurrentUser; request: NextRequest };

/**
 * A GET route for everybody who is signed in. Its input is the query string and the path's parameters, parsed by the
 * schema; what the handler answers is sent as JSON, or as it is when it is a Response already. `null` answers 404.
 */
export function userRoute<S extends z.ZodType>(
  schema: S,
  handler: (input: z.output<S>, given: Given) => Promise<unknown>,
) {
  return async (request: NextRequest, { params }: RouteContext): Promise<Response> => {
    const user = await findCurrentUser();
    if (!user) return errorResponse("unauthorized");
    const parsed = schema.safeParse({ ...Object.fromEntries(request.nextUrl.searchParams), ...(await params) });
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return errorResponse("invalid", `${String(issue?.path[0] ?? "The request")}: ${issue?.message}`);
    }
    const answer = await handler(parsed.data, { user, request });
    if (answer instanceof Response) return answer;
    if (answer === null) return errorResponse("not_found");
    return Response.json(answer, { headers: { "cache-control": "no-store" } });
  };
}

/** A refusal as JSON: a stable code and a sentence. */
export function errorResponse(code: DoorErrorCode, detail?: string): Response {
  const { status, message } = DOOR_ERRORS[code];
  return Response.json({ code, message: detail ?? message }, { status, headers: { "cache-control": "no-store" } });
}
