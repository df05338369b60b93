import { z } from "zod";
import { SOURCES } from "@/lib/audit/schema";

/** How an attribution was established: by an advocate's code, or by an admin naming the advocate. */
export const METHODS = ["shortcode", "coupon", "advocate"] as const;
export type Method = (typeof METHODS)[number];

export const INACTIVE_REASONS = ["duplicate_attempt", "deactivated", "reassigned"] as const;
export type InactiveReason = (typeof INACTIVE_REASONS)[number];

export type Status = "active" | "inactive";

export const EVENT_KINDS = [
  "attribution.created",
  "attribution.duplicate_logged",
  "attribution.activated",
  "attribution.deactivated",
  "attribution.reassigned",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Why a draft was refused. Words and HTTP status of each are in lib/attributions/wording.ts. */
export const REJECTIONS = [
  "invalid_email",
  "campaign_not_found",
  "campaign_required",
  "campaign_not_started",
  "campaign_ended",
  "unknown_code",
  "code_retired",
  "code_campaign_mismatch",
  "code_advocate_mismatch",
  "advocate_required",
  "advocate_not_found",
  "advocate_not_enrolled",
  "advocate_not_in_segment",
  "customer_not_found",
  "customer_unsubscribed",
  "self_referral",
  "contact_banned",
] as const;
export type Rejection = (typeof REJECTIONS)[number];

/** Which input of a draft a rejection is about, so that a form can say it at the field. */
export type DraftField = "customer" | "campaign" | "advocate" | "code";

/** Why a change was refused. */
export const REFUSALS = [
  "not_found",
  "already_active",
  "already_inactive",
  "standing_exists",
  "standing_changed",
  "same_advocate",
  "attempt_unavailable",
  "contact_merged",
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** At most this many attributions are changed by one bulk action. */
export const BULK_LIMIT = 10_000;

const reason = z
  .string()
  .trim()
  .max(500, "A reason has at most 500 characters.")
  .nullish()
  .transform((text) => text || null);
const id = z.uuid();

/** What the "Add Manual" form sends: contacts by id, and either an advocate or a code. */
export const addManualSchema = z
  .object({
    customerId: z.uuid("Choose the referred contact."),
    campaignId: z.uuid("Choose the campaign."),
    advocateId: z.uuid().nullish(),
    code: z.string().trim().max(64, "A code has at most 64 characters.").nullish(),
    reason,
  })
  .refine((input) => Boolean(input.advocateId) !== Boolean(input.code), {
    path: ["advocateId"],
    message: "Choose an advocate, or enter a shortcode or coupon code.",
  });
export type AddManualInput = z.input<typeof addManualSchema>;

/** What can be asked before anything is saved: any part of the form may still be empty. */
export const checkDraftSchema = z.object({
  customerId: id.nullish(),
  campaignId: id.nullish(),
  advocateId: id.nullish(),
  code: z.string().trim().max(64).nullish(),
});
export type CheckDraftInput = z.input<typeof checkDraftSchema>;

export const changeStatusSchema = z.object({
  ids: z
    .array(id)
    .min(1)
    .max(BULK_LIMIT, `At most ${BULK_LIMIT.toLocaleString("en")} at a time: narrow the filter.`),
  to: z.enum(["active", "inactive"]),
  reason,
});
export type ChangeStatusInput = z.input<typeof changeStatusSchema>;

/**
 * Reassign: each standing attribution goes to the given advocate, or to an inactive attempt of the same slot.
 * An attempt belongs to one slot, hence only with one attribution.
 */
export const reassignSchema = z
  .object({
    ids: z.array(id).min(1).max(BULK_LIMIT),
    toAdvocateId: id.nullish(),
    toAttributionId: id.nullish(),
    reason,
  })
  .refine((input) => Boolean(input.toAdvocateId) !== Boolean(input.toAttributionId), {
    path: ["toAdvocateId"],
    message: "Choose the new advocate.",
  })
  .refine((input) => !input.toAttributionId || input.ids.length === 1, {
    path: ["toAttributionId"],
    message: "An inactive attempt can take over one attribution only.",
  });
export type ReassignInput = z.input<typeof reassignSchema>;

/** A filter of the list as a client sends it: the same parts as in the list's address (columns.ts). */
export const attributionFilterSchema = z.object({
  q: z.string().max(200).nullish(),
  status: z.array(z.enum(["active", "inactive", ...INACTIVE_REASONS])).nullish(),
  campaign: z.array(z.string().max(200)).max(500).nullish(),
  source: z.array(z.enum(SOURCES)).nullish(),
  method: z.array(z.enum(METHODS)).nullish(),
  advocate: z.string().max(320).nullish(),
  actor: z.string().max(64).nullish(),
  from: z.string().max(10).nullish(),
  to: z.string().max(10).nullish(),
});

export const CHANGE_KINDS = ["deactivate", "activate", "reassign"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * What can be asked before a change: what it would do to these attributions, or to all that match a filter. Reassign
 * without a successor asks only which attributions are meant.
 */
export const previewChangeSchema = z
  .object({
    kind: z.enum(CHANGE_KINDS),
    target: z.union([
      z.object({ ids: z.array(id).min(1).max(BULK_LIMIT) }),
      z.object({ filter: attributionFilterSchema }),
    ]),
    toAdvocateId: id.nullish(),
    toAttributionId: id.nullish(),
  })
  .refine((input) => !(input.toAdvocateId && input.toAttributionId), {
    path: ["toAdvocateId"],
    message: "Choose either an advocate or an attempt.",
  })
  .refine((input) => !input.toAttributionId || ("ids" in input.target && input.target.ids.length === 1), {
    path: ["toAttributionId"],
    message: "An inactive attempt can take over one attribution only.",
  });
export type PreviewChangeInput = z.input<typeof previewChangeSchema>;

/** Two contacts that are one person: which of them stays, and which is merged into it. */
export const mergeInputSchema = z.object({ staysId: id, goesId: id });
export type MergeInput = z.output<typeof mergeInputSchema>;

/** `version` and `asOf` are those of the preview that is confirmed. */
export const mergeContactsSchema = mergeInputSchema.extend({ version: z.string().max(64), asOf: z.iso.datetime() });

/** Why two contacts cannot be merged. */
export type MergeRefusal = "same_contact" | "not_found" | "merged_already" | "erased";
