import { beforeEach, expect, test } from "vitest";
import { changeStatus, recordAttributions } from "@/lib/attributions/commands";
import { reassign } from "@/lib/attributions/reassign";
import { recordProspects } from "@/lib/contacts/commands";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import type { AttributionField } from "@/lib/imports/columns";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies } from "@/lib/testing/history";
import { attributionsCsv, checkFile, mustBeTaken, rowsOf, standingOf, viewOf } from "@/lib/testing/imports";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import { startRun } from "./commands";
import type { Choices } from "./schema";
import { workOff } from "./worker";

/** Another writer holds a slot while a chunk is being written: the run waits, sees what came of it, and goes on. */
const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

type Row = Partial<Record<AttributionField, string>>;
const CUSTOMER = "customer-1@example.test";
const by = (code: number, more: Row = {}): Row => ({ customer_email: CUSTOMER, short_code: `short-${code}`, ...more });

async function isWaitedFor(pid: number): Promise<boolean> {
  const { rows } = await db.pool.query<{ waits: boolean }>(
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE $1::int = ANY(pg_blocking_pids(pid))) AS waits",
    [pid],
  );
  return rows[0]!.waits;
}

/** Runs the rows; the other writer commits once the run waits for it. Answers what became of the rows. */
async function runBeside(
  rows: Row[],
  other: (tx: Transaction) => Promise<unknown>,
  choices?: Partial<Choices>,
): Promise<string[]> {
  const { id } = await checkFile(db.pool, world, attributionsCsv(...rows), { choices });
  await mustBeTaken(startRun(db.pool, id));
  let running: Promise<void> | undefined;
  await inTransaction(db.pool, async (tx) => {
    await other(tx);
    const { rows: own } = await tx.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    running = workOff(db.pool);
    await expect.poll(() => isWaitedFor(own[0]!.pid), { timeout: 10_000, interval: 5 }).toBe(true);
  });
  await running;
  const view = await viewOf(db.pool, id);
  expect([view.state, view.failure]).toEqual(["done", null]);
  expect(await inconsistencies(db.pool)).toEqual([]);
  return (await rowsOf(db.pool, id)).map((row) => row.replace(/^\d+: /, ""));
}

const record = (tx: Transaction, advocate: number) =>
  recordAttributions(tx, world.actor, [
    { customerId: world.customers[0]!.id, campaignId: world.campaign.id, advocateId: world.advocates[advocate]!.id },
  ]);
const stands = (advocate: number) => ({ [`spring ${CUSTOMER}`]: `advocate-${advocate + 1}@example.test` });

test("a row whose slot another advocate takes at that moment is logged as an attempt", async () => {
  expect(await runBeside([by(0)], (tx) => record(tx, 1))).toEqual(["attempt"]);
  expect(await standingOf(db.pool)).toEqual(stands(1));
});

test("a row whose slot another advocate takes at that moment is reassigned where that was chosen", async () => {
  expect(await runBeside([by(0)], (tx) => record(tx, 1), { other: "reassign" })).toEqual(["reassigned"]);
  expect(await standingOf(db.pool)).toEqual(stands(0));
});

test("a row whose very attribution another writer creates at that moment is unchanged, and written once", async () => {
  expect(await runBeside([by(0)], (tx) => record(tx, 0))).toEqual(["unchanged"]);
  const { rows } = await db.pool.query("SELECT count(*)::int AS count FROM attribution");
  expect(rows).toEqual([{ count: 1 }]);
});

test("a deactivation that another writer does at that moment is unchanged", async () => {
  const [id] = await refer(db.pool, world, 0, [0]);
  const deactivate = (tx: Transaction) => changeStatus(tx, world.actor, { ids: [id!], to: "inactive" });
  expect(await runBeside([by(0, { status: "inactive" })], deactivate)).toEqual(["unchanged"]);
});

test("a reassignment that another writer overtakes starts from whom that writer left standing", async () => {
  const [id] = await refer(db.pool, world, 0, [1]);
  const overtake = (tx: Transaction) => reassign(tx, world.actor, { ids: [id!], toAdvocateId: world.advocates[2]!.id });
  expect(await runBeside([by(0)], overtake, { other: "reassign" })).toEqual(["reassigned"]);
  expect(await standingOf(db.pool)).toEqual(stands(0));
  const { rows } = await db.pool.query("SELECT count(*)::int AS count FROM attribution");
  expect(rows).toEqual([{ count: 3 }]);
});

test("an activation in whose slot another advocate is put at that moment becomes an attempt", async () => {
  const [id] = await refer(db.pool, world, 0, [0]);
  await changeStatus(db.pool, world.actor, { ids: [id!], to: "inactive" });
  expect(await runBeside([by(0)], (tx) => record(tx, 1))).toEqual(["attempt"]);
  expect(await standingOf(db.pool)).toEqual(stands(1));
});

test("a contact whom another writer creates at that moment is created once and counted by none but them", async () => {
  const rows = [by(0, { customer_email: "new@people.test" })];
  expect(
    await runBeside(rows, (tx) => recordProspects(tx, world.actor, [{ email: "new@people.test" }]), {
      createContacts: true,
    }),
  ).toEqual(["created"]);
  const { rows: found } = await db.pool.query("SELECT FROM contact WHERE email = 'new@people.test'");
  expect(found).toHaveLength(1);
});
