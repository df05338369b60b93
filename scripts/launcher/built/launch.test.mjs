import { spawn } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { isRunning, signalTo, until } from "../processes.mjs";
import { runAttache, startAttache } from "../run-attache.mjs";
import { freePort } from "../socket-folder.mjs";
import { makeTestFolder } from "../test-folder.mjs";
import { startThrowawayPostgres } from "../throwaway.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const admin = { ATTACHE_ADMIN_EMAIL: "root@attache.test", ATTACHE_ADMIN_PASSWORD: "correct horse battery staple" };
let dataFolder;

beforeEach(async () => {
  const folder = await makeTestFolder();
  dataFolder = folder.dataFolder;
  onTestFinished(() => folder.remove());
});

async function start(options = {}) {
  const attache = await startAttache({ dataFolder, ...options });
  onTestFinished(() => attache.stop());
  return attache;
}

const health = async ({ url }) => (await fetch(`${url}/api/health`)).status;
const allEnded = (pids) => until(() => !pids.filter(Boolean).some(isRunning), 30_000);
const socketFolderOf = ({ databaseUrl }) => new URL(databaseUrl).searchParams.get("host");

async function query(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** `npm start` as a person types it, in a process group of its own; waits until it serves. */
async function npmStart() {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(DATABASE_URL|ATTACHE_|NODE_ENV|VITEST)/.test(name),
  );
  const env = { ...Object.fromEntries(inherited), PORT: String(await freePort()), ATTACHE_DATA_DIR: dataFolder };
  const child = spawn("npm", ["start"], { cwd: root, env, detached: true });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data) => {
      said += data;
    });
  }
  const ended = new Promise((resolve) => child.once("close", resolve));
  onTestFinished(() => signalTo(-child.pid, "SIGKILL"));
  await expect.poll(() => said, { timeout: 120_000 }).toMatch(/^Attaché runs at /m);
  return { npm: child.pid, output: () => said, ended };
}

describe("a stop", () => {
  test("by Ctrl-C ends server and database in good order and leaves nothing behind", async () => {
    const attache = await start();
    const pids = Object.values(attache.processes());
    expect(pids.every(isRunning)).toBe(true);
    expect(await attache.stop()).toBe(0);
    expect(await allEnded(pids)).toBe(true);
    expect(existsSync(socketFolderOf(attache))).toBe(false);
    expect(existsSync(join(dataFolder, "postgres", "postmaster.pid"))).toBe(false);
    expect(readFileSync(join(dataFolder, "postgres.log"), "utf8")).toMatch(/database system is shut down\n$/);
  });

  test.each([
    ["by Ctrl-C in a terminal, where npm and its child both get it", (npm) => process.kill(-npm, "SIGINT")],
    ["by SIGTERM, which npm keeps to itself", (npm) => process.kill(npm, "SIGTERM")],
  ])("%s ends everything just so", async (_, stopNpm) => {
    const { npm, output, ended } = await npmStart();
    const { pid: server } = JSON.parse(readFileSync(join(dataFolder, "server.json"), "utf8"));
    stopNpm(npm);
    await ended;
    expect(await allEnded([server])).toBe(true);
    await expect
      .poll(() => existsSync(join(dataFolder, "postgres", "postmaster.pid")), { timeout: 30_000 })
      .toBe(false);
    expect(output()).toMatch(/^Stopping$/m);
  });

  test("by Ctrl-C before it serves ends with 130, and no process is left", async () => {
    const run = runAttache({ dataFolder, env: { PORT: String(await freePort()) } });
    await run.says(/^Starting the private PostgreSQL/m);
    run.signal("SIGINT");
    expect((await run.ended).code).toBe(130);
    expect(existsSync(join(dataFolder, "postgres", "postmaster.pid"))).toBe(false);
    expect(await health(await start())).toBe(200);
  });

  test("by a service manager's SIGTERM means the same", async () => {
    const attache = await start();
    const pids = Object.values(attache.processes());
    process.kill(attache.processes().launcher, "SIGTERM");
    expect((await attache.ended).code).toBe(0);
    expect(await allEnded(pids)).toBe(true);
  });
});

