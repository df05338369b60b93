import { z } from "zod";

/** Whoever was referred and is not enrolled yet is a prospect; only who is enrolled may refer. */
export const CONTACT_STATUSES = ["prospect", "enrolled", "unsubscribed", "banned"] as const;
export type ContactStatus = (typeof CONTACT_STATUSES)[number];

/** At most this many contacts are changed by one bulk action. */
export const BULK_LIMIT = 10_000;
const MAX_CUSTOM_FIELDS = 50;

/** A text that may be left out; an empty one is none. */
const optional = (label: string, max: number) =>
  z
    .string()
    .trim()
    .max(max, `${label} has at most ${max} characters. Shorten it.`)
    .nullish()
    .transform((text) => text || null);

/** An address as it is kept: full-width letters, padding and what nobody sees do not make another one. */
export function plainEmail(text: string): string {
  return text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .normalize("NFKC")
    .trim();
}

const email = z
  .string()
  .transform(plainEmail)
  .pipe(
    z
      .string()
      .min(1, "Enter an e-mail address.")
      .max(254, "An e-mail address has at most 254 characters. Shorten it.")
      .regex(/^[^@\s]+@[^@\s]+$/, {
        error: ({ input }) => `“${input}” is not an e-mail address. Write it like ada@example.com.`,
      }),
  );

const customFields = z
  .array(
    z.object({
      name: z
        .string()
        .trim()
        .min(1, "Name each custom field, or remove it.")
        .max(100, "A custom field's name has at most 100 characters."),
      value: z.string().trim().max(1000, "A custom field's value has at most 1,000 characters."),
    }),
  )
  .max(MAX_CUSTOM_FIELDS, `A contact has at most ${MAX_CUSTOM_FIELDS} custom fields. Remove some.`)
  .superRefine((fields, context) => {
    const names = fields.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) {
      context.addIssue({
        code: "custom",
        message: `“${twice}” is there twice. Give each custom field a name of its own.`,
      });
    }
  });

/** What an admin says of a contact, when creating and when editing it. */
export const contactFieldsSchema = z.object({
  email,
  firstName: optional("A first name", 200),
  lastName: optional("A last name", 200),
  uid: optional("An external UID", 200),
  phone: optional("A phone number", 50),
  company: optional("A company", 200),
  status: z.enum(CONTACT_STATUSES, "Choose a status."),
  customFields,
});
export type ContactFields = z.output<typeof contactFieldsSchema>;
export type ContactFieldsInput = z.input<typeof contactFieldsSchema>;

/** `version` is that of the contact as it was read: whoever saves over a later change is told so. */
export const updateContactSchema = contactFieldsSchema.extend({ id: z.uuid(), version: z.string().max(40) });
export type UpdateContact = z.output<typeof updateContactSchema>;

const ids = z.array(z.uuid()).min(1, "Select a contact.").max(BULK_LIMIT, "Select at most 10,000 contacts.");

export const setContactStatusSchema = z.object({ ids, to: z.enum(CONTACT_STATUSES) });
export type SetContactStatus = z.output<typeof setContactStatusSchema>;

/** The filter of the list, as far as a bulk action names contacts by it. */
const filter = z.object({
  q: z.string().max(200).nullish(),
  status: z.array(z.enum(CONTACT_STATUSES)).nullish(),
  segment: z.array(z.string().max(64)).nullish(),
  campaign: z.array(z.string().max(64)).nullish(),
  source: z.array(z.enum(["manual", "csv_import", "api", "order", "widget"])).nullish(),
});

/** Whom a bulk action is about: contacts that are named, or that a filter shows. */
export const contactTargetSchema = z.union([z.object({ ids }), z.object({ filter })]);
export type ContactTarget = z.input<typeof contactTargetSchema>;

/** What would become of them by another status. */
export const previewContactStatusSchema = z.object({ to: z.enum(CONTACT_STATUSES), target: contactTargetSchema });

/** What changing the status of contacts does, in numbers. */
export type StatusPreview = {
  to: ContactStatus;
  /** Whom it is about, at most BULK_LIMIT; `more` when more match. */
  ids: string[];
  more: boolean;
  /** Who changes, by the status they have now. */
  from: Partial<Record<ContactStatus, number>>;
  changed: number;
  unchanged: number;
  /** Shortcodes that are given to those who become advocates. */
  codes: number;
  /** Who may refer in a running campaign now, and not any more afterwards. */
  advocatesLost: number;
  /** Active attributions in which those who change are the advocate, and in which they are the referred contact. */
  standingAsAdvocate: number;
  standingAsReferred: number;
};
