import { z } from "zod";
import { currencyDigits } from "@/lib/money/rules";

/**
 * How amounts are written: with a decimal point, with a decimal comma, or as each amount says by itself; then one that
 * could be read in two ways is refused.
 */
export const AMOUNT_STYLES = ["clear", "point", "comma"] as const;
export type AmountStyle = (typeof AMOUNT_STYLES)[number];

/** What the importer may decide: what is meant by rows that name no currency or no campaign, and how amounts are written. */
export const orderChoicesSchema = z.strictObject({
  /** ISO 4217; null: such a row is rejected. */
  currency: z
    .string()
    .refine((currency) => currencyDigits(currency) !== null, "This is no currency. Choose one, like EUR.")
    .nullable(),
  /** A campaign's UID; null: an order without campaign and code credits nobody. */
  campaign: z.string().trim().min(1).max(200).nullable(),
  amounts: z.enum(AMOUNT_STYLES),
});
export type OrderChoices = z.infer<typeof orderChoicesSchema>;
export const DEFAULT_ORDER_CHOICES: OrderChoices = { currency: null, campaign: null, amounts: "clear" };

/** What can be wrong with a row of orders besides what is wrong with whom it names (REJECTIONS). */
export const ORDER_FAULTS = [
  "order_id_required",
  "unreadable_order_id",
  "order_exists",
  "order_undone",
  "customer_required",
  "two_codes",
  "amount_required",
  "invalid_amount",
  "ambiguous_amount",
  "negative_amount",
  "amount_too_precise",
  "amount_too_large",
  "currency_required",
  "invalid_currency",
  "currency_mismatch",
  "value_too_long",
  "invalid_date",
  "date_out_of_range",
] as const;
