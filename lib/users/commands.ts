import "server-only";
import sql from "sql-template-tag";
import { isCheckViolation, isUniqueViolation } from "@/lib/db/errors";
import type { Db } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/transaction";
import type { Role } from "./schema";
import { createToken, hashPassword, hashToken } from "./secrets";

/** An invitation is meant to be used soon; a setup link only while its server's console is in front of somebody. */
const INVITATION_DAYS = 7;
const SETUP_HOURS = 24;

type NewUser = { email: string; name: string; password: string };

/** Whoever makes the first admin holds this lock, so that two at once make one. */
const FIRST_ADMIN_LOCK = sql`SELECT pg_advisory_xact_lock(hashtext('first admin'))`;

/**
 * Makes a setup link for an installation without users; earlier ones stop working. Null when there is a user.
 * @returns the token, which is kept nowhere
 */
export async function createSetupLink(db: Db): Promise<string | null> {
  const { token, tokenHash } = createToken();
  return inTransaction(db, async (tx) => {
    await tx.query(FIRST_ADMIN_LOCK);
    await tx.query(sql`DELETE FROM user_link WHERE kind = 'setup' AND used_at IS NULL`);
    const { rowCount } = await tx.query(
      sql`INSERT INTO user_link (token_hash, kind, expires_at)
          SELECT ${tokenHash}, 'setup', now() + make_interval(hours => ${SETUP_HOURS}::int)
          WHERE NOT EXISTS (SELECT FROM app_user)`,
    );
    return rowCount === 1 ? token : null;
  });
}

/** Creates the first admin by a setup link, which is used up by it. */
export async function createAdminBySetupLink(
  db: Db,
  { token, ...user }: NewUser & { token: string },
): Promise<"created" | "link_invalid"> {
  const passwordHash = await hashPassword(user.password);
  return inTransaction(db, async (tx) => {
    await tx.query(FIRST_ADMIN_LOCK);
    const { rowCount } = await tx.query(
      sql`UPDATE user_link SET used_at = now()
          WHERE token_hash = ${hashToken(token)} AND kind = 'setup' AND used_at IS NULL AND expires_at > now()
            AND NOT EXISTS (SELECT FROM app_user)`,
    );
    if (rowCount !== 1) return "link_invalid";
    await insertAdmin(tx, user, passwordHash);
    return "created";
  });
}

/** Creates the first admin from the operator's environment; "exists" when there is a user already. */
export async function createFirstAdmin(db: Db, user: NewUser): Promise<"created" | "exists"> {
  const passwordHash = await hashPassword(user.password);
  return inTransaction(db, async (tx) => {
    await tx.query(FIRST_ADMIN_LOCK);
    const { rows } = await tx.query(sql`SELECT FROM app_user LIMIT 1`);
    if (rows.length > 0) return "exists";
    await insertAdmin(tx, user, passwordHash);
    return "created";
  });
}

async function insertAdmin(db: Db, { email, name }: NewUser, passwordHash: string): Promise<void> {
  await db.query(
    sql`INSERT INTO app_user (email, name, role, password_hash) VALUES (${email}, ${name}, 'admin', ${passwordHash})`,
  );
}

/** Adds somebody to the team, who chooses a password through the one-time link. */
export async function inviteUser(
  db: Db,
  { email, name, role }: { email: string; name: string; role: Role },
): Promise<{ outcome: "invited"; userId: string; token: string } | { outcome: "email_taken" }> {
  try {
    return await inTransaction(db, async (tx) => {
      const { rows } = await tx.query<{ id: string }>(
        sql`INSERT INTO app_user (email, name, role) VALUES (${email}, ${name}, ${role}) RETURNING id`,
      );
      const userId = rows[0]!.id;
      return { outcome: "invited" as const, userId, token: await insertInvitation(tx, userId) };
    });
  } catch (error) {
    if (isUniqueViolation(error, "app_user__email_unique")) return { outcome: "email_taken" };
    throw error;
  }
}

