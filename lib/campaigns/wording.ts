import type { CampaignState } from "./schema";

export const CAMPAIGN_STATE_LABELS: Record<CampaignState, string> = {
  running: "Running",
  not_started: "Not started",
  ended: "Ended",
};

/** Why a command on a campaign was refused. */
export const CAMPAIGN_REFUSALS = {
  not_found: "There is no such campaign any more.",
  uid_taken: "Another campaign has this Campaign UID already. Choose another one.",
  uid_fixed: "The Campaign UID was changed once already, so it stays: links and imports out there rely on it.",
  unknown_segment: "One of the segments does not exist any more. Choose the segments again.",
  end_before_start: "The end has to come after the start.",
  already_ended: "This campaign has ended already, perhaps by somebody else just now.",
  not_ended: "This campaign has not ended, so there is nothing to reopen. Perhaps somebody else reopened it just now.",
} as const;
export type CampaignRefusal = keyof typeof CAMPAIGN_REFUSALS;

/** At which field of the form a refusal is said. */
export const CAMPAIGN_REFUSAL_FIELDS: Partial<Record<CampaignRefusal, string>> = {
  uid_taken: "uid",
  uid_fixed: "uid",
  unknown_segment: "segmentIds",
  end_before_start: "endsAt",
};

/** What has just become of a campaign's codes: "3 shortcodes were given." */
export function shortcodesGiven(count: number): string {
  if (count === 0) return "";
  return count === 1
    ? "1 advocate was given a shortcode."
    : `${count.toLocaleString("en")} advocates were given shortcodes.`;
}