describe("a second start", () => {
  test("on the same data folder says who holds it, and harms nothing", async () => {
    const first = await start();
    const second = runAttache({ dataFolder, env: { PORT: String(await freePort()) } });
    const { code, output } = await second.ended;
    expect(code).toBe(1);
    expect(output).toContain(
      `Attaché already runs on the data folder ${dataFolder}: process ${first.processes().launcher}`,
    );
    expect(output).toContain(first.url);
    expect(await health(first)).toBe(200);
  });

  test("on the same port is refused, and leaves no database running", async () => {
    const first = await start();
    const other = await makeTestFolder();
    onTestFinished(() => other.remove());
    const { code, output } = await runAttache({ dataFolder: other.dataFolder, env: { PORT: new URL(first.url).port } })
      .ended;
    expect(code).toBe(1);
    expect(output).toMatch(/^Port \d+ is in use by another program: stop it, or set PORT\.$/m);
    expect(existsSync(join(other.dataFolder, "postgres"))).toBe(false);
    expect(await health(first)).toBe(200);
  });
});

describe("the first admin", () => {
  test("is made on a page behind a link that the console shows at every start, until there is one", async () => {
    const first = await start();
    expect(first.setupUrl).toMatch(new RegExp(`^${first.url}/setup\\?token=`));
    expect((await fetch(first.setupUrl)).status).toBe(200);
    await first.stop();
    const second = await start({ env: admin });
    expect(second.setupUrl).toBeNull();
    expect(second.output()).toMatch(/^Created the first admin, root@attache\.test$/m);
    await second.stop();
    const third = await start();
    expect(third.setupUrl).toBeNull();
  });

  test("that cannot be made is a failed start, with the reason", async () => {
    const env = { ...admin, ATTACHE_ADMIN_PASSWORD: "short", PORT: String(await freePort()) };
    const { code, output } = await runAttache({ dataFolder, env }).ended;
    expect(code).toBe(1);
    expect(output).toMatch(/password/i);
    expect(output).not.toMatch(/^Attaché runs at/m);
  });
});

describe("--demo", () => {
  test("fills an empty database, and refuses one that has data, which stays as it is", async () => {
    const first = await start({ demo: true });
    const counts =
      "SELECT (SELECT count(*) FROM contact) AS contacts, (SELECT count(*) FROM attribution) AS attributions";
    const [before] = await query(first.databaseUrl, counts);
    expect(Number(before.attributions)).toBeGreaterThan(0);
    await first.stop();

    const again = runAttache({ dataFolder, env: { PORT: String(await freePort()) }, args: ["--demo"] });
    const { code, output } = await again.ended;
    expect(code).toBe(1);
    expect(output).not.toMatch(/^Attaché runs at|\n\s+at /m);

    const third = await start();
    expect(await query(third.databaseUrl, counts)).toEqual([before]);
  });
});

describe("secrets", () => {
  test("are made once, kept where only their owner reads them, and never shown", async () => {
    const first = await start({ env: admin });
    const secrets = ["secret", "postgres-password"].map((name) => join(dataFolder, name));
    const read = () => secrets.map((file) => readFileSync(file, "utf8").trim());
    const before = read();
    for (const file of [...secrets, join(dataFolder, "database-url")]) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
    await first.stop();
    const second = await start({ env: admin });
    expect(read()).toEqual(before);
    await second.stop();
    for (const secret of [...before, admin.ATTACHE_ADMIN_PASSWORD]) {
      expect(first.output() + second.output()).not.toContain(secret);
      expect(readFileSync(join(dataFolder, "postgres.log"), "utf8")).not.toContain(secret);
    }
  });
});

test("with DATABASE_URL everything is in that database, and no other is made", async () => {
  const server = await startThrowawayPostgres();
  onTestFinished(() => server.stop());
  const attache = await start({ env: { DATABASE_URL: server.url, ...admin } });
  expect(await health(attache)).toBe(200);
  expect(await query(server.url, "SELECT email FROM app_user")).toEqual([{ email: "root@attache.test" }]);
  expect(await attache.stop()).toBe(0);
  expect(existsSync(join(dataFolder, "postgres"))).toBe(false);
  expect(existsSync(join(dataFolder, "database-url"))).toBe(false);
  expect(await query(server.url, "SELECT 1 AS alive")).toEqual([{ alive: 1 }]);
});
