import { beforeEach, expect, test } from "vitest";
import { changeStatus, recordAttributions } from "@/lib/attributions/commands";
import { reassign } from "@/lib/attributions/reassign";
import { recordProspects } from "@/lib/contacts/commands";
import type { Transaction } from "@/lib/db/transaction";
import type { AttributionField } from "@/lib/imports/kinds/attributions/columns";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies } from "@/lib/testing/history";
import { attributionsCsv, checkFile, runBesideWriter, standingOf } from "@/lib/testing/imports";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import type { AttributionChoices } from "./kinds/attributions/schema";

/** Another writer holds a slot while a chunk is being written: the run waits, sees what came of it, and goes on. */
const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

type Row = Partial<Record<AttributionField, string>>;
const CUSTOMER = "customer-1@example.test";
const by = (code: number, more: Row = {}): Row => ({ customer_email: CUSTOMER, short_code: `short-${code}`, ...more });

/** Runs the rows; the other writer commits once the run waits for it. Answers what became of the rows. */
async function runBeside(
  rows: Row[],
  other: (tx: Transaction) => Promise<unknown>,
  choices?: Partial<AttributionChoices>,
): Promise<string[]> {
  const { id } = await checkFile(db.pool, world, attributionsCsv(...rows), { choices });
  const outcomes = await runBesideWriter(db.pool, id, other);
  expect(await inconsistencies(db.pool)).toEqual([]);
  return outcomes;
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
