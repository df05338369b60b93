import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { DEFAULT_SETTINGS, type Settings } from "./schema";

/** The settings as they are now. */
export async function findSettings(db: Db): Promise<Settings> {
  const { rows } = await db.query<Settings>(
    sql`SELECT version, log_kept_days AS "logKeptDays" FROM setting ORDER BY version DESC LIMIT 1`,
  );
  return rows[0] ?? DEFAULT_SETTINGS;
}

/** One change of the settings; `at` is ISO 8601 in UTC. */
export type SettingsChange = { version: number; at: string; by: string; logKeptDays: number; was: number };

/** The latest changes, the newest first: who set what, and what it was before. */
export async function listSettingsChanges(db: Db, limit = 10): Promise<SettingsChange[]> {
  const { rows } = await db.query<SettingsChange & { at: Date }>(sql`
    SELECT setting.version, changed_at AS at, actor.name AS by, log_kept_days AS "logKeptDays",
      coalesce((SELECT before.log_kept_days FROM setting before WHERE before.version = setting.version - 1),
        ${DEFAULT_SETTINGS.logKeptDays}::int) AS was
    FROM setting JOIN actor ON actor.id = changed_by ORDER BY setting.version DESC LIMIT ${limit}`);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
