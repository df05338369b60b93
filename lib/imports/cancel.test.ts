import { beforeEach, expect, test } from "vitest";
import { createTestDatabase, useTestDatabase } from "@/lib/testing/database";
import { inconsistencies } from "@/lib/testing/history";
import {
  attributionsCsv,
  cancelWhen,
  checkFile,
  contentOf,
  importFile,
  mustBeTaken,
  rowsOf,
  uploadFile,
  viewOf,
} from "@/lib/testing/imports";
import { makeWorld, type World } from "@/lib/testing/world";
import { CHECK_CHUNK_ROWS } from "./check";
import { WRITE_CHUNK_ROWS } from "./chunks";
import { cancelImport, discardImport, setChoices, startCheck, startRun } from "./commands";
import { DEFAULT_CHOICES } from "./schema";
import { workOff } from "./worker";

const db = useTestDatabase();
const CUSTOMERS = 200;
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { customers: CUSTOMERS });
});

const emailOf = (number: number) => `customer-${(number % CUSTOMERS) + 1}@example.test`;
const SMALL = attributionsCsv({ customer_email: emailOf(0), short_code: "short-0" });

const ROWS = CHECK_CHUNK_ROWS + 4_000;

/** A chunk of the check and more, many of the run: rows that are rejected at once, and six hundred that follow each other. */
function manyChunks(): string {
  const rows = Array.from({ length: ROWS }, (_, index) =>
    index % 40 === 0
      ? {
          customer_email: emailOf(index / 40),
          short_code: `short-${(index / 40) % 3}`,
          status: index % 7 === 0 ? "inactive" : "active",
        }
      : { short_code: "short-0" },
  );
  return attributionsCsv(...rows);
}

async function run(id: string): Promise<void> {
  await mustBeTaken(startRun(db.pool, id));
  await workOff(db.pool);
}

test("what waits in the queue is taken out of it, writes nothing, and can be run later", async () => {
  const { id } = await checkFile(db.pool, world, SMALL);
  await mustBeTaken(startRun(db.pool, id));
  await mustBeTaken(cancelImport(db.pool, id));
  await workOff(db.pool);
  expect(await viewOf(db.pool, id)).toMatchObject({
    state: "checked",
    result: null,
    check: { outcomes: { created: 1 } },
  });
  expect(await contentOf(db.pool)).toEqual([]);
  await run(id);
  expect(await viewOf(db.pool, id)).toMatchObject({ state: "done", result: { outcomes: { created: 1 } } });
});

test("a run stops behind the chunks it is in, says what is done, and ends as an uninterrupted one when it goes on", async () => {
  const file = manyChunks();
  const choices = { other: "reassign" } as const;
  const checked = await checkFile(db.pool, world, file, { choices });
  await cancelWhen(db.pool, "NEW.state = 'running' AND OLD.done = 0 AND NEW.done > 0");
  await run(checked.id);
  const cancelled = await viewOf(db.pool, checked.id);
  expect(cancelled).toMatchObject({ state: "cancelled", cancelling: false, failure: null });
  expect(cancelled.finishedAt).not.toBeNull();
  const done = Object.values(cancelled.result!.outcomes).reduce((sum, count) => sum + count, 0);
  // Two chunks are written at once, and the other one may have ended too.
  expect([WRITE_CHUNK_ROWS, 2 * WRITE_CHUNK_ROWS]).toContain(done);
  expect(await rowsOf(db.pool, checked.id)).toHaveLength(done);

  await run(checked.id);
  const view = await viewOf(db.pool, checked.id);
  expect(view).toMatchObject({ state: "done", result: view.check, startedAt: cancelled.startedAt });
  expect(await rowsOf(db.pool, checked.id)).toEqual(await rowsOf(db.pool, checked.id, "check"));
  expect(await inconsistencies(db.pool)).toEqual([]);

  const other = await createTestDatabase();
  try {
    const sameWorld = await makeWorld(other.pool, { customers: CUSTOMERS });
    await importFile(other.pool, sameWorld, file, { choices });
    expect(await contentOf(db.pool)).toEqual(await contentOf(other.pool));
    expect((await contentOf(db.pool)).length).toBeGreaterThan(CUSTOMERS);
  } finally {
    await other.drop();
  }
});

