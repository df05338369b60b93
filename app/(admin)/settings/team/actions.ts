"use server";

import { revalidatePath } from "next/cache";
import { getPool } from "@/lib/db/pool";
import { type ActionResult, refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";
import { log } from "@/lib/log";
import * as users from "@/lib/users/commands";
import { changeRoleSchema, inviteUserSchema, setDisabledSchema, userIdSchema } from "@/lib/users/schema";
import { TEAM_REFUSALS } from "@/lib/users/wording";

function invitationUrl(token: string): string {
  return `${process.env.ATTACHE_URL}/invitation?token=${token}`;
}

function answer(outcome: users.TeamOutcome): ActionResult<null> {
  revalidatePath("/settings/team");
  return outcome === "changed" ? succeed(null) : refuse(outcome, TEAM_REFUSALS[outcome]);
}

export const inviteUser = adminAction(inviteUserSchema, async (input, { user }) => {
  const result = await users.inviteUser(getPool(), input);
  if (result.outcome === "email_taken") {
    return refuse("email_taken", TEAM_REFUSALS.email_taken, { email: TEAM_REFUSALS.email_taken });
  }
  log.info({ by: user.id, userId: result.userId, role: input.role }, "user invited");
  revalidatePath("/settings/team");
  return succeed({ url: invitationUrl(result.token) });
});

export const renewInvitation = adminAction(userIdSchema, async ({ userId }, { user }) => {
  const token = await users.renewInvitation(getPool(), userId);
  if (!token) return refuse("not_found", TEAM_REFUSALS.not_found);
  log.info({ by: user.id, userId }, "one-time link renewed");
  return succeed({ url: invitationUrl(token) });
});

export const changeRole = adminAction(changeRoleSchema, async (input, { user }) => {
  const outcome = await users.changeRole(getPool(), input);
  log.info({ by: user.id, ...input, outcome }, "role change");
  return answer(outcome);
});

export const setDisabled = adminAction(setDisabledSchema, async (input, { user }) => {
  const outcome = await users.setDisabled(getPool(), input);
  log.info({ by: user.id, ...input, outcome }, "access change");
  return answer(outcome);
});

export const signOutEverywhere = adminAction(userIdSchema, async ({ userId }, { user }) => {
  const sessions = await users.endSessions(getPool(), userId);
  log.info({ by: user.id, userId, sessions }, "signed out everywhere");
  return succeed({ sessions });
});
