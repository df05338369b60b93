"use server";

import { revalidatePath } from "next/cache";
import * as merging from "@/lib/attributions/merge";
import { mergeContactsSchema, mergeInputSchema } from "@/lib/attributions/schema";
import { MERGE_REFUSAL_MESSAGES } from "@/lib/attributions/wording";
import { byHand } from "@/lib/audit/trail";
import { getPool } from "@/lib/db/pool";
import { type ActionResult, refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";

/** What merging two contacts would do; nothing is written. */
export const previewMerge = adminAction(
  mergeInputSchema,
  async (input): Promise<ActionResult<merging.MergePreview>> => {
    const preview = await merging.previewMerge(getPool(), input);
    return "refused" in preview ? refuse(preview.refused, MERGE_REFUSAL_MESSAGES[preview.refused]) : succeed(preview);
  },
);

export type Merged = Exclude<merging.MergeOutcome, { outcome: "refused" }>;

/** Merges two contacts as the preview said, or answers with what has changed since. */
export const mergeContacts = adminAction(
  mergeContactsSchema,
  async (input, { user }): Promise<ActionResult<Merged>> => {
    const outcome = await merging.mergeContacts(getPool(), byHand(user), input);
    if (outcome.outcome === "refused") return refuse(outcome.code, MERGE_REFUSAL_MESSAGES[outcome.code]);
    if (outcome.outcome === "merged") revalidatePath("/audience/contacts", "layout");
    return succeed(outcome);
  },
);
