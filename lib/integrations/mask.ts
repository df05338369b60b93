import "server-only";

const PERSONAL = /e-?mail|name|phone|uid$/i;
const KEPT = new Set(["campaign_uid"]);

/**
 * What was sent, with personal data made unrecognisable: for whoever may see that a request failed and why, but not whom
 * it was about. An e-mail address keeps the first letter and the domain, so that two can be told apart.
 */
export function maskPersonal(value: unknown, field = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => maskPersonal(one, field));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskPersonal(inner, name)]));
  }
  if (value === null || typeof value === "boolean") return value;
  const text = String(value);
  if (text.includes("@")) return maskEmail(text);
  return PERSONAL.test(field) && !KEPT.has(field) ? "•••" : value;
}

/** `c•••@example.com` */
export function maskEmail(email: string): string {
  return email.replaceAll(/(\S?)\S*@(\S+)/g, "$1•••@$2");
}
