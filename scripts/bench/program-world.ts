import { existsSync, mkdirSync } from "node:fs";
import type pg from "pg";
import { urlOf } from "@/lib/testing/url-of";
import { applyMigrations } from "../launcher/migrate.mjs";
import { startPrivatePostgres } from "../launcher/private-postgres.mjs";
import { makeTestFolder } from "../launcher/test-folder.mjs";
import { openTestPool } from "../launcher/test-pool.mjs";

export const SYSTEM = "00000000-0000-7000-8000-000000000001";
const SEGMENTS = 300;
const CAMPAIGNS = 300;
/** Of one person in each: referrals as an advocate, and events that happened to somebody. */
const MANY = 50_000;
/** Members of a segment that no campaign is open to yet, all enrolled. */
export const NEW_ADVOCATES = 100_000;

/**
 * The database that the benchmark asks, on a PostgreSQL tuned as npm start tunes it. `BENCH_KEEP` names a folder in which
 * it stays for the next run; without it, it is made anew and removed.
 */
export async function openProgram(contacts: number): Promise<{ pool: pg.Pool; close(): Promise<void> }> {
  const kept = process.env.BENCH_KEEP;
  if (kept && !existsSync(kept)) mkdirSync(kept, { mode: 0o700 });
  const { dataFolder, remove } = kept ? { dataFolder: kept, remove: () => {} } : await makeTestFolder();
  const server = await startPrivatePostgres({ dataFolder, purpose: "served" });
  const admin = openTestPool(server.adminUrl, { max: 1 });
  const name = `program_${contacts}`;
  const { rowCount: exists } = await admin.query("SELECT FROM pg_database WHERE datname = $1", [name]);
  if (!exists) await admin.query(`CREATE DATABASE ${name} OWNER ${new URL(server.url).username}`);
  await admin.end();
  await applyMigrations(urlOf(server.url, name), { root: process.cwd() });
  const pool = openTestPool(urlOf(server.url, name), { max: 10 });
  const { rows } = await pool.query("SELECT count(*)::int AS segments FROM segment");
  if (rows[0].segments === 0) await fill(pool, contacts);
  return {
    pool,
    async close() {
      await pool.end();
      await server.stop();
      remove();
    },
  };
}

