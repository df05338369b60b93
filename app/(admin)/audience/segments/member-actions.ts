"use server";

import { revalidatePath } from "next/cache";
import { getPool } from "@/lib/db/pool";
import { refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";
import * as members from "@/lib/segments/member-commands";
import * as queries from "@/lib/segments/member-queries";
import { membersSchema, pastedSchema } from "@/lib/segments/schema";
import { SEGMENT_GONE } from "@/lib/segments/wording";

function answer(outcome: members.AddOutcome) {
  revalidatePath("/audience/segments", "layout");
  return outcome.outcome === "added" ? succeed(outcome) : refuse("not_found", SEGMENT_GONE);
}

export const addMembers = adminAction(membersSchema, async (input, { user }) =>
  answer(await members.addMembers(getPool(), { actorId: user.id, source: "manual" }, input)),
);

export const previewPasted = adminAction(pastedSchema, async (input) =>
  succeed(await queries.previewEmails(getPool(), input)),
);

export const addPasted = adminAction(pastedSchema, async (input, { user }) =>
  answer(await members.addMembersByEmail(getPool(), { actorId: user.id, source: "manual" }, input)),
);

export const previewRemoval = adminAction(membersSchema, async (input) =>
  succeed(await queries.previewRemoval(getPool(), input)),
);

export const removeMembers = adminAction(membersSchema, async (input, { user }) => {
  const removed = await members.removeMembers(getPool(), { actorId: user.id, source: "manual" }, input);
  revalidatePath("/audience/segments", "layout");
  return succeed({ removed });
});
