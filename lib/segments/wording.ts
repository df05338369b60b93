import type { UsingCampaign } from "./columns";
import type { AddReport } from "./member-commands";
import { grouped, type MemberStatus } from "./schema";
import type { SegmentChange } from "./trail";

/** The words of segments: what a code or a number is called where people read it. */

export const MEMBER_STATUS_LABELS: Record<MemberStatus, string> = {
  prospect: "Prospect",
  enrolled: "Enrolled",
  unsubscribed: "Unsubscribed",
  banned: "Banned",
};

export const SEGMENT_GONE = "This segment does not exist any more: somebody has deleted it.";
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

/** A change as the segment's history tells it. */
export function changeSentence({ kind, detail, count, contact }: SegmentChange): string {
  if (kind === "segment.created") return `Created as “${detail.name}”`;
  if (kind === "segment.renamed") return `Renamed from “${detail.from}” to “${detail.to}”`;
  const whom = contact ? contact.name : contactCount(count);
  return kind === "segment.member_added" ? `Added ${whom}` : `Removed ${whom}`;
}
