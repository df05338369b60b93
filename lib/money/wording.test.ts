import { expect, test } from "vitest";
import { toMinorUnits } from "./rules";
import { decimalAmount, formatMoney } from "./wording";

test.each([
  ["1234.50", "EUR", "€1,234.50"],
  ["1234.50", "HUF", "HUF 1,234.50"],
  ["1234.50", "RSD", "RSD 1,234.50"],
  ["1234", "JPY", "¥1,234"],
  ["1234.567", "IQD", "IQD 1,234.567"],
])("%s %s is shown as it was said, whatever the engine's own data say of the currency", (said, currency, shown) => {
  const minor = toMinorUnits(said, currency)!;
  expect(decimalAmount(minor, currency)).toBe(said);
  expect(formatMoney(minor, currency).replaceAll("\u00a0", " ")).toBe(shown);
});
