import { z } from "zod";

/** The two kinds of codes. A code is unique across both, whatever its case. */
export const CODE_KINDS = ["shortcode", "coupon"] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

export const SHORTCODE_MAX_LENGTH = 32;
export const COUPON_MAX_LENGTH = 64;

/**
 * What codes are made of. Without vowels, so that no word comes about, and without what is taken for another character
 * when it is read aloud, written by hand or printed small: 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V.
 */
export const CODE_ALPHABET = "34679CDFGHJKMNPQRTWXY";

/** At most this many coupon codes are made at once. */
export const COUPONS_AT_ONCE = 100_000;

const owner = { campaignId: z.uuid(), advocateId: z.uuid() };

export const setShortcodeSchema = z.object({
  ...owner,
  code: z
    .string()
    .trim()
    .regex(
      /^[A-Za-z0-9_-]{1,32}$/,
      "A shortcode has up to 32 letters, digits, hyphens and underscores, and no spaces: ada-spring.",
    ),
});

export const createCouponsSchema = z.object({
  ...owner,
  pattern: z
    .string()
    .trim()
    .regex(
      /^[A-Za-z0-9_#-]{1,64}$/,
      "A pattern has up to 64 letters, digits, hyphens, underscores and #, and no spaces: ADA-####.",
    ),
  count: z
    .int("Enter a whole number.")
    .min(1, "Create at least 1 code.")
    .max(COUPONS_AT_ONCE, "At most 100,000 codes are created at once."),
});

export const codeIdSchema = z.object({ codeId: z.uuid() });

export type CodeRefusal = "not_found" | "taken" | "has_another" | "already_retired" | "not_retired" | "pattern_full";
