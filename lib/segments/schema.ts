import { z } from "zod";

export const NAME_MAX_LENGTH = 200;
/** At most this many addresses are added by one paste. */
export const EMAILS_MAX = 50_000;
/** A text of this length, in characters, still fits into one action (serverActions.bodySizeLimit in next.config.js). */
export const PASTE_MAX_LENGTH = 2_500_000;
/** At most this many contacts are chosen one by one. */
export const SELECTION_MAX = 10_000;

/** The statuses of a contact, as a member is told apart by them. */
export const MEMBER_STATUSES = ["prospect", "enrolled", "unsubscribed", "banned"] as const;
export type MemberStatus = (typeof MEMBER_STATUSES)[number];

const name = z
  .string()
  .trim()
  .min(1, "Enter a name: it is what a campaign's settings call the segment.")
  .max(NAME_MAX_LENGTH, `A segment's name has at most ${NAME_MAX_LENGTH} characters.`)
  // The database measures the name without such characters, and cannot store a NUL.
  .refine((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text) && !text.includes("\0"), "Enter a name that can be read.");

export const createSegmentSchema = z.object({ name });

/** `was` is the name that the form was opened with: a rename in between is not overwritten unseen. */
export const renameSegmentSchema = z.object({ id: z.uuid(), name, was: z.string() });
export type RenameSegmentInput = z.output<typeof renameSegmentSchema>;

export const segmentIdSchema = z.object({ id: z.uuid() });

export const membersSchema = z.object({
  segmentId: z.uuid(),
  contactIds: z
    .array(z.uuid())
    .min(1, "Choose at least one contact.")
    .max(SELECTION_MAX, "At most 10,000 contacts can be chosen at a time."),
});
export type MembersInput = z.output<typeof membersSchema>;

/** A pasted list of e-mails. */
export const pastedSchema = z
  .object({
    segmentId: z.uuid(),
    text: z.string().max(PASTE_MAX_LENGTH, "This list is too long to be sent at once. Add it in several parts."),
  })
  .transform(({ segmentId, text }) => ({ segmentId, emails: parseEmails(text) }))
  .superRefine(({ emails }, context) => {
    const message = pasteProblem(emails.length);
    if (message) context.addIssue({ code: "custom", path: ["text"], message });
  });
export type PastedInput = z.output<typeof pastedSchema>;

/** "50,000". Grouped by hand: Intl's words differ between Node and browsers. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Why this many addresses cannot be added at once; null when they can. */
export function pasteProblem(count: number): string | null {
  if (count === 0) return "Paste at least one e-mail address.";
  if (count <= EMAILS_MAX) return null;
  return `This list has ${grouped(count)} addresses. Add at most 50,000 at a time: take out some, and add them afterwards.`;
}

/**
 * The addresses in a pasted text, each once and as it is written. Of a line such as "Ada Lovelace <ada@example.com>, CEO"
 * what has an @ is taken; a line without any stands for itself, so that it is reported instead of lost.
 */
export function parseEmails(text: string): string[] {
  const found = new Map<string, string>();
  for (const line of text.split(/[\r\n]+/)) {
    const addresses = line.split(/[\s,;|]+/).filter((word) => word.includes("@"));
    for (const one of addresses.length > 0 ? addresses.map(bare) : [line.trim()]) {
      const key = one.toLowerCase();
      if (one !== "" && !found.has(key)) found.set(key, one);
    }
  }
  return [...found.values()];
}

/** An address without what mail programs and sheets put around it. */
function bare(word: string): string {
  return word.replace(/^(?:[<>()[\]"']|mailto:)+/i, "").replace(/[<>()[\]"'.:]+$/, "");
}
