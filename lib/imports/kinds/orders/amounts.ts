import "server-only";
import { currencyDigits, toMinorUnits } from "@/lib/money/rules";
import type { AmountStyle, ORDER_FAULTS } from "./schema";

type Fault = (typeof ORDER_FAULTS)[number];
/** An amount in minor units of a currency, or why it is none. */
export type Amount = { minor: number; currency: string } | { problem: Fault };

/** Signs that are one currency's wherever nothing else is said. All others, as $, are several currencies' own. */
const SIGNS: Record<string, string> = { "€": "EUR", "£": "GBP" };

/** A currency as a cell names it, by its code in any case or by its sign; null where it is none. */
export function readCurrency(cell: string): string | null {
  const text = cell.normalize("NFKC").trim();
  const code = SIGNS[text] ?? text.toUpperCase();
  return currencyDigits(code) === null ? null : code;
}

const WRITTEN = /^(\(|[-−])? ?([\p{L}\p{Sc}]{1,4})? ?([-−])? ?([\d.,'’ ]*\d) ?([\p{L}\p{Sc}]{1,4})? ?\)?$/u;

/**
 * An amount as shops and spreadsheets write it ("1,234.50", "1.234,50 €", "EUR 12"), exactly: its digits become those of
 * the minor units, never a number with a fraction. What could be read in two ways is not guessed.
 * @param said the currency that the row names in a cell of its own, which the amount may repeat but not contradict
 * @param fallback the currency of rows that name none
 */
export function readAmount(
  cell: string,
  { said, fallback, style }: { said: string | null; fallback: string | null; style: AmountStyle },
): Amount {
  const text = cell.normalize("NFKC").replace(/\s+/g, " ").trim();
  const [, opening, before, sign, number, after] = WRITTEN.exec(text) ?? [];
  if (number === undefined || (before && after) || (opening && sign) || (opening === "(") !== text.endsWith(")")) {
    return { problem: "invalid_amount" };
  }
  const currency = currencyOf(before ?? after, said, fallback);
  if (typeof currency !== "string") return currency;
  if (opening || sign) return { problem: "negative_amount" };
  const digits = currencyDigits(currency) ?? 0;
  const plain = plainNumber(number, style, digits);
  if (plain === null) return { problem: "invalid_amount" };
  if (plain === "ambiguous") return { problem: "ambiguous_amount" };
  const minor = toMinorUnits(plain, currency);
  if (minor !== null) return { minor, currency };
  const fraction = plain.split(".")[1]?.replace(/0+$/, "") ?? "";
  return { problem: fraction.length > digits ? "amount_too_precise" : "amount_too_large" };
}

/** The currency of an amount with what stands beside its digits. */
function currencyOf(unit: string | undefined, said: string | null, fallback: string | null) {
  if (!unit) return said ?? fallback ?? ({ problem: "currency_required" } as const);
  const likely = said ?? fallback;
  if (likely && signsOf(likely).has(unit)) return likely;
  const named = readCurrency(unit);
  if (named) return said && said !== named ? ({ problem: "currency_mismatch" } as const) : named;
  // "$" is the sign of many currencies: which of them, the row has to say.
  if (!/\p{Sc}/u.test(unit)) return { problem: "invalid_amount" } as const;
  return { problem: said ? "currency_mismatch" : "currency_required" } as const;
}

const signs = new Map<string, Set<string>>();

/** What a currency is written as beside its amounts: "$" and "US$" of USD. */
function signsOf(currency: string): Set<string> {
  let known = signs.get(currency);
  if (!known) {
    known = new Set(
      (["en", "en-CA"] as const).flatMap((locale) =>
        (["symbol", "narrowSymbol"] as const).map((currencyDisplay) => {
          const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay });
          return format.formatToParts(0).find(({ type }) => type === "currency")?.value ?? currency;
        }),
      ),
    );
    signs.set(currency, known);
  }
  return known;
}

/** Groups of three digits, or of two before the last three as in India. */
const GROUPED = /^\d{1,3}(?:G\d{2,3})*G\d{3}$/;

/** Digits with at most a decimal point; null for what is no number, "ambiguous" for what is two. */
function plainNumber(number: string, style: AmountStyle, digits: number): string | "ambiguous" | null {
  // Spaces and apostrophes only group, so that what else there is parts the fraction.
  if (/[ '’]/.test(number)) return spacedNumber(number, style);
  const [first = "", ...rest] = number.split(/[.,]/);
  const used = [...number].filter((char) => char === "." || char === ",");
  if (used.length === 0) return number;
  const point = style === "comma" ? "," : style === "point" ? "." : null;
  const last = used.at(-1)!;
  if (used.length > 1) {
    const isMixed = used.includes(".") && used.includes(",");
    if (!isMixed) return last === point ? null : ungrouped(number, last);
    const [whole, fraction] = [number.slice(0, number.lastIndexOf(last)), rest.at(-1)!];
    const grouped =
      whole.includes(last) || (point && last !== point) ? null : ungrouped(whole, last === "." ? "," : ".");
    return grouped && `${grouped}.${fraction}`;
  }
  if (point) return last === point ? withFraction(first, rest[0]!) : ungrouped(number, last);
  if (rest[0]!.length !== 3 || !/^[1-9]\d{0,2}$/.test(first)) return withFraction(first, rest[0]!);
  // Of a currency without fractions there is only one way to read it.
  return digits === 0 ? first + rest[0]! : "ambiguous";
}

function withFraction(whole: string, fraction: string): string {
  return `${whole || "0"}.${fraction}`;
}

function ungrouped(number: string, by: string): string | null {
  return GROUPED.test(number.replaceAll(by, "G")) ? number.replaceAll(by, "") : null;
}

function spacedNumber(number: string, style: AmountStyle): string | null {
  const [, whole, by, fraction] = /^(\d{1,3}(?:[ '’]\d{3})+)(?:([.,])(\d+))?$/.exec(number) ?? [];
  if (whole === undefined || new Set(whole.replace(/\d/g, "")).size !== 1) return null;
  if (by && style !== "clear" && by !== (style === "comma" ? "," : ".")) return null;
  const plain = whole.replace(/\D/g, "");
  return fraction === undefined ? plain : `${plain}.${fraction}`;
}
