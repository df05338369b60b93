"use server";

import { revalidatePath } from "next/cache";
import { byHand } from "@/lib/audit/trail";
import { getPool } from "@/lib/db/pool";
import { type ActionResult, refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";
import * as erasing from "@/lib/privacy/erase";
import { contactIdSchema, type ErasurePreview, type ErasureRefusal, eraseContactSchema } from "@/lib/privacy/schema";
import { ERASURE_REFUSAL_MESSAGES, unfinishedSentence } from "@/lib/privacy/wording";

function refused(code: ErasureRefusal, unfinished: { fileName: string }[] = []) {
  if (code === "import_unfinished") return refuse(code, unfinishedSentence(unfinished));
  const message = ERASURE_REFUSAL_MESSAGES[code];
  return code === "email_mismatch" ? refuse(code, message, { email: message }) : refuse(code, message);
}

/** What erasing a contact would do; nothing is written. */
export const previewErasure = adminAction(contactIdSchema, async ({ id }): Promise<ActionResult<ErasurePreview>> => {
  const preview = await erasing.previewErasure(getPool(), id);
  return "refused" in preview ? refused(preview.refused) : succeed(preview);
});

/** Erases a contact for good, once its e-mail was typed. */
export const eraseContact = adminAction(
  eraseContactSchema,
  async (input, { user }): Promise<ActionResult<{ erased: true }>> => {
    const outcome = await erasing.eraseContact(getPool(), byHand(user), input);
    if ("refused" in outcome) return refused(outcome.refused, outcome.unfinished);
    revalidatePath("/", "layout");
    return succeed(outcome);
  },
);