/**
 * A new one-time link for a user who lost the first one or their password; earlier ones stop working. Null where there
 * is no such user, or a disabled one.
 */
export async function renewInvitation(db: Db, userId: string): Promise<string | null> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query(
      sql`SELECT FROM app_user WHERE id = ${userId}::uuid AND disabled_at IS NULL FOR UPDATE`,
    );
    if (rows.length === 0) return null;
    await tx.query(sql`DELETE FROM user_link WHERE user_id = ${userId}::uuid AND used_at IS NULL`);
    return insertInvitation(tx, userId);
  });
}

async function insertInvitation(db: Db, userId: string): Promise<string> {
  const { token, tokenHash } = createToken();
  await db.query(
    sql`INSERT INTO user_link (token_hash, kind, user_id, expires_at)
        VALUES (${tokenHash}, 'invitation', ${userId}::uuid, now() + make_interval(days => ${INVITATION_DAYS}::int))`,
  );
  return token;
}

/** Sets the password of the user a link was made for, uses the link up, and ends all of the user's sessions. */
export async function acceptInvitation(
  db: Db,
  { token, password }: { token: string; password: string },
): Promise<{ outcome: "accepted"; email: string } | { outcome: "link_invalid" }> {
  const passwordHash = await hashPassword(password);
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<{ id: string; email: string }>(
      sql`WITH used AS (
            UPDATE user_link SET used_at = now()
            WHERE token_hash = ${hashToken(token)} AND kind = 'invitation' AND used_at IS NULL AND expires_at > now()
            RETURNING user_id
          )
          UPDATE app_user SET password_hash = ${passwordHash} FROM used
          WHERE app_user.id = used.user_id AND disabled_at IS NULL RETURNING app_user.id, email`,
    );
    const user = rows[0];
    if (!user) return { outcome: "link_invalid" };
    await endSessions(tx, user.id);
    return { outcome: "accepted", email: user.email };
  });
}

export type TeamOutcome = "changed" | "not_found" | "last_admin";

/** Changes a role. The user's next request has it. The last enabled admin stays one (a truth of the database). */
export async function changeRole(db: Db, { userId, role }: { userId: string; role: Role }): Promise<TeamOutcome> {
  return keepingAnAdmin(db, sql`UPDATE app_user SET role = ${role} WHERE id = ${userId}::uuid`);
}

/** Disables a user, which ends their sessions and links at once, or lets them in again. */
export async function setDisabled(
  db: Db,
  { userId, disabled }: { userId: string; disabled: boolean },
): Promise<TeamOutcome> {
  return inTransaction(db, async (tx) => {
    const moment = disabled ? sql`coalesce(disabled_at, now())` : sql`NULL`;
    const outcome = await keepingAnAdmin(
      tx,
      sql`UPDATE app_user SET disabled_at = ${moment} WHERE id = ${userId}::uuid`,
    );
    if (outcome === "changed" && disabled) {
      await endSessions(tx, userId);
      await tx.query(sql`DELETE FROM user_link WHERE user_id = ${userId}::uuid AND used_at IS NULL`);
    }
    return outcome;
  });
}

async function keepingAnAdmin(db: Db, update: ReturnType<typeof sql>): Promise<TeamOutcome> {
  try {
    const { rowCount } = await inTransaction(db, (tx) => tx.query(update));
    return rowCount === 1 ? "changed" : "not_found";
  } catch (error) {
    if (isCheckViolation(error, "app_user__admin_remains")) return "last_admin";
    throw error;
  }
}

/** Ends every session of a user, but the one to keep, if any. Answers how many there were. */
export async function endSessions(db: Db, userId: string, keepSessionId: string | null = null): Promise<number> {
  const { rowCount } = await db.query(
    sql`UPDATE user_session SET revoked_at = now()
        WHERE user_id = ${userId}::uuid AND revoked_at IS NULL AND expires_at > now()
          AND id IS DISTINCT FROM ${keepSessionId}::uuid`,
  );
  return rowCount ?? 0;
}
