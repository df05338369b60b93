"use server";

import { revalidatePath } from "next/cache";
import { byHand } from "@/lib/audit/trail";
import { getPool } from "@/lib/db/pool";
import { refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";
import * as segments from "@/lib/segments/commands";
import { createSegmentSchema, renameSegmentSchema, segmentIdSchema } from "@/lib/segments/schema";
import { inUse, nameTaken, RENAMED_MEANWHILE, SEGMENT_GONE, UNCHANGED } from "@/lib/segments/wording";

const refresh = () => revalidatePath("/audience/segments", "layout");

export const createSegment = adminAction(createSegmentSchema, async (input, { user }) => {
  const made = await segments.createSegment(getPool(), byHand(user), input);
  if (made.outcome === "name_taken") {
    return refuse("name_taken", nameTaken(input.name), { name: nameTaken(input.name) });
  }
  refresh();
  return succeed({ id: made.id });
});

export const renameSegment = adminAction(renameSegmentSchema, async (input, { user }) => {
  const outcome = await segments.renameSegment(getPool(), byHand(user), input);
  if (outcome === "name_taken") return refuse(outcome, nameTaken(input.name), { name: nameTaken(input.name) });
  if (outcome === "unchanged") return refuse(outcome, UNCHANGED, { name: UNCHANGED });
  refresh();
  if (outcome === "not_found") return refuse(outcome, SEGMENT_GONE);
  return outcome === "renamed" ? succeed(null) : refuse(outcome, RENAMED_MEANWHILE);
});

export const deleteSegment = adminAction(segmentIdSchema, async (input, { user }) => {
  const result = await segments.deleteSegment(getPool(), byHand(user), input);
  // The page it was deleted on leads to the list; made anew it would first say that there is no such segment.
  if (result.outcome === "deleted") return succeed(null);
  refresh();
  return result.outcome === "in_use" ? refuse("in_use", inUse(result.campaigns)) : refuse("not_found", SEGMENT_GONE);
});
