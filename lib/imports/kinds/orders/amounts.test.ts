import fc from "fast-check";
import { expect, test } from "vitest";
import { currencyDigits } from "@/lib/money/rules";
import { readAmount, readCurrency } from "./amounts";
import type { AmountStyle } from "./schema";

type Given = { said?: string | null; fallback?: string | null; style?: AmountStyle };
const read = (cell: string, { said = null, fallback = "EUR", style = "clear" }: Given = {}) => {
  const amount = readAmount(cell, { said, fallback, style });
  return "problem" in amount ? amount.problem : `${amount.minor} ${amount.currency}`;
};

test.each([
  ...[["0", "0 EUR"] as const, ["12", "1200 EUR"] as const, ["1234.5", "123450 EUR"] as const],
  ...[["1234,50", "123450 EUR"] as const, ["1,234.50", "123450 EUR"] as const, ["1.234,50 €", "123450 EUR"] as const],
  ...[["EUR 12", "1200 EUR"] as const, ["12eur", "1200 EUR"] as const, ["€12.30", "1230 EUR"] as const],
  ...[["£ 5.00", "500 GBP"] as const, ["KWD 1.2345", "amount_too_precise"] as const, [".5", "50 EUR"] as const],
  ...[["1 234 567,89", "123456789 EUR"] as const, ["1\u00A0234,5", "123450 EUR"] as const],
  ...[["1'234.50", "123450 EUR"] as const, ["1’234.50 CHF", "123450 CHF"] as const],
  ...[["1,234,567", "123456700 EUR"] as const, ["12,34,567.00", "123456700 EUR"] as const],
  ...[["１２.５０", "1250 EUR"] as const, ["0.500", "50 EUR"] as const, ["1234.500", "123450 EUR"] as const],
  ...[["JPY 1,234", "1234 JPY"] as const, ["1.234 JPY", "1234 JPY"] as const, ["0.1 + 0.2", "invalid_amount"] as const],
])("“%s” is %s, exactly", (cell, amount) => expect(read(cell)).toBe(amount));

test.each(["1,234", "1.234", "999.000 €", "12,345 KWD"])("“%s” can be read in two ways, and is not guessed", (cell) => {
  expect(read(cell)).toBe("ambiguous_amount");
});

test("what is ambiguous is read as was chosen, and what contradicts the choice is refused", () => {
  expect(read("1,234", { style: "point" })).toBe("123400 EUR");
  expect(read("1,234", { style: "comma" })).toBe("amount_too_precise");
  expect(read("1.234", { style: "comma" })).toBe("123400 EUR");
  expect(read("1,5", { style: "comma" })).toBe("150 EUR");
  expect(read("1.234,50", { style: "point" })).toBe("invalid_amount");
  expect(read("1,234.50", { style: "comma" })).toBe("invalid_amount");
  expect(read("1,5", { style: "point" })).toBe("invalid_amount");
  expect(read("1 234,50", { style: "point" })).toBe("invalid_amount");
  expect(read("1.234.567", { style: "point" })).toBe("invalid_amount");
});

test.each([
  "",
  "abc",
  "12 34",
  "1,23.4",
  "1.2.3",
  "1,2,3",
  "1e5",
  "12%",
  "--5",
  "5-",
  "(5",
  "EUR 5 EUR",
  "1,234,56",
  "1 23",
])("“%s” is not an amount", (cell) => expect(read(cell)).toBe("invalid_amount"));

test.each(["-5", "−5.00", "(5.00)", "€ -5", "-5 EUR"])("“%s” is below zero", (cell) => {
  expect(read(cell)).toBe("negative_amount");
});

test("digits beyond those of the currency are refused and never rounded, and so is more than an order can be worth", () => {
  expect(read("1.2345")).toBe("amount_too_precise");
  expect(read("1.5 JPY")).toBe("amount_too_precise");
  expect(read("90000000000000.00")).toBe("9000000000000000 EUR");
  expect(read("90000000000000.01")).toBe("amount_too_large");
  expect(read("1".repeat(30))).toBe("amount_too_large");
});

test("the currency is that of the row; one beside the amount may repeat it, not contradict it, and goes before what was chosen", () => {
  expect(read("5", { fallback: null })).toBe("currency_required");
  expect(read("5", { said: "USD" })).toBe("500 USD");
  expect(read("USD 5", { said: "USD" })).toBe("500 USD");
  expect(read("USD 5")).toBe("500 USD");
  expect(read("USD 5", { said: "EUR" })).toBe("currency_mismatch");
  expect(read("€5", { said: "USD" })).toBe("currency_mismatch");
});

test("a sign that is that of several currencies says none by itself", () => {
  expect(read("$5", { fallback: null })).toBe("currency_required");
  expect(read("$5", { fallback: "EUR" })).toBe("currency_required");
  expect(read("$5", { said: "CAD" })).toBe("500 CAD");
  expect(read("US$5", { said: "USD" })).toBe("500 USD");
  expect(read("5 kr", { said: "SEK" })).toBe("500 SEK");
  expect(read("$5", { said: "EUR" })).toBe("currency_mismatch");
});

test("a currency is known by its code in any case, and by a sign that is its own", () => {
  expect(["eur", " USD ", "€", "£", "$", "dollars", "XYZ"].map(readCurrency)).toEqual([
    ...["EUR", "USD", "EUR", "GBP", null, null, null],
  ]);
});

test("any amount of any currency, however it is grouped, comes back to the last minor unit", () => {
  const minor = fc.bigInt({ min: 0n, max: 999_999_999_999_999n });
  const currency = fc.constantFrom("EUR", "JPY", "KWD", "USD");
  fc.assert(
    fc.property(
      minor,
      currency,
      fc.constantFrom<AmountStyle>("point", "comma"),
      fc.boolean(),
      (worth, code, style, group) => {
        const digits = currencyDigits(code)!;
        const text = worth.toString().padStart(digits + 1, "0");
        const [by, point] = style === "point" ? [",", "."] : [".", ","];
        const whole = text.slice(0, text.length - digits);
        const grouped = group ? whole.replace(/\B(?=(\d{3})+$)/g, by) : whole;
        const cell = digits === 0 ? grouped : `${grouped}${point}${text.slice(-digits)}`;
        expect(readAmount(cell, { said: code, fallback: null, style })).toEqual({
          minor: Number(worth),
          currency: code,
        });
      },
    ),
  );
});
