import "server-only";
import { z } from "zod";
import { currencyDigits, NO_CURRENCY, toMinorUnits } from "@/lib/money/rules";
import { isOneLine, NOT_ONE_LINE, type OrderDraft } from "@/lib/orders/schema";
import { readInstant } from "./instant";
import { optional, orNothing } from "./schema";

const email = optional(254, "An e-mail address");
const externalStatus = optional(100, "An external_status").refine(
  (given) => given === null || isOneLine(given),
  NOT_ONE_LINE.externalStatus,
);

/** The years in which an order may have been placed: any other one is a mistake, or no date of PostgreSQL's. */
const YEARS = { from: 1970, to: 2100 };

const orderedAt = optional(40, "A time").transform((given, context) => {
  if (given === null) return null;
  const instant = readInstant(given);
  const year = instant?.getUTCFullYear();
  if (year !== undefined && YEARS.from <= year && year <= YEARS.to) return instant!.toISOString();
  context.addIssue(
    year === undefined
      ? "Send ordered_at as ISO 8601: 2026-11-26T14:00:00Z."
      : `An order is placed between ${YEARS.from} and ${YEARS.to}: correct ordered_at.`,
  );
  return z.NEVER;
});

/** What `POST order/record` takes, by the names of the legacy API; answers it as a draft of ours. */
export const recordOrderSchema = z
  .object({
    customer_email: email.refine((given) => given !== null, "Say who bought: customer_email."),
    order_id: optional(200, "An order_id")
      .refine((given) => given !== null, "Send the shop's own id of the order: order_id.")
      .refine((given) => given === null || isOneLine(given), NOT_ONE_LINE.orderId),
    customer_uid: optional(200, "A uid"),
    first_name: optional(200, "A name"),
    last_name: optional(200, "A name"),
    revenue_amount: optional(40, "An amount"),
    currency: optional(3, "A currency").transform((given) => given?.toUpperCase() ?? null),
    campaign_uid: optional(64, "A campaign_uid"),
    short_code: optional(64, "A code"),
    coupon_code: optional(64, "A code"),
    advocate_email: email,
    external_status: externalStatus,
    hubspot_dealstage: optional(100, "A hubspot_dealstage"),
    ordered_at: orderedAt,
    event_data1: optional(500, "event_data1"),
    event_data2: optional(500, "event_data2"),
    event_data3: optional(500, "event_data3"),
  })
  .superRefine((input, context) => {
    const refuse = (path: keyof typeof input, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    const { revenue_amount: amount, currency, short_code, coupon_code, advocate_email } = input;
    if ([short_code, coupon_code, advocate_email].filter(Boolean).length > 1) {
      refuse("coupon_code", "Send one of short_code, coupon_code and advocate_email: two may name two advocates.");
    }
    if (currency !== null && currencyDigits(currency) === null)
      refuse("currency", `${currency} is no currency of ISO 4217.`);
    else if (amount !== null && currency === null)
      refuse("currency", "Say in which currency the revenue is: EUR, USD, …");
    else if (amount !== null && toMinorUnits(amount, currency!) === null) {
      refuse(
        "revenue_amount",
        `${amount} is no amount of ${currency}: write it as 1234.50, with no more digits than the currency has.`,
      );
    }
  })
  .transform((input) => {
    const { short_code, coupon_code, event_data1, event_data2, event_data3 } = input;
    const currency = input.currency ?? NO_CURRENCY;
    const custom = Object.entries({ event_data1, event_data2, event_data3 }).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    );
    return {
      orderId: input.order_id!,
      customerEmail: input.customer_email!,
      customerUid: input.customer_uid,
      firstName: input.first_name,
      lastName: input.last_name,
      revenueMinor: input.revenue_amount === null ? 0 : toMinorUnits(input.revenue_amount, currency)!,
      currency,
      campaignUid: input.campaign_uid,
      code: short_code ?? coupon_code,
      codeField: short_code ? "short_code" : coupon_code ? "coupon_code" : "advocate_email",
      advocateEmail: input.advocate_email,
      externalStatus: input.external_status,
      hubspotDealstage: input.hubspot_dealstage,
      customFields: Object.fromEntries(custom),
      orderedAt: input.ordered_at,
    } satisfies OrderDraft & { codeField: string };
  });

/** What `PATCH orders/{id}` takes. */
export const changeOrderSchema = z
  .object({
    external_status: externalStatus,
    hubspot_dealstage: optional(100, "A hubspot_dealstage"),
    status: orNothing(
      (message) => z.enum(["refunded", "cancelled"], message),
      'Send the status: "refunded" or "cancelled".',
    ),
  })
  .refine((input) => input.external_status || input.hubspot_dealstage || input.status, {
    path: ["external_status"],
    message: "Send external_status, hubspot_dealstage or status.",
  });
