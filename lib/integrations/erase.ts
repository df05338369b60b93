import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { Transaction } from "@/lib/db/transaction";

const ERASED = '{"erased": true}';

/**
 * Takes a person out of the integration log and of the answers that are kept for repeats: of a request that names them
 * nothing stays but that there was one, and what became of it.
 * @param names the condition that a text, given in its normal form, names the person
 */
export async function eraseFromLog(tx: Transaction, names: (text: Sql) => Sql): Promise<void> {
  const said = sql`normal_form(concat_ws(E'\\n', payload::text, answer::text, trace::text, email_key, ref_code_key, idempotency_key))`;
  await tx.query(sql`
    UPDATE integration_event SET payload = ${ERASED}::jsonb, answer = ${ERASED}::jsonb, email_key = NULL,
      ref_code_key = NULL, idempotency_key = NULL,
      trace = jsonb_strip_nulls(jsonb_build_object('attributionId', trace->'attributionId', 'standingId', trace->'standingId',
        'orderId', trace->'orderId', 'problems', trace->'problems'))
    WHERE ${names(said)}`);
  await tx.query(sql`
    UPDATE api_answer SET body = ${ERASED} WHERE body IS NOT NULL AND ${names(sql`normal_form(body)`)}`);
  await tx.query(sql`
    DELETE FROM api_answer WHERE ${names(sql`normal_form(idempotency_key)`)}`);
}
