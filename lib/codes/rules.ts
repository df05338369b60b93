import { CODE_ALPHABET } from "./schema";

/** How many different codes a pattern can make; 1 without a #. */
export function patternCapacity(pattern: string): number {
  return CODE_ALPHABET.length ** (pattern.split("#").length - 1);
}

/** The pattern with a random character for each #. */
export function fillPattern(pattern: string, randomBelow: (limit: number) => number): string {
  return pattern.replaceAll("#", () => CODE_ALPHABET[randomBelow(CODE_ALPHABET.length)]!);
}

/**
 * Where a referral link leads: the campaign's destination with `ref`, the code as its advocate has it. What else the
 * link carries in its query goes along, unless the destination says that itself.
 */
export function referralTarget(destinationUrl: string, code: string, carried: URLSearchParams): string {
  const target = new URL(destinationUrl);
  const own = new Set(target.searchParams.keys());
  for (const [name, value] of carried) if (!own.has(name)) target.searchParams.append(name, value);
  target.searchParams.set("ref", code);
  return target.href;
}
