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
import { log } from "@/lib/log";
import { type ApiAnswer, refusal, respond } from "./api-answer";
import { understand } from "./api-input";
import { readBody } from "./request-body";

/** Who asks, and the transaction in which all that the request does happens. */
export type ApiGiven = { tx: Transaction; key: ApiKeyInUse; actor: { actorId: string; source: "api" } };

type Endpoint<S extends z.ZodType> = {
  /** As the log names it: `referral_attribution/record`. */
  name: string;
  scope: Scope;
  schema: S;
  handler: (input: z.output<S>, given: ApiGiven) => Promise<ApiAnswer>;
};

/** What is known of a request so far, for the log. */
type Seen = { endpoint: string; keyId: string | null; payload: unknown; idempotencyKey: string | null; since: number };

/**
 * An endpoint of the API that writes: lets the key in, reads JSON or a form, refuses what does not fit the schema with
 * the field, and runs the handler in one transaction with the Idempotency-Key, the answer that is kept for it, and the
 * entry in the integration log. A refusal that the handler answers is an answer like any other: it is kept and repeated.
 */
export function apiWrite<S extends z.ZodType>(endpoint: Endpoint<S>) {
  return async (request: NextRequest): Promise<Response> => {
    const seen: Seen = {
      ...{ endpoint: endpoint.name, keyId: null, payload: null, idempotencyKey: null, since: performance.now() },
    };
    try {
      return respond(request, await answer(endpoint, request, seen));
    } catch (error) {
      log.error({ err: error, endpoint: endpoint.name, key: seen.keyId }, "an API request failed");
      const failure = refusal("internal");
      await noted(getPool(), seen, failure).catch((err) =>
        log.error({ err }, "the failed request could not be logged"),
      );
      return respond(request, failure);
    }
  };
}

async function answer<S extends z.ZodType>(
  { scope, schema, handler }: Endpoint<S>,
  request: NextRequest,
  seen: Seen,
): Promise<ApiAnswer> {
  const db = getPool();
  const admission = await admit(db, secretOf(request));
  // What is no key at all costs no query, and so is not logged either.
  if (admission.outcome === "malformed") return refusal("unauthorized");
  seen.keyId = "key" in admission ? admission.key.id : "keyId" in admission ? admission.keyId : null;
  const body = await readBody(request);
  if ("value" in body) seen.payload = body.value;
  const turnedAway = whyNotAdmitted(admission, scope);
  if (turnedAway) return noted(db, seen, turnedAway);
  if (!("value" in body)) return noted(db, seen, refusal(body.problem));
  const understood = understand(schema, body.value);
  if (!("input" in understood)) return noted(db, seen, refusal("invalid", understood));
  const idempotencyKey = request.headers.get("idempotency-key");
  if (idempotencyKey !== null && (idempotencyKey === "" || idempotencyKey.length > 255)) {
    return noted(db, seen, refusal("idempotency_key_invalid"));
  }
  seen.idempotencyKey = idempotencyKey;

  const { key } = admission as Extract<Admission, { outcome: "admitted" }>;
  const requestHash = createHash("sha256").update(`${seen.endpoint}\n${body.text}`).digest("base64url");
  return inTransaction(db, async (tx) => {
    const asked = idempotencyKey === null ? null : { keyId: key.id, idempotencyKey, requestHash };
    const claimed = asked && (await claim(tx, asked));
    if (claimed?.outcome === "conflict") return noted(tx, seen, refusal("idempotency_conflict"));
    if (claimed?.outcome === "repeated") return noted(tx, seen, repeated(claimed.answer));
    const made = await handler(understood.input, { tx, key, actor: { actorId: key.id, source: "api" } });
    if (understood.warnings.length > 0) made.body = { ...made.body, warnings: understood.warnings };
    if (asked) await keepAnswer(tx, asked, { status: made.status, body: JSON.stringify(made.body) });
    return noted(tx, seen, made);
  });
}

function whyNotAdmitted(admission: Admission, scope: Scope): ApiAnswer | null {
  switch (admission.outcome) {
    case "admitted":
      if (admission.key.scopes.includes(scope)) return null;
      return refusal("scope_missing", { message: `This API key lacks the scope ${scope}: make one that has it.` });
    case "throttled":
      return refusal("throttled", { headers: { "retry-after": String(admission.retryAfterS) } });
    case "revoked":
    case "expired":
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

/** Writes the request with its answer into the log, and answers it. */
async function noted(db: Db, { since, ...seen }: Seen, made: ApiAnswer): Promise<ApiAnswer> {
  const { status, outcome, body, trace = {} } = made;
  const isRefused = outcome !== "done" && outcome !== "repeated";
  await logRequest(db, {
    ...{ ...seen, status, outcome, answer: body, trace, replayOf: null },
    code: isRefused ? String(body.code) : null,
    durationUs: Math.round((performance.now() - since) * 1000),
  });
  return made;
}

/** The secret of `Authorization: Bearer …`, or of the legacy `Token …`. */
function secretOf(request: Request): string | null {
  const [, secret] = /^(?:Bearer|Token)\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  return secret ?? null;
}
