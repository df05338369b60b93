import type pg from "pg";
import { urlOf } from "@/lib/testing/url-of";
import { applyMigrations } from "../launcher/migrate.mjs";
import { startPrivatePostgres } from "../launcher/private-postgres.mjs";
import { makeTestFolder } from "../launcher/test-folder.mjs";
import { openTestPool } from "../launcher/test-pool.mjs";

const ADVOCATES = 5_000;
const CAMPAIGNS = 7;

/** A PostgreSQL tuned as npm start tunes it, with a filled database that is copied for each way of importing. */
export async function openServer(rows: number) {
  const { dataFolder, remove } = await makeTestFolder();
  const server = await startPrivatePostgres({ dataFolder, purpose: "served" });
  const admin = openTestPool(server.adminUrl, { max: 1 });
  const owner = new URL(server.url).username;
  const create = (name: string, from?: string) =>
    admin.query(`CREATE DATABASE ${name} OWNER ${owner} ${from ? `TEMPLATE ${from}` : ""}`);
  await create("filled");
  await applyMigrations(urlOf(server.url, "filled"), { root: process.cwd() });
  const filling = openTestPool(urlOf(server.url, "filled"));
  await fill(filling, rows);
  await filling.end();
  return {
    /** A copy of the filled database for one way of importing, dropped afterwards. */
    async withCopy<T>(name: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
      await create(name, "filled");
      const pool = openTestPool(urlOf(server.url, name), { max: 10 });
      try {
        await pool.query("ANALYZE");
        await admin.query("CHECKPOINT");
        return await work(pool);
      } finally {
        await pool.end();
        await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      }
    },
    async stop() {
      await admin.end();
      await server.stop();
      remove();
    },
  };
}

/** Seven campaigns, five thousand advocates who may refer in each, and as many other people. */
export async function fill(pool: pg.Pool, people: number): Promise<void> {
  const statements = [
    `INSERT INTO app_user (email, name, role) SELECT 'bench@attache.test', 'Bench', 'admin'
     WHERE NOT EXISTS (SELECT FROM app_user)`,
    `INSERT INTO campaign (uid, name) SELECT 'c' || n, 'Campaign ' || n FROM generate_series(0, ${CAMPAIGNS - 1}) AS n`,
    "INSERT INTO segment (name) VALUES ('Partners')",
    "INSERT INTO campaign_segment SELECT campaign.id, segment.id FROM campaign, segment",
    `INSERT INTO contact (email, first_name, last_name, status)
     SELECT 'advocate-' || n || '@example.test', 'Advocate', n::text, 'enrolled' FROM generate_series(1, ${ADVOCATES}) AS n`,
    "INSERT INTO segment_member SELECT segment.id, contact.id FROM segment, contact",
    `INSERT INTO contact (email, first_name, last_name, status)
     SELECT 'person-' || n || '@example.test', 'First' || n % 997, 'Last' || n % 4999, 'prospect'
     FROM generate_series(1, ${people}) AS n`,
    "ANALYZE",
  ];
  for (const statement of statements) await pool.query(statement);
}

/**
 * Rows in an order that has nothing to do with the database's: every person once, then every person again in another
 * campaign; up to seven times as many rows as people, those of an earlier file that are skipped included.
 */
export function* rowsOfFile(rows: number, people = rows, skipped = 0): Generator<[string, string, string]> {
  // A step that shares no divisor with the number of people visits each once.
  let step = 7_368_787 % people || 1;
  while (commonDivisor(step, people) > 1) step++;
  for (let index = 0, person = 0; index < rows; index++, person = (person + step) % people) {
    const campaign = (person + Math.floor((index + skipped) / people)) % CAMPAIGNS;
    yield [
      `person-${person + 1}@example.test`,
      `c${campaign}`,
      `advocate-${1 + ((person * 7) % ADVOCATES)}@example.test`,
    ];
  }
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/** The same rows as the bytes of a CSV file, made as fast as they are taken. */
export async function* bytesOfFile(rows: number, people = rows, skipped = 0): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let lines = ["customer_email,campaign_uid,advocate_email"];
  for (const row of rowsOfFile(rows, people, skipped)) {
    lines.push(row.join(","));
    if (lines.length === 1_000) {
      yield encoder.encode(`${lines.join("\n")}\n`);
      lines = [];
    }
  }
  if (lines.length > 0) yield encoder.encode(`${lines.join("\n")}\n`);
}
