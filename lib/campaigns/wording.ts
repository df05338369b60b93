import type { Change } from "@/lib/audit/changes";
import type { CodeState, FigureRange, FigureStep } from "./columns";
import type { CampaignState } from "./schema";

export const CAMPAIGN_STATE_LABELS: Record<CampaignState, string> = {
  running: "Running",
  not_started: "Not started",
  ended: "Ended",
};

export const CODE_STATE_LABELS: Record<CodeState, string> = { live: "Live", retired: "Retired" };

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
  return count === 1 ? "1 advocate was given a shortcode." : `${grouped(count)} advocates were given shortcodes.`;
}

/** What the ranges of a campaign's figures are called. */
export const FIGURE_RANGE_LABELS: Record<FigureRange, string> = {
  "30d": "30 days",
  "12w": "12 weeks",
  "12m": "12 months",
  all: "All time",
};
export const FIGURE_STEP_LABELS: Record<FigureStep, string> = {
  day: "Day",
  week: "Week from",
  month: "Month",
  year: "Year",
};

const FIELD_LABELS: Record<string, string> = {
  name: "name",
  uid: "Campaign UID",
  destinationUrl: "destination URL",
  segments: "segments",
  startsAt: "start",
  endsAt: "end",
};

const CODE_VERBS: Record<string, string> = {
  "code.created": "created",
  "code.retired": "retired",
  "code.restored": "restored",
};

const RULE_VERBS: Record<string, string> = {
  "reward_rule.created": "created",
  "reward_rule.changed": "changed",
  "reward_rule.retired": "retired",
  "reward_rule.restored": "restored",
};

/** A change as the campaign's history tells it. */
export function campaignChangeSentence({ kind, detail, count, capped, code, contact }: Change): string {
  const ruleVerb = RULE_VERBS[kind];
  if (ruleVerb)
    return `Reward trigger “${detail.name}” ${ruleVerb}${(detail.version ?? 1) > 1 ? ` (version ${detail.version})` : ""}`;
  if (kind === "campaign.created") return "Campaign created";
  if (kind === "campaign.ended") return "Campaign ended";
  if (kind === "campaign.reopened") return "Campaign reopened";
  const verb = CODE_VERBS[kind];
  if (!verb) return `Changed: ${(detail.fields ?? []).map((field) => FIELD_LABELS[field] ?? field).join(", ")}`;
  if (code) return `Code ${code}${contact ? ` of ${contact.name}` : ""} ${verb}`;
  return `${grouped(count)}${capped ? "+" : ""} codes ${verb}`;
}

/** "1 referral", "12,000 referrals". */
export function referralCount(count: number): string {
  return `${grouped(count)} ${count === 1 ? "referral" : "referrals"}`;
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
