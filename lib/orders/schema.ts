import { z } from "zod";
import type { Rejection } from "@/lib/attributions/schema";
import { toMinorUnits } from "@/lib/money/rules";
import { amountProblem, currencyProblem } from "@/lib/money/wording";

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
  /** `updated`: whether it brought something new of what the outside says. */
  | { outcome: "repeated"; id: string; updated: boolean }
  /** Another order has this id. */
  | { outcome: "conflict"; id: string }
  | { outcome: "rejected"; code: OrderRejection; problems: OrderRejection[] };

/** What nobody could read, or the database cannot keep: a control character, a line break, half of a character. */
const UNREADABLE = /[\p{Cc}\p{Cs}]/u;

/** Whether a text is one line that can be read and kept as it is, as an order's id and its external status are. */
export const isOneLine = (text: string) => !UNREADABLE.test(text);

/** What is said of those that are not. */
export const NOT_ONE_LINE = {
  orderId: "An order id is one line of letters, digits and signs.",
  externalStatus: "An external status is one line.",
};

const optional = (most: number, what: string) =>
  z
    .string()
    .trim()
    .max(most, `${what} has at most ${most} characters.`)
    .nullish()
    .transform((text) => text || null);

const customer = z.string().trim().min(1, "Enter the customer's e-mail address.").max(254, "This is too long.");
const credit = {
  campaignUid: optional(200, "A campaign's id"),
  code: optional(64, "A code"),
  advocateEmail: optional(254, "An e-mail address"),
};

/** An amount that is none in its currency, in a sentence that says what to do; null where it is one. */
function revenueProblem(amount: string, currency: string): string | null {
  if (amount === "") return "Enter what the customer paid, 0 if nothing.";
  return amountProblem(amount, currency, "Record what was paid, and refund the order afterwards.");
}

/** What "Create Order" sends; answers a draft. */
export const createOrderSchema = z
  .object({
    ...credit,
    customerEmail: customer,
    firstName: optional(200, "A name"),
    lastName: optional(200, "A name"),
    orderId: z
      .string()
      .trim()
      .min(1, "Enter the order's id, as the shop knows it.")
      .max(200, "An order id has at most 200 characters.")
      .refine(isOneLine, NOT_ONE_LINE.orderId),
    amount: z.string().trim().max(40, "This is too long for an amount."),
    currency: z.string().trim().toUpperCase(),
    externalStatus: optional(200, "An external status").refine(
      (text) => text === null || isOneLine(text),
      NOT_ONE_LINE.externalStatus,
    ),
  })
  .superRefine(({ amount, currency }, context) => {
    const problems = { currency: currencyProblem(currency), amount: revenueProblem(amount, currency) };
    for (const [field, message] of Object.entries(problems)) {
      if (message) context.addIssue({ code: "custom", path: [field], message });
    }
  })
  .transform(
    ({ amount, ...rest }): OrderDraft => ({ ...rest, revenueMinor: toMinorUnits(amount, rest.currency) ?? 0 }),
  );
export type CreateOrderInput = z.input<typeof createOrderSchema>;

/** What can be asked before anything is saved: all but the customer may still be empty, or wrong. */
export const previewOrderSchema = z.object({
  ...credit,
  customerEmail: customer,
  orderId: z.string().trim().max(200).nullish(),
  amount: z.string().trim().max(40).nullish(),
  currency: z.string().trim().toUpperCase().nullish(),
});
export type PreviewOrderInput = z.input<typeof previewOrderSchema>;

export const endOrderSchema = z.object({ id: z.uuid(), to: z.enum(["refunded", "cancelled"]) });

export const externalStatusSchema = z.object({
  id: z.uuid(),
  externalStatus: z
    .string()
    .trim()
    .min(1, "Enter what the shop or the CRM says of the order.")
    .max(200, "An external status has at most 200 characters.")
    .refine(isOneLine, NOT_ONE_LINE.externalStatus),
  /** What it was where it was read: what somebody else has said since is not written over. */
  was: z.string().nullable(),
});
