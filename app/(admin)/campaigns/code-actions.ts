"use server";

import { revalidatePath } from "next/cache";
import { byHand } from "@/lib/audit/trail";
import * as codes from "@/lib/codes/commands";
import { type CodeRefusal, codeIdSchema, createCouponsSchema, setShortcodeSchema } from "@/lib/codes/schema";
import { CODE_REFUSALS } from "@/lib/codes/wording";
import { getPool } from "@/lib/db/pool";
import { type ActionResult, refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";

function answer(outcome: string, field?: string): ActionResult<null> {
  revalidatePath("/campaigns", "layout");
  if (!(outcome in CODE_REFUSALS)) return succeed(null);
  const message = CODE_REFUSALS[outcome as CodeRefusal];
  return refuse(outcome, message, field ? { [field]: message } : undefined);
}

export const setShortcode = adminAction(setShortcodeSchema, async (input, { user }) => {
  const { outcome } = await codes.setShortcode(getPool(), byHand(user), input);
  return answer(outcome, "code");
});

export const createCoupons = adminAction(createCouponsSchema, async (input, { user }) => {
  const { outcome } = await codes.createCoupons(getPool(), byHand(user), input);
  return answer(outcome, "pattern");
});

export const retireCode = adminAction(codeIdSchema, async ({ codeId }, { user }) => {
  const { outcome } = await codes.retireCode(getPool(), byHand(user), codeId);
  return answer(outcome);
});

export const restoreCode = adminAction(codeIdSchema, async ({ codeId }, { user }) => {
  const { outcome } = await codes.restoreCode(getPool(), byHand(user), codeId);
  return answer(outcome);
});
