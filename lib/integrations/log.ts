import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { preparedForFew } from "@/lib/db/prepared";
import { storable } from "@/lib/db/text";
import { recordsConcerned } from "./concerned";
import type { EventOutcome, Trace } from "./schema";

/** One request and what became of it. */
export type LoggedRequest = {
  keyId: string | null;
  endpoint: string;
  /** The id in the path, where there is one. */
  target: string | null;
  /** Whether it could change something; one that only reads is shown at no record. */
  writes: boolean;
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

/**
 * Writes a request into the integration log, in the transaction of its effect where it had one; answers its id. With it
 * goes which attributions, orders and contacts it was about: those it names, and the contact with its e-mail.
 */
export async function logRequest(db: Db, request: LoggedRequest): Promise<string> {
  const { trace, target, answer } = request;
  const records = request.writes ? recordsConcerned(target, answer) : [];
  const email = sql`normal_form(${trace.email ? storable(trace.email) : null})`;
  const statement = sql`
    WITH event AS (
      INSERT INTO integration_event (key_id, endpoint, target, payload, status, outcome, code, answer, trace,
        idempotency_key, email_key, ref_code_key, replay_of, replayed_by, duration_us)
      VALUES (${request.keyId}::uuid, ${request.endpoint}, ${target}, ${json(request.payload)}::jsonb, ${request.status},
        ${request.outcome}, ${request.code}, ${json(answer)}::jsonb, ${json(trace)}::jsonb, ${request.idempotencyKey},
        ${email}, normal_form(${trace.code ? storable(trace.code) : null}),
        ${request.replay?.of ?? null}::uuid, ${request.replay?.by ?? null}::uuid, ${request.durationUs})
      RETURNING id
    ), concerned AS (
      INSERT INTO integration_event_record (record_id, event_id)
      SELECT record.id, event.id FROM event CROSS JOIN (
        SELECT unnest(${records}::uuid[]) AS id
        UNION SELECT customer_id FROM attribution WHERE id = ANY(${records}::uuid[])
        UNION SELECT customer_id FROM customer_order WHERE id = ANY(${records}::uuid[])
        UNION SELECT coalesce(merged_into, id) FROM contact WHERE email_key = ${email}
      ) AS record
    )
    SELECT id FROM event`;
  const { rows } = await db.query<{ id: string }>(preparedForFew(statement, records.length));
  return rows[0]!.id;
}

/** JSON that jsonb takes: without NUL, which no text in PostgreSQL has. */
function json(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value).replaceAll("\\u0000", "\\uFFFD");
}
