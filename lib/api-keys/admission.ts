import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
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
 */
export async function admit(db: Db, secret: string | null): Promise<Admission> {
  if (secret === null || !isWellFormed(secret)) return { outcome: "malformed" };
  const { rows } = await db.query<Row>(sql`
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
    SELECT id, scopes, campaign, state, used.key_id IS NOT NULL AS admitted, 1 / rate AS "waitS"
    FROM key LEFT JOIN used ON TRUE`);
  const [row] = rows;
  if (!row) return { outcome: "unknown" };
  if (row.state !== "live") return { outcome: row.state, keyId: row.id };
  if (!row.admitted) return { outcome: "throttled", keyId: row.id, retryAfterS: Math.max(1, Math.ceil(row.waitS)) };
  return { outcome: "admitted", key: { id: row.id, scopes: row.scopes, campaign: row.campaign } };
}
