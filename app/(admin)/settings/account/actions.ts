"use server";

import { revalidatePath } from "next/cache";
import { getPool } from "@/lib/db/pool";
import { refuse, succeed } from "@/lib/http/result";
import { userAction } from "@/lib/http/with-action";
import { log } from "@/lib/log";
import * as account from "@/lib/users/account";
import { changePasswordSchema, preferencesSchema } from "@/lib/users/schema";

export const changePassword = userAction(changePasswordSchema, async (input, { user }) => {
  const outcome = await account.changePassword(getPool(), { userId: user.id, sessionId: user.sessionId, ...input });
  log.info({ userId: user.id, outcome }, "password change");
  if (outcome === "changed") return succeed(null);
  const message = "This is not your current password.";
  return refuse("wrong_password", message, { currentPassword: message });
});

export const updatePreferences = userAction(preferencesSchema, async (input, { user }) => {
  await account.updatePreferences(getPool(), { userId: user.id, ...input });
  revalidatePath("/", "layout");
  return succeed(null);
});
