import type { ImportField, Mapping } from "../../schema";

/** The fields of a row of orders, by the names of the API; its legacy names are known as well. */
export const ORDER_FIELDS = [
  {
    key: "order_id",
    label: "Order id",
    aliases: ["order", "transaction_uid", "transaction_id", "order_number", "order_no", "order_uid", "deal_id", "id"],
    content: "text",
    hint: "The shop's own id, unique. A row that repeats an order changes nothing.",
    perRow: true,
  },
  {
    key: "customer_email",
    label: "Customer's e-mail",
    aliases: ["email", "customer", "customer_mail", "buyer_email", "client_email", "contact_email", "email_address"],
    content: "email",
    hint: "Who bought. Who is not known yet becomes a prospect.",
    perRow: true,
  },
  {
    key: "first_name",
    label: "Customer's first name",
    aliases: ["customer_first_name", "firstname", "given_name", "billing_first_name"],
    content: "text",
    hint: "Only of customers who are not known yet.",
    perRow: true,
  },
  {
    key: "last_name",
    label: "Customer's last name",
    aliases: ["customer_last_name", "lastname", "surname", "family_name", "billing_last_name"],
    content: "text",
    hint: "Only of customers who are not known yet.",
    perRow: true,
  },
  {
    key: "customer_uid",
    label: "Customer's UID",
    aliases: ["uid", "customer_id", "user_id", "external_uid"],
    content: "text",
    hint: "Only of customers who are not known yet; one that somebody has already stays theirs.",
    perRow: true,
  },
  {
    key: "revenue_amount",
    label: "Revenue",
    aliases: ["revenue", "amount", "total", "order_total", "order_value", "subtotal", "price", "value", "deal_amount"],
    content: "text",
    hint: "What was paid, like 1,234.50 or 1.234,50 €. 0 if nothing.",
    perRow: true,
  },
  {
    key: "currency",
    label: "Currency",
    aliases: ["currency_code", "order_currency", "revenue_currency"],
    content: "text",
    hint: "Three letters, like EUR.",
  },
  {
    key: "campaign_uid",
    label: "Campaign",
    aliases: ["campaign", "campaign_id", "program", "program_uid"],
    content: "campaign",
    hint: "The campaign's UID. Not needed where a code is given: a code names its campaign.",
  },
  {
    key: "short_code",
    label: "Shortcode",
    aliases: ["shortcode", "referral_code", "code", "ref_code", "ref", "share_code"],
    content: "code",
    hint: "Of whoever referred the customer. A coupon code is taken here as well.",
  },
  {
    key: "coupon_code",
    label: "Coupon code",
    aliases: ["coupon", "couponcode", "promo_code", "discount_code", "voucher"],
    content: "code",
    hint: "As it was typed at checkout.",
  },
  {
    key: "advocate_email",
    label: "Advocate's e-mail",
    aliases: ["advocate", "referrer", "referrer_email", "referred_by", "ambassador_email", "affiliate_email"],
    content: "email",
    hint: "Who referred the customer. An enrolled contact in a segment of the campaign.",
  },
  {
    key: "external_status",
    label: "External status",
    aliases: ["status", "order_status", "state", "financial_status", "payment_status"],
    content: "text",
    hint: "What the shop says of the order, like paid. A repeated row brings it up to date.",
  },
  {
    key: "hubspot_dealstage",
    label: "HubSpot deal stage",
    aliases: ["dealstage", "deal_stage", "stage"],
    content: "text",
    hint: "A repeated row brings it up to date.",
  },
  {
    key: "ordered_at",
    label: "Ordered at",
    aliases: ["date", "order_date", "created_at", "created", "placed_at", "purchased_at", "timestamp", "closedate"],
    content: "instant",
    hint: "When it was placed, ISO 8601. Empty means now.",
  },
] as const satisfies readonly ImportField[];
export type OrderField = (typeof ORDER_FIELDS)[number]["key"];

/** What is missing in a mapping, by the field it is said at. */
export function missingInOrders(mapping: Mapping): Record<string, string> {
  const problems: Record<string, string> = {};
  if (!mapping.order_id) problems.order_id = "Choose the column with the order's id.";
  else if ("constant" in mapping.order_id) problems.order_id = "Each order has an id of its own: choose a column.";
  if (!mapping.customer_email) problems.customer_email = "Choose the column with the customer's e-mail.";
  return problems;
}
