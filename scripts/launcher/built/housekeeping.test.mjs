import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { startAttache } from "../run-attache.mjs";
import { makeTestFolder } from "../test-folder.mjs";

const admin = { ATTACHE_ADMIN_EMAIL: "root@attache.test", ATTACHE_ADMIN_PASSWORD: "correct horse battery staple" };

/** Attaché on a data folder; stopped at the end of the test if it still runs. */
async function start(dataFolder) {
  const attache = await startAttache({ dataFolder, env: admin });
  onTestFinished(() => attache.stop());
  return attache;
}

async function query({ databaseUrl }, statement) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

test("the running program deletes old requests and old answers by itself, from its start on, and keeps the others", async () => {
  const { dataFolder, remove } = await makeTestFolder();
  onTestFinished(() => remove());
  const first = await start(dataFolder);
  await query(
    first,
    `
    WITH who AS (SELECT id FROM app_user), acts AS (INSERT INTO actor (kind, name) VALUES ('api_key', 'Shop') RETURNING id),
    made AS (
      INSERT INTO api_key (id, integration, secret_hash, hint, scopes, created_by)
      SELECT acts.id, 'shopify', 'hash', 'attache_abcd', '{read}', who.id FROM acts, who RETURNING id)
    INSERT INTO api_answer (key_id, idempotency_key, request_hash, created_at)
    SELECT id, hours || ' hours', 'hash', now() - make_interval(hours => hours) FROM made, unnest(ARRAY[70, 80]) AS hours`,
  );
  await query(
    first,
    `
    INSERT INTO integration_event (id, endpoint, status, outcome, answer, duration_us)
    SELECT uuid_v7(now() - make_interval(days => days)), days || ' days', 200, 'done', '{}', 1
    FROM unnest(ARRAY[5, 20]) AS days`,
  );
  await query(
    first,
    "INSERT INTO setting (version, log_kept_days, changed_by) SELECT 1, 10, id FROM actor WHERE kind = 'system'",
  );
  await first.stop();

  const second = await start(dataFolder);
  const kept = async () => {
    const rows = await query(
      second,
      "SELECT endpoint AS name FROM integration_event UNION ALL SELECT idempotency_key FROM api_answer ORDER BY 1",
    );
    return rows.map(({ name }) => name);
  };
  await expect.poll(kept, { timeout: 30_000 }).toEqual(["5 days", "70 hours"]);
});
