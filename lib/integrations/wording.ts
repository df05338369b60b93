import type { DraftField } from "@/lib/attributions/schema";
import { REJECTION_WORDS } from "@/lib/attributions/wording";
import type { EventOutcome, ReferralRejection } from "./schema";

type Words = { status: number; message: string; field: DraftField };

/** What is wrong with a referral and what to do about it, in words for whoever writes an integration. */
export function rejectionWords(code: ReferralRejection): Words {
  if (code === "campaign_not_allowed") {
    return {
      ...{ status: 403, field: "campaign" },
      message: "This API key is for another campaign. Use the key of this campaign, or one for all.",
    };
  }
  const { field, message, mend } = REJECTION_WORDS[code];
  return { status: code === "invalid_email" ? 400 : 422, field, message: `${message} ${mend}` };
}

export const OUTCOME_LABELS: Record<EventOutcome, string> = {
  done: "Done",
  repeated: "Repeat",
  refused: "Refused",
  throttled: "Throttled",
  failed: "Failed",
};

export const REPLAY_REFUSALS = {
  not_found: "There is no such request any more. The log is kept only as long as Settings says.",
  not_replayable: "Only a refused request that could be read can be sent again.",
  already_done: "It has been sent again already, and was recorded.",
  key_ended: "Its API key does not work any more. Send it again from the program, with a new key.",
};

/** What to do about a reason that is no rejection of a referral. */
const SHARED_ADVICE: Record<string, string> = {
  scope_missing: "Make a key with the scope that is named in the answer, in Settings > API keys.",
  key_revoked: "A program still uses a revoked key. Give it a new one, or switch it off.",
  key_expired: "A program still uses an expired key. Give it a new one.",
  unreadable: "The program sends something else than its Content-Type says. Correct it there.",
  unsupported_type: "Send application/json, or a form.",
  body_too_large: "Send fewer records at a time.",
  invalid: "A field is missing or of the wrong form; the answer says which. Correct it in the program.",
  idempotency_conflict: "The program uses one Idempotency-Key for different requests. Make a new key for each.",
  throttled: "The program sends faster than the key allows. Wait as long as Retry-After says.",
  internal: "This is our fault: the server's log says more. Send the request again.",
};

/** What to do about requests that are refused for this reason. */
export function adviceFor(code: string): string {
  if (code === "campaign_not_allowed" || code in REJECTION_WORDS)
    return rejectionWords(code as ReferralRejection).message;
  return SHARED_ADVICE[code] ?? "Open one of them to see what was sent and answered.";
}
