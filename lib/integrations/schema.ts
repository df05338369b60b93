import { z } from "zod";
import type { Rejection } from "@/lib/attributions/schema";
import type { Credit } from "@/lib/orders/schema";

/** What became of a request: `repeated` was answered with its first answer, `failed` is our own fault. */
export const EVENT_OUTCOMES = ["done", "repeated", "refused", "throttled", "failed"] as const;
export type EventOutcome = (typeof EVENT_OUTCOMES)[number];

/** Why a referral was rejected; `campaign_not_allowed`: a key for one campaign was used for another. */
export type ReferralRejection = Rejection | "campaign_not_allowed";

/**
 * What was found on the way to an answer: ids and codes, which are resolved when it is read. `problems` is every reason of
 * a refusal, the most basic first.
 */
export type Trace = {
  email?: string;
  code?: string;
  /** What came to be, or was changed; of an order, what it is credited to. */
  attributionId?: string;
  orderId?: string;
  /** The attribution that stood in the way. */
  standingId?: string;
  problems?: string[];
  customerCreated?: boolean;
  /** Of an order: whom it is credited to, the inactive attempt that was logged, and why its code counted for nothing. */
  credit?: Credit;
  attemptId?: string;
  ignored?: string;
  /** Of a batch: how many records came to each outcome, and how many were refused for each reason. */
  counts?: Record<string, number>;
  rejected?: Record<string, number>;
  /** The beginning of a body that could not be read. */
  unread?: string;
  /** The user who sent it from the test console. */
  sentBy?: string;
};

/** What an endpoint answers; a refusal has a `code` and a `message` in its body. `trace` says why, in the log alone. */
export type ApiAnswer = {
  status: number;
  body: Record<string, unknown>;
  trace?: Trace;
  outcome: EventOutcome;
  headers?: Record<string, string>;
  /** The body's very bytes, where they are given. */
  text?: string;
};

/**
 * A text that may be left out, or sent empty as forms do: the same as left out. A number is taken as it is written; one
 * that has lost digits already, because it is longer than numbers in JSON can be, is refused.
 */
export const optional = (max: number, what: string) =>
  z
    .union([z.string(), z.number()], `${what} is text: send it in quotes.`)
    .refine(
      (value) => !Number.isInteger(value) || Number.isSafeInteger(value),
      `${what} that is so long a number loses digits on the way: send it as text, in quotes.`,
    )
    .nullish()
    .transform((value) => (value === null || value === undefined ? null : String(value).trim() || null))
    .refine((text) => text === null || text.length <= max, `${what} has at most ${max} characters.`);

/** What `of` takes, or nothing: left out, or sent empty as forms do. Anything else is refused with the sentence. */
export const orNothing = <S extends z.ZodType>(of: (message: string) => S, message: string) =>
  z
    .union([of(message), z.literal("")], message)
    .nullish()
    .transform((value) => (value || null) as z.output<S> | null);

/**
 * What `POST referral_attribution/record` takes, by the names of the legacy API. `short_code` and `coupon_code` are one
 * name space, so either is found under either name.
 */
export const recordReferralSchema = z
  .object({
    customer_email: optional(254, "An e-mail address").refine(
      (email) => email !== null,
      "Say whom was referred: customer_email.",
    ),
    customer_uid: optional(200, "A uid"),
    first_name: optional(200, "A name"),
    last_name: optional(200, "A name"),
    campaign_uid: optional(64, "A campaign_uid"),
    short_code: optional(64, "A code"),
    coupon_code: optional(64, "A code"),
  })
  .refine((input) => input.short_code || input.coupon_code, {
    path: ["short_code"],
    message: "Send the advocate's short_code or coupon_code.",
  })
  .refine((input) => !(input.short_code && input.coupon_code && input.short_code !== input.coupon_code), {
    path: ["coupon_code"],
    message: "Send either short_code or coupon_code: two codes may name two advocates.",
  })
  .transform(({ customer_email, short_code, coupon_code, ...input }) => ({
    ...input,
    customer_email: customer_email!,
    code: (short_code ?? coupon_code)!,
    code_field: short_code ? ("short_code" as const) : ("coupon_code" as const),
  }));
export type RecordReferral = z.output<typeof recordReferralSchema>;

/** Other names that are understood, and what they stand for. */
export const ALIASES: Record<string, string> = {
  email: "customer_email",
  uid: "customer_uid",
  revenue: "revenue_amount",
  transaction_uid: "order_id",
};

/** At most so many records are sent in one request. */
export const BATCH_LIMIT = 1000;

/** A batch: records in the shape of the single endpoint, each checked by itself so that one bad record stops no other. */
export const batchSchema = z.object({
  records: z
    .array(z.unknown(), "Send the records as a list: records.")
    .min(1, "Send at least one record.")
    .max(BATCH_LIMIT, `Send at most ${BATCH_LIMIT} records at a time.`),
});

const reason = optional(500, "A reason");

/** What `PATCH referral_attributions/{id}` takes. */
export const changeStatusSchema = z.object({
  status: z.enum(["active", "inactive"], 'Send the status: "active" or "inactive".'),
  reason,
});

/** What `POST referral_attributions/{id}/reassign` takes: the new advocate, or the attempt that takes over. */
export const reassignSchema = z
  .object({
    advocate_email: optional(254, "An e-mail address"),
    attribution_id: orNothing(
      z.uuid,
      "attribution_id is the id of the attempt that takes over, as the API answers it.",
    ),
    reason,
  })
  .refine((input) => Boolean(input.advocate_email) !== Boolean(input.attribution_id), {
    path: ["advocate_email"],
    message: "Send either advocate_email or attribution_id: who takes over.",
  });
