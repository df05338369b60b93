"use server";

import { getPool } from "@/lib/db/pool";
import { succeed } from "@/lib/http/result";
import { userAction } from "@/lib/http/with-action";
import { saveTableSettings as save } from "@/lib/users/account";
import { saveTableSettingsSchema } from "@/lib/users/schema";

export const saveTableSettings = userAction(saveTableSettingsSchema, async ({ table, settings }, { user }) => {
  await save(getPool(), { userId: user.id, table, settings });
  return succeed(null);
});
