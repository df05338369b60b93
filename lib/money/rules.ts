/**
 * The currencies whose minor unit is not a hundredth, by ISO 4217. Not asked of `Intl`, whose data are those of whichever
 * engine runs: a browser and a server that did not agree would read one amount as two.
 */
const DIGITS: [digits: number, currencies: string][] = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
];
const digitsOf = new Map<string, number>(
  Intl.supportedValuesOf("currency").map((currency) => [
    currency,
    DIGITS.find(([, currencies]) => currencies.includes(currency))?.[0] ?? 2,
  ]),
);

/** How many digits a currency has after the point: 2 for EUR, 0 for JPY, 3 for KWD; null where there is no such currency. */
export function currencyDigits(currency: string): number | null {
  return digitsOf.get(currency) ?? null;
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
