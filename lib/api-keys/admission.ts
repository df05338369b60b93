import "server-only";
import type pg from "pg";
import sql from "sql-template-tag";
import { prepared } from "@/lib/db/prepared";
import type { ApiKeyInUse } from "./schema";
import { hashSecret, isWellFormed } from "./secrets";

export type Admission =
  | { outcome: "admitted"; key: ApiKeyInUse }
  | { outcome: "malformed" | "unknown" }
  | { outcome: "revoked" | "expired"; keyId: string }
  | { outcome: "throttled"; keyId: string; retryAfterS: number };

type Row = ApiKeyInUse & { state: "live" | "revoked" | "expired"; admitted: boolean; waitS: number };

/**
 * Lets a request in by its key's secret, and takes one from the key's rate: a bucket that holds a second's worth and
 * refills steadily, exact however many processes serve, because it is one row that each request changes in turn. What
 * cannot be a secret is turned away without a query.
 *
 * It is a transaction of its own, and the one that does not wait for the disk: all requests of a key change that row,
 * and would wait for each other's flush. What a power cut takes from a bucket is full again before the database is back.
 */
export async function admit(pool: pg.Pool, secret: string | null): Promise<Admission> {
  if (secret === null || !isWellFormed(secret)) return { outcome: "malformed" };
  const { rows } = await pool.query<Row>(
    prepared(sql`
    WITH key AS (
      SELECT api_key.id, scopes, requests_per_second::double precision AS rate,
        CASE WHEN campaign.id IS NOT NULL THEN json_build_object('id', campaign.id, 'uid', uid) END AS campaign,
        CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= now() THEN 'expired' ELSE 'live' END AS state
      FROM api_key LEFT JOIN campaign ON campaign.id = campaign_id WHERE secret_hash = ${hashSecret(secret)}
    ),
    used AS (
      INSERT INTO api_key_use AS bucket (key_id, left_over, at)
      SELECT id, rate - 1, clock_timestamp() FROM key WHERE state = 'live'
      ON CONFLICT (key_id) DO UPDATE SET at = clock_timestamp(),
        left_over = least(EXCLUDED.left_over + 1,
          bucket.left_over + extract(epoch FROM clock_timestamp() - bucket.at) * (EXCLUDED.left_over + 1)) - 1
      WHERE bucket.left_over + extract(epoch FROM clock_timestamp() - bucket.at) * (EXCLUDED.left_over + 1) >= 1
      RETURNING key_id
    )
    SELECT id, scopes, campaign, state, used.key_id IS NOT NULL AS admitted, 1 / rate AS "waitS",
      set_config('synchronous_commit', 'off', TRUE)
    FROM key LEFT JOIN used ON TRUE`),
  );
  const [row] = rows;
  if (!row) return { outcome: "unknown" };
  if (row.state !== "live") return { outcome: row.state, keyId: row.id };
  if (!row.admitted) return { outcome: "throttled", keyId: row.id, retryAfterS: Math.max(1, Math.ceil(row.waitS)) };
  return { outcome: "admitted", key: { id: row.id, scopes: row.scopes, campaign: row.campaign } };
}
