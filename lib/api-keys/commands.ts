import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/transaction";
import { type CreateApiKeyInput, DEFAULT_REQUESTS_PER_SECOND } from "./schema";
import { createSecret } from "./secrets";

/**
 * Makes a key and the actor it acts as.
 * @param userId who makes it
 * @returns the secret too, which is kept nowhere; `not_found` when there is no such campaign
 */
export async function createApiKey(
  db: Db,
  userId: string,
  { name, integration, scopes, campaignId, requestsPerSecond, expiresAt }: CreateApiKeyInput,
): Promise<{ outcome: "created"; id: string; secret: string } | { outcome: "not_found" }> {
  const { secret, hash, hint } = createSecret();
  return inTransaction(db, async (tx) => {
    if (campaignId) {
      const { rowCount } = await tx.query(sql`SELECT FROM campaign WHERE id = ${campaignId}::uuid`);
      if (rowCount === 0) return { outcome: "not_found" };
    }
    const { rows } = await tx.query<{ id: string }>(sql`
      WITH made AS (INSERT INTO actor (kind, name) VALUES ('api_key', ${name}) RETURNING id)
      INSERT INTO api_key (id, integration, secret_hash, hint, scopes, campaign_id, requests_per_second, expires_at,
        created_by)
      SELECT id, ${integration}, ${hash}, ${hint}, ${[...new Set(scopes)]}::text[], ${campaignId ?? null}::uuid,
        ${requestsPerSecond ?? DEFAULT_REQUESTS_PER_SECOND}, ${expiresAt ?? null}::timestamptz, ${userId}::uuid FROM made
      RETURNING id`);
    return { outcome: "created", id: rows[0]!.id, secret };
  });
}

/** Ends a key at once and for good: the next request with it is refused. */
export async function revokeApiKey(db: Db, id: string): Promise<"revoked" | "already_revoked" | "not_found"> {
  const { rowCount } = await db.query(
    sql`UPDATE api_key SET revoked_at = clock_timestamp() WHERE id = ${id}::uuid AND revoked_at IS NULL`,
  );
  if (rowCount === 1) return "revoked";
  const { rowCount: known } = await db.query(sql`SELECT FROM api_key WHERE id = ${id}::uuid`);
  return known === 1 ? "already_revoked" : "not_found";
}
