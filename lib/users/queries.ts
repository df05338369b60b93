import "server-only";
import type pg from "pg";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { prismaOn } from "@/lib/db/prisma";
import type { Role, TableSettings, TeamMember, Theme } from "./schema";
import { hashToken } from "./secrets";

/** Whether anybody has been created yet; until then the setup link is the only door. */
export async function hasUsers(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ exists: boolean }>(sql`SELECT EXISTS (SELECT FROM app_user) AS exists`);
  return rows[0]!.exists;
}

/** Everybody in the team, by name. */
export async function listTeam(pool: pg.Pool): Promise<TeamMember[]> {
  const users = await prismaOn(pool).appUser.findMany({
    include: { sessions: { select: { seenAt: true }, orderBy: { seenAt: "desc" }, take: 1 } },
  });
  const members = users.map(({ id, email, name, role, passwordHash, disabledAt, createdAt, sessions }) => ({
    ...{ id, email, name, role: role as Role, createdAt: createdAt.toISOString() },
    status: memberStatus({ passwordHash, disabledAt }),
    lastSeenAt: sessions[0]?.seenAt.toISOString() ?? null,
  }));
  return members.sort((a, b) => a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1));
}

function memberStatus(user: { passwordHash: string | null; disabledAt: Date | null }): TeamMember["status"] {
  if (user.disabledAt) return "disabled";
  return user.passwordHash ? "active" : "invited";
}

/** What a sign-in is checked against; `id` is null where nobody has this e-mail or their access is disabled. */
export type SignInCandidate = { id: string | null; passwordHash: string | null };

/** The user with this e-mail, whatever its case and padding, if they may sign in. */
export async function findSignInCandidate(db: Db, email: string): Promise<SignInCandidate> {
  const { rows } = await db.query<SignInCandidate>(
    sql`SELECT id, password_hash AS "passwordHash" FROM app_user
        WHERE email_key = normal_form(${email}) AND disabled_at IS NULL`,
  );
  return rows[0] ?? { id: null, passwordHash: null };
}

export type SessionUser = {
  sessionId: string;
  id: string;
  email: string;
  name: string;
  role: Role;
  theme: Theme;
  timeZone: string | null;
  tableSettings: Record<string, TableSettings>;
};

/** The user of a session that is neither expired nor revoked and whose user is not disabled; null otherwise. */
export async function findSessionUser(db: Db, sessionId: string): Promise<SessionUser | null> {
  const { rows } = await db.query<SessionUser & { isStale: boolean }>(
    sql`SELECT user_session.id AS "sessionId", app_user.id, email, name, role, theme, time_zone AS "timeZone",
          table_settings AS "tableSettings", seen_at < now() - interval '5 minutes' AS "isStale"
        FROM user_session JOIN app_user ON app_user.id = user_session.user_id
        WHERE user_session.id = ${sessionId}::uuid AND revoked_at IS NULL AND expires_at > now() AND disabled_at IS NULL`,
  );
  const row = rows[0];
  if (!row) return null;
  const { isStale, ...user } = row;
  if (isStale) await db.query(sql`UPDATE user_session SET seen_at = now() WHERE id = ${sessionId}::uuid`);
  return user;
}

/** Whom an unused, unexpired invitation is for; null for any other token. */
export async function findInvitation(pool: pg.Pool, token: string): Promise<{ email: string; name: string } | null> {
  const link = await prismaOn(pool).userLink.findFirst({
    where: {
      ...{ tokenHash: hashToken(token), kind: "invitation", usedAt: null },
      ...{ expiresAt: { gt: new Date() }, user: { disabledAt: null } },
    },
    select: { user: { select: { email: true, name: true } } },
  });
  return link?.user ?? null;
}

/** Whether this is an unused, unexpired setup link and nobody has been created yet. */
export async function isSetupOpen(db: Db, token: string): Promise<boolean> {
  const { rows } = await db.query<{ open: boolean }>(
    sql`SELECT NOT EXISTS (SELECT FROM app_user) AND EXISTS (
          SELECT FROM user_link WHERE token_hash = ${hashToken(token)} AND kind = 'setup' AND used_at IS NULL
            AND expires_at > now()) AS open`,
  );
  return rows[0]!.open;
}
