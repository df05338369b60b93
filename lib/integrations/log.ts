import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { preparedForFew } from "@/lib/db/prepared";
import { storableJson } from "@/lib/db/text";
import { recordsConcerned } from "./concerned";
import { type Named, namedIn } from "./named";
import type { EventOutcome, Trace } from "./schema";
import { traceOf } from "./trace";

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
  /** What the answer does not tell of how it came about. */
  trace: Trace;
  idempotencyKey: string | null;
  /** The request of which this one is a replay, and the user who asked for it. */
  replay: { of: string; by: string } | null;
  durationUs: number;
};

/** Writes a request into the integration log; answers its id. */
export async function logRequest(db: Db, request: LoggedRequest): Promise<string> {
  const [id] = await logRequests(db, [request]);
  return id!;
}

/**
 * Writes requests into the integration log, in the transaction of their effects where they had one; answers their ids, in
 * their order. With each goes which attributions, orders and contacts it was about: those it names, and the contact with
 * its e-mail.
 */
export async function logRequests(db: Db, requests: LoggedRequest[]): Promise<string[]> {
  const entries = requests.map(entryOf);
  const statement = sql`
    WITH entry AS MATERIALIZED (
      SELECT uuid_v7() AS id, normal_form(email) AS email_key, normal_form(ref_code) AS ref_code_key, given.*
      FROM jsonb_to_recordset(${storableJson(entries)}::jsonb) AS given (place integer, key_id uuid, endpoint text, target text,
        payload jsonb, status integer, outcome text, code text, answer jsonb, trace jsonb, idempotency_key text, email text,
        ref_code text, replay_of uuid, replayed_by uuid, duration_us integer, records uuid[])
    ), event AS (
      INSERT INTO integration_event (id, key_id, endpoint, target, payload, status, outcome, code, answer, trace,
        idempotency_key, email_key, ref_code_key, replay_of, replayed_by, duration_us)
      SELECT id, key_id, endpoint, target, payload, status, outcome, code, answer, trace,
        idempotency_key, email_key, ref_code_key, replay_of, replayed_by, duration_us
      FROM entry ORDER BY place
    ), concerned AS (
      INSERT INTO integration_event_record (record_id, event_id)
      SELECT record.id, entry.id FROM entry CROSS JOIN LATERAL (
        SELECT unnest(entry.records) AS id
        UNION SELECT customer_id FROM attribution WHERE id = ANY(entry.records)
        UNION SELECT customer_id FROM customer_order WHERE id = ANY(entry.records)
        UNION SELECT coalesce(merged_into, contact.id) FROM contact WHERE contact.email_key = entry.email_key
      ) AS record
    )
    SELECT id FROM entry ORDER BY place`;
  const concerned = entries.reduce((sum, { records }) => sum + records.length, 0);
  const { rows } = await db.query<{ id: string }>(preparedForFew(statement, Math.max(concerned, requests.length)));
  return rows.map(({ id }) => id);
}

/**
 * The request by the names of its columns; what is absent is NULL. A request that writes is found by whom and which code it
 * names, also where it was refused or repeated before an endpoint looked at it.
 */
function entryOf({ target, trace, answer, writes, replay, ...request }: LoggedRequest, place: number) {
  const { email, code } = { ...(writes && namedIn(request.payload)), ...found(trace) };
  return {
    ...{ place, key_id: request.keyId, endpoint: request.endpoint, target, payload: request.payload },
    ...{ status: request.status, outcome: request.outcome, code: request.code, answer },
    trace: { ...(writes && traceOf(answer)), ...trace },
    ...{ idempotency_key: request.idempotencyKey, email, ref_code: code },
    ...{ replay_of: replay?.of, replayed_by: replay?.by, duration_us: request.durationUs },
    records: writes ? recordsConcerned(target, answer) : [],
  };
}

/** The e-mail and the code that were found on the way, as far as there are any. */
function found({ email, code }: Trace): Named {
  return { ...(email !== undefined && { email }), ...(code !== undefined && { code }) };
}
