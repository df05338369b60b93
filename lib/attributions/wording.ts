import type { Integration } from "@/lib/api-keys/schema";
import { INTEGRATION_LABELS } from "@/lib/api-keys/wording";
import type { Source } from "@/lib/audit/schema";
import type { DraftField, EventKind, InactiveReason, MergeRefusal, Method, Refusal, Rejection, Status } from "./schema";

/** The words and codes of attributions: the one file that turns a stored value into a sentence, a field, a status. */

export const METHOD_LABELS: Record<Method, string> = {
  shortcode: "Shortcode",
  coupon: "Coupon",
  advocate: "Advocate",
};

export const SOURCE_LABELS: Record<Source, string> = {
  manual: "Manual",
  csv_import: "CSV import",
  api: "API",
  order: "Order",
  widget: "Widget",
};

/** Where something came from, with the kind of program that sent it: "API · HubSpot". */
export function sourceWords(source: Source, { integration }: { integration?: Integration | null }): string {
  const label = SOURCE_LABELS[source];
  return integration && integration !== "other" ? `${label} · ${INTEGRATION_LABELS[integration]}` : label;
}

export const INACTIVE_REASON_LABELS: Record<InactiveReason, string> = {
  duplicate_attempt: "Duplicate attempt",
  deactivated: "Deactivated",
  reassigned: "Reassigned",
};

/** "Active", or "Inactive" with why. */
export function statusLabel(status: Status, inactiveReason: InactiveReason | null): string {
  if (status === "active") return "Active";
  return inactiveReason ? `Inactive · ${INACTIVE_REASON_LABELS[inactiveReason]}` : "Inactive";
}

/** The words of the status filter: `inactive` stands for every reason. */
export function statusFilterLabel(value: Status | InactiveReason): string {
  if (value === "active") return "Active";
  return value === "inactive" ? "Inactive, any reason" : INACTIVE_REASON_LABELS[value];
}

export const EVENT_LABELS: Record<EventKind, string> = {
  "attribution.created": "Created as active",
  "attribution.duplicate_logged": "Duplicate attempt logged",
  "attribution.activated": "Activated",
  "attribution.deactivated": "Deactivated",
  "attribution.reassigned": "Reassigned to another advocate",
};

type RejectionWords = { field: DraftField; message: string; mend: string };

/** What is wrong, at which field, and what to do about it. */
export const REJECTION_WORDS: Record<Rejection, RejectionWords> = {
  invalid_email: { field: "customer", message: "This is not an e-mail address.", mend: "Correct the e-mail address." },
  customer_not_found: {
    field: "customer",
    message: "No contact has this e-mail address.",
    mend: "Create the contact first, then attribute it.",
  },
  customer_unsubscribed: {
    field: "customer",
    message: "This contact is unsubscribed; a referred contact is a prospect or enrolled.",
    mend: "Change the contact's status first.",
  },
  campaign_required: { field: "campaign", message: "No campaign is named.", mend: "Choose the campaign." },
  campaign_not_found: {
    field: "campaign",
    message: "There is no such campaign.",
    mend: "Choose one of the campaigns.",
  },
  campaign_not_started: {
    field: "campaign",
    message: "This campaign has not started yet.",
    mend: "Wait for its start, or choose a running campaign.",
  },
  campaign_ended: {
    field: "campaign",
    message: "This campaign has ended; nobody can be referred into it any more.",
    mend: "Choose a running campaign.",
  },
  unknown_code: {
    field: "code",
    message: "No shortcode or coupon code is spelled like this.",
    mend: "Check the spelling, or choose the advocate instead.",
  },
  code_retired: {
    field: "code",
    message: "This code has been retired.",
    mend: "Use the advocate's current code, or choose the advocate instead.",
  },
  code_campaign_mismatch: {
    field: "code",
    message: "This code belongs to another campaign.",
    mend: "Choose the code's campaign, or another code.",
  },
  code_advocate_mismatch: {
    field: "code",
    message: "This code belongs to another advocate.",
    mend: "Name either the advocate or the code.",
  },
  advocate_required: {
    field: "advocate",
    message: "Neither an advocate nor a code is named.",
    mend: "Choose an advocate, or enter a shortcode or coupon code.",
  },
  advocate_not_found: {
    field: "advocate",
    message: "There is no such contact.",
    mend: "Create the contact, enrol it and add it to a segment of the campaign.",
  },
  advocate_not_enrolled: {
    field: "advocate",
    message: "This contact is not enrolled, so it cannot refer.",
    mend: "Enrol the contact first.",
  },
  advocate_not_in_segment: {
    field: "advocate",
    message: "This contact is in no segment of the campaign, so it cannot refer here.",
    mend: "Add the contact to one of the campaign's segments.",
  },
  self_referral: {
    field: "advocate",
    message: "A contact cannot refer itself.",
    mend: "Choose another advocate or another referred contact.",
  },
  contact_banned: {
    field: "advocate",
    message: "A banned contact neither refers nor is referred.",
    mend: "Choose another contact, or lift the ban first.",
  },
};

