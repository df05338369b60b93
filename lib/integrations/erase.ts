import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { UUID } from "@/lib/db/conditions";
import type { Transaction } from "@/lib/db/transaction";
import type { Trace } from "./schema";

const ERASED = '{"erased": true}';
/** What of a trace says nothing about a person. */
const IMPERSONAL: (keyof Trace)[] = [
  ...(["attributionId", "standingId", "orderId", "attemptId"] as const),
  ...(["problems", "credit", "ignored", "counts", "rejected"] as const),
];
/** An id of ours in a path; anything else in its place is what a program took for one. */
const OWN_ID = UUID.source;

/**
 * Takes a person out of the integration log and of the answers that are kept for repeats: of a request that names them
 * nothing stays but that there was one, and what became of it.
 * @param names the condition that a text, given in its normal form, names the person
 */
export async function eraseFromLog(tx: Transaction, names: (text: Sql) => Sql): Promise<void> {
  const said = sql`normal_form(concat_ws(E'\\n', payload::text, answer::text, trace::text, email_key, ref_code_key,
    idempotency_key, target, replace(trace->>'unread', '%40', '@')))`;
  await tx.query(sql`
    UPDATE integration_event SET payload = ${ERASED}::jsonb, answer = ${ERASED}::jsonb, email_key = NULL,
      ref_code_key = NULL, idempotency_key = NULL, target = CASE WHEN target ~* ${OWN_ID} THEN target END,
      trace = (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(trace) WHERE key = ANY(${IMPERSONAL}::text[]))
    WHERE ${names(said)}`);
  await tx.query(sql`
    UPDATE api_answer SET body = ${ERASED} WHERE body IS NOT NULL AND ${names(sql`normal_form(body)`)}`);
  await tx.query(sql`
    DELETE FROM api_answer WHERE ${names(sql`normal_form(idempotency_key)`)}`);
}
