import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { findSignInCandidate } from "@/lib/users/queries";
import { isPassword } from "@/lib/users/secrets";
import { admit, forgive } from "./throttle";

/** A session ends after this, however busy it is. */
export const SESSION_DAYS = 30;

export type SignInOutcome =
  | { outcome: "signed_in"; userId: string; sessionId: string }
  | { outcome: "refused" }
  | { outcome: "throttled" };

/**
 * Checks an e-mail and a password and opens a session. Unknown e-mail, wrong password, disabled user and unfinished
 * invitation are one and the same refusal, after the same work.
 */
export async function signIn(
  db: Db,
  { email, password, address }: { email: string; password: string; address: string },
): Promise<SignInOutcome> {
  if (!(await admit(db, { email, address }))) return { outcome: "throttled" };
  const { id, passwordHash } = await findSignInCandidate(db, email);
  const matches = await isPassword(password, passwordHash);
  if (!matches || !id) return { outcome: "refused" };
  const { rows } = await db.query<{ id: string }>(
    sql`INSERT INTO user_session (user_id, expires_at)
        SELECT id, now() + make_interval(days => ${SESSION_DAYS}::int) FROM app_user
        WHERE id = ${id}::uuid AND disabled_at IS NULL AND password_hash = ${passwordHash} RETURNING id`,
  );
  const sessionId = rows[0]?.id;
  if (!sessionId) return { outcome: "refused" };
  await forgive(db, { email, address });
  return { outcome: "signed_in", userId: id, sessionId };
}

/** Ends one session. */
export async function signOut(db: Db, sessionId: string): Promise<void> {
  await db.query(sql`UPDATE user_session SET revoked_at = now() WHERE id = ${sessionId}::uuid AND revoked_at IS NULL`);
}
