import { type NextRequest, NextResponse } from "next/server";

/**
 * Tells pages the address they were asked for, so that signing in leads back to it. Nothing is authorised here: every
 * page, action and route does that itself.
 */
export function proxy(request: NextRequest) {
  const headers = new Headers(request.headers);
  headers.set("x-attache-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: ["/((?!api/|_next/|.*\\.svg$).*)"] };
