import type { AuditKind } from "@/lib/audit/schema";
import type { ContactStatus, StatusPreview } from "./schema";

/** The words of contacts: the one file that turns a stored value into a sentence. */

export const CONTACT_STATUS_LABELS: Record<ContactStatus, string> = {
  prospect: "Prospect",
  enrolled: "Enrolled",
  unsubscribed: "Unsubscribed",
  banned: "Banned",
};

export const CONTACT_STATUS_HINTS: Record<ContactStatus, string> = {
  prospect: "Can be referred. Cannot refer.",
  enrolled: "Refers in the campaigns open to its segments. Can be referred.",
  unsubscribed: "Neither refers nor is referred from now on.",
  banned: "Neither refers nor is referred from now on.",
};

const FIELD_LABELS: Record<string, string> = {
  email: "e-mail",
  first_name: "first name",
  last_name: "last name",
  uid: "external UID",
  phone: "phone",
  company: "company",
  custom_fields: "custom fields",
};

/** What is refused because somebody has it; the form adds who. */
export const TAKEN = {
  email_taken: { field: "email", message: (value: string) => `“${value}” is the e-mail of another contact.` },
  uid_taken: { field: "uid", message: (value: string) => `“${value}” is the external UID of another contact.` },
} as const;

export const CHANGED_MEANWHILE =
  "Somebody else has saved this contact since you opened it. Reload to see what they changed, then make your change again.";
export const NO_SUCH_CONTACT = "There is no such contact.";

const number = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** "1 contact", "12,000 contacts". */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** What a change of status does from then on and what it leaves as it is, a sentence each. */
export function statusConsequences(preview: StatusPreview): string[] {
  const { to, changed, codes, advocatesLost, standingAsAdvocate, standingAsReferred } = preview;
  if (changed === 0) return ["Nothing changes: the status is the same."];
  const sentences: string[] = [];
  if (advocatesLost > 0) {
    sentences.push(
      `${countWords(advocatesLost, "advocate")} ${advocatesLost === 1 ? "stops" : "stop"} being eligible from then on: new referrals with their codes are refused.`,
    );
  }
  if (to === "enrolled") {
    sentences.push(
      codes > 0
        ? `${countWords(codes, "shortcode")} ${codes === 1 ? "is" : "are"} given, one in each campaign open to a segment of theirs.`
        : "No shortcode is given now: an enrolled contact gets one in each campaign open to one of its segments.",
    );
  }
  if (to === "unsubscribed" || to === "banned") {
    sentences.push("Nobody can refer them into a campaign from then on.");
  }
  const standing = standingAsAdvocate + standingAsReferred;
  sentences.push(
    standing > 0
      ? `${countWords(standing, "active attribution")} ${standing === 1 ? "stays" : "stay"} as ${standing === 1 ? "it is" : "they are"} (${number(standingAsAdvocate)} as advocate, ${number(standingAsReferred)} as referred contact).`
      : "There are no active attributions of theirs; none would be changed.",
  );
  return sentences;
}

type Event = {
  kind: AuditKind;
  detail: { fields?: string[]; from?: string | null; to?: string | null; name?: string };
  code: string | null;
  campaign: { name: string } | null;
  other: { name: string | null; email: string } | null;
};

/** "Ada Lovelace (ada@example.com)"; who has no name by e-mail alone. */
export function nameAndEmail({ name, email }: { name: string | null; email: string }): string {
  return name && email ? `${name} (${email})` : (name ?? email);
}

/** A field of a contact, as it stands inside of a sentence. */
export function fieldLabel(field: string): string {
  return FIELD_LABELS[field] ?? field;
}

/** What happened to a contact, as its timeline says it. */
export function contactEventSentence({ kind, detail, code, campaign, other }: Event): string {
  const segment = detail.name ? `the segment ${detail.name}` : "a segment";
  const where = campaign ? ` in ${campaign.name}` : "";
  switch (kind) {
    case "contact.created":
      return detail.to ? `Created as ${detail.to}` : "Created";
    case "contact.updated":
      return `Changed: ${(detail.fields ?? []).map(fieldLabel).join(", ")}`;
    case "contact.status_changed":
      return `Status changed from ${detail.from} to ${detail.to}`;
    case "contact.merged":
      return `Merged: ${other ? nameAndEmail(other) : "another contact"} is this contact from now on`;
    case "contact.exported":
      return "Everything held was exported";
    case "contact.erased":
      return "Personal data was erased";
    case "segment.member_added":
      return `Added to ${segment}`;
    case "segment.member_removed":
      return `Removed from ${segment}`;
    case "segment.deleted":
      return `Removed with ${segment}, which was deleted`;
    case "code.created":
      return `Code ${code ?? ""} given${where}`;
    case "code.retired":
      return `Code ${code ?? ""} retired${where}`;
    case "code.restored":
      return `Code ${code ?? ""} restored${where}`;
    default:
      return kind.replace(".", " ").replaceAll("_", " ");
  }
}
