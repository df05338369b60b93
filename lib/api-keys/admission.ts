import "server-only";
import type pg from "pg";
import sql from "sql-template-tag";
import { prepared } from "@/lib/db/prepared";
import type { ApiKeyInUse } from "./schema";
import { hashSecret, isWellFormed } from "./secrets";

export type Admission =
  | { outcome: "admitted"; key: ApiKeyInUse }
  | { outcome: "malformed" | "unknown" }
  | ({ outcome: "revoked" | "expired" } & TurnedAway)
  | ({ outcome: "throttled"; retryAfterS: number } & TurnedAway);

/** `isNoted`: whether it goes into the log, which holds no more of them than the key's rate would have let in. */
type TurnedAway = { keyId: string; isNoted: boolean };

type Row = ApiKeyInUse & { state: "live" | "revoked" | "expired"; granted: number | null; waitS: number };

/**
 * Lets requests in by their key's secret, and takes one for each from the key's rate: a bucket that holds a second's worth
 * and refills steadily, exact however many processes serve, because it is one row that all of them change in turn. What
 * cannot be a secret is turned away without a query.
 *
 * It is a transaction of its own, and the one that does not wait for the disk: all requests of a key change that row,
 * and would wait for each other's flush. What a power cut takes from a bucket is full again before the database is back.
 *
 * @param count so many requests that came with it at the same time
 * @returns an admission for each
 */
export async function admit(pool: pg.Pool, secret: string | null, count = 1): Promise<Admission[]> {
  const each = (admission: Admission) => new Array<Admission>(count).fill(admission);
  if (secret === null || !isWellFormed(secret)) return each({ outcome: "malformed" });
  const row = await takeFromBucket(pool, hashSecret(secret), count);
  if (!row) return each({ outcome: "unknown" });
  const { id, scopes, campaign, state, granted, waitS } = row;
  if (state !== "live") return turnedAway(pool, { outcome: state, keyId: id, isNoted: false }, count);
  if (granted === null) {
    await pool.query(sql`
      INSERT INTO api_key_use (key_id, left_over, at)
      SELECT id, requests_per_second, clock_timestamp() FROM api_key WHERE id = ${id}::uuid ON CONFLICT DO NOTHING`);
    return admit(pool, secret, count);
  }
  const letIn = each({ outcome: "admitted", key: { id, scopes, campaign } });
  if (granted === count) return letIn;
  const retryAfterS = Math.max(1, Math.ceil(waitS));
  const throttled = { outcome: "throttled" as const, keyId: id, isNoted: false, retryAfterS };
  return [...letIn.slice(0, granted), ...(await turnedAway(pool, throttled, count - granted))];
}

/** The refusal so many times, the first of them noted where the log may have another one. */
async function turnedAway(pool: pg.Pool, refused: Admission & TurnedAway, times: number): Promise<Admission[]> {
  const isNoted = await note(pool, refused.keyId);
  return Array.from({ length: times }, (_, place) => ({ ...refused, isNoted: isNoted && place === 0 }));
}

/** The key, and how much of what is asked for its bucket gave; null where it has none yet. */
async function takeFromBucket(pool: pg.Pool, secretHash: string, count: number): Promise<Row | undefined> {
  const { rows } = await pool.query<Row>(
    prepared(sql`
    WITH key AS (
      SELECT api_key.id, scopes, requests_per_second::double precision AS rate,
        CASE WHEN campaign.id IS NOT NULL THEN json_build_object('id', campaign.id, 'uid', uid) END AS campaign,
        CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= now() THEN 'expired' ELSE 'live' END AS state
      FROM api_key LEFT JOIN campaign ON campaign.id = campaign_id WHERE secret_hash = ${secretHash}
    ),
    -- Whoever waits for the row here goes on with what the one before has left in it.
    bucket AS MATERIALIZED (
      SELECT key_id, rate, left_over, at FROM api_key_use JOIN key ON id = key_id WHERE state = 'live'
      FOR UPDATE OF api_key_use
    ),
    filled AS MATERIALIZED (
      SELECT key_id, least(rate, left_over + extract(epoch FROM clock_timestamp() - at) * rate) AS tokens FROM bucket
    ),
    taken AS MATERIALIZED (
      SELECT key_id, tokens, greatest(0, least(${count}::integer, floor(tokens))) AS granted FROM filled
    ),
    used AS (
      UPDATE api_key_use SET at = clock_timestamp(), left_over = tokens - granted FROM taken
      WHERE api_key_use.key_id = taken.key_id AND granted > 0
    )
    SELECT id, scopes, campaign, state, granted, 1 / rate AS "waitS", set_config('synchronous_commit', 'off', TRUE)
    FROM key LEFT JOIN taken ON TRUE`),
  );
  return rows[0];
}

/**
 * Whether the log may have another refusal of this key's: one in the time in which its rate lets one request in. Whoever
 * has a key that is used up, or that was revoked, must not be able to fill the log with it. Exact over all processes, as
 * the rate is, and as little waited for.
 */
async function note(pool: pg.Pool, keyId: string): Promise<boolean> {
  const { rows } = await pool.query<{ isNoted: boolean }>(
    prepared(sql`
    WITH noted AS (
      INSERT INTO api_key_refusal AS refusal (key_id, noted_at) VALUES (${keyId}::uuid, clock_timestamp())
      ON CONFLICT (key_id) DO UPDATE SET noted_at = EXCLUDED.noted_at
      WHERE refusal.noted_at <= EXCLUDED.noted_at - (
        SELECT interval '1 second' / requests_per_second FROM api_key WHERE id = EXCLUDED.key_id)
      RETURNING TRUE
    )
    SELECT EXISTS (SELECT FROM noted) AS "isNoted", set_config('synchronous_commit', 'off', TRUE)`),
  );
  return rows[0]!.isNoted;
}
