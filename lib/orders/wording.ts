import type { Rejection } from "@/lib/attributions/schema";
import { REJECTION_WORDS } from "@/lib/attributions/wording";
import type { Credited, OrderTotals } from "./columns";
import type { OrderEventKind, OrderStatus } from "./schema";

/** The words of orders: the one file that turns a stored value into a sentence. */

export const ORDER_STATUS_LABELS: Record<OrderStatus, string> = {
  placed: "Placed",
  refunded: "Refunded",
  cancelled: "Cancelled",
};

export const CREDITED_LABELS: Record<Credited, string> = {
  credited: "Credited to an advocate",
  uncredited: "Nobody is credited",
};

export const ORDER_EVENT_LABELS: Record<OrderEventKind, string> = {
  "order.created": "Recorded",
  "order.external_status_changed": "External status changed",
  "order.refunded": "Refunded",
  "order.cancelled": "Cancelled",
};

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat("en", { style: "currency", currency });
    formats.set(currency, format);
  }
  return format;
}

/** Minor units of a currency as a decimal number, exactly: 123450 EUR is "1234.50". */
export function decimalAmount(minor: number | string, currency: string): string {
  const digits = formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2;
  const text = String(minor).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Minor units of a currency as people write it: "€1,234.50". */
export function formatMoney(minor: number | string, currency: string): string {
  // As text, so that sums beyond what a number holds exactly are exact too.
  return formatOf(currency).format(decimalAmount(minor, currency) as `${number}`);
}

/** "€1,240.00 and $90.00": each currency for itself, never added. Refunded and cancelled orders are named apart. */
export function totalsWords({ totals }: Pick<OrderTotals, "totals">): string {
  const sums = (key: "placedMinor" | "endedMinor") =>
    totals.filter((total) => total[key] !== "0").map((total) => formatMoney(total[key], total.currency));
  const [placed, ended] = [sums("placedMinor"), sums("endedMinor")];
  const worth = placed.length > 0 ? listWords(placed) : "no revenue";
  return ended.length > 0 ? `${worth} (and ${listWords(ended)} refunded or cancelled)` : worth;
}

function listWords(words: string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words.join();
}

/** Why the code or advocate that came with an order counted for nothing: "This code has been retired." */
export function ignoredSentence(code: Rejection): string {
  return REJECTION_WORDS[code].message;
}

/** Of an order id that another order has. */
export const CONFLICT =
  "Another order has this id, with other content. Correct the id, or open that order: what it says is never changed.";

type ChangeDetail = Partial<Record<"from" | "to" | "from_stage" | "to_stage", string>>;

/** An event in an order's history: "External status changed from paid to shipped". */
export function orderEventSentence(kind: OrderEventKind, { from, to, from_stage, to_stage }: ChangeDetail): string {
  if (kind !== "order.external_status_changed") return ORDER_EVENT_LABELS[kind];
  const move = (what: string, was: string | undefined, is: string | undefined) =>
    is && is !== was ? [was ? `${what} changed from ${was} to ${is}` : `${what} set to ${is}`] : [];
  const moves = [...move("External status", from, to), ...move("HubSpot deal stage", from_stage, to_stage)];
  return moves.join("; ") || ORDER_EVENT_LABELS[kind];
}
