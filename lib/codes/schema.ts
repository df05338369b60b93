/** The two kinds of codes. A code is unique across both, whatever its case. */
export const CODE_KINDS = ["shortcode", "coupon"] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

export const SHORTCODE_MAX_LENGTH = 32;
export const COUPON_MAX_LENGTH = 64;
