import { expect, test } from "vitest";
import { currencyDigits, toMinorUnits } from "./rules";

test.each([
  ["12.5", "EUR", 1250],
  ["12", "EUR", 1200],
  ["0", "EUR", 0],
  ["12.50000", "EUR", 1250],
  ["1200", "JPY", 1200],
  ["1.234", "KWD", 1234],
  [" 7.00 ", "USD", 700],
  ["9000000000000", "EUR", 900_000_000_000_000],
])("%s %s is %d in minor units", (amount, currency, minor) => {
  expect(toMinorUnits(amount, currency)).toBe(minor);
});

test.each([
  ["12.505", "EUR"],
  ["1.5", "JPY"],
  ["-1", "EUR"],
  ["1,5", "EUR"],
  ["1e3", "EUR"],
  ["", "EUR"],
  ["twelve", "EUR"],
  ["12", "XYZ"],
  ["12", "eur"],
  ["999999999999999", "EUR"],
])("%s %s is no amount", (amount, currency) => {
  expect(toMinorUnits(amount, currency)).toBeNull();
});

test("digits are those of ISO 4217, whatever the engine's own data say", () => {
  const digits = {
    EUR: 2,
    HUF: 2,
    COP: 2,
    IDR: 2,
    PKR: 2,
    RSD: 2,
    ALL: 2,
    JPY: 0,
    KRW: 0,
    KWD: 3,
    IQD: 3,

    nix: null,
  };
  expect(Object.fromEntries(Object.keys(digits).map((currency) => [currency, currencyDigits(currency)]))).toEqual(
    digits,
  );
});
