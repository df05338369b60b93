import "server-only";
import { UUID } from "@/lib/db/conditions";
import type { Trace } from "./schema";

/** What stands in the place of whatever could tell whom a request was about. */
const MASKED = "•••";

/** The fields of a request that say nothing about a person: those of the endpoints that write, and of the lists. */
const SENT_KEPT = new Set([
  ...["campaign_uid", "short_code", "coupon_code", "attribution_id", "order_id", "transaction_uid"],
  ...["revenue_amount", "revenue", "currency", "external_status", "hubspot_dealstage", "ordered_at"],
  ...["status", "campaign", "source", "method", "from", "to", "sort", "size", "envelope"],
]);

/** The fields of our answers that say nothing about a person. */
const ANSWERED_KEPT = new Set([
  ...["outcome", "code", "field", "message", "warnings"],
  ...["id", "standing_id", "attribution_id", "attempt_id", "order_id", "credit", "ignored"],
  ...["status", "from_status", "to_status", "inactive_reason", "external_status", "hubspot_dealstage"],
  ...["established_by", "source", "kind", "integration", "trigger", "recipient", "version", "currency"],
  ...["revenue_amount", "revenue_minor", "amount", "amount_minor", "at", "created_at", "changed_at", "ordered_at"],
  ...["active", "inactive_duplicate", "rejected", "contacts_created", "recorded", "repeated", "conflict"],
]);

/** What a trace has but the person and what could not be read. */
const TRACED_KEPT = new Set([
  ...["code", "attributionId", "orderId", "standingId", "attemptId", "sentBy", "problems", "credit", "ignored"],
]);

/** A name of a field as programs write them; anything else may be what was meant as a value. */
const FIELD_NAME = /^[a-z_][a-z0-9_]*$/i;
/** A warning about a field that has such a name. */
const FIELD_WARNING = /^[a-z_][a-z0-9_]* (?:is|was) /i;

/**
 * What was sent, for whoever may see that a request failed and why, but not whom it was about: of every value nothing is
 * shown unless its field is known to say nothing about a person. An e-mail address keeps the first letter and the domain,
 * so that two can be told apart. Fields that a program nests into others are its own: of those nothing is known.
 */
export function maskSent(payload: unknown): unknown {
  const mask = masking((field, path) => path.length === 0 && SENT_KEPT.has(field));
  if (typeof payload !== "object" || payload === null || !("records" in payload)) return mask(payload);
  const { records, ...rest } = payload;
  return { ...(mask(rest) as object), records: mask(records) };
}

/** What was answered, in the same way. A campaign is named, a person is not. */
export function maskAnswer(answer: unknown): unknown {
  const mask = masking((field, path) => {
    const within = path.at(-1);
    if (path.includes("custom_fields")) return false;
    return ANSWERED_KEPT.has(field) || (within === "campaign" && ["uid", "name"].includes(field));
  });
  return mask(answer);
}

/** What was found on the way, in the same way. */
export function maskTrace(trace: Trace): Trace {
  const { counts, rejected, ...rest } = trace;
  const mask = masking((field) => TRACED_KEPT.has(field));
  // Counts by outcome and by reason have names of our own.
  return { ...(mask(rest) as Trace), ...(counts && { counts }), ...(rejected && { rejected }) };
}

type IsKept = (field: string, path: string[]) => boolean;

function masking(isKept: IsKept) {
  const mask = (value: unknown, field: string, path: string[]): unknown => {
    if (Array.isArray(value)) return value.map((one) => mask(one, field, path));
    if (typeof value === "object" && value !== null) {
      const within = field ? [...path, field] : path;
      return fromFields(Object.entries(value).map(([name, inner]) => [name, mask(inner, name, within)]));
    }
    if (value === null || typeof value === "boolean") return value;
    const text = String(value);
    if (!isKept(field, path)) return maskEmail(text);
    if (field === "message") return maskSentence(text);
    if (field === "warnings") return FIELD_WARNING.test(text) ? maskSentence(text) : MASKED;
    return text.includes("@") ? maskEmail(text) : value;
  };
  return (value: unknown) => mask(value, "", []);
}

/** An object whose fields keep their names where those are names. */
function fromFields(fields: [string, unknown][]): Record<string, unknown> {
  const named = fields.filter(([name]) => FIELD_NAME.test(name));
  const others = fields.filter(([name]) => !FIELD_NAME.test(name));
  return Object.fromEntries([
    ...named,
    ...others.map(([, value], index): [string, unknown] => [index > 0 ? `${MASKED} ${index + 1}` : MASKED, value]),
  ]);
}

const ADDRESS = /^\s*([^\s@])[^\s@]*@([\p{L}\p{N}.-]+)\s*$/u;
const ADDRESS_WITHIN = /(\S?)\S*@([\p{L}\p{N}.-]+)/gu;

/** `c•••@example.com`; of what is no address nothing. */
export function maskEmail(email: string): string {
  const [, first, domain] = ADDRESS.exec(email) ?? [];
  return first && domain ? `${first}${MASKED}@${domain}` : MASKED;
}

/** No sentence of ours is longer, but for what it repeats of a request. */
const LONGEST_SENTENCE = 500;

/** A sentence of ours, without the addresses in it and without what it repeats of a request in “”. */
export function maskSentence(sentence: string): string {
  if (sentence.length > LONGEST_SENTENCE) return MASKED;
  return sentence
    .replaceAll(ADDRESS_WITHIN, (_whole, first: string, domain: string) => `${first}${MASKED}@${domain}`)
    .replaceAll(/“[^”]*”/g, `“${MASKED}”`);
}

/** An id as we make them; of anything else that stands in its place nothing. */
export function maskId(id: string): string {
  return UUID.test(id) ? id : MASKED;
}
