import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { containsPattern } from "@/lib/db/search";
import type { Integration, Scope } from "./schema";

/** A key as Settings shows it; its secret is known to nobody here. Instants are ISO 8601 in UTC. */
export type ApiKey = {
  id: string;
  name: string;
  integration: Integration;
  hint: string;
  scopes: Scope[];
  campaign: string | null;
  requestsPerSecond: number;
  state: "live" | "expired" | "revoked";
  createdBy: string;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
};

/** All keys, the newest first: those that work before those that do not. */
export async function listApiKeys(db: Db): Promise<ApiKey[]> {
  const { rows } = await db.query<ApiKey>(sql`
    SELECT api_key.id, actor.name, integration, hint, scopes, campaign.name AS campaign,
      requests_per_second AS "requestsPerSecond", app_user.name AS "createdBy",
      CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= now() THEN 'expired' ELSE 'live' END AS state,
      to_json(api_key.created_at) #>> '{}' AS "createdAt", to_json(expires_at) #>> '{}' AS "expiresAt",
      to_json(revoked_at) #>> '{}' AS "revokedAt", to_json(api_key_use.at) #>> '{}' AS "lastUsedAt"
    FROM api_key JOIN actor USING (id) JOIN app_user ON app_user.id = created_by
    LEFT JOIN campaign ON campaign.id = campaign_id LEFT JOIN api_key_use ON key_id = api_key.id
    ORDER BY coalesce(revoked_at, expires_at) <= now() IS TRUE, api_key.id DESC`);
  return rows;
}

/** The keys whose name contains `q`, by name: for a filter. */
export async function searchApiKeys(db: Db, { q }: { q: string }): Promise<{ id: string; name: string }[]> {
  const { rows } = await db.query<{ id: string; name: string }>(sql`
    SELECT id, actor.name FROM api_key JOIN actor USING (id) WHERE lower(actor.name) LIKE ${containsPattern(q)}
    ORDER BY lower(actor.name), id LIMIT 20`);
  return rows;
}

/** What a key is called, or null. */
export async function findKeyName(db: Db, id: string): Promise<string | null> {
  const { rows } = await db.query<{ name: string }>(
    sql`SELECT actor.name FROM api_key JOIN actor USING (id) WHERE id::text = ${id.toLowerCase()}`,
  );
  return rows[0]?.name ?? null;
}
