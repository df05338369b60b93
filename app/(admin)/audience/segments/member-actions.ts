"use server";

import { revalidatePath } from "next/cache";
import { byHand } from "@/lib/audit/trail";
import * as membership from "@/lib/campaigns/membership";
import { membershipSchema, previewMembershipSchema } from "@/lib/campaigns/schema";
import { getPool } from "@/lib/db/pool";
import { refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";
import * as members from "@/lib/segments/member-commands";
import * as queries from "@/lib/segments/member-queries";
import { membersSchema, pastedSchema } from "@/lib/segments/schema";
import { nameTaken, OTHERS_MATCH, SEGMENT_GONE } from "@/lib/segments/wording";

function answer(outcome: members.AddOutcome) {
  // Not where the segment is gone: its page would be gone as well, and what was pasted there with it.
  if (outcome.outcome !== "added") return refuse("not_found", SEGMENT_GONE);
  revalidatePath("/audience/segments", "layout");
  return succeed(outcome);
}

export const addMembers = adminAction(membersSchema, async (input, { user }) =>
  answer(await members.addMembers(getPool(), byHand(user), input)),
);

export const previewPasted = adminAction(pastedSchema, async (input) =>
  succeed(await queries.previewEmails(getPool(), input)),
);

export const addPasted = adminAction(pastedSchema, async (input, { user }) =>
  answer(await members.addMembersByEmail(getPool(), byHand(user), input)),
);

/** What adding to a segment or removing from it would do; nothing is written. */
export const previewMembership = adminAction(previewMembershipSchema, async (input) =>
  succeed(await membership.previewMembership(getPool(), input)),
);

export const changeMembership = adminAction(membershipSchema, async (input, { user }) => {
  const result = await membership.changeMembership(getPool(), byHand(user), input);
  revalidatePath("/audience", "layout");
  if (result.outcome === "done") return succeed(result);
  if (result.outcome === "others_match") return refuse("others_match", OTHERS_MATCH);
  if (result.outcome === "not_found" || !("name" in input.segment)) return refuse("not_found", SEGMENT_GONE);
  return refuse("name_taken", nameTaken(input.segment.name));
});
