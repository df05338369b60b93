import { beforeEach, expect, test } from "vitest";
import { recordOrders } from "@/lib/orders/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { allRows, contactMapping, importAsChecked } from "@/lib/testing/imports";
import { makeCampaign, makeContacts, makeWorld, type World } from "@/lib/testing/world";
import type { ORDER_FAULTS } from "./schema";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 3 });
});

const FIELDS = [
  ...["order_id", "customer_email", "revenue_amount", "currency", "campaign_uid", "short_code", "coupon_code"],
  ...["advocate_email", "external_status", "ordered_at"],
];
const HEADER = FIELDS.join(",");
/** A row that is in order but for these cells. */
const order = (n: number, cells: Record<string, string>) => {
  const all: Record<string, string> = {
    ...{ order_id: `O-${n}`, customer_email: `c${n}@x.test`, revenue_amount: "12.50", currency: "EUR", ...cells },
  };
  return FIELDS.map((field) => `"${all[field] ?? ""}"`).join(",");
};

type Problem = (typeof ORDER_FAULTS)[number];
const OTHERS = [
  ...["invalid_email", "unknown_code", "code_campaign_mismatch", "advocate_not_found", "advocate_not_enrolled"],
  ...["advocate_not_in_segment", "campaign_not_found"],
] as const;
const CASES: Record<
  Exclude<Problem, "order_undone"> | (typeof OTHERS)[number],
  { cells: Record<string, string>; marks: string[] }
> = {
  order_id_required: { cells: { order_id: " " }, marks: ["order_id"] },
  unreadable_order_id: { cells: { order_id: "x".repeat(201) }, marks: ["order_id"] },
  order_exists: { cells: { order_id: "TAKEN" }, marks: ["order_id"] },
  customer_required: { cells: { customer_email: "" }, marks: ["customer_email"] },
  two_codes: { cells: { short_code: "short-0", coupon_code: "COUPON0" }, marks: ["short_code", "coupon_code"] },
  amount_required: { cells: { revenue_amount: "" }, marks: ["revenue_amount"] },
  invalid_amount: { cells: { revenue_amount: "a lot" }, marks: ["revenue_amount"] },
  ambiguous_amount: { cells: { revenue_amount: "1,234" }, marks: ["revenue_amount"] },
  negative_amount: { cells: { revenue_amount: "-1" }, marks: ["revenue_amount"] },
  amount_too_precise: { cells: { revenue_amount: "1.2345" }, marks: ["revenue_amount"] },
  amount_too_large: { cells: { revenue_amount: "9".repeat(20) }, marks: ["revenue_amount"] },
  currency_required: { cells: { currency: "" }, marks: ["revenue_amount"] },
  invalid_currency: { cells: { currency: "EURO" }, marks: ["currency"] },
  currency_mismatch: { cells: { revenue_amount: "USD 5" }, marks: ["revenue_amount", "currency"] },
  value_too_long: { cells: { external_status: "x".repeat(201) }, marks: [] },
  invalid_date: { cells: { ordered_at: "03/04/2026" }, marks: ["ordered_at"] },
  date_out_of_range: { cells: { ordered_at: "2999-01-01" }, marks: ["ordered_at"] },
  invalid_email: { cells: { customer_email: "nobody" }, marks: ["customer_email"] },
  unknown_code: { cells: { short_code: "nobodys" }, marks: ["short_code"] },
  code_campaign_mismatch: {
    cells: { short_code: "short-0", campaign_uid: "other" },
    marks: ["campaign_uid", "short_code"],
  },
  advocate_not_found: { cells: { advocate_email: "ghost@x.test", campaign_uid: "spring" }, marks: ["advocate_email"] },
  advocate_not_enrolled: {
    ...{ cells: { advocate_email: "customer-2@example.test", campaign_uid: "spring" }, marks: ["advocate_email"] },
  },
  advocate_not_in_segment: {
    ...{ cells: { advocate_email: "outsider-1@example.test", campaign_uid: "spring" }, marks: ["advocate_email"] },
  },
  campaign_not_found: { cells: { campaign_uid: "nowhere" }, marks: ["campaign_uid"] },
};

test("a row is rejected, by the check as by the run, with the cell marked that is to be corrected", async () => {
  await makeCampaign(db.pool, "other", world.segmentId);
  await makeContacts(db.pool, "outsider", 1, "enrolled");
  const taken = { orderId: "TAKEN", customerEmail: "x@x.test", revenueMinor: 1, currency: "EUR" };
  await recordOrders(db.pool, world.actor, [taken]);
  const cases = Object.entries(CASES);
  const file = [HEADER, ...cases.map(([, { cells }], n) => order(n, cells))].join("\n");
  const { id, result } = await importAsChecked(db.pool, world, file, {
    kind: "orders",
    mapping: contactMapping(HEADER),
  });
  const rows = (await allRows(db.pool, id)).map(({ outcome, problem, faulty }) => ({
    ...{ outcome, problem, faulty: faulty.toSorted((a, b) => a - b) },
  }));
  expect(rows).toEqual(
    cases.map(([problem, { marks }]) => ({
      ...{ outcome: "rejected", problem },
      faulty: marks.map((mark) => FIELDS.indexOf(mark)).toSorted((a, b) => a - b),
    })),
  );
  expect(result!.contactsCreated).toBe(0);
  const { rows: orders } = await db.pool.query("SELECT order_id FROM customer_order");
  expect(orders).toEqual([{ order_id: "TAKEN" }]);
  const { rows: people } = await db.pool.query("SELECT email FROM contact WHERE email LIKE 'c%@x.test'");
  expect(people).toEqual([]);
});
