import type { Rejection } from "@/lib/attributions/schema";
import { REJECTION_WORDS } from "@/lib/attributions/wording";
import { formatMoney, listAmounts } from "@/lib/money/wording";
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

/** "€1,240.00 and $90.00": each currency for itself, never added. Refunded and cancelled orders are named apart. */
export function totalsWords({ totals }: Pick<OrderTotals, "totals">): string {
  const sums = (key: "placedMinor" | "endedMinor") =>
    totals.filter((total) => total[key] !== "0").map((total) => formatMoney(total[key], total.currency));
  const [placed, ended] = [sums("placedMinor"), sums("endedMinor")];
  const worth = placed.length > 0 ? listAmounts(placed) : "no revenue";
  return ended.length > 0 ? `${worth} (and ${listAmounts(ended)} refunded or cancelled)` : worth;
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
