import { z } from "zod";

/**
 * What the importer may decide: whether contacts are created, updated or both; whether a segment that does not exist is
 * created; and which fields are filled only where the contact has no value yet. All others are overwritten.
 */
export const contactChoicesSchema = z.strictObject({
  mode: z.enum(["both", "create", "update"]),
  createSegments: z.boolean(),
  fill: z.array(z.string().max(110)).max(100),
});
export type ContactChoices = z.infer<typeof contactChoicesSchema>;
export const DEFAULT_CONTACT_CHOICES: ContactChoices = { mode: "both", createSegments: false, fill: [] };

/** What can be wrong with a row of contacts. */
export const CONTACT_FAULTS = [
  "email_required",
  "unknown_contact_status",
  "value_too_long",
  "unreadable_segment",
  "segment_not_found",
  "contact_exists",
  "contact_not_found",
  "uid_taken",
  "uid_repeated",
  "too_many_custom_fields",
] as const;

/** A custom field's key in a mapping begins so; its name, which is the column's header, follows. */
export const CUSTOM_PREFIX = "custom:";
/** As lib/contacts has it for the form. */
export const MAX_CUSTOM_FIELDS = 50;
export const MAX_CUSTOM_NAME = 100;
