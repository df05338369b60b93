const digitsOf = new Map<string, number>();

/** How many digits a currency has after the point: 2 for EUR, 0 for JPY, 3 for KWD; null where there is no such currency. */
export function currencyDigits(currency: string): number | null {
  // Asked for every row of a file: looking it up takes a tenth of a millisecond.
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  if (!/^[A-Z]{3}$/.test(currency)) return null;
  if (!Intl.supportedValuesOf("currency").includes(currency)) return null;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  digitsOf.set(currency, digits);
  return digits;
}

/** ISO 4217's "no currency": of an order that is worth nothing and says none. */
export const NO_CURRENCY = "X".repeat(3);

/** The most that an amount can be, in minor units: every number up to it is exact. */
export const MAX_MINOR = 9_000_000_000_000_000;

/**
 * An amount as people and programs write it ("1234.5", "1234.50") in minor units of a currency; null where it is not a
 * number, is below zero, or says more digits than the currency has.
 */
export function toMinorUnits(amount: string, currency: string): number | null {
  const digits = currencyDigits(currency);
  const [, whole, fraction = ""] = /^(\d{1,15})(?:\.(\d+))?$/.exec(amount.trim()) ?? [];
  if (digits === null || whole === undefined) return null;
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > digits) return null;
  const minor = Number(whole + kept.padEnd(digits, "0"));
  return minor <= MAX_MINOR ? minor : null;
}
