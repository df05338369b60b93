import { beforeEach, describe, expect, test } from "vitest";
import { changeStatus } from "@/lib/attributions/commands";
import type { AttributionField } from "@/lib/imports/kinds/attributions/columns";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies, storedAttributions } from "@/lib/testing/history";
import {
  attributionsCsv,
  cancelWhen,
  checkFile,
  contentOf,
  importFile,
  mustBeTaken,
  rowsOf,
  standingOf,
  undoFile,
  viewOf,
} from "@/lib/testing/imports";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import { WRITE_CHUNK_ROWS } from "./chunks";
import { previewUndo, startRun } from "./commands";
import type { AttributionChoices } from "./kinds/attributions/schema";
import type { ImportView } from "./schema";
import { workOff } from "./worker";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { customers: 8 });
});

type Row = Partial<Record<AttributionField, string>>;
const by = (customer: number, code: number, more: Row = {}): Row => ({
  ...{ customer_email: `customer-${customer}@example.test`, short_code: `short-${code}` },
  ...more,
});

const run = (rows: Row[], choices: Partial<AttributionChoices> = {}) =>
  importFile(db.pool, world, attributionsCsv(...rows), { choices });

/** Undoes; the preview, its rows included, must have said exactly what is done. */
async function undoAsForeseen(id: string): Promise<ImportView> {
  const [preview, rows] = [await previewUndo(db.pool, id), await rowsOf(db.pool, id, "undo")];
  const view = await undoFile(db.pool, world, id);
  expect(view).toMatchObject({ state: "undone", undo: preview, undoneBy: "Ada Admin", failure: null });
  expect(await rowsOf(db.pool, id, "undo")).toEqual(rows);
  expect(await inconsistencies(db.pool)).toEqual([]);
  return view;
}

describe("undoing an import", () => {
  test("reverses what each kind of row did, and leaves who stood before standing", async () => {
    const once = async (customer: number, advocate: number) => (await refer(db.pool, world, customer, [advocate]))[0]!;
    await once(1, 0);
    await once(2, 0);
    await refer(db.pool, world, 3, [0, 1]);
    const past = await once(4, 0);
    await changeStatus(db.pool, world.actor, { ids: [past], to: "inactive" });
    await once(5, 0);
    const before = await standingOf(db.pool);
    const { id } = await run(
      [by(1, 0), by(2, 0, { status: "inactive" }), by(3, 1), by(4, 1), by(5, 0), by(6, 0), by(7, 9)],
      { other: "reassign" },
    );
    expect(await rowsOf(db.pool, id)).toEqual([
      ...["2: created", "3: deactivated", "4: reassigned", "5: reassigned", "6: activated"],
      ...["7: unchanged", "8: rejected unknown_code"],
    ]);
    expect(await standingOf(db.pool)).not.toEqual(before);
    const view = await undoAsForeseen(id);
    expect(view.undo).toEqual({ outcomes: { reversed: 5, kept: 0, impossible: 0 }, obstacles: [] });
    expect(await rowsOf(db.pool, id, "undo")).toEqual([2, 3, 4, 5, 6].map((line) => `${line}: reversed`));
    expect(await standingOf(db.pool)).toEqual(before);
  });

  test("puts the former advocates back, by the very attributions that gave way", async () => {
    const [former] = await refer(db.pool, world, 0, [0]);
    const { id } = await run([by(1, 1)], { other: "reassign" });
    await undoAsForeseen(id);
    const [first, second] = await storedAttributions(db.pool);
    expect(first).toMatchObject({ id: former, status: "active" });
    expect(second).toMatchObject({ status: "inactive", reason: "reassigned" });
  });

  test("unwinds the rows about one contact from the last to the first", async () => {
    await refer(db.pool, world, 0, [2]);
    const before = await standingOf(db.pool);
    const off = { status: "inactive" };
    const { id } = await run(
      [by(1, 0), by(1, 1), by(1, 1, off), by(1, 0), by(1, 2), by(1, 2, off), by(2, 0), by(2, 0, off), by(2, 0)],
      { other: "reassign" },
    );
    expect((await viewOf(db.pool, id)).result!.outcomes).toMatchObject({ rejected: 0, unchanged: 0 });
    const view = await undoAsForeseen(id);
    expect(view.undo!.outcomes).toEqual({ reversed: 9, kept: 0, impossible: 0 });
    expect(await standingOf(db.pool)).toEqual(before);
  });

  test("leaves the attempts in the history, and says so", async () => {
    await refer(db.pool, world, 0, [1]);
    const { id } = await run([by(1, 0), by(2, 0), by(2, 1)]);
    const view = await undoAsForeseen(id);
    expect(await rowsOf(db.pool, id, "undo")).toEqual([
      ...["2: impossible attempt_stays", "3: reversed", "4: impossible attempt_stays"],
    ]);
    expect(view.undo).toEqual({
      outcomes: { reversed: 1, kept: 0, impossible: 2 },
      obstacles: [{ obstacle: "attempt_stays", count: 2 }],
    });
    expect(await standingOf(db.pool)).toEqual({ "spring customer-1@example.test": "advocate-2@example.test" });
  });

  test("is in the audit trail as the undo of that file, and why", async () => {
    const { id } = await run([by(1, 0)]);
    await undoAsForeseen(id);
    const { rows } = await db.pool.query(
      `SELECT attribution_event.kind, actor.kind AS "by", actor.name, source, reason FROM attribution_event
       JOIN actor ON actor.id = actor_id ORDER BY attribution_event.id`,
    );
    const door = { by: "import", source: "csv_import" };
    expect(rows).toEqual([
      { ...door, kind: "attribution.created", name: "rows.csv", reason: null },
      { ...door, kind: "attribution.deactivated", name: "Undo of rows.csv", reason: "Import undone" },
    ]);
  });

  test("undoes what a cancelled import had done", async () => {
    // Two chunks are written at once.
    const late = 2 * WRITE_CHUNK_ROWS + 5;
    const rows = Array.from({ length: late + 5 }, (_, index) =>
      index === 0 ? by(1, 0) : index === late ? by(2, 0) : { short_code: "short-0" },
    );
    const { id } = await checkFile(db.pool, world, attributionsCsv(...rows));
    await cancelWhen(db.pool, "NEW.state = 'running' AND NEW.done > 0");
    await mustBeTaken(startRun(db.pool, id));
    await workOff(db.pool);
    expect(await viewOf(db.pool, id)).toMatchObject({ state: "cancelled", result: { outcomes: { created: 1 } } });
    const view = await undoAsForeseen(id);
    expect(view.undo!.outcomes).toEqual({ reversed: 1, kept: 0, impossible: 0 });
    expect(await standingOf(db.pool)).toEqual({});
  });

  test("of an import that changed nothing is done at once", async () => {
    await refer(db.pool, world, 0, [0]);
    const before = await contentOf(db.pool);
    const { id } = await run([by(1, 0), by(2, 9)]);
    const view = await undoAsForeseen(id);
    expect(view.undo).toEqual({ outcomes: { reversed: 0, kept: 0, impossible: 0 }, obstacles: [] });
    expect(await contentOf(db.pool)).toEqual(before);
  });
});
