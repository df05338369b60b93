import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterEach, beforeEach, inject } from "vitest";
import { openTestPool } from "../../scripts/launcher/test-pool.mjs";
import { urlOf } from "./url-of";

/** A migrated database of its own, on a real PostgreSQL. The role that uses it owns it and is no superuser. */
export type TestDatabase = { pool: pg.Pool; url: string; drop(): Promise<void> };

let admin: pg.Pool | undefined;

/** Connections from which databases are made; they never keep a finished test process alive. */
function adminPool(): pg.Pool {
  admin ??= openTestPool(inject("testServer").adminUrl, { max: 2, allowExitOnIdle: true });
  return admin;
}

/** A fresh copy of the migrated template, in some 30 ms. Call `drop` when done; it closes the pool too. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url: serverUrl, template } = inject("testServer");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const url = urlOf(serverUrl, name);
  const owner = pg.escapeIdentifier(decodeURIComponent(new URL(serverUrl).username));
  await adminPool().query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${owner}`);
  const pool = openTestPool(url, { max: 50 });
  return {
    pool,
    url,
    async drop() {
      await pool.end();
      await adminPool().query(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/**
 * A fresh database for every test of the file or `describe` it is called in, dropped afterwards.
 * @example const db = useTestDatabase(); test("…", async () => { await db.pool.query("…"); });
 */
export function useTestDatabase(): { readonly pool: pg.Pool; readonly url: string } {
  let current: TestDatabase | undefined;
  beforeEach(async () => {
    current = await createTestDatabase();
  });
  afterEach(async () => {
    const finished = current;
    current = undefined;
    await finished?.drop();
  });
  const open = (): TestDatabase => {
    if (!current) throw new Error("There is a test database inside of a test only.");
    return current;
  };
  return {
    get pool() {
      return open().pool;
    },
    get url() {
      return open().url;
    },
  };
}
