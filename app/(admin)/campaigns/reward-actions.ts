"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { byHand } from "@/lib/audit/trail";
import { getPool } from "@/lib/db/pool";
import { type ActionResult, refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";
import * as rules from "@/lib/rewards/rule-commands";
import { changeRewardRuleSchema, createRewardRuleSchema, rewardRuleIdSchema } from "@/lib/rewards/schema";
import { RULE_REFUSAL_WORDS, type RuleRefusal } from "@/lib/rewards/wording";

type Outcome = { outcome: RuleRefusal } | { outcome: string; version: number };

function answer(result: Outcome): ActionResult<{ outcome: string; version: number }> {
  // Also after a refusal: what stood in the way may be newer than the page.
  revalidatePath("/campaigns", "layout");
  if ("version" in result) return succeed({ outcome: result.outcome, version: result.version });
  return refuse(result.outcome, RULE_REFUSAL_WORDS[result.outcome]);
}

export const createRewardRule = adminAction(createRewardRuleSchema, async (input, { user }) =>
  answer(await rules.createRewardRule(getPool(), byHand(user), input)),
);

export const changeRewardRule = adminAction(changeRewardRuleSchema, async (input, { user }) =>
  answer(await rules.changeRewardRule(getPool(), byHand(user), input)),
);

const endSchema = rewardRuleIdSchema.extend({ to: z.enum(["retired", "restored"]) });

export const endRewardRule = adminAction(endSchema, async (input, { user }) =>
  answer(await rules.endRewardRule(getPool(), byHand(user), input)),
);
