import type { Rejection } from "@/lib/attributions/schema";

/**
 * Reasons for which an order's code or advocate can never count, whatever an admin mends: such an order is kept without
 * credit, with the reason. For every other reason it is refused while it can still be credited, because its credit can
 * never be changed later (docs/decisions/0020).
 */
const FOR_GOOD: ReadonlySet<Rejection> = new Set([
  "self_referral",
  "contact_banned",
  "customer_unsubscribed",
  "campaign_ended",
  "code_retired",
]);

/** Whether an order with a code or advocate that is rejected for these reasons is kept without credit. */
export function isKeptUncredited(problems: Rejection[]): boolean {
  return problems.length > 0 && problems.every((problem) => FOR_GOOD.has(problem));
}
