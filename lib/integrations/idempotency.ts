import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { prepared } from "@/lib/db/prepared";
import { sendAhead, type Transaction } from "@/lib/db/transaction";

/** An answer as it was sent: the very bytes, because a repeat is answered with them. */
export type SentAnswer = { status: number; body: string };

export type Claim =
  | { outcome: "claimed" }
  | { outcome: "repeated"; answer: SentAnswer }
  /** The same key came with another request before. */
  | { outcome: "conflict" };

/** Which request it is: one key of the integration's own, and a hash of what was asked. */
export type Request = { keyId: string; idempotencyKey: string; requestHash: string };

/**
 * Makes the request the one that has this Idempotency-Key, in the transaction of its effect: both come to be or neither.
 * Of twins that come at once the later waits here for the earlier one's end, and is then a repeat.
 */
export async function claim(tx: Transaction, { keyId, idempotencyKey, requestHash }: Request): Promise<Claim> {
  const { rowCount } = await tx.query(
    prepared(sql`
      INSERT INTO api_answer (key_id, idempotency_key, request_hash)
      VALUES (${keyId}::uuid, ${idempotencyKey}, ${requestHash}) ON CONFLICT DO NOTHING`),
  );
  if (rowCount === 1) return { outcome: "claimed" };
  const { rows } = await tx.query<SentAnswer & { same: boolean }>(sql`
    SELECT status, body, request_hash = ${requestHash} AS same FROM api_answer
    WHERE key_id = ${keyId}::uuid AND idempotency_key = ${idempotencyKey}`);
  const [first] = rows;
  // It was forgotten at this very moment: then this request is the first.
  if (!first) return claim(tx, { keyId, idempotencyKey, requestHash });
  const { same, ...answer } = first;
  return same ? { outcome: "repeated", answer } : { outcome: "conflict" };
}

/** Keeps what a claimed request was answered. */
export async function keepAnswer(
  tx: Transaction,
  { keyId, idempotencyKey }: Request,
  { status, body }: SentAnswer,
): Promise<void> {
  const kept = tx.query(
    prepared(sql`
      UPDATE api_answer SET status = ${status}, body = ${body}
      WHERE key_id = ${keyId}::uuid AND idempotency_key = ${idempotencyKey}`),
  );
  await sendAhead(tx, kept);
}

/** A repeat is recognised for so long at least. */
const KEPT_HOURS = 72;

/**
 * Forgets answers that are older than a repeat may be, at most so many; answers how many. One that somebody holds, or
 * another process forgets already, is left alone.
 */
export async function forgetOldAnswers(db: Db, limit: number): Promise<number> {
  const { rowCount } = await db.query(sql`
    WITH old AS MATERIALIZED (
      SELECT key_id, idempotency_key FROM api_answer
      WHERE created_at < now() - make_interval(hours => ${KEPT_HOURS}::int)
      ORDER BY created_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    DELETE FROM api_answer USING old
    WHERE api_answer.key_id = old.key_id AND api_answer.idempotency_key = old.idempotency_key`);
  return rowCount ?? 0;
}
