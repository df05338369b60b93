import { REJECTIONS, type Rejection } from "@/lib/attributions/schema";
import { rejectionSentence } from "@/lib/attributions/wording";
import type { RowProblem } from "../../schema";
import type { KindWords } from "../wording";
import type { AttributionField } from "./columns";

const FAULTS: Partial<Record<RowProblem, string>> = {
  customer_required: "The referred contact's e-mail is empty. Enter it.",
  invalid_advocate_email: "The advocate's e-mail is not an e-mail address. Correct it.",
  two_codes: "Both a shortcode and a coupon code are given. Leave one of them.",
  invalid_status: "The status is neither active nor inactive. Correct it, or leave it empty for active.",
  invalid_date: "The date is not one that can be read for certain. Write it as 2026-11-24 or 2026-11-24T14:05:00Z.",
  date_out_of_range: "The date lies in the future or before 1970. Correct it.",
  reason_too_long: "The reason has more than 500 characters. Shorten it.",
  nothing_to_deactivate:
    "There is no attribution of this contact to this advocate in this campaign, so there is nothing to deactivate.",
  // A row can have a date of its own, by which a campaign is judged: of a draft of now less can be wrong.
  campaign_not_started:
    "The campaign had not started on the date of the row, or has not started yet. Correct the date, or choose a campaign that was running.",
  campaign_ended:
    "The campaign had ended on the date of the row, or has ended by now. Correct the date, or choose a campaign that was running.",
};

const FIELDS_AT_FAULT: Partial<Record<RowProblem, readonly AttributionField[]>> = {
  customer_required: ["customer_email"],
  invalid_email: ["customer_email"],
  customer_not_found: ["customer_email"],
  customer_unsubscribed: ["customer_email"],
  campaign_required: ["campaign_uid"],
  campaign_not_found: ["campaign_uid"],
  campaign_not_started: ["campaign_uid", "short_code", "coupon_code", "attributed_at"],
  campaign_ended: ["campaign_uid", "short_code", "coupon_code", "attributed_at"],
  unknown_code: ["short_code", "coupon_code"],
  code_retired: ["short_code", "coupon_code"],
  code_campaign_mismatch: ["campaign_uid", "short_code", "coupon_code"],
  code_advocate_mismatch: ["advocate_email", "short_code", "coupon_code"],
  two_codes: ["short_code", "coupon_code"],
  advocate_required: ["advocate_email", "short_code", "coupon_code"],
  advocate_not_found: ["advocate_email"],
  advocate_not_enrolled: ["advocate_email", "short_code", "coupon_code"],
  advocate_not_in_segment: ["advocate_email", "short_code", "coupon_code"],
  invalid_advocate_email: ["advocate_email"],
  self_referral: ["customer_email", "advocate_email", "short_code", "coupon_code"],
  contact_banned: ["customer_email", "advocate_email", "short_code", "coupon_code"],
  invalid_status: ["status"],
  nothing_to_deactivate: ["status"],
  invalid_date: ["attributed_at"],
  date_out_of_range: ["attributed_at"],
  reason_too_long: ["reason"],
};

/** The words of imports of attributions. */
export const ATTRIBUTION_WORDS: KindWords = {
  outcomes: {
    created: { will: "Will be created as active", did: "Created as active" },
    attempt: {
      will: "Will be recorded as inactive duplicate attempts",
      did: "Recorded as inactive duplicate attempts",
    },
    activated: { will: "Will be activated", did: "Activated" },
    deactivated: { will: "Will be deactivated", did: "Deactivated" },
    reassigned: { will: "Will be reassigned", did: "Reassigned" },
    unchanged: { will: "Unchanged", did: "Unchanged" },
    rejected: { will: "Rejected", did: "Rejected" },
  },
  problem: (problem) => FAULTS[problem] ?? (isRejection(problem) ? rejectionSentence(problem) : undefined),
  problemFields: FIELDS_AT_FAULT,
  obstacles: {
    edited_since: "Somebody changed this attribution after the import; their change stays.",
    attempt_stays: "A logged attempt stays in the history. It is inactive and credits nobody.",
    standing_exists: "Another attribution of this contact is active in the campaign by now.",
    contact_banned: "A contact of the former attribution is banned by now.",
  },
  undo: "Attributions it created become inactive, those it changed go back to what they were, and former advocates stand again. What somebody edited since stays as it is. Nothing is deleted; every step is in the history.",
  kept: { will: "Will be kept: edited since", did: "Kept: edited since" },
  undoReasons: { will: "Why rows will not be reversed", did: "Why rows were not reversed" },
  repeats: (count) =>
    `${count === 0 ? "Every row repeats" : `${count.toLocaleString("en")} repeat`} what already stands`,
  discard: "no attribution changes",
  constants:
    "For what the file has no column of. Leave empty what is not needed: a shortcode or coupon code names its campaign and its advocate.",
};

function isRejection(problem: RowProblem): problem is Rejection {
  return (REJECTIONS as readonly string[]).includes(problem);
}
