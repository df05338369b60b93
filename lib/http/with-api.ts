import "server-only";
import { createHash } from "node:crypto";
import type { NextRequest } from "next/server";
import { type Admission, admit } from "@/lib/api-keys/admission";
import type { ApiKeyInUse, Scope } from "@/lib/api-keys/schema";
import { scopeMissing } from "@/lib/api-keys/wording";
import { getApiPool, getPool } from "@/lib/db/pool";
import { ENDPOINTS, type EndpointName } from "@/lib/integrations/endpoints/all";
import { logRequest } from "@/lib/integrations/log";
import type { ApiAnswer } from "@/lib/integrations/schema";
import { log } from "@/lib/log";
import { refusal, respond } from "./api-answer";
import { loggedRequest, type Seen, takeEffect } from "./api-effects";
import { gathering } from "./gathering";
import { readBody } from "./request-body";

type ReadHandler = (query: URLSearchParams, given: { key: ApiKeyInUse; id: string }) => Promise<ApiAnswer>;
/** A route without a parameter in its path is given none. */
type RouteContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
type Params = Record<string, string | string[] | undefined>;
/** Where a door finds the key, and in which form it answers. */
type Door = { secretOf: (request: NextRequest, params: Params) => string | null; isLegacy: boolean; writes: boolean };
const READING: Door = { secretOf: secretInHeader, isLegacy: false, writes: false };

/** So many characters an Idempotency-Key has at most. */
const MOST_OF_KEY = 255;
const JSON_IN_FORM = "This is JSON, and came as a form: send it with the header Content-Type: application/json.";

/** Requests that come with a key at the same time are let in by one statement. */
const admitted = gathering<string | null, Admission>({
  laneOf: (secret) => secret ?? "",
  runGroup: (secrets) => admit(getApiPool(), secrets[0]!, secrets.length),
  isAgain: () => false,
  ...{ most: 100, atOnce: 2 },
});

/**
 * The door of an endpoint that writes: lets the key in, reads JSON or a form, refuses what does not fit with the field,
 * and lets it take effect.
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
    const idempotencyKey = request.headers.get("idempotency-key");
    seen.idempotencyKey = idempotencyKey?.slice(0, MOST_OF_KEY) ?? null;
    const admission = await admitted(secret);
    seen.keyId = keyInLog(admission);
    const body = seen.keyId === null ? null : await readBody(request);
    if (body && "value" in body) seen.payload = body.value;
    else if (body) seen.unread = body.unread;
    if (admission.outcome !== "admitted") return turnAway(admission);
    const { key } = admission;
    if (!key.scopes.includes(scope)) return lacking(scope);
    if (!body || !("value" in body)) return refusal(body ? body.problem : "unreadable");
    const prepared = prepare(body.value);
    if (!("input" in prepared)) return refusal("invalid", body.isJsonInForm ? { message: JSON_IN_FORM } : prepared);
    if (idempotencyKey !== null && (idempotencyKey === "" || idempotencyKey.length > MOST_OF_KEY)) {
      return refusal("idempotency_key_invalid");
    }
    // By the endpoint and not by the address: what came by the legacy one may be repeated by the other.
    const requestHash = hashOf(`${request.method} /api/v1/${name.replace("{id}", id)}\n${body.text}`);
    const asked = idempotencyKey === null ? null : { keyId: key.id, idempotencyKey, requestHash };
    return { ...(await takeEffect({ endpoint: name, key, id, prepared, asked, seen })), isLogged: true };
  });
}

/**
 * The door of an endpoint that reads, for keys with the scope `read`. What was asked is the payload in the log, under a
 * name of its own: what writes may have the same address.
 */
export function apiRead(name: string, handler: ReadHandler) {
  return answering(`GET ${name}`, READING, async (request, seen, { id, secret }) => {
    const admission = await admitted(secret);
    const query = request.nextUrl.searchParams;
    seen.keyId = keyInLog(admission);
    seen.payload = Object.fromEntries(query);
    if (admission.outcome !== "admitted") return turnAway(admission);
    const { key } = admission;
    return key.scopes.includes("read") ? handler(query, { key, id }) : lacking("read");
  });
}

type Asked = { id: string; secret: string | null };
type Answering = (request: NextRequest, seen: Seen, asked: Asked) => Promise<ApiAnswer & { isLogged?: boolean }>;

/**
 * Answers a request and sees to it that one that was let in is in the log, whatever becomes of it: once, but for one
 * whose connection to the database was lost at the very end. That one is in it as failed, and as done as well if it was.
 * Of those that were not let in, the log has as many as the key's rate allows; of what is no key of ours it has none.
 */
function answering(endpoint: string, { secretOf, isLegacy, writes }: Door, answer: Answering) {
  return async (request: NextRequest, context: RouteContext): Promise<Response> => {
    const params = (await context.params) ?? {};
    const id = String(params.id ?? "");
    const seen: Seen = {
      ...{ endpoint, target: id || null, writes, keyId: null, payload: null, unread: null, idempotencyKey: null },
      since: performance.now(),
    };
    let made: ApiAnswer & { isLogged?: boolean };
    try {
      made = await answer(request, seen, { id, secret: secretOf(request, params) });
    } catch (error) {
      log.error({ err: error, endpoint, key: seen.keyId }, "an API request failed");
      made = refusal("internal");
    }
    if (!made.isLogged && seen.keyId) {
      const entry = loggedRequest(seen, made);
      await logRequest(getPool(), entry).catch((err) => log.error({ err }, "an API request could not be logged"));
    }
    return respond(request, made, { isLegacy });
  };
}

type TurnedAway = Exclude<Admission, { outcome: "admitted" }>;

/**
 * The key under which a request goes into the log; null where it does not, and then its body is not read either: whoever
 * has a key that does not work, or sends more than it may, is not to fill memory and log with it.
 */
function keyInLog(admission: Admission): string | null {
  if (admission.outcome === "admitted") return admission.key.id;
  return "isNoted" in admission && admission.isNoted ? admission.keyId : null;
}

/** What a request is answered that is not let in. */
function turnAway(admission: TurnedAway): ApiAnswer {
  switch (admission.outcome) {
    case "throttled":
      return refusal("throttled", { headers: { "retry-after": String(admission.retryAfterS) } });
    case "revoked":
    case "expired":
      return refusal(`key_${admission.outcome}`);
    default:
      return refusal("unauthorized");
  }
}

function lacking(scope: Scope): ApiAnswer {
  return refusal("scope_missing", { message: scopeMissing(scope) });
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** The secret of `Authorization: Bearer …`, or of the legacy `Token …`. */
function secretInHeader(request: Request): string | null {
  const [, secret] = /^(?:Bearer|Token)\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  return secret ?? null;
}
