import "server-only";
import sql from "sql-template-tag";
import type { z } from "zod";
import type { Actor } from "@/lib/audit/trail";
import { isUniqueViolation } from "@/lib/db/errors";
import type { Db } from "@/lib/db/pool";
import { findSettings } from "./queries";
import type { changeSettingsSchema } from "./schema";

export type SettingsOutcome = "changed" | "unchanged" | "changed_meanwhile";

/**
 * Sets the settings anew, which is a row more: the history and the change are one. Of two who change the same version at
 * once the later is refused, because both would write the row that follows it.
 */
export async function changeSettings(
  db: Db,
  { actorId }: Pick<Actor, "actorId">,
  { version, logKeptDays }: z.output<typeof changeSettingsSchema>,
): Promise<SettingsOutcome> {
  const now = await findSettings(db);
  if (now.version !== version) return "changed_meanwhile";
  if (now.logKeptDays === logKeptDays) return "unchanged";
  try {
    await db.query(sql`
      INSERT INTO setting (version, log_kept_days, changed_by) VALUES (${version + 1}, ${logKeptDays}, ${actorId}::uuid)`);
    return "changed";
  } catch (error) {
    if (isUniqueViolation(error, "setting__pk")) return "changed_meanwhile";
    throw error;
  }
}
