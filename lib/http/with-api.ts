import "server-only";
import { createHash } from "node:crypto";
import type { NextRequest } from "next/server";
import { type Admission, admit } from "@/lib/api-keys/admission";
import type { ApiKeyInUse, Scope } from "@/lib/api-keys/schema";
import { type Db, getApiPool, getPool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/transaction";
import { ENDPOINTS, type EndpointName } from "@/lib/integrations/endpoints/all";
import { claim, keepAnswer, type SentAnswer } from "@/lib/integrations/idempotency";
import { logRequest } from "@/lib/integrations/log";
import type { ApiAnswer } from "@/lib/integrations/schema";
import { log } from "@/lib/log";
import { refusal, respond } from "./api-answer";
import { readBody } from "./request-body";

type ReadHandler = (query: URLSearchParams, given: { key: ApiKeyInUse; id: string }) => Promise<ApiAnswer>;
/** A route without a parameter in its path is given none. */
type RouteContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
type Params = Record<string, string | string[] | undefined>;
/** Where a door finds the key, and in which form it answers. */
type Door = { secretOf: (request: NextRequest, params: Params) => string | null; isLegacy: boolean; writes: boolean };
const READING: Door = { secretOf: secretInHeader, isLegacy: false, writes: false };
/** What is known of a request so far, for the log. */
type Seen = {
  endpoint: string;
  target: string | null;
  writes: boolean;
  keyId: string | null;
  payload: unknown;
  idempotencyKey: string | null;
  since: number;
};

/**
 * The door of an endpoint that writes: lets the key in, reads JSON or a form, refuses what does not fit with the field,
 * and runs the endpoint in one transaction with the Idempotency-Key, the answer that is kept for it, and the entry in the
 * integration log. A refusal that the endpoint answers is an answer like any other: it is kept and repeated.
 */
export function apiWrite(name: EndpointName) {
  return writing(name, { secretOf: secretInHeader, isLegacy: false, writes: true });
}

/**
 * The same door at the address of the legacy API, `/api/v2/{username}/{token}/json/…`: the key is taken from the path,
 * and from nowhere else, and the answer is in the legacy envelope always. Nothing of the path is kept or logged: the
 * username is nobody here, and a program that mixes the two up would have its key in the log.
 */
export function legacyApiWrite(name: EndpointName) {
  return writing(name, {
    secretOf: (_request, { token }) => (token ? String(token) : null),
    isLegacy: true,
    writes: true,
  });
}

function writing(name: EndpointName, door: Door) {
  const { scope, prepare } = ENDPOINTS[name];
  return answering(name, door, async (request, seen, { id, secret }) => {
    const admission = await admit(getApiPool(), secret);
    const body = admission.outcome === "malformed" ? null : await readBody(request);
    if (body && "value" in body) seen.payload = body.value;
    const key = letIn(admission, scope, seen);
    if (!("id" in key)) return key;
    if (!body || !("value" in body)) return refusal(body ? body.problem : "unreadable");
    const prepared = prepare(body.value);
    if (!("run" in prepared)) return refusal("invalid", prepared);
    const idempotencyKey = request.headers.get("idempotency-key");
    if (idempotencyKey !== null && (idempotencyKey === "" || idempotencyKey.length > 255)) {
      return refusal("idempotency_key_invalid");
    }
    seen.idempotencyKey = idempotencyKey;
    // By the endpoint and not by the address: what came by the legacy one may be repeated by the other.
    const requestHash = hashOf(`${request.method} /api/v1/${name.replace("{id}", id)}\n${body.text}`);
    const asked = idempotencyKey === null ? null : { keyId: key.id, idempotencyKey, requestHash };
    return inTransaction(getApiPool(), async (tx) => {
      const claimed = asked && (await claim(tx, asked));
      if (claimed?.outcome === "conflict") return noted(tx, seen, refusal("idempotency_conflict"));
      if (claimed?.outcome === "repeated") return noted(tx, seen, repeated(claimed.answer));
      const made = await prepared.run({ tx, key, actor: { actorId: key.id, source: "api" }, id });
      if (asked) await keepAnswer(tx, asked, { status: made.status, body: JSON.stringify(made.body) });
      return noted(tx, seen, made);
    });
  });
}

/** The door of an endpoint that reads, for keys with the scope `read`. What was asked is the payload in the log. */
export function apiRead(name: string, handler: ReadHandler) {
  return answering(name, READING, async (request, seen, { id, secret }) => {
    const query = request.nextUrl.searchParams;
    seen.payload = Object.fromEntries(query);
    const key = letIn(await admit(getApiPool(), secret), "read", seen);
    return "id" in key ? handler(query, { key, id }) : key;
  });
}

type Asked = { id: string; secret: string | null };
type Answering = (request: NextRequest, seen: Seen, asked: Asked) => Promise<ApiAnswer & { isNoted?: boolean }>;

/** Answers a request and sees to it that it is in the log, once, whatever becomes of it. */
function answering(endpoint: string, { secretOf, isLegacy, writes }: Door, answer: Answering) {
  return async (request: NextRequest, context: RouteContext): Promise<Response> => {
    const params = (await context.params) ?? {};
    const id = String(params.id ?? "");
    const seen: Seen = {
      ...{ endpoint, target: id || null, writes, keyId: null, payload: null, idempotencyKey: null },
      since: performance.now(),
    };
    let made: ApiAnswer & { isNoted?: boolean };
    try {
      made = await answer(request, seen, { id, secret: secretOf(request, params) });
    } catch (error) {
      log.error({ err: error, endpoint, key: seen.keyId }, "an API request failed");
      made = refusal("internal");
    }
    // What is no key of ours costs no query, and so is not logged either.
    if (!made.isNoted && seen.keyId) {
      await noted(getPool(), seen, made).catch((err) => log.error({ err }, "an API request could not be logged"));
    }
    return respond(request, made, { isLegacy });
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
    ...{ ...seen, status, outcome, answer: body, trace, replay: null },
    code: isRefused ? String(body.code) : null,
    durationUs: Math.round((performance.now() - since) * 1000),
  });
  return { ...made, isNoted: true };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** The secret of `Authorization: Bearer …`, or of the legacy `Token …`. */
function secretInHeader(request: Request): string | null {
  const [, secret] = /^(?:Bearer|Token)\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  return secret ?? null;
}
