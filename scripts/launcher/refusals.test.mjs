import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { emptyDatabase } from "./empty-database.mjs";
import { applyMigrations } from "./migrate.mjs";
import { runAttache } from "./run-attache.mjs";
import { freePort } from "./socket-folder.mjs";
import { makeTestFolder } from "./test-folder.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
let dataFolder;

beforeEach(async () => {
  const folder = await makeTestFolder();
  dataFolder = folder.dataFolder;
  onTestFinished(() => folder.remove());
});

/** How a start ends that cannot be. @returns what it said, which is one line, and its exit code */
async function refusalOf(env, args = []) {
  const run = runAttache({ dataFolder, env: { PORT: String(await freePort()), ...env }, args });
  onTestFinished(() => void run.signal("SIGKILL"));
  const { code, output } = await run.ended;
  expect(output.trim()).not.toMatch(/\n/);
  return { code, said: output.trim() };
}

describe("a start that cannot be is refused in one sentence, with an exit code that is not 0:", () => {
  test("an argument that there is not", async () => {
    const { code, said } = await refusalOf({}, ["--demmo"]);
    expect(code).toBe(2);
    expect(said).toMatch(/^Unknown argument --demmo\. Usage: npm start/);
  });

  test("a port that is in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address();
    expect(await refusalOf({ PORT: String(port) })).toEqual({
      code: 1,
      said: `Port ${port} is in use by another program: stop it, or set PORT.`,
    });
  });

  test("a database that nobody serves", async () => {
    const port = await freePort();
    const { code, said } = await refusalOf({ DATABASE_URL: `postgresql://attache:hunter2@127.0.0.1:${port}/attache` });
    expect(code).toBe(1);
    expect(said).toMatch(/^No database answers at 127\.0\.0\.1:\d+\/attache/);
    expect(said).not.toContain("hunter2");
  });

  test("a database that does not exist", async () => {
    const { url } = await emptyDatabase();
    const address = new URL(url);
    address.pathname = "/nowhere";
    const { code, said } = await refusalOf({ DATABASE_URL: address.href });
    expect(code).toBe(1);
    expect(said).toMatch(/^There is no such database: .*\/nowhere\.$/);
  });

  test("the database of a newer version", async () => {
    const { url, pool } = await emptyDatabase();
    await applyMigrations(url, { root });
    await pool.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'y', '9999_future', now())`,
    );
    const { code, said } = await refusalOf({ DATABASE_URL: url });
    expect(code).toBe(1);
    expect(said).toBe("This database is of a newer Attaché (it has 9999_future): start that version.");
  });

  test("a data folder that cannot be made", async () => {
    const { code, said } = await refusalOf({ ATTACHE_DATA_DIR: "/dev/null/data" });
    expect(code).toBe(1);
    expect(said).toMatch(/^The data folder \/dev\/null\/data cannot be written .*; set ATTACHE_DATA_DIR\.$/);
  });

  test("a secret that is no secret", async () => {
    const { code, said } = await refusalOf({ ATTACHE_SECRET: "hunter2" });
    expect(code).toBe(1);
    expect(said).toMatch(/^ATTACHE_SECRET is too short/);
  });
});

test.each(["start.mjs", "test.mjs"])("an old Node is told so by %s, and nothing else happens", (script) => {
  const older = "Object.defineProperty(process.versions, 'node', { value: '20.8.1' })";
  const args = ["--import", `data:text/javascript,${encodeURIComponent(older)}`, `${root}scripts/${script}`];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 1, stderr: "Attaché needs Node 20.9 or later; this is Node 20.8.1.\n" });
});

test("a start that was refused by its database has changed nothing in it", async () => {
  const { url, pool } = await emptyDatabase();
  await applyMigrations(url, { root });
  await pool.query("UPDATE _prisma_migrations SET checksum = 'changed'");
  const tables = () =>
    pool.query("SELECT count(*)::int AS count FROM pg_class WHERE relnamespace = 'public'::regnamespace");
  const before = (await tables()).rows;
  expect((await refusalOf({ DATABASE_URL: url })).said).toMatch(/was changed after it had been applied/);
  expect((await tables()).rows).toEqual(before);
});
