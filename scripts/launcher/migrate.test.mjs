import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { emptyDatabase } from "./empty-database.mjs";
import { Refusal } from "./messages.mjs";
import { applyMigrations, readMigrations } from "./migrate.mjs";

const project = fileURLToPath(new URL("../..", import.meta.url));
let db;

beforeEach(async () => {
  db = await emptyDatabase();
});

/** A project that has these migrations and nothing else. */
function projectWith(migrations) {
  const root = mkdtempSync(join(tmpdir(), "attache-migrations-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, sql] of Object.entries(migrations)) {
    mkdirSync(join(root, "prisma", "migrations", name), { recursive: true });
    writeFileSync(join(root, "prisma", "migrations", name, "migration.sql"), sql);
  }
  return { root };
}

const tables = async () =>
  (
    await db.pool.query(
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1",
    )
  ).rows.map(({ tablename }) => tablename);

const one = { "1_one": "CREATE TABLE one (id int);" };
const two = { ...one, "2_two": "CREATE TABLE two (id int); INSERT INTO one VALUES (1);" };

test("each migration is applied once, in the order of the names, whatever is there already", async () => {
  const said = [];
  expect(await applyMigrations(db.url, projectWith(one))).toEqual(["1_one"]);
  expect(await applyMigrations(db.url, { ...projectWith(two), onMigration: (name) => said.push(name) })).toEqual([
    "2_two",
  ]);
  expect(await applyMigrations(db.url, projectWith(two))).toEqual([]);
  expect(said).toEqual(["2_two"]);
  expect(await tables()).toEqual(["one", "two"]);
});

test("several that start at once apply each migration once, and all of them find it applied", async () => {
  const results = await Promise.all([1, 2, 3, 4].map(() => applyMigrations(db.url, projectWith(two))));
  expect(results.flat().sort()).toEqual(["1_one", "2_two"]);
  expect((await db.pool.query("SELECT count(*)::int AS rows FROM one")).rows).toEqual([{ rows: 1 }]);
});

test("the project's own migrations are noted as Prisma notes them", async () => {
  await applyMigrations(db.url, { root: project });
  const { rows } = await db.pool.query(
    `SELECT migration_name AS name, checksum, applied_steps_count AS steps, finished_at >= started_at AS finished,
       rolled_back_at, logs FROM _prisma_migrations ORDER BY migration_name`,
  );
  expect(rows).toEqual(
    readMigrations(join(project, "prisma", "migrations")).map(({ name, checksum }) => ({
      ...{ name, checksum, steps: 1, finished: true, rolled_back_at: null, logs: null },
    })),
  );
});

test("of a migration that fails nothing is kept, those before it are, and it runs again when it is mended", async () => {
  const broken = { ...one, "2_two": "CREATE TABLE two (id int); SELECT 1 / 0;" };
  await expect(applyMigrations(db.url, projectWith(broken))).rejects.toThrow(
    "The migration 2_two failed and nothing of it was kept: division by zero",
  );
  expect(await tables()).toEqual(["one"]);
  expect(await applyMigrations(db.url, projectWith(two))).toEqual(["2_two"]);
});

test("a migration that was changed after it had been applied is refused, by name", async () => {
  await applyMigrations(db.url, projectWith(one));
  const changed = projectWith({ "1_one": "CREATE TABLE one (id bigint);", "2_two": "CREATE TABLE two (id int);" });
  await expect(applyMigrations(db.url, changed)).rejects.toThrow(/1_one was changed/);
  expect(await tables()).toEqual(["one"]);
});

test("the database of a newer version is refused and left alone", async () => {
  await applyMigrations(db.url, projectWith(two));
  await expect(applyMigrations(db.url, projectWith(one))).rejects.toThrow(/newer Attaché \(it has 2_two\)/);
});

test("a migration that another tool left unfinished is refused; one that it rolled back is applied", async () => {
  await applyMigrations(db.url, projectWith(one));
  await db.pool.query("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'y', '2_two')");
  await expect(applyMigrations(db.url, projectWith(two))).rejects.toThrow(/2_two was begun by another tool/);
  await db.pool.query("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'x'");
  expect(await applyMigrations(db.url, projectWith(two))).toEqual(["2_two"]);
});

test("a user who may not create tables is told so", async () => {
  await db.pool.query("REVOKE CREATE ON SCHEMA public FROM PUBLIC, pg_database_owner");
  const failure = await applyMigrations(db.url, projectWith(one)).catch((error) => error);
  expect(failure).toBeInstanceOf(Refusal);
  expect(failure.message).toMatch(/may not create tables/);
});

test("a start that is killed while it migrates leaves nothing behind that stops the next one", async () => {
  const slow = { "1_one": "CREATE TABLE one (id int); SELECT pg_sleep(60);" };
  const killed = applyMigrations(db.url, projectWith(slow)).catch((error) => error);
  const watcher = new pg.Client({ connectionString: db.url });
  await watcher.connect();
  onTestFinished(() => watcher.end());
  await expect
    .poll(
      async () =>
        (
          await watcher.query(
            `SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
             WHERE datname = current_database() AND query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()`,
          )
        ).rows,
      { timeout: 20_000 },
    )
    .toEqual([{ ended: true }]);
  expect(await killed).toBeInstanceOf(Error);
  expect(await tables()).toEqual([]);
  expect(await applyMigrations(db.url, projectWith(one))).toEqual(["1_one"]);
});
