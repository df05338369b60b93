import { expect, test } from "vitest";
import { decimalAmount, formatMoney } from "@/lib/money/wording";
import { createOrderSchema } from "./schema";
import { totalsWords } from "./wording";

const form = { customerEmail: "a@people.test", orderId: "A-1", amount: "12.50", currency: "eur" };
const problems = (sent: object) => {
  const parsed = createOrderSchema.safeParse({ ...form, ...sent });
  return parsed.success ? {} : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path[0], message]));
};

test("what the form sends becomes a draft in minor units", () => {
  expect(createOrderSchema.parse(form)).toMatchObject({ revenueMinor: 1_250, currency: "EUR", code: null });
  expect(createOrderSchema.parse({ ...form, amount: "1500", currency: "JPY" })).toMatchObject({ revenueMinor: 1_500 });
  expect(createOrderSchema.parse({ ...form, amount: "0" })).toMatchObject({ revenueMinor: 0 });
});

test.each([
  ["", "EUR", "amount", /Enter what the customer paid/],
  ["ten", "EUR", "amount", /“ten” is not an amount. Write digits with a point, like 1234.50/],
  ["12,50", "EUR", "amount", /“12,50” is not an amount/],
  ["12.505", "EUR", "amount", /EUR has 2 digits after the point, “12.505” has more/],
  ["12.5", "JPY", "amount", /JPY has no digits after the point/],
  ["-3", "EUR", "amount", /“-3” is below zero/],
  ["99999999999999999", "EUR", "amount", /is too much/],
  ["5", "EURO", "currency", /“EURO” is no currency/],
  ["5", "", "currency", /Choose the currency/],
])("the amount “%s” in “%s” is refused at %s, saying what to do", (amount, currency, field, words) => {
  expect(problems({ amount, currency })).toEqual({ [field]: expect.stringMatching(words) });
});

test("an order needs a customer and an id of one line, and so is its external status", () => {
  expect(Object.keys(problems({ customerEmail: " ", orderId: "" }))).toEqual(["customerEmail", "orderId"]);
  expect(Object.keys(problems({ orderId: "A\u00001" }))).toEqual(["orderId"]);
  expect(Object.keys(problems({ orderId: "A".repeat(201) }))).toEqual(["orderId"]);
  expect(Object.keys(problems({ orderId: "A-1\ud83d" }))).toEqual(["orderId"]);
  expect(Object.keys(problems({ externalStatus: "paid\nshipped" }))).toEqual(["externalStatus"]);
  expect(problems({ orderId: "😀-1", externalStatus: "" })).toEqual({});
});

test("money is written exactly, with the digits of its currency; currencies are never added", () => {
  expect(decimalAmount(5, "EUR")).toBe("0.05");
  expect(decimalAmount(1_500, "JPY")).toBe("1500");
  expect(decimalAmount(1_234, "KWD")).toBe("1.234");
  expect(formatMoney(123_450, "EUR")).toBe("€1,234.50");
  expect(formatMoney("180000000000000000001", "EUR")).toBe("€1,800,000,000,000,000,000.01");
  const totals = [
    { currency: "EUR", placedMinor: "124000", endedMinor: "4000" },
    { currency: "USD", placedMinor: "9000", endedMinor: "0" },
  ];
  expect(totalsWords({ totals })).toBe("€1,240.00 and $90.00 (and €40.00 refunded or cancelled)");
  expect(totalsWords({ totals: [] })).toBe("no revenue");
});
