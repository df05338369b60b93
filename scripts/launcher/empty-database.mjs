/** For tests: databases without any table, on the test server. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import { openTestPool } from "./test-pool.mjs";

/**
 * Makes an empty database, owned by the role that tests use, and drops it when the test has finished.
 * @returns {Promise<{ url: string, pool: import("pg").Pool }>}
 */
export async function emptyDatabase() {
  const { adminUrl, url: serverUrl } = inject("testServer");
  const name = `empty_${randomUUID().replaceAll("-", "")}`;
  const owner = pg.escapeIdentifier(decodeURIComponent(new URL(serverUrl).username));
  await onServer(adminUrl, `CREATE DATABASE ${name} OWNER ${owner}`);
  const address = new URL(serverUrl);
  address.pathname = `/${name}`;
  const pool = openTestPool(address.href, { max: 5 });
  onTestFinished(async () => {
    await pool.end();
    await onServer(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  });
  return { url: address.href, pool };
}

async function onServer(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
