import "server-only";
import { createHash } from "node:crypto";
import type { NextRequest } from "next/server";
import type { z } from "zod";
import { type Admission, admit } from "@/lib/api-keys/admission";
import type { ApiKeyInUse, Scope } from "@/lib/api-keys/schema";
import { type Db, getPool } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { claim, keepAnswer, type SentAnswer } from "@/lib/integrations/idempotency";
import { logRequest } from "@/lib/integrations/log";
import type { ApiAnswer } from "@/lib/integrations/schema";
import { log } from "@/lib/log";
import { refusal, respond } from "./api-answer";
import { understand } from "./api-input";
import { readBody } from "./request-body";

/** Who asks, and the transaction in which all that the request does happens. `id` is the one in the path, if any. */
export type ApiGiven = { tx: Transaction; key: ApiKeyInUse; actor: { actorId: string; source: "api" }; id: string };

type Write<S extends z.ZodType> = {
  /** As the log names it: `referral_attribution/record`. */
  name: string;
  scope: Scope;
  schema: S;
  handler: (input: z.output<S>, given: ApiGiven) => Promise<ApiAnswer>;
};
type Read = {
  name: string;
  handler: (query: URLSearchParams, given: { key: ApiKeyInUse; id: string }) => Promise<ApiAnswer>;
};

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };
/** What is known of a request so far, for the log. */
type Seen = { endpoint: string; keyId: string | null; payload: unknown; idempotencyKey: string | null; since: number };

/**
 * An endpoint of the API that writes: lets the key in, reads JSON or a form, refuses what does not fit the schema with
 * the field, and runs the handler in one transaction with the Idempotency-Key, the answer that is kept for it, and the
 * entry in the integration log. A refusal that the handler answers is an answer like any other: it is kept and repeated.
 */
export function apiWrite<S extends z.ZodType>({ name, scope, schema, handler }: Write<S>) {
  return answering(name, async (request, seen, id) => {
    const admission = await admit(getPool(), secretOf(request));
    const body = admission.outcome === "malformed" ? null : await readBody(request);
    if (body && "value" in body) seen.payload = body.value;
    const key = letIn(admission, scope, seen);
    if (!("id" in key)) return key;
    if (!body || !("value" in body)) return refusal(body ? body.problem : "unreadable");
    const understood = understand(schema, body.value);
    if (!("input" in understood)) return refusal("invalid", understood);
    const idempotencyKey = request.headers.get("idempotency-key");
    if (idempotencyKey !== null && (idempotencyKey === "" || idempotencyKey.length > 255)) {
      return refusal("idempotency_key_invalid");
    }
    seen.idempotencyKey = idempotencyKey;
    const { warnings, input } = understood;
    const requestHash = hashOf(`${request.method} ${request.nextUrl.pathname}\n${body.text}`);
    const asked = idempotencyKey === null ? null : { keyId: key.id, idempotencyKey, requestHash };
    return inTransaction(getPool(), async (tx) => {
      const claimed = asked && (await claim(tx, asked));
      if (claimed?.outcome === "conflict") return noted(tx, seen, refusal("idempotency_conflict"));
      if (claimed?.outcome === "repeated") return noted(tx, seen, repeated(claimed.answer));
      const made = await handler(input, { tx, key, actor: { actorId: key.id, source: "api" }, id });
      if (warnings.length > 0) made.body = { ...made.body, warnings };
      if (asked) await keepAnswer(tx, asked, { status: made.status, body: JSON.stringify(made.body) });
      return noted(tx, seen, made);
    });
  });
}

/** An endpoint of the API that reads, for keys with the scope `read`. What was asked is in the log as the payload. */
export function apiRead({ name, handler }: Read) {
  return answering(name, async (request, seen, id) => {
    const query = request.nextUrl.searchParams;
    seen.payload = Object.fromEntries(query);
    const key = letIn(await admit(getPool(), secretOf(request)), "read", seen);
    return "id" in key ? handler(query, { key, id }) : key;
  });
}

type Answering = (request: NextRequest, seen: Seen, id: string) => Promise<ApiAnswer & { isNoted?: boolean }>;

/** Answers a request and sees to it that it is in the log, once, whatever becomes of it. */
function answering(endpoint: string, answer: Answering) {
  return async (request: NextRequest, { params }: RouteContext): Promise<Response> => {
    const seen: Seen = { endpoint, keyId: null, payload: null, idempotencyKey: null, since: performance.now() };
    let made: ApiAnswer & { isNoted?: boolean };
    try {
      made = await answer(request, seen, String((await params).id ?? ""));
    } catch (error) {
      log.error({ err: error, endpoint, key: seen.keyId }, "an API request failed");
      made = refusal("internal");
    }
    // What is no key of ours costs no query, and so is not logged either.
    if (!made.isNoted && seen.keyId) {
      await noted(getPool(), seen, made).catch((err) => log.error({ err }, "an API request could not be logged"));
    }
    return respond(request, made);
  };
}

/** The key, where it is let in and has the scope; otherwise what to answer. */
function letIn(admission: Admission, scope: Scope, seen: Seen): ApiKeyInUse | ApiAnswer {
  switch (admission.outcome) {
    case "admitted":
      seen.keyId = admission.key.id;
      if (admission.key.scopes.includes(scope)) return admission.key;
      return refusal("scope_missing", { message: `This API key lacks the scope ${scope}: make one that has it.` });
    case "throttled":
      seen.keyId = admission.keyId;
      return refusal("throttled", { headers: { "retry-after": String(admission.retryAfterS) } });
    case "revoked":
    case "expired":
      seen.keyId = admission.keyId;
      return refusal(`key_${admission.outcome}`);
    default:
      return refusal("unauthorized");
  }
}

/** The first answer once more, byte for byte; 200 says that nothing new came of it. */
function repeated({ status, body }: SentAnswer): ApiAnswer {
  return {
    ...{ status: status < 400 ? 200 : status, body: JSON.parse(body), text: body, outcome: "repeated" },
    headers: { "idempotency-replayed": "true" },
  };
}

/** Writes the request with its answer into the log. */
async function noted(db: Db, { since, ...seen }: Seen, made: ApiAnswer): Promise<ApiAnswer & { isNoted: true }> {
  const { status, outcome, body, trace = {} } = made;
  const isRefused = outcome !== "done" && outcome !== "repeated";
  await logRequest(db, {
    ...{ ...seen, status, outcome, answer: body, trace, replayOf: null },
    code: isRefused ? String(body.code) : null,
    durationUs: Math.round((performance.now() - since) * 1000),
  });
  return { ...made, isNoted: true };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** The secret of `Authorization: Bearer …`, or of the legacy `Token …`. */
function secretOf(request: Request): string | null {
  const [, secret] = /^(?:Bearer|Token)\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  return secret ?? null;
}
