import { currencyDigits, MAX_MINOR, toMinorUnits } from "./rules";

/** Also of a currency that this engine does not know, which the one that took it did. */
const digitsFor = (currency: string) => currencyDigits(currency) ?? 2;

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  let format = formats.get(currency);
  if (!format) {
    const digits = digitsFor(currency);
    format = new Intl.NumberFormat("en", {
      ...{ style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits },
    });
    formats.set(currency, format);
  }
  return format;
}

/** Minor units of a currency as a decimal number, exactly: 123450 EUR is "1234.50". */
export function decimalAmount(minor: number | string, currency: string): string {
  const digits = digitsFor(currency);
  const text = String(minor).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Minor units of a currency as people write it: "€1,234.50". */
export function formatMoney(minor: number | string, currency: string): string {
  // As text, so that sums beyond what a number holds exactly are exact too.
  return formatOf(currency).format(decimalAmount(minor, currency) as `${number}`);
}

/** "€1,240.00, $90.00 and ¥3". */
export function listAmounts(amounts: string[]): string {
  return amounts.length > 1 ? `${amounts.slice(0, -1).join(", ")} and ${amounts.at(-1)}` : amounts.join();
}

/**
 * Why a text is no amount of a currency, in a sentence that says what to do; null where it is one, or where the currency
 * itself is none. `below` says what to do about an amount below zero.
 */
export function amountProblem(amount: string, currency: string, below: string): string | null {
  const digits = currencyDigits(currency);
  if (digits === null || toMinorUnits(amount, currency) !== null) return null;
  if (/^-/.test(amount)) return `“${amount}” is below zero. ${below}`;
  const whole = toMinorUnits(amount.replace(/\..*$/, ""), currency);
  if (/^\d+\.\d+$/.test(amount) && whole !== null) {
    return digits === 0
      ? `${currency} has no digits after the point, “${amount}” has some.`
      : `${currency} has ${digits} digits after the point, “${amount}” has more.`;
  }
  if (/^\d+(\.\d+)?$/.test(amount))
    return `“${amount}” is too much: at most ${MAX_MINOR.toLocaleString("en")} in the smallest unit.`;
  return `“${amount}” is not an amount. Write digits with a point, like ${digits === 0 ? "1234" : "1234.50"}.`;
}

/** Of a currency that there is none of. */
export function currencyProblem(currency: string): string | null {
  if (currencyDigits(currency) !== null) return null;
  return currency === "" ? "Choose the currency." : `“${currency}” is no currency. Choose one, like EUR.`;
}
