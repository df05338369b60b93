import "server-only";
import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { getPool } from "@/lib/db/pool";
import { log } from "@/lib/log";
import { SESSION_DAYS, signIn, signOut } from "./sign-in";

declare module "next-auth" {
  interface User {
    sessionId: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    /** The session in the database; the cookie is worth nothing once that has ended. */
    sid?: string;
  }
}

/**
 * next-auth's configuration: this file and session.ts are all that knows of it. The cookie is an encrypted JWT that
 * names a session in the database, which every request looks up, so that revocation is immediate.
 */
export const authOptions: AuthOptions = {
  secret: process.env.ATTACHE_SECRET,
  session: { strategy: "jwt", maxAge: SESSION_DAYS * 24 * 60 * 60 },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    CredentialsProvider({
      credentials: { email: {}, password: {} },
      async authorize(credentials, request) {
        const email = String(credentials?.email ?? "").slice(0, 254);
        const password = String(credentials?.password ?? "").slice(0, 200);
        const address = addressOf(request.headers);
        const result = await signIn(getPool(), { email, password, address });
        if (result.outcome !== "signed_in") {
          log.warn({ outcome: result.outcome, address }, "sign-in refused");
          throw new Error(result.outcome);
        }
        return { id: result.userId, sessionId: result.sessionId };
      },
    }),
  ],
  callbacks: {
    jwt({ token, user }) {
      return user ? { sid: user.sessionId } : token;
    },
    // The application reads its own session (session.ts); next-auth's answers nothing about the user.
    session: ({ session }) => ({ expires: session.expires }),
  },
  events: {
    async signOut({ token }) {
      if (token?.sid) await signOut(getPool(), token.sid);
    },
  },
  logger: {
    error: (code, metadata) => log.error({ code, metadata }, "next-auth"),
    warn: (code) => log.debug({ code }, "next-auth"),
    debug: () => {},
  },
};

/**
 * The address an attempt came from: the last hop of X-Forwarded-For, which the nearest proxy (or Next itself) wrote;
 * earlier ones are whatever the client claims.
 */
function addressOf(headers: Record<string, unknown> | undefined): string {
  const forwarded = String(headers?.["x-forwarded-for"] ?? "");
  return forwarded.split(",").at(-1)?.trim() || "unknown";
}
