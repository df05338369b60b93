import { REJECTIONS, type Rejection } from "@/lib/attributions/schema";
import { rejectionSentence } from "@/lib/attributions/wording";
import type { RowProblem } from "../../schema";
import type { KindWords } from "../wording";
import type { OrderField } from "./columns";

const PROBLEMS: Partial<Record<RowProblem, string>> = {
  order_id_required: "The order's id is empty. Enter it, as the shop knows it.",
  unreadable_order_id: "The order's id has more than 200 characters or a line break in it. Correct it.",
  order_exists:
    "Another order has this id, with another customer, amount, currency, campaign, advocate, code or date. Correct the id, or leave the row out: what an order says is never changed.",
  order_undone:
    "An import that was undone recorded this order, and it is cancelled for good. Give it another id if it is to count.",
  customer_required: "The customer's e-mail is empty. Enter it.",
  invalid_email: "The customer's e-mail is not an e-mail address. Write it like ada@example.com.",
  two_codes: "Both a shortcode and a coupon code are given. Leave one of them.",
  amount_required: "The revenue is empty. Enter what was paid, 0 if nothing.",
  invalid_amount: "The revenue is not an amount. Write it like 1234.50, 1,234.50 or 1.234,50 €.",
  ambiguous_amount:
    "The revenue can be read in two ways: 1,234 may be a thousand, or one and a bit. Choose how amounts are written.",
  negative_amount: "The revenue is below zero. Import what was paid, and refund the order afterwards.",
  amount_too_precise: "The revenue has more digits after the point than its currency has. Correct it.",
  amount_too_large: "The revenue is more than an order can be worth. Correct it.",
  currency_required:
    "The revenue has no currency, or only a sign that is that of several, like $. Enter three letters, like USD, or choose the currency of rows without one.",
  invalid_currency: "The currency is none of ISO 4217. Write three letters, like EUR.",
  currency_mismatch: "The revenue names another currency than the row does. Correct one of them.",
  value_too_long: "A name, a UID or a status is longer than 200 characters. Shorten it.",
  invalid_date: "The date is not one that can be read for certain. Write it as 2026-11-24 or 2026-11-24T14:05:00Z.",
  date_out_of_range: "The date lies in the future or before 1970. Correct it.",
};

const NAMES_ADVOCATE = ["advocate_email", "short_code", "coupon_code"] as const;
const FIELDS_AT_FAULT: Partial<Record<RowProblem, readonly OrderField[]>> = {
  order_id_required: ["order_id"],
  unreadable_order_id: ["order_id"],
  order_exists: ["order_id"],
  order_undone: ["order_id"],
  customer_required: ["customer_email"],
  invalid_email: ["customer_email"],
  customer_unsubscribed: ["customer_email"],
  two_codes: ["short_code", "coupon_code"],
  amount_required: ["revenue_amount"],
  invalid_amount: ["revenue_amount"],
  ambiguous_amount: ["revenue_amount"],
  negative_amount: ["revenue_amount"],
  amount_too_precise: ["revenue_amount"],
  amount_too_large: ["revenue_amount"],
  currency_required: ["currency", "revenue_amount"],
  invalid_currency: ["currency"],
  currency_mismatch: ["currency", "revenue_amount"],
  invalid_date: ["ordered_at"],
  date_out_of_range: ["ordered_at"],
  campaign_required: ["campaign_uid"],
  campaign_not_found: ["campaign_uid"],
  campaign_not_started: ["campaign_uid", "short_code", "coupon_code"],
  campaign_ended: ["campaign_uid", "short_code", "coupon_code"],
  unknown_code: ["short_code", "coupon_code"],
  code_retired: ["short_code", "coupon_code"],
  code_campaign_mismatch: ["campaign_uid", "short_code", "coupon_code"],
  code_advocate_mismatch: NAMES_ADVOCATE,
  advocate_not_found: ["advocate_email"],
  advocate_not_enrolled: NAMES_ADVOCATE,
  advocate_not_in_segment: NAMES_ADVOCATE,
  self_referral: ["customer_email", ...NAMES_ADVOCATE],
  contact_banned: ["customer_email", ...NAMES_ADVOCATE],
};

/** The words of imports of orders. */
export const ORDER_WORDS: KindWords = {
  outcomes: {
    credited_new: {
      will: "Will be recorded, and make a new attribution",
      did: "Recorded, and made a new attribution",
    },
    credited_standing: {
      will: "Will be recorded, credited to who stands",
      did: "Recorded, credited to who stands",
    },
    uncredited: { will: "Will be recorded, crediting nobody", did: "Recorded, crediting nobody" },
    updated: { will: "Recorded already: status will be updated", did: "Recorded already: status updated" },
    unchanged: { will: "Recorded already: unchanged", did: "Recorded already: unchanged" },
    rejected: { will: "Rejected", did: "Rejected" },
  },
  problem: (problem) => PROBLEMS[problem] ?? (isRejection(problem) ? rejectionSentence(problem) : undefined),
  problemFields: FIELDS_AT_FAULT,
  obstacles: {
    order_ended: "The order was refunded or cancelled since; it stays so.",
    edited_since: "Somebody changed the order's status since; the order stays as it is.",
    status_stays:
      "The order was there before this row, which only said how it stands now. That stays, and so does what it said before, in its history.",
    attribution_stays:
      "The order is cancelled. The attribution it made stays, because somebody changed it since, or another order is credited to it.",
  },
  undo: "The orders it recorded are cancelled for good, and the attributions they made become inactive. Pending rewards for these orders are denied, approved ones flagged. No order is deleted, and none is credited to anybody else. The ids stay taken: importing the same orders again would not bring them back. Orders that somebody refunded, cancelled or changed since stay as they are, and so do contacts and logged attempts.",
  kept: { will: "Will be kept: changed since", did: "Kept: changed since" },
  undoReasons: { will: "What will stay, and why", did: "What stayed, and why" },
  repeats: (count) =>
    count === 0 ? "Every order is recorded already" : `${count.toLocaleString("en")} are recorded already`,
  discard: "no order changes",
  constants:
    "For what the file has no column of, such as one currency or one campaign. Leave empty what is not needed: a code names its campaign.",
};

function isRejection(problem: RowProblem): problem is Rejection {
  return (REJECTIONS as readonly string[]).includes(problem);
}
