import "server-only";
import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { getToken } from "next-auth/jwt";
import { cache } from "react";
import { UUID } from "@/lib/db/conditions";
import { getPool } from "@/lib/db/pool";
import { findSessionUser, type SessionUser } from "@/lib/users/queries";

export type CurrentUser = SessionUser;

/** Who is signed in, as the database knows it at this request; null for nobody. Asked once per request. */
export const findCurrentUser = cache(async (): Promise<CurrentUser | null> => {
  const jar = Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]));
  const token = await getToken({
    // getToken reads nothing else of a request; an Authorization header is no way to a session here.
    req: { cookies: jar, headers: {} } as unknown as Parameters<typeof getToken>[0]["req"],
    secret: process.env.ATTACHE_SECRET,
  });
  const sessionId = token?.sid;
  return sessionId && UUID.test(sessionId) ? findSessionUser(getPool(), sessionId) : null;
});

/** For pages: the signed-in user; anybody else is sent to the sign-in page, and back afterwards. */
export async function requireUser(): Promise<CurrentUser> {
  const user = await findCurrentUser();
  if (user) return user;
  const path = (await headers()).get("x-attache-path");
  redirect(path && path !== "/" ? `/sign-in?next=${encodeURIComponent(path)}` : "/sign-in");
}

/** For pages: the signed-in admin; a marketer gets the 403 page. */
export async function requireAdmin(): Promise<CurrentUser> {
  const user = await requireUser();
  if (user.role !== "admin") forbidden();
  return user;
}
