import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { preparedForFew } from "@/lib/db/prepared";
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
 * Makes each request the one that has its Idempotency-Key, in the transaction of its effect: both come to be or neither.
 * Of twins that come at once the later waits here for the earlier one's end, and is then a repeat.
 *
 * @param requests of one API key, each with another Idempotency-Key
 * @returns a claim for each, in their order
 */
export async function claim(tx: Transaction, requests: Request[]): Promise<Claim[]> {
  const claims = new Map<string, Claim>();
  for (;;) {
    const open = requests.filter(({ idempotencyKey }) => !claims.has(idempotencyKey));
    if (open.length === 0) return requests.map(({ idempotencyKey }) => claims.get(idempotencyKey)!);
    for (const key of await insertClaims(tx, open)) claims.set(key, { outcome: "claimed" });
    const others = open.filter(({ idempotencyKey }) => !claims.has(idempotencyKey));
    // One that is not found was forgotten at this very moment: then this request is the first.
    for (const { key, same, ...answer } of await findAnswers(tx, others)) {
      claims.set(key, same ? { outcome: "repeated", answer } : { outcome: "conflict" });
    }
  }
}

async function insertClaims(tx: Transaction, requests: Request[]): Promise<string[]> {
  // In one order always, so that two groups of requests never wait for each other.
  const statement = sql`
    INSERT INTO api_answer (key_id, idempotency_key, request_hash)
    SELECT ${requests[0]!.keyId}::uuid, key, hash
    FROM unnest(${keysOf(requests)}::text[], ${hashesOf(requests)}::text[]) AS asked (key, hash) ORDER BY key
    ON CONFLICT DO NOTHING RETURNING idempotency_key AS key`;
  const { rows } = await tx.query<{ key: string }>(preparedForFew(statement, requests.length));
  return rows.map(({ key }) => key);
}

async function findAnswers(tx: Transaction, requests: Request[]) {
  if (requests.length === 0) return [];
  const { rows } = await tx.query<SentAnswer & { key: string; same: boolean }>(sql`
    SELECT asked.key, status, body, request_hash = asked.hash AS same
    FROM unnest(${keysOf(requests)}::text[], ${hashesOf(requests)}::text[]) AS asked (key, hash)
      JOIN api_answer ON key_id = ${requests[0]!.keyId}::uuid AND idempotency_key = asked.key`);
  return rows;
}

/** Keeps what claimed requests of one API key were answered. */
export async function keepAnswers(tx: Transaction, kept: (Request & SentAnswer)[]): Promise<void> {
  if (kept.length === 0) return;
  const keys = keysOf(kept);
  // Each is looked up: joined with a list, all answers of the key would be read when few were expected.
  const statement = sql`
    UPDATE api_answer SET
      status = (${kept.map(({ status }) => status)}::integer[])[array_position(${keys}::text[], idempotency_key)],
      body = (${kept.map(({ body }) => body)}::text[])[array_position(${keys}::text[], idempotency_key)]
    WHERE key_id = ${kept[0]!.keyId}::uuid AND idempotency_key = ANY(${keys}::text[])`;
  await sendAhead(tx, tx.query(preparedForFew(statement, kept.length)));
}

function keysOf(requests: Request[]): string[] {
  return requests.map(({ idempotencyKey }) => idempotencyKey);
}

function hashesOf(requests: Request[]): string[] {
  return requests.map(({ requestHash }) => requestHash);
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
