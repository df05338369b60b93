import { z } from "zod";

/**
 * What the importer may decide: what becomes of a row that repeats what already stands, of one where another advocate
 * stands, and of one whose referred contact does not exist.
 */
export const attributionChoicesSchema = z.strictObject({
  repeat: z.enum(["unchanged", "log"]),
  other: z.enum(["log", "reassign"]),
  createContacts: z.boolean(),
});
export type AttributionChoices = z.infer<typeof attributionChoicesSchema>;
export const DEFAULT_ATTRIBUTION_CHOICES: AttributionChoices = {
  repeat: "unchanged",
  other: "log",
  createContacts: false,
};

/** What can be wrong with a row of attributions besides what is wrong with a draft (REJECTIONS). */
export const ATTRIBUTION_FAULTS = [
  "customer_required",
  "invalid_advocate_email",
  "two_codes",
  "invalid_status",
  "invalid_date",
  "date_out_of_range",
  "reason_too_long",
  "nothing_to_deactivate",
] as const;
