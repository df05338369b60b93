import "server-only";
import type { EndpointName } from "./endpoints/all";

type Description = {
  summary: string;
  /** The fields without which it is refused. */
  required: string[];
  /** A body that is taken. */
  example: Record<string, unknown>;
  done: { status: 200 | 201; means: string };
  repeated: string;
};

const REPEATED = "A repeat: the first answer once more.";

/** What each endpoint that writes does, in words. */
export const DESCRIPTIONS: Record<EndpointName, Description> = {
  "referral_attribution/record": {
    summary: "Record who was referred, by the code of whoever referred them. An unknown contact becomes a prospect.",
    required: ["customer_email"],
    example: { customer_email: "cara@example.com", first_name: "Cara", short_code: "bq7kd2" },
    done: {
      status: 201,
      means: "Recorded: active, or inactive_duplicate beside the standing attribution that is named.",
    },
    repeated: REPEATED,
  },
  "referral_attribution/record_batch": {
    summary: "Record up to 1,000 referrals at once. Each has its own outcome.",
    required: ["records"],
    example: { records: [{ customer_email: "cara@example.com", short_code: "bq7kd2" }] },
    done: { status: 200, means: "An outcome for each record, in their order." },
    repeated: REPEATED,
  },
  "order/record": {
    summary: "Record an order with its contact and attribution. Who stands is credited, for ever.",
    required: ["customer_email", "order_id"],
    example: {
      ...{ customer_email: "cara@example.com", order_id: "A-1001", revenue_amount: "49.90", currency: "EUR" },
      ...{ coupon_code: "SAVE-ADA", external_status: "paid" },
    },
    done: { status: 201, means: "Recorded: whom it is credited to, and why." },
    repeated: "This order_id was recorded before with the same content: its first result.",
  },
  "order/record_batch": {
    summary: "Record up to 1,000 orders at once. Each has its own outcome.",
    required: ["records"],
    example: {
      records: [{ customer_email: "cara@example.com", order_id: "A-1001", revenue_amount: "49.90", currency: "EUR" }],
    },
    done: { status: 200, means: "An outcome for each record, in their order." },
    repeated: REPEATED,
  },
  "orders/{id}": {
    summary: "Say an order's external status, or that it was refunded or cancelled.",
    required: [],
    example: { external_status: "shipped" },
    done: { status: 200, means: "The order as it is now." },
    repeated: REPEATED,
  },
  "referral_attributions/{id}": {
    summary: "Activate or deactivate an attribution.",
    required: ["status"],
    example: { status: "inactive", reason: "The customer asked us to." },
    done: { status: 200, means: "The attribution as it is now." },
    repeated: REPEATED,
  },
  "referral_attributions/{id}/reassign": {
    summary: "Give an active attribution to another advocate, or to an inactive attempt, in one step.",
    required: [],
    example: { advocate_email: "ben@example.com", reason: "Ben spoke to her first." },
    done: { status: 200, means: "The attribution that is active now." },
    repeated: REPEATED,
  },
};

/** What the fields mean. */
export const FIELDS: Record<string, string> = {
  customer_email: "Who was referred, or bought. Whatever its case. Also: email.",
  customer_uid: "The contact's id in your system; kept where the contact is new. Also: uid.",
  first_name: "Kept where the contact is new.",
  last_name: "Kept where the contact is new.",
  campaign_uid: "The campaign. A code names it already, and so does a key for one campaign.",
  short_code: "The advocate's shortcode: the tail of the referral link.",
  coupon_code: "The advocate's coupon code, in place of a shortcode.",
  advocate_email: "The advocate by e-mail, in place of a code.",
  order_id:
    "Your own id of the order. Sent again with the same content, it is answered with its first result. Also: transaction_uid.",
  revenue_amount: "What was paid, as 1234.50. Also: revenue.",
  currency: "ISO 4217: EUR, USD, JPY.",
  external_status: "What your system calls the order's state.",
  hubspot_dealstage: "HubSpot's stage of the deal.",
  ordered_at: "When, as ISO 8601; without a zone it is UTC. Left out: now.",
  event_data1: "Kept with the order.",
  event_data2: "Kept with the order.",
  event_data3: "Kept with the order.",
  records: "Up to 1,000 records, each as the single endpoint takes it.",
  status: "What it is to be.",
  reason: "Why, in your words; it is in the history for ever.",
  attribution_id: "The inactive attempt of the same contact and campaign that takes over.",
};
