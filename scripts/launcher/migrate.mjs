/**
 * Applies `prisma/migrations` without Prisma's migration engine, which is a download of its own. The table it keeps is
 * Prisma's `_prisma_migrations`, so that `prisma migrate status` and `deploy` agree with it. Unlike Prisma, a
 * migration and the note that it was applied are one transaction: killed at any moment, the next start goes on.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { Refusal } from "./messages.mjs";

/** The lock that Prisma takes for the same purpose (schema-engine, postgres flavour). */
const MIGRATION_LOCK = 72707369;

const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  varchar(36) PRIMARY KEY NOT NULL,
  checksum            varchar(64) NOT NULL,
  finished_at         timestamptz,
  migration_name      varchar(255) NOT NULL,
  logs                text,
  rolled_back_at      timestamptz,
  started_at          timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;

/**
 * Applies what is missing, in order, under an advisory lock: of several that start at once one migrates and the
 * others wait.
 * @param {string} url
 * @param {{ root: string, onMigration?: (name: string) => void }} options root: of the project
 * @returns {Promise<string[]>} the names of the migrations that were applied now
 * @throws {Refusal} when one fails, when the database is of a newer Attaché, or one was changed after being applied
 */
export async function applyMigrations(url, { root, onMigration = () => {} }) {
  const migrations = readMigrations(join(root, "prisma", "migrations"));
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const missing = await missingMigrations(client, migrations);
    for (const migration of missing) {
      onMigration(migration.name);
      await apply(client, migration);
    }
    return missing.map(({ name }) => name);
  } finally {
    // The end of the connection releases the lock.
    await client.end();
  }
}

/** The migrations of a folder in the order of their names, with the checksum that Prisma keeps. */
export function readMigrations(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "migration.sql")))
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const script = readFileSync(join(folder, name, "migration.sql"), "utf8");
      return { name, script, checksum: createHash("sha256").update(script).digest("hex") };
    });
}

async function missingMigrations(client, migrations) {
  // Asked first, because CREATE … IF NOT EXISTS wants the right to create even when there is nothing to do.
  const { rows: table } = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists");
  if (!table[0].exists) await createTable(client);
  const { rows: applied } = await client.query(
    "SELECT migration_name AS name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  const unfinished = applied.find((row) => row.finished_at === null);
  if (unfinished) {
    throw new Refusal(
      `The migration ${unfinished.name} was begun by another tool and not finished: resolve it with prisma migrate resolve.`,
    );
  }
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const { name, checksum } of applied) {
    if (!known.has(name))
      throw new Refusal(`This database is of a newer Attaché (it has ${name}): start that version.`);
    if (known.get(name) !== checksum) {
      throw new Refusal(
        `The migration ${name} was changed after it had been applied to this database: put it back as it was.`,
      );
    }
  }
  const done = new Set(applied.map((row) => row.name));
  return migrations.filter(({ name }) => !done.has(name));
}

async function createTable(client) {
  try {
    await client.query(TABLE);
  } catch (error) {
    // Since PostgreSQL 15 only the owner of a database may create tables in it, unless others are allowed to.
    if (error.code !== "42501") throw error;
    throw new Refusal(
      `The user of DATABASE_URL may not create tables there (${error.message}): make it the owner of the database.`,
    );
  }
}

async function apply(client, { name, script, checksum }) {
  await client.query("BEGIN");
  try {
    await client.query(script);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw new Refusal(`The migration ${name} failed and nothing of it was kept: ${error.message}`);
  }
}
