import { beforeEach, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies } from "@/lib/testing/history";
import { attributionsCsv, checkFile, contactMapping, mustBeTaken, rowsOf, viewOf } from "@/lib/testing/imports";
import { makeWorld, type World } from "@/lib/testing/world";
import { openTestPool } from "../../scripts/launcher/test-pool.mjs";
import { cancelImport, startRun, startUndo } from "./commands";
import { workOff } from "./worker";

const db = useTestDatabase();
const CUSTOMERS = 200;
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { customers: CUSTOMERS });
});

/** A checked import that refers every customer by one advocate. */
async function checked(code: number): Promise<string> {
  const rows = world.customers.map(({ email }) => ({ customer_email: email, short_code: `short-${code}` }));
  return (await checkFile(db.pool, world, attributionsCsv(...rows), { name: `${code}.csv` })).id;
}

const aheadOf = async (ids: string[]) => Promise.all(ids.map(async (id) => (await viewOf(db.pool, id)).ahead));

test("imports write in the order in which they were queued, and say how many are before them", async () => {
  const [first, second, third] = [await checked(0), await checked(1), await checked(2)];
  for (const id of [third, first, second]) await mustBeTaken(startRun(db.pool, id));
  expect(await aheadOf([third, first, second])).toEqual([0, 1, 2]);
  await mustBeTaken(cancelImport(db.pool, first));
  expect(await aheadOf([third, second])).toEqual([0, 1]);
  await mustBeTaken(startRun(db.pool, first));
  expect(await aheadOf([third, second, first])).toEqual([0, 1, 2]);
  await workOff(db.pool);
  const results = await Promise.all([third, second, first].map((id) => viewOf(db.pool, id)));
  expect(results.map(({ result }) => [result!.outcomes.created, result!.outcomes.attempt])).toEqual([
    [CUSTOMERS, 0],
    [0, CUSTOMERS],
    [0, CUSTOMERS],
  ]);
});

test("an undo goes before what is queued, and counts as before it", async () => {
  const [first, second] = [await checked(0), await checked(1)];
  await mustBeTaken(startRun(db.pool, first));
  await workOff(db.pool);
  await mustBeTaken(startRun(db.pool, second));
  await mustBeTaken(startUndo(db.pool, { id: first, userId: world.actor.actorId }));
  expect(await aheadOf([second])).toEqual([1]);
  await workOff(db.pool);
  expect((await viewOf(db.pool, second)).result!.outcomes).toMatchObject({ created: CUSTOMERS, attempt: 0 });
});

test("workers of several processes never write at the same time, and do every row of every import once", async () => {
  const ids: string[] = [];
  for (const code of [0, 1, 2]) ids.push(await checked(code));
  for (const id of ids) await mustBeTaken(startRun(db.pool, id));
  const processes = Array.from({ length: 3 }, () => openTestPool(db.url, { max: 4 }));
  try {
    await Promise.all(processes.map((pool) => workOff(pool)));
  } finally {
    await Promise.all(processes.map((pool) => pool.end()));
  }
  const views = await Promise.all(ids.map((id) => viewOf(db.pool, id)));
  expect(views.map(({ state }) => state)).toEqual(["done", "done", "done"]);
  expect(views.map(({ result }) => [result!.outcomes.created, result!.outcomes.attempt])).toEqual([
    [CUSTOMERS, 0],
    [0, CUSTOMERS],
    [0, CUSTOMERS],
  ]);
  for (const [index, { startedAt }] of views.slice(1).entries())
    expect(startedAt! >= views[index]!.finishedAt!).toBe(true);
  for (const id of ids) expect(new Set(await rowsOf(db.pool, id)).size).toBe(CUSTOMERS);
  const { rows } = await db.pool.query("SELECT count(*)::int AS count FROM attribution");
  expect(rows).toEqual([{ count: 3 * CUSTOMERS }]);
  expect(await inconsistencies(db.pool)).toEqual([]);
});

test("an import of another kind waits for none of these: it writes while they do", async () => {
  const held = await checked(0);
  const file = "email,company\ncustomer-1@example.test,Engines";
  const { id } = await checkFile(db.pool, world, file, { kind: "contacts", mapping: contactMapping(file) });
  await mustBeTaken(startRun(db.pool, held));
  await mustBeTaken(startRun(db.pool, id));
  expect(await aheadOf([held, id])).toEqual([0, 0]);
  const other = openTestPool(db.url, { max: 1 });
  try {
    // As a worker that writes attributions holds its lane.
    await other.query("SELECT pg_advisory_lock(hashtextextended('import:attributions:write', 0))");
    await workOff(db.pool);
    expect((await Promise.all([held, id].map((one) => viewOf(db.pool, one)))).map(({ state }) => state)).toEqual([
      "queued",
      "done",
    ]);
  } finally {
    await other.end();
  }
});
