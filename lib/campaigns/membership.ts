import "server-only";
import type { z } from "zod";
import type { Actor } from "@/lib/audit/trail";
import { listMatchingContactIds } from "@/lib/contacts/list";
import type { ContactTarget } from "@/lib/contacts/schema";
import type { Db } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { createSegment } from "@/lib/segments/commands";
import { addMembers, removeMembers } from "@/lib/segments/member-commands";
import { type AffectedCampaign, previewMembers } from "@/lib/segments/member-queries";
import { findSegment } from "@/lib/segments/queries";
import { MEMBERSHIP_LIMIT, type membershipSchema, type previewMembershipSchema } from "./schema";

/** What adding to a segment, or removing from it, does to contacts; nothing of it is written yet. */
export type MembershipPreview = {
  /** Whom it is about, at most MEMBERSHIP_LIMIT; `more` when more match. */
  contacts: number;
  more: boolean;
  /** Who becomes a member or ceases to be one; the others are so already. */
  moving: number;
  /** Of those who move, how many are not enrolled. */
  notEnrolled: number;
  /** The campaigns in which they gain or lose the right to refer. */
  campaigns: AffectedCampaign[];
};

/** What the change would do, in numbers. A segment that is still to be created has no members and no campaigns. */
export async function previewMembership(
  db: Db,
  { change, segmentId, target }: z.output<typeof previewMembershipSchema>,
): Promise<MembershipPreview> {
  const { ids: contactIds, more } = await resolve(db, target);
  // No segment has this id.
  const given = { segmentId: segmentId ?? "00000000-0000-0000-0000-000000000000", contactIds };
  return { contacts: contactIds.length, more, ...(await previewMembers(db, change, given)) };
}

export type MembershipReport = {
  change: "add" | "remove";
  segment: { id: string; name: string };
  moved: number;
  /** Who was a member already, or none. */
  unchanged: number;
  notEnrolled: number;
  shortcodes: number;
};
export type MembershipOutcome =
  | ({ outcome: "done" } & MembershipReport)
  | { outcome: "not_found" | "name_taken" | "others_match" };

/** So many contacts are one statement. */
const BATCH = 10_000;

/**
 * Adds contacts to a segment, or removes them, all or none; a segment that is named is created with them. Where the
 * contacts are those that a filter shows and these are not as many as `expected` any more, nothing is done
 * (`others_match`): nobody should get what was not in the preview.
 */
export async function changeMembership(
  db: Db,
  actor: Actor,
  { change, segment: asked, target, expected }: z.output<typeof membershipSchema>,
): Promise<MembershipOutcome> {
  return inTransaction(db, async (tx) => {
    const { ids } = await resolve(tx, target);
    if ("filter" in target && ids.length !== expected) return { outcome: "others_match" };
    const made = "name" in asked ? await createSegment(tx, actor, asked) : null;
    if (made?.outcome === "name_taken") return { outcome: "name_taken" };
    const segment = await findSegment(tx, made ? made.id : (asked as { id: string }).id);
    if (!segment) return { outcome: "not_found" };
    // In the order of their ids, as every writer of members: none waits for another in a circle.
    const contactIds = [...new Set(ids)].sort();
    const report = { change, segment: { id: segment.id, name: segment.name }, moved: 0, notEnrolled: 0, shortcodes: 0 };
    for (let start = 0; start < contactIds.length; start += BATCH) {
      const input = { segmentId: segment.id, contactIds: contactIds.slice(start, start + BATCH) };
      const moved = change === "add" ? await add(tx, actor, input) : await remove(tx, actor, input);
      if (!moved) return { outcome: "not_found" };
      report.moved += moved.moved;
      report.notEnrolled += moved.notEnrolled;
      report.shortcodes += moved.shortcodes;
    }
    return { outcome: "done", ...report, unchanged: contactIds.length - report.moved };
  });
}

type Members = { segmentId: string; contactIds: string[] };

async function add(tx: Transaction, actor: Actor, members: Members) {
  const outcome = await addMembers(tx, actor, members);
  return outcome.outcome === "added" ? { ...outcome, moved: outcome.added } : null;
}

async function remove(tx: Transaction, actor: Actor, members: Members) {
  return { moved: await removeMembers(tx, actor, members), notEnrolled: 0, shortcodes: 0 };
}

async function resolve(db: Db, target: ContactTarget): Promise<{ ids: string[]; more: boolean }> {
  if ("ids" in target) return { ids: target.ids, more: false };
  return listMatchingContactIds(db, target.filter, MEMBERSHIP_LIMIT);
}
