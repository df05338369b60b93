import type { Change } from "@/lib/audit/changes";
import type { UsingCampaign } from "./columns";
import type { AddReport } from "./member-commands";
import type { AffectedCampaign } from "./member-queries";
import { grouped, type MemberStatus } from "./schema";

/** The words of segments: what a code or a number is called where people read it. */

export const MEMBER_STATUS_LABELS: Record<MemberStatus, string> = {
  prospect: "Prospect",
  enrolled: "Enrolled",
  unsubscribed: "Unsubscribed",
  banned: "Banned",
};

export const SEGMENT_GONE = "This segment does not exist any more: somebody has deleted it.";
export const OTHERS_MATCH =
  "Other contacts match the filter now than when these numbers were made, so nothing was changed. Look at the new numbers, then decide.";
export const UNCHANGED = "The segment has this name already.";
export const RENAMED_MEANWHILE =
  "Somebody renamed this segment while the form was open. Close the form, look at its name, then decide.";

export function nameTaken(name: string): string {
  return `There is a segment called “${name}” already, in this or another case. Choose another name.`;
}

/** "1 contact", "1,204 contacts". */
export function contactCount(count: number): string {
  return `${grouped(count)} ${count === 1 ? "contact" : "contacts"}`;
}

/** Why a segment cannot be deleted. */
export function inUse(campaigns: UsingCampaign[]): string {
  const names = campaigns.slice(0, 3).map(({ name }) => name);
  const rest = campaigns.length - names.length;
  const last = rest > 0 ? `${rest} more` : names.pop();
  const listed = names.length > 0 ? `${names.join(", ")} and ${last}` : last;
  return `This segment is used by ${listed}, so it cannot be deleted. Take it out of the segments of ${
    campaigns.length === 1 ? "this campaign" : "these campaigns"
  } first.`;
}

/** What becomes, or became, of each group of a list of contacts; the first is the main thing. */
export function addWords(report: Pick<AddReport, "already" | "notEnrolled" | "shortcodes">): string[] {
  const { already, notEnrolled, shortcodes } = report;
  return [
    ...(already > 0 ? [already === 1 ? "1 is a member already." : `${grouped(already)} are members already.`] : []),
    ...(notEnrolled > 0
      ? [
          notEnrolled === 1
            ? "1 is not enrolled, and refers nobody until then."
            : `${grouped(notEnrolled)} are not enrolled, and refer nobody until then.`,
        ]
      : []),
    ...(shortcodes > 0
      ? [shortcodes === 1 ? "1 shortcode was given." : `${grouped(shortcodes)} shortcodes were given.`]
      : []),
  ];
}

type Moved = { contacts: number; moving: number; notEnrolled: number; campaigns: AffectedCampaign[] };

/** What adding contacts to a segment, or removing them, begins and ends, and what stays as it is; a sentence each. */
export function membershipWords(
  change: "add" | "remove",
  { contacts, moving, notEnrolled, campaigns }: Moved,
): string[] {
  if (moving === 0) return ["Nothing changes."];
  const unchanged = contacts - moving;
  const advocates = campaigns.map(
    (campaign) =>
      `${grouped(campaign.advocates)} ${campaign.advocates === 1 ? "advocate" : "advocates"} in ${campaign.name}`,
  );
  if (change === "add") {
    return [
      ...addWords({ already: unchanged, notEnrolled, shortcodes: 0 }),
      advocates.length > 0
        ? `New from then on, each with a shortcode: ${advocates.join("; ")}.`
        : "Nobody becomes an advocate by it.",
      "Standing attributions stay as they are.",
    ];
  }
  return [
    ...(unchanged > 0 ? [unchanged === 1 ? "1 is no member." : `${grouped(unchanged)} are no members.`] : []),
    advocates.length > 0
      ? `From then on nobody can be newly attributed to these: ${advocates.join("; ")}.`
      : "Nobody loses the right to refer in a campaign by it.",
    "Standing attributions, orders and rewards stay as they are, and so do codes: they work again when the contact is added again.",
  ];
}

/** A change as the segment's history tells it. */
export function segmentChangeSentence({ kind, detail, count, capped, contact }: Change): string {
  if (kind === "segment.created") return `Created as “${detail.name}”`;
  if (kind === "segment.renamed") return `Renamed from “${detail.from}” to “${detail.to}”`;
  const whom = contact ? contact.name : `${grouped(count)}${capped ? "+" : ""} ${count === 1 ? "contact" : "contacts"}`;
  return kind === "segment.member_added" ? `Added ${whom}` : `Removed ${whom}`;
}
