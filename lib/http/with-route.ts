import "server-only";
import type { NextRequest } from "next/server";
import type { z } from "zod";
import { type CurrentUser, findCurrentUser } from "@/lib/auth/session";
import { DOOR_ERRORS, type DoorErrorCode } from "./error-codes";
import { isOwnOriginIn } from "./origin";

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };
type Given = { user: CurrentUser; request: NextRequest };
type Handler<S extends z.ZodType> = (input: z.output<S>, given: Given) => Promise<unknown>;
/** Why somebody who is signed in is not served; null when they are. */
type Guard = (given: Given) => DoorErrorCode | null;

const isAdmin: Guard = ({ user }) => (user.role === "admin" ? null : "forbidden");

/**
 * A GET route for everybody who is signed in. Its input is the query string and the path's parameters, parsed by the
 * schema; what the handler answers is sent as JSON, or as it is when it is a Response already. `null` answers 404.
 */
export function userRoute<S extends z.ZodType>(schema: S, handler: Handler<S>) {
  return guarded(schema, handler, () => null);
}

/** The same for admins; a marketer is answered 403. */
export function adminRoute<S extends z.ZodType>(schema: S, handler: Handler<S>) {
  return guarded(schema, handler, isAdmin);
}

/**
 * A POST route for admins, for what is too large for a server action: a file, which the handler reads from the request.
 * As an action does, it answers 403 to a page that is not ours.
 */
export function adminUploadRoute<S extends z.ZodType>(schema: S, handler: Handler<S>) {
  return guarded(
    schema,
    handler,
    (given) => isAdmin(given) ?? (isOwnOriginIn(given.request.headers) ? null : "foreign_origin"),
  );
}

function guarded<S extends z.ZodType>(schema: S, handler: Handler<S>, guard: Guard) {
  return async (request: NextRequest, { params }: RouteContext): Promise<Response> => {
    const user = await findCurrentUser();
    if (!user) return errorResponse("unauthorized");
    const refusal = guard({ user, request });
    if (refusal) return errorResponse(refusal);
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
