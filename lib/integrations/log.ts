import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { prepared } from "@/lib/db/prepared";
import { storable } from "@/lib/db/text";
import type { EventOutcome, Trace } from "./schema";

/** One request and what became of it. */
export type LoggedRequest = {
  keyId: string | null;
  endpoint: string;
  /** The id in the path, where there is one. */
  target: string | null;
  /** What was sent, as it was understood; null where it could not be read. */
  payload: unknown;
  status: number;
  outcome: EventOutcome;
  code: string | null;
  answer: unknown;
  trace: Trace;
  idempotencyKey: string | null;
  /** The request of which this one is a replay, and the user who asked for it. */
  replay: { of: string; by: string } | null;
  durationUs: number;
};

/** Writes a request into the integration log, in the transaction of its effect where it had one; answers its id. */
export async function logRequest(db: Db, request: LoggedRequest): Promise<string> {
  const { trace } = request;
  const { rows } = await db.query<{ id: string }>(
    prepared(sql`
    INSERT INTO integration_event (key_id, endpoint, target, payload, status, outcome, code, answer, trace, idempotency_key,
      email_key, ref_code_key, attribution_id, replay_of, replayed_by, duration_us)
    VALUES (${request.keyId}::uuid, ${request.endpoint}, ${request.target}, ${json(request.payload)}::jsonb, ${request.status},
      ${request.outcome}, ${request.code}, ${json(request.answer)}::jsonb, ${json(trace)}::jsonb,
      ${request.idempotencyKey}, normal_form(${trace.email ? storable(trace.email) : null}), normal_form(${trace.code ? storable(trace.code) : null}),
      ${trace.attributionId ?? null}::uuid, ${request.replay?.of ?? null}::uuid, ${request.replay?.by ?? null}::uuid, ${request.durationUs})
    RETURNING id`),
  );
  return rows[0]!.id;
}

/** JSON that jsonb takes: without NUL, which no text in PostgreSQL has. */
function json(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value).replaceAll("\\u0000", "\\uFFFD");
}
