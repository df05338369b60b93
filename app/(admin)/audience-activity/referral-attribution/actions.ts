"use server";

import { revalidatePath } from "next/cache";
import * as previews from "@/lib/attributions/change-preview";
import { reportOutcomes } from "@/lib/attributions/change-report";
import * as commands from "@/lib/attributions/commands";
import { reassign as reassignAttributions } from "@/lib/attributions/reassign";
import { checkDraft, findChangeFacts } from "@/lib/attributions/record-queries";
import { addManualSchema, changeStatusSchema, previewChangeSchema, reassignSchema } from "@/lib/attributions/schema";
import { draftErrors, rejectionSentence } from "@/lib/attributions/wording";
import { byHand } from "@/lib/audit/trail";
import { viewerTimeZone } from "@/lib/auth/time-zone";
import { getPool } from "@/lib/db/pool";
import { refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";
import { sumOrdersOf } from "@/lib/orders/facets";
import { sumRewardsOf } from "@/lib/rewards/facets";

const LIST = "/audience-activity/referral-attribution";

/** "Add Manual": what became of the draft, and who stands now; a refusal says at each field what is in the way. */
export const createAttribution = adminAction(addManualSchema, async (draft, { user }) => {
  const result = (await commands.recordAttributions(getPool(), byHand(user), [draft]))[0]!;
  if (result.outcome === "rejected") {
    const { code, problems } = result;
    const { customer, advocate } = await checkDraft(getPool(), draft);
    const fields = draftErrors(problems, { customer, advocate, byCode: Boolean(draft.code) });
    return refuse(code, rejectionSentence(code), fields);
  }
  revalidatePath(LIST);
  const { outcome, id } = result;
  const facts = await findChangeFacts(getPool(), [id]);
  return succeed({ outcome, id, standing: facts.get(id)?.standing ?? null });
});

/** What a change would do, and the orders and rewards that stay where they are whatever it does; nothing is written. */
export const previewChange = adminAction(previewChangeSchema, async ({ target, ...change }, { user }) => {
  const resolved = "ids" in target ? target : { filter: { ...target.filter, timeZone: await viewerTimeZone(user) } };
  const preview = await previews.previewChange(getPool(), byHand(user), change, resolved);
  const [orders, rewards] = await Promise.all([
    sumOrdersOf(getPool(), preview.ids),
    sumRewardsOf(getPool(), preview.ids),
  ]);
  return succeed({ ...preview, orders, rewards });
});

/** Deactivates or activates; what became of each attribution. */
export const changeStatus = adminAction(changeStatusSchema, async (change, { user }) => {
  const outcomes = await commands.changeStatus(getPool(), byHand(user), change);
  revalidatePath(LIST);
  return succeed(await reportOutcomes(getPool(), outcomes));
});

/** Gives attributions to another advocate; what became of each. */
export const reassign = adminAction(reassignSchema, async (change, { user }) => {
  const outcomes = await reassignAttributions(getPool(), byHand(user), change);
  revalidatePath(LIST);
  return succeed(await reportOutcomes(getPool(), outcomes));
});
