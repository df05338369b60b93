import { REJECTIONS, type Rejection } from "@/lib/attributions/schema";
import { rejectionSentence } from "@/lib/attributions/wording";
import type { RowProblem } from "../../schema";
import type { KindWords } from "../wording";
import type { CouponField } from "./columns";

const PROBLEMS: Partial<Record<RowProblem, string>> = {
  code_required: "The code is empty. Enter it.",
  invalid_code: "A coupon code has up to 64 letters, digits, hyphens and underscores, and no spaces. Correct it.",
  code_taken:
    "This code exists already, as a shortcode or as the coupon code of another advocate or campaign. Upper and lower case are the same. Choose another one.",
  coupon_retired:
    "This coupon code of the advocate was retired. Restore it on the advocate's page, or choose another one.",
  advocate_email_required: "The advocate's e-mail is empty. Enter it.",
  campaign_uid_required: "The campaign is empty. Enter its UID.",
  invalid_advocate_email: "The advocate's e-mail is not an e-mail address. Correct it.",
  campaign_ended: "The campaign has ended, so a code of it would attribute nobody. Choose a running campaign.",
};

const FIELDS_AT_FAULT: Partial<Record<RowProblem, readonly CouponField[]>> = {
  code_required: ["code"],
  invalid_code: ["code"],
  code_taken: ["code"],
  coupon_retired: ["code"],
  advocate_email_required: ["advocate_email"],
  invalid_advocate_email: ["advocate_email"],
  advocate_not_found: ["advocate_email"],
  advocate_not_enrolled: ["advocate_email"],
  advocate_not_in_segment: ["advocate_email"],
  contact_banned: ["advocate_email"],
  campaign_uid_required: ["campaign_uid"],
  campaign_not_found: ["campaign_uid"],
  campaign_ended: ["campaign_uid"],
};

/** The words of imports of coupon codes. */
export const COUPON_WORDS: KindWords = {
  outcomes: {
    created: { will: "Will be created", did: "Created" },
    unchanged: { will: "Unchanged", did: "Unchanged" },
    rejected: { will: "Rejected", did: "Rejected" },
  },
  problem: (problem) => PROBLEMS[problem] ?? (isRejection(problem) ? rejectionSentence(problem) : undefined),
  problemFields: FIELDS_AT_FAULT,
  obstacles: {
    edited_since: "Somebody retired this code since the import; it stays retired.",
    in_use: "An attribution was made by this code since. It stays as it is.",
  },
  undo: "The codes it created are retired: they attribute nobody any more. Codes that attributions were made by stay as they are. No code is deleted.",
  kept: { will: "Will be kept: edited or used since", did: "Kept: edited or used since" },
  undoReasons: { will: "Why codes will not be retired", did: "Why codes were not retired" },
  repeats: (count) =>
    count === 0 ? "Every code is the advocate's already" : `${count.toLocaleString("en")} are the advocate's already`,
  discard: "no code changes",
  constants: "For what the file has no column of: one advocate or one campaign for all codes.",
};

function isRejection(problem: RowProblem): problem is Rejection {
  return (REJECTIONS as readonly string[]).includes(problem);
}
