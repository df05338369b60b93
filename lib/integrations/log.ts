import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { storable } from "@/lib/db/text";
import type { EventOutcome, Trace } from "./schema";

/** One request and what became of it. */
export type LoggedRequest = {
  keyId: string | null;
  endpoint: string;
  /** What was sent, as it was understood; null where it could not be read. */
  payload: unknown;
  status: number;
  outcome: EventOutcome;
  code: string | null;
  answer: unknown;
  trace: Trace;
  idempotencyKey: string | null;
  replayOf: string | null;
  durationUs: number;
};

/** Writes a request into the integration log, in the transaction of its effect where it had one. */
export async function logRequest(db: Db, request: LoggedRequest): Promise<void> {
  const { trace } = request;
  await db.query(sql`
    INSERT INTO integration_event (key_id, endpoint, payload, status, outcome, code, answer, trace, idempotency_key,
      email_key, attribution_id, replay_of, duration_us)
    VALUES (${request.keyId}::uuid, ${request.endpoint}, ${json(request.payload)}::jsonb, ${request.status},
      ${request.outcome}, ${request.code}, ${json(request.answer)}::jsonb, ${json(trace)}::jsonb,
      ${request.idempotencyKey}, normal_form(${trace.email ? storable(trace.email) : null}),
      ${trace.attributionId ?? null}::uuid, ${request.replayOf}::uuid, ${request.durationUs})`);
}

/** JSON that jsonb takes: without NUL, which no text in PostgreSQL has. */
function json(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value).replaceAll("\\u0000", "\\uFFFD");
}
