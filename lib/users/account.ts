import "server-only";
import type pg from "pg";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { prismaOn } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { endSessions } from "./commands";
import type { TableSettings, Theme } from "./schema";
import { hashPassword, isPassword } from "./secrets";

/** Changes one's own password, given the current one, and ends one's other sessions. */
export async function changePassword(
  db: Db,
  given: { userId: string; sessionId: string; currentPassword: string; newPassword: string },
): Promise<"changed" | "wrong_password"> {
  const { rows } = await db.query<{ passwordHash: string | null }>(
    sql`SELECT password_hash AS "passwordHash" FROM app_user WHERE id = ${given.userId}::uuid`,
  );
  const known = rows[0]?.passwordHash ?? null;
  if (!(await isPassword(given.currentPassword, known))) return "wrong_password";
  const passwordHash = await hashPassword(given.newPassword);
  return inTransaction(db, async (tx) => {
    // The current password is checked in the write too: it may have been changed from elsewhere meanwhile.
    const { rowCount } = await tx.query(
      sql`UPDATE app_user SET password_hash = ${passwordHash} WHERE id = ${given.userId}::uuid AND password_hash = ${known}`,
    );
    if (rowCount !== 1) return "wrong_password";
    await endSessions(tx, given.userId, given.sessionId);
    return "changed";
  });
}

/** Changes one's own name, theme and time zone (null: the browser's); what is left out stays as it is. */
export async function updatePreferences(
  pool: pg.Pool,
  { userId, ...changes }: { userId: string; name?: string; theme?: Theme; timeZone?: string | null },
): Promise<void> {
  await prismaOn(pool).appUser.update({ where: { id: userId }, data: changes });
}

/** Remembers how a user looks at one table. */
export async function saveTableSettings(
  db: Db,
  { userId, table, settings }: { userId: string; table: string; settings: TableSettings },
): Promise<void> {
  await db.query(
    sql`UPDATE app_user SET table_settings = jsonb_set(table_settings, ARRAY[${table}::text], ${JSON.stringify(settings)}::jsonb)
        WHERE id = ${userId}::uuid`,
  );
}
