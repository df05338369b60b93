import { beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, useTestDatabase } from "@/lib/testing/database";
import {
  cancelWhen,
  checkFile,
  contactMapping,
  contactsOf,
  importContacts,
  membersOf,
  mustBeTaken,
  onceWhen,
  rowsOf,
  timesOf,
  undoFile,
  viewOf,
} from "@/lib/testing/imports";
import { makeWorld, type World } from "@/lib/testing/world";
import { WRITE_CHUNK_ROWS } from "../../chunks";
import { startRun } from "../../commands";
import { workOff } from "../../worker";

const db = useTestDatabase();
let world: World;
const PEOPLE = WRITE_CHUNK_ROWS + 300;
const REPEATED = 700;
const choices = { createSegments: true };

beforeEach(async () => {
  world = await makeWorld(db.pool, { customers: 200 });
});

/** Two chunks of rows that stand alone, and one of rows that follow them. */
const FILE = [
  "email,company,segment,uid",
  ...Array.from({ length: PEOPLE }, (_, n) => `p${n}@x.test,C${n % 7},${n % 3 ? "" : `S${n % 5}`},u${n}`),
  ...Array.from({ length: 200 }, (_, n) => `customer-${n + 1}@example.test,C,Partners,`),
  ...Array.from({ length: REPEATED }, (_, n) => `P${n % 400}@x.test,D${n % 11},S${n % 4},`),
].join("\n");

/** What there is, without ids and times. */
const stateOf = async (pool: typeof db.pool) => [await contactsOf(pool, "%"), await membersOf(pool)];

const known = new Map<boolean, Promise<unknown>>();

/** What the file leaves behind where nothing is lost; found out once. */
function uninterrupted({ undo = false } = {}): Promise<unknown> {
  if (!known.has(undo)) known.set(undo, importedElsewhere(undo));
  return known.get(undo)!;
}

async function importedElsewhere(undo: boolean) {
  const other = await createTestDatabase();
  try {
    const sameWorld = await makeWorld(other.pool, { customers: 200 });
    const { id } = await importContacts(other.pool, sameWorld, FILE, { choices });
    if (undo) await undoFile(other.pool, sameWorld, id);
    return await stateOf(other.pool);
  } finally {
    await other.drop();
  }
}

const LOSE_OWN_CONNECTION = "PERFORM pg_terminate_backend(pg_backend_pid())";
const check = () => checkFile(db.pool, world, FILE, { kind: "contacts", choices, mapping: contactMapping(FILE) });

async function run(id: string) {
  await mustBeTaken(startRun(db.pool, id));
  await workOff(db.pool);
}

// Thousands of rows, imported several times over: more than other tests take where the machine is busy.
describe("an import of contacts that is broken off between chunks", { timeout: 180_000 }, () => {
  test.each([
    ["of the rows that stand alone", "NEW.done > OLD.done"],
    ["of the rows that repeat", "NEW.repeated_checkpoint IS NOT NULL"],
  ])("%s goes on, and ends as one that was not", async (_, ends) => {
    const { id, check: foreseen } = await check();
    await onceWhen(db.pool, `NEW.state = 'running' AND ${ends}`, LOSE_OWN_CONNECTION);
    await run(id);
    expect(await timesOf(db.pool)).toBeGreaterThan(1);
    expect(await viewOf(db.pool, id)).toMatchObject({ state: "done", result: foreseen, failure: null });
    expect(await rowsOf(db.pool, id)).toEqual(await rowsOf(db.pool, id, "check"));
    expect(await stateOf(db.pool)).toEqual(await uninterrupted());
  });

  test("by whoever cancels it says what is done, and does the rest later", async () => {
    const { id } = await check();
    await cancelWhen(db.pool, "NEW.state = 'running' AND OLD.done = 0 AND NEW.done > 0");
    await run(id);
    expect((await viewOf(db.pool, id)).state).toBe("cancelled");
    await run(id);
    expect(await viewOf(db.pool, id)).toMatchObject({ state: "done", failure: null });
    expect(await stateOf(db.pool)).toEqual(await uninterrupted());
  });

  test("and its undo undoes each row once", async () => {
    const before = await stateOf(db.pool);
    const { id } = await importContacts(db.pool, world, FILE, { choices });
    await onceWhen(db.pool, "NEW.state = 'undoing' AND NEW.done > OLD.done", LOSE_OWN_CONNECTION);
    const view = await undoFile(db.pool, world, id);
    expect(view).toMatchObject({ state: "undone", undo: { outcomes: { kept: 0, impossible: 0 } }, failure: null });
    expect(await contactsOf(db.pool, "%@example.test")).toEqual(before[0]);
    expect(await membersOf(db.pool)).toEqual(before[1]);
    expect(await stateOf(db.pool)).toEqual(await uninterrupted({ undo: true }));
  });
});
