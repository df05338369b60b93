import type { ImportField, Mapping } from "../../schema";

/** The fields of a row of attributions ("CSV headers seen in the field"). */
export const ATTRIBUTION_FIELDS = [
  {
    key: "customer_email",
    label: "Referred contact's e-mail",
    aliases: [
      "customer",
      "customer_mail",
      "referred_email",
      "referred_contact",
      "referred_contact_email",
      "referral_email",
      "referee_email",
      "friend_email",
      "lead_email",
      "client_email",
      "new_customer_email",
      "contact_email",
    ],
    content: "email",
    hint: "Who was referred.",
    perRow: true,
  },
  {
    key: "campaign_uid",
    label: "Campaign",
    aliases: ["campaign", "campaign_id", "campaign_name", "program", "program_uid"],
    content: "campaign",
    hint: "The campaign's UID. Not needed where a code is given: a code names its campaign.",
  },
  {
    key: "advocate_email",
    label: "Advocate's e-mail",
    aliases: ["email", "advocate", "referrer", "referrer_email", "referred_by", "ambassador_email", "affiliate_email"],
    content: "email",
    hint: "Who referred. An enrolled contact in a segment of the campaign.",
  },
  {
    key: "short_code",
    label: "Shortcode",
    aliases: ["shortcode", "referral_code", "code", "ref_code", "ref", "share_code"],
    content: "code",
    hint: "Names the advocate and the campaign at once.",
  },
  {
    key: "coupon_code",
    label: "Coupon code",
    aliases: ["coupon", "couponcode", "promo_code", "discount_code", "voucher"],
    content: "code",
    hint: "Names the advocate and the campaign at once.",
  },
  {
    key: "status",
    label: "Status",
    aliases: ["attribution_status", "state", "active"],
    content: "status",
    hint: "active or inactive. Empty means active.",
  },
  {
    key: "reason",
    label: "Reason",
    aliases: ["note", "notes", "comment", "why"],
    content: "text",
    hint: "Kept in the history, at most 500 characters.",
  },
  {
    key: "attributed_at",
    label: "Attributed at",
    aliases: ["date", "created_at", "referred_at", "attribution_date", "timestamp", "created"],
    content: "instant",
    hint: "When it came to be, ISO 8601. Empty means now.",
  },
] as const satisfies readonly ImportField[];
export type AttributionField = (typeof ATTRIBUTION_FIELDS)[number]["key"];

/** What is missing in a mapping, by the field it is said at. */
export function missingInAttributions(mapping: Mapping): Record<string, string> {
  const problems: Record<string, string> = {};
  if (!mapping.customer_email) problems.customer_email = "Choose the column with the referred contact's e-mail.";
  const byCode = Boolean(mapping.short_code || mapping.coupon_code);
  if (!byCode && !mapping.advocate_email) {
    problems.advocate_email = "Choose one of: the advocate's e-mail, a shortcode, a coupon code.";
  }
  if (!byCode && !mapping.campaign_uid) {
    problems.campaign_uid = "Choose the column with the campaign, or enter one campaign for all rows.";
  }
  return problems;
}
