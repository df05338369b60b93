import type { DraftField } from "@/lib/attributions/schema";
import { REJECTION_WORDS } from "@/lib/attributions/wording";
import type { EventOutcome, ReferralRejection, Trace } from "./schema";

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
  idempotency_key_invalid: "Send an Idempotency-Key of 1 to 255 characters, or none.",
  not_found: "The path names no record that this key may see. Take the id from an earlier answer.",
  order_conflict: "Give each order an order_id of its own: what a recorded one says is never changed.",
  order_ended: "It was refunded or cancelled before, which is for good: there is nothing to send.",
  standing_exists: "Reassign the attribution that stands, or make it inactive first.",
  standing_changed:
    "Only what is active can be handed over: ask for the attribution that stands now, and reassign that.",
  same_advocate: "It is this advocate's already: there is nothing to send.",
  already_active: "It is as the program wants it: there is nothing to send.",
  already_inactive: "It is as the program wants it: there is nothing to send.",
  attempt_unavailable: "Send the id of an inactive attribution of the same contact and campaign, or an advocate_email.",
  contact_merged: "Contact and advocate were merged into one person. Name another advocate.",
};

/** What to do about requests that are refused for this reason. */
export function adviceFor(code: string): string {
  if (code === "campaign_not_allowed" || code in REJECTION_WORDS)
    return rejectionWords(code as ReferralRejection).message;
  return SHARED_ADVICE[code] ?? "Open one of them to see what was sent and answered.";
}

type Told = { code: string | null; message: string | null; outcome: EventOutcome; trace: Trace };

/** Why a request became what it did, in a sentence: of a refusal the answer's own, otherwise what was decided. */
export function reasonFor({ code, message, outcome, trace }: Told): string {
  if (code) return `${message ?? code} (${code})`;
  const said = decidedBy(trace);
  if (outcome !== "repeated") return said;
  return `The same request had come before: it was given the first answer, and nothing was done. ${said}`;
}

function decidedBy({ counts, rejected, credit, ignored, problems, attributionId, standingId, orderId }: Trace): string {
  if (counts) return batchReason(counts, rejected ?? {});
  if (problems) return "It was refused.";
  if (credit) return `${CREDIT_REASONS[credit]}${ignored ? ` ${ignoredReason(ignored)}` : ""}`;
  if (standingId) {
    return "Another attribution of this contact and campaign was active already. It stays, and this one was logged as an inactive attempt.";
  }
  return attributionId && !orderId ? "Nothing was in the way." : "It was answered as asked.";
}

const CREDIT_REASONS = {
  new: "Nobody stood for this customer and campaign, so the order made an active attribution and is credited to it.",
  standing: "The order is credited to the attribution that stood for this customer and campaign.",
  none: "The order was kept, and nobody is credited.",
};

function ignoredReason(code: string): string {
  const words = code in REJECTION_WORDS ? REJECTION_WORDS[code as keyof typeof REJECTION_WORDS].message : code;
  return `The code or advocate that was sent counted for nothing: ${words}`;
}

/** How many records of a batch came to what. */
export function batchReason(
  { contacts_created: _, ...counts }: Record<string, number>,
  rejected: Record<string, number>,
) {
  const sum = (of: Record<string, number>) => Object.values(of).reduce((total, count) => total + count, 0);
  const [all, refused] = [sum(counts), sum(rejected)].map((count) => count.toLocaleString("en"));
  const taken = Object.entries(counts).flatMap(([name, count]) => {
    const label = TAKEN_LABELS[name];
    return label && count > 0 ? `${count.toLocaleString("en")} ${label}` : [];
  });
  const first = refused === "0" ? `None of ${all} was refused` : `${refused} of ${all} were refused`;
  return `${[first, ...taken].join(", ")}.`;
}

/** What became of the records of a batch that were taken. */
const TAKEN_LABELS: Record<string, string> = {
  active: "active",
  inactive_duplicate: "logged as inactive attempts",
  recorded: "recorded",
  repeated: "recorded before",
};

/** "500 × unknown_code: No shortcode or coupon code is spelled like this. …" */
export function rejectedWords(code: string, count: number): string {
  return `${count.toLocaleString("en")} × ${code}: ${adviceFor(code)}`;
}
