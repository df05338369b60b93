import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { startPrivatePostgres } from "./private-postgres.mjs";
import { isRunning, isTaken, processesIn, signalTo, until } from "./processes.mjs";
import { makeTestFolder } from "./test-folder.mjs";

const isRoot = process.getuid?.() === 0;
let dataFolder;

beforeEach(async () => {
  const folder = await makeTestFolder();
  dataFolder = folder.dataFolder;
  onTestFinished(() => folder.remove());
});

/** The server as `npm start` runs it, stopped at the end of the test if it still runs. */
async function start(options = {}) {
  const server = await startPrivatePostgres({ dataFolder, ...options });
  onTestFinished(() => server.stop());
  return server;
}

async function query(url, statement) {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Several clients that write numbers, one row a transaction, until their connection breaks. */
async function writeUntilItBreaks(url, { writers = 8 } = {}) {
  await query(url, "CREATE TABLE IF NOT EXISTS written (number int)");
  const acknowledged = [];
  let next = 0;
  const ends = Array.from({ length: writers }, async () => {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    await client.connect();
    for (;;) {
      const number = ++next;
      const done = await client.query("INSERT INTO written VALUES ($1)", [number]).then(
        () => true,
        () => false,
      );
      if (!done) return;
      acknowledged.push(number);
    }
  });
  return { acknowledged, broken: Promise.all(ends) };
}

const processes = () => processesIn(join(dataFolder, "postgres"), "postgres");

async function killAll(server) {
  for (const pid of [server.pid, ...processes()]) signalTo(pid, "SIGKILL");
  await until(() => processes().length === 0 && !isRunning(server.pid), 10_000);
}

describe("the first start", () => {
  test("makes a database for a role that owns it and is no superuser", async () => {
    const { url } = await start();
    await query(url, "CREATE TABLE mine (id int)");
    expect(
      await query(
        url,
        `SELECT current_user, rolsuper, rolcreatedb, pg_encoding_to_char(encoding) AS encoding, datcollate
         FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
      ),
    ).toEqual([{ current_user: "attache", rolsuper: false, rolcreatedb: false, encoding: "UTF8", datcollate: "C" }]);
  });

  test("keeps what is acknowledged through a power cut: nothing that would hurry is switched on", async () => {
    const { url } = await start();
    const names = ["fsync", "full_page_writes", "synchronous_commit", "data_checksums"];
    for (const name of names) expect(await query(url, `SHOW ${name}`)).toEqual([{ [name]: "on" }]);
  });

  test("lets nobody in who does not know the password, not even this user, and nobody from the network", async () => {
    const { adminUrl } = await start();
    const stranger = new URL(adminUrl);
    stranger.password = "guessed";
    await expect(query(stranger.href, "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
    expect(await query(adminUrl, "SHOW listen_addresses")).toEqual([{ listen_addresses: "" }]);
    for (const folder of [join(dataFolder, "postgres"), stranger.searchParams.get("host")]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
    expect(statSync(join(dataFolder, "postgres-password")).mode & 0o777).toBe(0o600);
  });

  test.runIf(isRoot)("as root works in a folder that only root can enter, with a server that is not root", async () => {
    chmodSync(dataFolder, 0o700);
    const { pid } = await start();
    expect(statSync(dataFolder).uid).toBe(0);
    expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
  });

  test("is not misled by the operator's own PostgreSQL variables", async () => {
    const before = { ...process.env };
    onTestFinished(() => {
      process.env = before;
    });
    Object.assign(process.env, { PGSSLMODE: "require", PGHOST: "nowhere.invalid", PGDATA: "/nowhere", PGPORT: "1" });
    const { url } = await start();
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("that was cut short in the middle of it begins again", async () => {
    mkdirSync(join(dataFolder, "postgres.new"));
    writeFileSync(join(dataFolder, "postgres.new", "PG_VERSION"), "18\n");
    const { url } = await start();
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});

test("a later start finds what was written before a stop in good order, at the same address", async () => {
  const first = await start();
  await query(first.url, "CREATE TABLE mine AS SELECT 1 AS id");
  await first.stop();
  expect(processes()).toEqual([]);
  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "SELECT id FROM mine")).toEqual([{ id: 1 }]);
});

describe("after SIGKILL", () => {
  test("of all of PostgreSQL amid writes, the next start has every acknowledged row", async () => {
    let lost = 0;
    const first = await start({ onLost: () => lost++ });
    const { acknowledged, broken } = await writeUntilItBreaks(first.url);
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(500);
    await killAll(first);
    await broken;
    await expect.poll(() => lost).toBe(1);

    const second = await start();
    const kept = new Set((await query(second.url, "SELECT number FROM written")).map(({ number }) => number));
    expect(acknowledged.filter((number) => !kept.has(number))).toEqual([]);
  });

  test("of its main process alone, the next start waits for the others to end and has every acknowledged row", async () => {
    const first = await start();
    const { acknowledged, broken } = await writeUntilItBreaks(first.url);
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(200);
    signalTo(first.pid, "SIGKILL");
    const second = await start();
    await broken;
    const kept = new Set((await query(second.url, "SELECT number FROM written")).map(({ number }) => number));
    expect(acknowledged.filter((number) => !kept.has(number))).toEqual([]);
    expect(processes()).toContain(second.pid);
  });

  test("of the launcher, its server is ended and the next one has what it had", async () => {
    const script = `
      import { startPrivatePostgres } from ${JSON.stringify(new URL("./private-postgres.mjs", import.meta.url).href)};
      const { pid, url } = await startPrivatePostgres({ dataFolder: ${JSON.stringify(dataFolder)} });
      process.stdout.write(JSON.stringify({ pid, url }));
      setInterval(() => {}, 1000);`;
    const launcher = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const orphan = JSON.parse(await new Promise((resolve) => launcher.stdout.once("data", resolve)));
    await query(orphan.url, "CREATE TABLE mine AS SELECT 1 AS id");
    launcher.kill("SIGKILL");
    await new Promise((resolve) => launcher.once("exit", resolve));
    expect(isRunning(orphan.pid)).toBe(true);

    const second = await start();
    expect(isRunning(orphan.pid)).toBe(false);
    expect(await query(second.url, "SELECT id FROM mine")).toEqual([{ id: 1 }]);
  });

  describe("a lock file is no obstacle whose number is by now", () => {
    /** A number of a process of the server's user: PostgreSQL minds no other's. */
    async function isNoObstacle(script, isSo = isRunning) {
      await killAll(await start());
      const lockFile = join(dataFolder, "postgres", "postmaster.pid");
      const { uid, gid } = statSync(lockFile);
      const other = spawn("sh", ["-c", script], { uid, gid, stdio: ["ignore", "pipe", "inherit"] });
      onTestFinished(() => void other.kill("SIGKILL"));
      const pid = Number(await new Promise((resolve) => other.stdout.once("data", resolve)));
      await expect.poll(() => isSo(pid)).toBe(true);
      const [, ...lines] = readFileSync(lockFile, "utf8").split("\n");
      writeFileSync(lockFile, [pid, ...lines].join("\n"));
      await start();
      expect(isRunning(other.pid)).toBe(true);
    }

    test("another program's, and that program lives", () => isNoObstacle("echo $$; exec sleep 60"));

    test("that of a dead process whom nobody buries", () =>
      isNoObstacle("sleep 0.1 & echo $!; exec sleep 60", (pid) => isTaken(pid) && !isRunning(pid)));
  });
});

describe("what cannot work is said in a sentence:", () => {
  test("a cluster of another PostgreSQL", async () => {
    mkdirSync(join(dataFolder, "postgres"), { mode: 0o700 });
    writeFileSync(join(dataFolder, "postgres", "PG_VERSION"), "17\n");
    await expect(start()).rejects.toThrow(/is of PostgreSQL 17; this Attaché brings PostgreSQL 18\.$/);
  });

  test("a lost password file, and nothing is left running", async () => {
    await (await start()).stop();
    rmSync(join(dataFolder, "postgres-password"));
    await expect(start()).rejects.toThrow(/put back the file from your backup/);
    expect(processes()).toEqual([]);
  });

  test("a cluster that PostgreSQL itself refuses, with its reason and where its log is", async () => {
    await (await start()).stop();
    rmSync(join(dataFolder, "postgres", "global", "pg_control"));
    await expect(start()).rejects.toThrow(/stopped while starting: .*pg_control.*postgres\.log/);
  });
});
