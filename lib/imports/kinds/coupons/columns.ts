import type { ImportField, Mapping } from "../../schema";

/** The fields of a row of coupon codes. */
export const COUPON_FIELDS = [
  {
    key: "code",
    label: "Coupon code",
    aliases: ["coupon", "couponcode", "promo_code", "discount_code", "voucher", "voucher_code"],
    content: "text",
    hint: "Up to 64 letters, digits, hyphens and underscores; unique whatever its case.",
    perRow: true,
  },
  {
    key: "advocate_email",
    label: "Advocate's e-mail",
    aliases: ["email", "advocate", "contact_email", "referrer_email", "ambassador_email", "affiliate_email", "owner"],
    content: "email",
    hint: "An enrolled contact in a segment of the campaign.",
  },
  {
    key: "campaign_uid",
    label: "Campaign",
    aliases: ["campaign", "campaign_id", "program", "program_uid"],
    content: "campaign",
    hint: "The campaign's UID.",
  },
] as const satisfies readonly ImportField[];
export type CouponField = (typeof COUPON_FIELDS)[number]["key"];

/** What is missing in a mapping, by the field it is said at. */
export function missingInCoupons(mapping: Mapping): Record<string, string> {
  const problems: Record<string, string> = {};
  if (!mapping.code) problems.code = "Choose the column with the coupon code.";
  else if ("constant" in mapping.code) problems.code = "Each row has a code of its own: choose a column.";
  if (!mapping.advocate_email) {
    problems.advocate_email = "Choose the column with the advocate's e-mail, or enter one advocate for all rows.";
  }
  if (!mapping.campaign_uid) {
    problems.campaign_uid = "Choose the column with the campaign, or enter one campaign for all rows.";
  }
  return problems;
}