/** Each table by one statement, with all its triggers, constraints and indexes; in one transaction, or nothing. */
async function fill(pool: pg.Pool, contacts: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    for (const [what, statement] of Object.entries(statements(contacts))) {
      const start = performance.now();
      await client.query(statement);
      console.log(`filled: ${what} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
    await client.query("COMMIT");
  } finally {
    client.release(true);
  }
  await pool.query("VACUUM ANALYZE");
}

/** The contact with a number, the campaign and segment likewise: ids are looked up in arrays, not joined by text. */
const NUMBERED = `numbered AS MATERIALIZED (
  SELECT (SELECT array_agg(id ORDER BY id) FROM contact) AS contacts,
    (SELECT array_agg(id ORDER BY id) FROM campaign) AS campaigns,
    (SELECT array_agg(id ORDER BY id) FROM segment) AS segments)`;

function statements(contacts: number): Record<string, string> {
  const enrolled = Math.floor(contacts * 0.3);
  const attributions = contacts * 2;
  const codes = Math.floor(contacts / 5);
  const many = Math.min(MANY, contacts / 20);
  return {
    contacts: `INSERT INTO contact (id, email, first_name, last_name, status, source, created_at)
      SELECT uuid_v7(at), 'person-' || n || '@example.test', 'First' || n % 997, 'Last' || n % 4999,
        CASE WHEN n <= ${enrolled} THEN 'enrolled' WHEN n % 100 = 0 THEN 'banned' WHEN n % 8 = 0 THEN 'unsubscribed'
          ELSE 'prospect' END,
        (ARRAY['manual', 'csv_import', 'csv_import', 'api', 'widget'])[1 + n % 5], at
      FROM (SELECT n, now() - (${contacts} - n) * interval '30 seconds' AS at FROM generate_series(1, ${contacts}) AS n)
        AS person`,
    segments: `INSERT INTO segment (name) SELECT CASE n WHEN 1 THEN 'Everyone' WHEN 2 THEN 'New advocates'
      ELSE 'Segment ' || n END FROM generate_series(1, ${SEGMENTS}) AS n`,
    campaigns: `INSERT INTO campaign (uid, name, destination_url, ended_at) SELECT 'c' || n, 'Campaign ' || n,
      'https://example.test/' || n, CASE WHEN n % 10 = 0 THEN now() END FROM generate_series(1, ${CAMPAIGNS}) AS n`,
    statistics: "ANALYZE contact; ANALYZE segment; ANALYZE campaign",
    openings: `INSERT INTO campaign_segment (campaign_id, segment_id) WITH ${NUMBERED}
      SELECT campaigns[n], segments[CASE n WHEN 1 THEN 1 WHEN 2 THEN 3 ELSE n END] FROM numbered, generate_series(1, ${CAMPAIGNS}) AS n
      UNION SELECT campaigns[n], segments[n - 1] FROM numbered, generate_series(4, ${CAMPAIGNS}) AS n`,
    members: `INSERT INTO segment_member (segment_id, contact_id, added_at) WITH ${NUMBERED}
      SELECT segments[1], contacts[n], now() - n * interval '1 second' FROM numbered, generate_series(1, ${contacts}) AS n
      UNION ALL SELECT segments[2], contacts[n], now() FROM numbered, generate_series(1, ${Math.min(NEW_ADVOCATES, enrolled)}) AS n
      UNION ALL SELECT segments[3 + n % ${SEGMENTS - 2}], contacts[n], now()
        FROM numbered, generate_series(1, ${enrolled}) AS n`,
    // Half of them in the campaign that is open to everyone, half in the others; one advocate has a thousand coupons.
    codes: `INSERT INTO referral_code (kind, code, campaign_id, advocate_id) WITH ${NUMBERED}
      SELECT 'shortcode', 'A' || n, campaigns[1], contacts[n] FROM numbered, generate_series(1, ${codes / 2}) AS n
      UNION ALL SELECT 'shortcode', 'B' || n, campaigns[3 + n % ${SEGMENTS - 2}], contacts[n]
        FROM numbered, generate_series(1, ${codes / 2 - 1_000}) AS n
      UNION ALL SELECT 'coupon', 'SAVE-' || n, campaigns[1], contacts[2] FROM numbered, generate_series(1, 1000) AS n`,
    // Fifty thousand of the first advocate; the others evenly among a sixth of those enrolled. One in five is an attempt.
    attributions: `INSERT INTO attribution (id, campaign_id, customer_id, advocate_id, status, inactive_reason, method, source, actor_id, created_at)
      WITH ${NUMBERED}
      SELECT uuid_v7(at), campaigns[1 + (customer + n / ${contacts}) % ${CAMPAIGNS}], contacts[customer],
        contacts[CASE WHEN n % ${Math.floor(attributions / many)} = 0 THEN 1 ELSE 2 + (n * 7) % ${Math.floor(enrolled / 6)} END],
        CASE WHEN n % 5 = 0 THEN 'inactive' ELSE 'active' END, CASE WHEN n % 5 = 0 THEN 'duplicate_attempt' END,
        'advocate', (ARRAY['manual', 'csv_import', 'api', 'order', 'widget'])[1 + n % 5], '${SYSTEM}', at
      FROM numbered, (
        SELECT n, ${enrolled / 6 + 10} + (n::bigint * 7919) % ${contacts - Math.ceil(enrolled / 6) - 10} AS customer,
          now() - (${attributions} - n) * interval '15 seconds' AS at FROM generate_series(1, ${attributions}) AS n) AS made
      ON CONFLICT (campaign_id, customer_id) WHERE status = 'active' DO NOTHING`,
    "statistics of attributions": "ANALYZE attribution",
    events: `INSERT INTO attribution_event (id, attribution_id, campaign_id, customer_id, at, kind, to_status, actor_id, source)
      SELECT uuid_v7(created_at), id, campaign_id, customer_id, created_at,
        CASE status WHEN 'active' THEN 'attribution.created' ELSE 'attribution.duplicate_logged' END, status, actor_id, source
      FROM attribution`,
    // Somebody to whom much happened: half of it to an attribution, half to the contact.
    "many events": `INSERT INTO attribution_event (attribution_id, campaign_id, customer_id, at, kind, from_status, to_status, actor_id, source)
      SELECT id, campaign_id, customer_id, now(),
        'attribution.' || CASE n % 2 WHEN 0 THEN 'deactivated' ELSE 'activated' END, 'active', 'inactive', actor_id, source
      FROM (SELECT * FROM attribution WHERE customer_id = (SELECT max(customer_id::text)::uuid FROM attribution) LIMIT 1) AS attribution,
        generate_series(1, ${many / 2}) AS n`,
    "trail of contacts": `INSERT INTO audit_event (id, at, kind, actor_id, source, contact_id)
      SELECT uuid_v7(created_at), created_at, 'contact.created', '${SYSTEM}'::uuid, source, id FROM contact
      UNION ALL SELECT uuid_v7(), now(), 'contact.updated', '${SYSTEM}', 'manual', customer_id
      FROM (SELECT max(customer_id::text)::uuid AS customer_id FROM attribution) AS busy, generate_series(1, ${many / 2})`,
    "trail of the rest": `INSERT INTO audit_event (kind, actor_id, source, contact_id, segment_id, campaign_id, code_id)
      SELECT 'code.created', '${SYSTEM}'::uuid, 'manual', advocate_id, NULL, campaign_id, id FROM referral_code
      UNION ALL SELECT 'segment.member_added', '${SYSTEM}', 'manual', contact_id, segment_id, NULL, NULL
      FROM segment_member WHERE added_at > now() - interval '${NEW_ADVOCATES} seconds'`,
  };
}
