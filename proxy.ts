import { type NextRequest, NextResponse } from "next/server";
import { DOOR_ERRORS } from "@/lib/http/error-codes";
import { isOwnOriginIn } from "@/lib/http/origin";

/**
 * Tells pages the address they were asked for, so that signing in leads back to it. Nothing is authorised here: every
 * page, action and route does that itself.
 *
 * What can only be a server action called from elsewhere is turned away with 403 before Next, which would answer it with
 * 500: a foreign or missing Origin, and an action called as a form without JavaScript, which no page of ours has.
 */
export function proxy(request: NextRequest) {
  if (isForeignAction(request)) {
    const { status, message } = DOOR_ERRORS.foreign_origin;
    return NextResponse.json({ code: "foreign_origin", message }, { status });
  }
  const headers = new Headers(request.headers);
  headers.set("x-attache-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.next({ request: { headers } });
}

function isForeignAction({ method, headers }: NextRequest): boolean {
  if (method !== "POST") return false;
  if (headers.has("next-action")) return !isOwnOriginIn(headers);
  return headers.get("content-type")?.startsWith("multipart/form-data") ?? false;
}

export const config = { matcher: ["/((?!api/|_next/|.*\\.svg$).*)"] };
