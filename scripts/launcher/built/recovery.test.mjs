import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { isRunning, signalTo, until } from "../processes.mjs";
import { startAttache } from "../run-attache.mjs";
import { makeTestFolder } from "../test-folder.mjs";
import { lostOf, startWriters } from "./writers.mjs";

const admin = { ATTACHE_ADMIN_EMAIL: "root@attache.test", ATTACHE_ADMIN_PASSWORD: "correct horse battery staple" };
let dataFolder;

beforeEach(async () => {
  const folder = await makeTestFolder();
  dataFolder = folder.dataFolder;
  onTestFinished(() => folder.remove());
});

/** Attaché on the data folder of the test; stopped at the end of the test if it still runs. */
async function start() {
  const attache = await startAttache({ dataFolder, env: admin });
  onTestFinished(() => attache.stop());
  return attache;
}

async function writersOf(attache) {
  const writers = await startWriters(attache.databaseUrl);
  onTestFinished(() => writers.stop());
  await moreThan(writers, 200);
  return writers;
}

/** Waits for so many more acknowledged writes. */
async function moreThan(writers, count) {
  const before = writers.acknowledged.length;
  await expect.poll(() => writers.acknowledged.length - before, { timeout: 60_000 }).toBeGreaterThan(count);
}

const health = (attache) =>
  fetch(`${attache.url}/api/health`).then(
    ({ status }) => status,
    () => null,
  );

const allEnded = (pids) => until(() => !pids.some(isRunning), 30_000);

describe("SIGKILL amid writes loses nothing that was acknowledged:", () => {
  test("of the database, which comes back by itself while the application stays up", async () => {
    const attache = await start();
    const writers = await writersOf(attache);
    const before = attache.processes();

    signalTo(before.database, "SIGKILL");
    await expect.poll(attache.output, { timeout: 60_000 }).toMatch(/^The private database is back$/m);
    await moreThan(writers, 200);
    await writers.stop();

    await expect.poll(() => health(attache), { timeout: 30_000 }).toBe(200);
    const after = attache.processes();
    expect(after.server).toBe(before.server);
    expect(after.database).not.toBe(before.database);
    expect(await lostOf(attache.databaseUrl, writers.acknowledged)).toEqual([]);
  });

  test("of everything at once, as in a power cut, and the next start needs no help", async () => {
    const first = await start();
    const writers = await writersOf(first);
    const before = first.processes();
    await first.kill();
    await writers.stop();
    expect(await allEnded(Object.values(before))).toBe(true);

    const second = await start();
    expect(await health(second)).toBe(200);
    expect(second.databaseUrl).toBe(first.databaseUrl);
    expect(await lostOf(second.databaseUrl, writers.acknowledged)).toEqual([]);
    expect(second.output()).not.toMatch(/first admin/);
  });

  test("of the launcher alone: the next start ends what it left running and takes over", async () => {
    const first = await start();
    const writers = await writersOf(first);
    const before = first.processes();
    signalTo(before.launcher, "SIGKILL");
    await first.ended;
    expect(await health(first)).toBe(200);
    expect([before.server, before.database].every(isRunning)).toBe(true);

    const second = await start();
    await moreThan(writers, 200);
    await writers.stop();
    expect(await allEnded(Object.values(before))).toBe(true);
    expect(await lostOf(second.databaseUrl, writers.acknowledged)).toEqual([]);
  });
});

test("SIGKILL of the application's server is reported and ends the rest in good order, and the next start serves", async () => {
  const first = await start();
  const before = first.processes();
  signalTo(before.server, "SIGKILL");
  expect((await first.ended).code).toBe(1);
  expect(first.output()).toMatch(/^The server ended unexpectedly \(signal SIGKILL\)$/m);
  expect(await allEnded(Object.values(before))).toBe(true);
  expect(await health(await start())).toBe(200);
});

test("a database that is killed again and again is given up, with a reason, and nothing is left running", async () => {
  const attache = await start();
  for (let restarts = 1; restarts <= 5; restarts++) {
    const { database } = attache.processes();
    signalTo(database, "SIGKILL");
    await expect
      .poll(() => attache.output().match(/^The private database is back$/gm)?.length, { timeout: 60_000 })
      .toBe(restarts);
  }
  const before = attache.processes();
  signalTo(before.database, "SIGKILL");
  expect((await attache.ended).code).toBe(1);
  expect(attache.output()).toMatch(/cannot be kept running: it ended 6 times within ten minutes/);
  expect(await allEnded(Object.values(before))).toBe(true);
});
