import "server-only";
import { ALIASES } from "./schema";

/** Whom and which code a request names, as it wrote them. */
export type Named = { email?: string; code?: string };

/** Longer ones are no addresses and no codes, and more than an index takes. */
const LONGEST = { email: 254, code: 64 };

/**
 * The contact's e-mail and the code in what was sent, by all names they may have: for requests that never came as far as
 * an endpoint, which are looked for by them all the same. A batch names nobody by itself.
 */
export function namedIn(payload: unknown): Named {
  if (typeof payload !== "object" || payload === null) return {};
  const sent = payload as Record<string, unknown>;
  const said = (field: string, longest: number) =>
    [field, ...Object.keys(ALIASES).filter((alias) => ALIASES[alias] === field)]
      .map((name) => wordOf(sent[name]))
      .find((word) => word !== undefined && word.length <= longest);
  return {
    email: said("customer_email", LONGEST.email),
    code: said("short_code", LONGEST.code) ?? said("coupon_code", LONGEST.code),
  };
}

/** A text or number that says something; undefined for anything else. */
function wordOf(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return String(value).trim() || undefined;
}
