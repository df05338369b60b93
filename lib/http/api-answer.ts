import "server-only";
import type { ApiAnswer, Trace } from "@/lib/integrations/schema";
import { API_ERRORS, type ApiErrorCode } from "./api-errors";

/** An answer to a request that was done. */
export function done(status: 200 | 201, body: Record<string, unknown>, trace?: Trace): ApiAnswer {
  return { status, body, trace, outcome: "done" };
}

/** A refusal that every endpoint shares; with a sentence of its own, and the field it is about. */
export function refusal(
  code: ApiErrorCode,
  {
    message,
    field = null,
    ...more
  }: { message?: string; field?: string | null; headers?: Record<string, string> } = {},
): ApiAnswer {
  const { status, message: words } = API_ERRORS[code];
  const body = { code, message: message ?? words, ...(field ? { field } : {}) };
  return {
    ...(status === 401 ? { headers: { "www-authenticate": "Bearer" } } : {}),
    ...more,
    status,
    body,
    outcome: code === "throttled" ? "throttled" : code === "internal" ? "failed" : "refused",
  };
}

/** The HTTP response of an answer: JSON, in the legacy API's envelope at its address or where `?envelope=legacy` asks for it. */
export function respond(
  request: Request,
  { status, body, text, headers }: ApiAnswer,
  { isLegacy }: { isLegacy: boolean },
): Response {
  const isWrapped = isLegacy || new URL(request.url).searchParams.get("envelope") === "legacy";
  const sent = isWrapped ? JSON.stringify(legacyEnvelope(status, body)) : (text ?? JSON.stringify(body));
  return new Response(sent, {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  });
}

/** `response.code`, `response.message` and `response.data`, as programs written for the legacy API read them. */
function legacyEnvelope(status: number, { message, ...data }: Record<string, unknown>) {
  const words = typeof message === "string" ? message : "OK";
  return { response: { code: String(status), message: words, data } };
}