export const REFUSAL_MESSAGES: Record<Refusal, string> = {
  not_found: "There is no such attribution.",
  already_active: "It is already active.",
  already_inactive: "It is already inactive.",
  standing_exists: "Another attribution of the same contact and campaign is active.",
  standing_changed: "It is not the active one, so there is nothing to hand over.",
  same_advocate: "It already belongs to this advocate.",
  contact_merged:
    "The referred contact and the advocate are one person since two contacts were merged, and nobody refers themselves.",
  attempt_unavailable: "The chosen attempt is not an inactive one of the same contact and campaign.",
};

/** Why two contacts cannot be merged, and what to do. */
export const MERGE_REFUSAL_MESSAGES: Record<MergeRefusal, string> = {
  same_contact: "This is the same contact. Choose another one.",
  not_found: "There is no such contact any more. Reload the page.",
  merged_already:
    "One of the two was merged into another contact meanwhile. Reload the page, which leads to that contact, and start again.",
  erased: "One of the two was erased, so there is nothing left to merge.",
};

/** The sentence for any code a command can answer with. */
export function outcomeMessage(code: Refusal | Rejection): string {
  return code in REFUSAL_MESSAGES ? REFUSAL_MESSAGES[code as Refusal] : REJECTION_WORDS[code as Rejection].message;
}

/** What somebody did to an attribution, after their name: "Grace Hopper deactivated it". */
export const EVENT_DEEDS: Record<EventKind, string> = {
  "attribution.created": "created it as active",
  "attribution.duplicate_logged": "logged it as a duplicate attempt",
  "attribution.activated": "activated it",
  "attribution.deactivated": "deactivated it",
  "attribution.reassigned": "reassigned it to another advocate",
};

/** An event in its history, naming the advocate of the attribution it points at: "Reassigned to Ada Lovelace". */
export function eventSentence(kind: EventKind, related: string | null): string {
  if (!related) return EVENT_LABELS[kind];
  if (kind === "attribution.reassigned") return `Reassigned to ${related}`;
  if (kind === "attribution.duplicate_logged") return `Duplicate attempt logged while ${related} stood`;
  return `${EVENT_LABELS[kind]}, taking over from ${related}`;
}

/** What is wrong with a draft and what to do about it. */
export function rejectionSentence(code: Rejection): string {
  const { message, mend } = REJECTION_WORDS[code];
  return `${message} ${mend}`;
}

type WithStatus = { status: string } | null;

/**
 * The sentence for each field of a draft that is in the way. A ban is said at whoever is banned; what is wrong with the
 * advocate is said at the code where a code named them.
 */
export function draftErrors(
  problems: Rejection[],
  { customer, advocate, byCode }: { customer: WithStatus; advocate: WithStatus; byCode: boolean },
): Partial<Record<DraftField, string>> {
  const errors: Partial<Record<DraftField, string>> = {};
  const say = (field: DraftField, code: Rejection) => {
    errors[field === "advocate" && byCode ? "code" : field] ??= rejectionSentence(code);
  };
  for (const code of problems) {
    if (code !== "contact_banned") say(REJECTION_WORDS[code].field, code);
    else {
      if (customer?.status === "banned") say("customer", code);
      if (advocate?.status === "banned" || customer?.status !== "banned") say("advocate", code);
    }
  }
  return errors;
}
