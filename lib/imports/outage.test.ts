import { beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, useTestDatabase } from "@/lib/testing/database";
import { inconsistencies } from "@/lib/testing/history";
import {
  attributionsCsv,
  checkFile,
  contentOf,
  importFile,
  mustBeTaken,
  onceWhen,
  rowsOf,
  timesOf,
  undoFile,
  uploadFile,
  viewOf,
} from "@/lib/testing/imports";
import { makeWorld, type World } from "@/lib/testing/world";
import { CHECK_CHUNK_ROWS } from "./check";
import { cancelImport, startCheck, startRun, startUndo } from "./commands";
import { DEFAULT_CHOICES } from "./schema";
import { workOff } from "./worker";

const db = useTestDatabase();
const CUSTOMERS = 100;
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { customers: CUSTOMERS });
});

/** A chunk and a little more, in which some rows about the same contacts follow each other over its end. */
function twoChunks(): string {
  const rows = Array.from({ length: CHECK_CHUNK_ROWS + 1_000 }, (_, index) =>
    index % 60 === 0
      ? {
          customer_email: `customer-${((index / 60) % CUSTOMERS) + 1}@example.test`,
          short_code: `short-${(index / 60) % 3}`,
        }
      : { short_code: "short-0" },
  );
  return attributionsCsv(...rows);
}

const LOSE_OWN_CONNECTION = "PERFORM pg_terminate_backend(pg_backend_pid())";
const STEP_OF = (state: string) => `NEW.state = '${state}' AND NEW.done > OLD.done`;
const choices = { other: "reassign" } as const;

/** What the same file leaves behind where nothing is lost. */
async function uninterrupted(file: string, { undo = false } = {}): Promise<string[]> {
  const other = await createTestDatabase();
  try {
    const sameWorld = await makeWorld(other.pool, { customers: CUSTOMERS });
    const { id } = await importFile(other.pool, sameWorld, file, { choices });
    if (undo) await undoFile(other.pool, sameWorld, id);
    return await contentOf(other.pool);
  } finally {
    await other.drop();
  }
}

describe("a connection that is lost costs nothing but time", () => {
  test("while the file is read: it is read again, once", async () => {
    const rows = Array.from({ length: 60_000 }, () => ({ short_code: "short-0" }));
    const id = await uploadFile(db.pool, world, attributionsCsv(...rows));
    const { mapping } = await viewOf(db.pool, id);
    // The progress that is noted while the rows are copied ends the connection that copies them.
    await onceWhen(
      db.pool,
      "NEW.phase = 'reading' AND OLD.done = 0 AND NEW.done > 0",
      `PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
         AND query LIKE 'COPY import_row%' AND pid <> pg_backend_pid()`,
    );
    await mustBeTaken(startCheck(db.pool, { id, mapping, choices: DEFAULT_CHOICES.attributions }));
    await workOff(db.pool);
    expect(await timesOf(db.pool)).toBe(2);
    expect(await viewOf(db.pool, id)).toMatchObject({ state: "checked", rowCount: rows.length, failure: null });
  });

  test("at the end of a chunk of the check: the check says the same", async () => {
    await onceWhen(
      db.pool,
      "NEW.state = 'checking' AND OLD.done = 0 AND NEW.done > 0 AND NEW.phase = 'checking'",
      LOSE_OWN_CONNECTION,
    );
    const file = twoChunks();
    const view = await checkFile(db.pool, world, file, { choices });
    expect(view).toMatchObject({ state: "checked", failure: null });
    await mustBeTaken(startRun(db.pool, view.id));
    await workOff(db.pool);
    expect((await viewOf(db.pool, view.id)).result).toEqual(view.check);
  });

  test.each([
    ["whichever ends first", "NEW.done > OLD.done"],
    ["in front of which nothing is missing", "NEW.checkpoint > OLD.checkpoint"],
    ["of the rows that repeat", "NEW.repeated_checkpoint IS NOT NULL"],
  ])("at the end of a chunk of the run, %s: no row is lost, and none is done twice", async (_, ends) => {
    const file = twoChunks();
    const { id, check } = await checkFile(db.pool, world, file, { choices });
    await onceWhen(db.pool, `NEW.state = 'running' AND ${ends}`, LOSE_OWN_CONNECTION);
    await mustBeTaken(startRun(db.pool, id));
    await workOff(db.pool);
    expect(await timesOf(db.pool)).toBeGreaterThan(1);
    expect(await viewOf(db.pool, id)).toMatchObject({ state: "done", result: check, failure: null });
    expect(await rowsOf(db.pool, id)).toEqual(await rowsOf(db.pool, id, "check"));
    expect(await contentOf(db.pool)).toEqual(await uninterrupted(file));
    expect(await inconsistencies(db.pool)).toEqual([]);
  });

  test("at the end of a chunk of the undo: each row is undone once", async () => {
    const file = twoChunks();
    const { id } = await importFile(db.pool, world, file, { choices });
    await onceWhen(db.pool, STEP_OF("undoing"), LOSE_OWN_CONNECTION);
    const view = await undoFile(db.pool, world, id);
    expect(view).toMatchObject({ state: "undone", undo: { outcomes: { kept: 0 } }, failure: null });
    expect(await contentOf(db.pool)).toEqual(await uninterrupted(file, { undo: true }));
    expect(await inconsistencies(db.pool)).toEqual([]);
  });
});

