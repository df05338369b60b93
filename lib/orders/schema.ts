import type { Rejection } from "@/lib/attributions/schema";

export const ORDER_STATUSES = ["placed", "refunded", "cancelled"] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const ORDER_EVENT_KINDS = [
  "order.created",
  "order.external_status_changed",
  "order.refunded",
  "order.cancelled",
] as const;
export type OrderEventKind = (typeof ORDER_EVENT_KINDS)[number];

/** An order as somebody sends it. Who is not known yet becomes a contact. */
export type OrderDraft = {
  /** The shop's own id, unique. */
  orderId: string;
  customerEmail: string;
  customerUid?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  /** In minor units of the currency: cents of a euro, yen. */
  revenueMinor: number;
  /** ISO 4217 */
  currency: string;
  campaignUid?: string | null;
  /** The one campaign that whoever sends may write to. */
  onlyCampaignId?: string | null;
  /** A shortcode or coupon code of whoever referred the customer. */
  code?: string | null;
  advocateEmail?: string | null;
  externalStatus?: string | null;
  hubspotDealstage?: string | null;
  customFields?: Record<string, string>;
  /** ISO 8601; now where it is left out. */
  orderedAt?: string | null;
};

/** Why an order was refused: what is wrong with whom it names. */
export type OrderRejection = Rejection | "campaign_not_allowed";

/** Whom an order is credited to: who stood, who came to stand by it, or nobody. */
export type Credit = "standing" | "new" | "none";

export type OrderOutcome =
  | {
      outcome: "recorded";
      id: string;
      credit: Credit;
      attributionId: string | null;
      /** The inactive attempt that its code or advocate was logged as, beside the standing attribution. */
      attemptId: string | null;
      /** Why its code or advocate counted for nothing. */
      ignored: Rejection | null;
    }
  | { outcome: "repeated"; id: string }
  /** Another order has this id. */
  | { outcome: "conflict"; id: string }
  | { outcome: "rejected"; code: OrderRejection; problems: OrderRejection[] };
