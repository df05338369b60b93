import { beforeEach, describe, expect, test } from "vitest";
import { PLAIN_FORMAT } from "@/lib/testing/csv-files";
import { useTestDatabase } from "@/lib/testing/database";
import { attributionsCsv, checkFile, importFile, undoFile, uploadFile, viewOf } from "@/lib/testing/imports";
import { makeWorld, type World } from "@/lib/testing/world";
import {
  cancelImport,
  discardImport,
  previewUndo,
  type StepResult,
  setChoices,
  setFormat,
  startCheck,
  startRun,
  startUndo,
} from "./commands";
import { findImport } from "./queries";
import { DEFAULT_CHOICES, IMPORT_STATES, type ImportState } from "./schema";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

const FILE = attributionsCsv({ customer_email: "customer-1@example.test", short_code: "short-0" });
const MAPPING = { customer_email: { column: 0 }, short_code: { column: 3 } };
type Step = { take: (id: string) => Promise<StepResult>; from: ImportState[]; to: ImportState | null };

/** Each step, from which states it can be taken, and what the import is then; null when it is gone. */
const STEPS: Record<string, Step> = {
  setFormat: {
    take: (id) => setFormat(db.pool, { id, format: PLAIN_FORMAT }),
    from: ["uploaded", "checked"],
    to: "uploaded",
  },
  startCheck: {
    take: (id) => startCheck(db.pool, { id, mapping: MAPPING, choices: DEFAULT_CHOICES.attributions }),
    from: ["uploaded", "checked"],
    to: "checking",
  },
  setChoices: {
    take: (id) => setChoices(db.pool, { id, choices: DEFAULT_CHOICES.attributions }),
    from: ["checked"],
    to: "checking",
  },
  startRun: { take: (id) => startRun(db.pool, id), from: ["checked", "cancelled", "failed"], to: "queued" },
  startUndo: {
    take: (id) => startUndo(db.pool, { id, userId: world.actor.actorId }),
    from: ["done", "cancelled", "failed"],
    to: "undoing",
  },
  discardImport: { take: (id) => discardImport(db.pool, id), from: ["uploaded", "checked"], to: null },
};
const STARTED: ImportState[] = ["running", "done", "cancelled", "failed", "undoing", "undone"];

/** An import as it would be in this state, as far as the steps look at it. */
async function importIn(state: ImportState): Promise<string> {
  const id = await uploadFile(db.pool, world, FILE);
  const started = STARTED.includes(state);
  await db.pool.query(
    `UPDATE import_run SET state = $2, actor_id = CASE WHEN $3 THEN created_by END, started_at = CASE WHEN $3 THEN now() END
     WHERE id = $1`,
    [id, state, started],
  );
  return id;
}

const rowOf = async (id: string) => (await db.pool.query("SELECT * FROM import_run WHERE id = $1", [id])).rows[0];

describe.each(Object.entries(STEPS))("%s", (_, { take, from, to }) => {
  test.each(IMPORT_STATES.filter((state) => from.includes(state)))("is taken from %s", async (state) => {
    const id = await importIn(state);
    expect(await take(id)).toEqual({ ok: true });
    expect((await rowOf(id))?.state ?? null).toBe(to);
  });

  test("is refused in every other state, says so, and changes nothing", async () => {
    for (const state of IMPORT_STATES.filter((other) => !from.includes(other))) {
      const id = await importIn(state);
      const before = await rowOf(id);
      expect([state, await take(id)]).toEqual([state, expect.objectContaining({ ok: false, code: "wrong_state" })]);
      expect(await rowOf(id)).toEqual(before);
    }
  });

  test("is refused for an import that is not there", async () => {
    expect(await take("00000000-0000-7000-8000-00000000dead")).toMatchObject({ ok: false, code: "not_found" });
  });
});

describe("cancelImport", () => {
  test.each(["checking", "running"] as const)("asks what is %s to stop", async (state) => {
    const id = await importIn(state);
    expect(await cancelImport(db.pool, id)).toEqual({ ok: true });
    expect(await rowOf(id)).toMatchObject({ state, cancel_requested: true });
  });

  test("takes what is queued out of the queue", async () => {
    const id = await importIn("queued");
    expect(await cancelImport(db.pool, id)).toEqual({ ok: true });
    expect(await rowOf(id)).toMatchObject({ state: "checked", cancel_requested: false });
  });

  test("is refused in every other state", async () => {
    for (const state of IMPORT_STATES.filter((other) => !["checking", "queued", "running"].includes(other))) {
      expect(await cancelImport(db.pool, await importIn(state))).toMatchObject({ ok: false, code: "wrong_state" });
    }
  });
});

test("a check without the columns it needs is refused, and says at each field what to choose", async () => {
  const id = await uploadFile(db.pool, world, FILE);
  const start = (mapping: object) =>
    startCheck(db.pool, { id, mapping: mapping as typeof MAPPING, choices: DEFAULT_CHOICES.attributions });
  const fieldsOf = async (mapping: object) => {
    const result = await start(mapping);
    return result.ok ? "taken" : [result.code, ...Object.keys(result.fields ?? {})];
  };
  expect(await fieldsOf({ short_code: { column: 3 } })).toEqual(["invalid_mapping", "customer_email"]);
  expect(await fieldsOf({ customer_email: { column: 0 } })).toEqual([
    "invalid_mapping",
    "advocate_email",
    "campaign_uid",
  ]);
  expect(await fieldsOf({ ...MAPPING, status: { column: 3 } })).toEqual(["invalid_mapping", "status"]);
  expect(await fieldsOf({ ...MAPPING, status: { column: 99 } })).toEqual(["invalid_mapping", "status"]);
  expect((await viewOf(db.pool, id)).state).toBe("uploaded");
});

test("a discarded import is gone with its file and all of its rows", async () => {
  const { id } = await checkFile(db.pool, world, FILE);
  expect(await discardImport(db.pool, id)).toEqual({ ok: true });
  expect(await findImport(db.pool, id)).toBeNull();
  for (const table of ["import_run", "import_piece", "import_row", "import_match", "import_outcome", "import_undo"]) {
    expect([table, (await db.pool.query(`SELECT FROM ${table}`)).rows]).toEqual([table, []]);
  }
});

test("an import that ran cannot be discarded, run again or undone twice", async () => {
  const { id } = await importFile(db.pool, world, FILE);
  const refused = { ok: false, code: "wrong_state" };
  expect(await discardImport(db.pool, id)).toMatchObject(refused);
  expect(await startRun(db.pool, id)).toMatchObject(refused);
  await undoFile(db.pool, world, id);
  expect(await startUndo(db.pool, { id, userId: world.actor.actorId })).toMatchObject(refused);
  expect(await startRun(db.pool, id)).toMatchObject(refused);
  expect(await discardImport(db.pool, id)).toMatchObject(refused);
});

test("an undo has no preview before anything was written", async () => {
  const { id } = await checkFile(db.pool, world, FILE);
  expect(await previewUndo(db.pool, id)).toBeNull();
});