test("a run that is cancelled before it wrote anything can go on, and is kept", async () => {
  const { id } = await checkFile(db.pool, world, SMALL);
  await cancelWhen(db.pool, "OLD.state = 'queued' AND NEW.state = 'running'");
  await run(id);
  expect(await viewOf(db.pool, id)).toMatchObject({ state: "cancelled", result: null });
  await mustBeTaken(startRun(db.pool, id));
  await mustBeTaken(cancelImport(db.pool, id));
  expect((await viewOf(db.pool, id)).state).toBe("cancelled");
  expect(await discardImport(db.pool, id)).toMatchObject({ ok: false, code: "wrong_state" });
  await db.pool.query("DROP TRIGGER cancel_for_test ON import_run");
  await run(id);
  expect(await viewOf(db.pool, id)).toMatchObject({ state: "done", result: { outcomes: { created: 1 } } });
});

test.each([
  ["while the file is read", "OLD.phase IS NULL AND NEW.phase = 'reading'"],
  ["between two chunks", "NEW.state = 'checking' AND OLD.done = 0 AND NEW.done > 0"],
  ["after its last row", "NEW.state = 'checking' AND NEW.done = NEW.row_count AND NEW.done > 0"],
])("a check that is cancelled %s leaves the import as it was before, and can be begun again", async (_, moment) => {
  const id = await uploadFile(db.pool, world, manyChunks());
  const { mapping } = await viewOf(db.pool, id);
  await cancelWhen(db.pool, moment);
  await mustBeTaken(startCheck(db.pool, { id, mapping, choices: DEFAULT_CHOICES.attributions }));
  await workOff(db.pool);
  expect(await viewOf(db.pool, id)).toMatchObject({ state: "uploaded", check: null, cancelling: false, failure: null });
  await db.pool.query("DROP TRIGGER cancel_for_test ON import_run");
  await mustBeTaken(startCheck(db.pool, { id, mapping, choices: DEFAULT_CHOICES.attributions }));
  await workOff(db.pool);
  expect(await viewOf(db.pool, id)).toMatchObject({ state: "checked", rowCount: ROWS });
});

test("judging by other choices can be cancelled, and the import checked again", async () => {
  const { id, mapping } = await checkFile(db.pool, world, SMALL);
  await mustBeTaken(setChoices(db.pool, { id, choices: { ...DEFAULT_CHOICES.attributions, repeat: "log" } }));
  await mustBeTaken(cancelImport(db.pool, id));
  await workOff(db.pool);
  expect(await viewOf(db.pool, id)).toMatchObject({ state: "uploaded", cancelling: false });
  await mustBeTaken(startCheck(db.pool, { id, mapping, choices: DEFAULT_CHOICES.attributions }));
  await workOff(db.pool);
  expect(await viewOf(db.pool, id)).toMatchObject({ state: "checked", check: { outcomes: { created: 1 } } });
});

test("reading that is cancelled leaves no row, and the import as it was", async () => {
  const rows = Array.from({ length: 60_000 }, () => ({ customer_email: "customer-1@example.test", short_code: "x" }));
  const id = await uploadFile(db.pool, world, attributionsCsv(...rows));
  const { mapping } = await viewOf(db.pool, id);
  await cancelWhen(db.pool, "NEW.phase = 'reading' AND OLD.done = 0 AND NEW.done > 0");
  await mustBeTaken(startCheck(db.pool, { id, mapping, choices: DEFAULT_CHOICES.attributions }));
  await workOff(db.pool);
  expect(await viewOf(db.pool, id)).toMatchObject({ state: "uploaded", rowCount: null, cancelling: false });
  expect((await db.pool.query("SELECT FROM import_row LIMIT 1")).rows).toEqual([]);
});