describe("an error that no later try mends", () => {
  const FAIL = "RAISE EXCEPTION 'made to fail'";
  const SMALL = attributionsCsv({ customer_email: "customer-1@example.test", short_code: "short-0" });

  test("gives a check up, says why, and leaves the import to be checked again", async () => {
    const id = await uploadFile(db.pool, world, SMALL);
    const { mapping } = await viewOf(db.pool, id);
    await onceWhen(db.pool, "NEW.state = 'checked'", FAIL);
    const check = () => mustBeTaken(startCheck(db.pool, { id, mapping, choices: DEFAULT_CHOICES.attributions }));
    await check();
    await workOff(db.pool);
    expect(await viewOf(db.pool, id)).toMatchObject({
      state: "uploaded",
      failure: expect.stringContaining("made to fail"),
    });
    await check();
    await workOff(db.pool);
    expect(await viewOf(db.pool, id)).toMatchObject({ state: "checked", failure: null });
  });

  test("gives a run up, says why, keeps nothing of the chunk, and lets it go on", async () => {
    const { id } = await checkFile(db.pool, world, SMALL);
    await onceWhen(db.pool, STEP_OF("running"), FAIL);
    await mustBeTaken(startRun(db.pool, id));
    await workOff(db.pool);
    expect(await viewOf(db.pool, id)).toMatchObject({
      state: "failed",
      failure: expect.stringContaining("made to fail"),
    });
    expect(await contentOf(db.pool)).toEqual([]);
    await mustBeTaken(startRun(db.pool, id));
    await workOff(db.pool);
    expect(await viewOf(db.pool, id)).toMatchObject({
      state: "done",
      failure: null,
      result: { outcomes: { created: 1 } },
    });
  });

  test("gives an undo up, which can be gone on with, but not run again", async () => {
    const { id } = await importFile(db.pool, world, SMALL);
    await onceWhen(db.pool, STEP_OF("undoing"), FAIL);
    expect(await undoFile(db.pool, world, id)).toMatchObject({ state: "failed", undo: null });
    expect(await startRun(db.pool, id)).toMatchObject({ ok: false, code: "wrong_state" });
    expect(await cancelImport(db.pool, id)).toMatchObject({ ok: false, code: "wrong_state" });
    await mustBeTaken(startUndo(db.pool, { id, userId: world.actor.actorId }));
    await workOff(db.pool);
    expect(await viewOf(db.pool, id)).toMatchObject({
      state: "undone",
      failure: null,
      undo: { outcomes: { reversed: 1 } },
    });
  });

  test("of one import does not keep the others from their turn", async () => {
    const [first, second] = [await checkFile(db.pool, world, SMALL), await checkFile(db.pool, world, `${SMALL}\n`)];
    await onceWhen(db.pool, STEP_OF("running"), FAIL);
    for (const { id } of [first, second]) await mustBeTaken(startRun(db.pool, id));
    await workOff(db.pool);
    expect([(await viewOf(db.pool, first.id)).state, (await viewOf(db.pool, second.id)).state]).toEqual([
      "failed",
      "done",
    ]);
  });
});
