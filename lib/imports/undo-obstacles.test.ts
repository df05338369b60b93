import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { changeStatus } from "@/lib/attributions/commands";
import { reassign } from "@/lib/attributions/reassign";
import type { AttributionField } from "@/lib/imports/kinds/attributions/columns";
import { createTestDatabase, useTestDatabase } from "@/lib/testing/database";
import { inconsistencies, storedAttributions } from "@/lib/testing/history";
import { allRows, attributionsCsv, importFile, rowsOf, standingOf, undoFile } from "@/lib/testing/imports";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import { WRITE_CHUNK_ROWS } from "./chunks";
import { previewUndo } from "./commands";
import type { AttributionChoices } from "./kinds/attributions/schema";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

type Row = Partial<Record<AttributionField, string>>;
const CUSTOMER = "customer-1@example.test";
const by = (code: number, more: Row = {}): Row => ({ customer_email: CUSTOMER, short_code: `short-${code}`, ...more });
const off = { status: "inactive" };
const stands = (advocate: number | null) =>
  advocate === null ? {} : { [`spring ${CUSTOMER}`]: `advocate-${advocate + 1}@example.test` };

const byHand = (ids: string[], to: "active" | "inactive") => changeStatus(db.pool, world.actor, { ids, to });
const toAdvocate = (id: string, advocate: number) =>
  reassign(db.pool, world.actor, { ids: [id], toAdvocateId: world.advocates[advocate]!.id });
const ban = (email: string) => db.pool.query("UPDATE contact SET status = 'banned' WHERE email = $1", [email]);

/** Imports, lets somebody act on the attributions of the rows, undoes; the preview must have said what is done. */
async function undoAfter(
  rows: Row[],
  act: (attributions: string[]) => Promise<unknown>,
  choices: Partial<AttributionChoices> = {},
): Promise<string[]> {
  const { id } = await importFile(db.pool, world, attributionsCsv(...rows), { choices });
  await act((await allRows(db.pool, id)).map(({ recordId }) => recordId!));
  const [preview, foreseen] = [await previewUndo(db.pool, id), await rowsOf(db.pool, id, "undo")];
  const view = await undoFile(db.pool, world, id);
  expect(view).toMatchObject({ state: "undone", undo: preview });
  const done = await rowsOf(db.pool, id, "undo");
  expect(done).toEqual(foreseen);
  expect(await inconsistencies(db.pool)).toEqual([]);
  return done;
}

describe("what somebody changed since the import stays as they left it", () => {
  test("when they deactivated what it created", async () => {
    const done = await undoAfter([by(0)], (ids) => byHand(ids, "inactive"));
    expect(done).toEqual(["2: kept edited_since"]);
  });

  test("when they deactivated it and activated it again", async () => {
    const act = async (ids: string[]) => {
      await byHand(ids, "inactive");
      await byHand(ids, "active");
    };
    expect(await undoAfter([by(0)], act)).toEqual(["2: kept edited_since"]);
    expect(await standingOf(db.pool)).toEqual(stands(0));
  });

  test("when they reassigned what it created", async () => {
    expect(await undoAfter([by(0)], ([id]) => toAdvocate(id!, 1))).toEqual(["2: kept edited_since"]);
    expect(await standingOf(db.pool)).toEqual(stands(1));
  });

  test("when they activated again what it deactivated", async () => {
    await refer(db.pool, world, 0, [0]);
    expect(await undoAfter([by(0, off)], (ids) => byHand(ids, "active"))).toEqual(["2: kept edited_since"]);
    expect(await standingOf(db.pool)).toEqual(stands(0));
  });

  test("when they made one of its attempts the active one", async () => {
    const [standing] = await refer(db.pool, world, 0, [1]);
    const act = ([attempt]: string[]) =>
      reassign(db.pool, world.actor, { ids: [standing!], toAttributionId: attempt! });
    expect(await undoAfter([by(0)], act)).toEqual(["2: kept edited_since"]);
    expect(await standingOf(db.pool)).toEqual(stands(0));
  });

  test("when they touched the attribution that gave way", async () => {
    const [former] = await refer(db.pool, world, 0, [1]);
    const act = async ([id]: string[]) => {
      await byHand([id!], "inactive");
      await byHand([former!], "active");
    };
    expect(await undoAfter([by(0)], act, { other: "reassign" })).toEqual(["2: kept edited_since"]);
    expect(await standingOf(db.pool)).toEqual(stands(1));
  });

  test("when a later import changed it", async () => {
    const later = () => importFile(db.pool, world, attributionsCsv(by(0, off)));
    expect(await undoAfter([by(0)], later)).toEqual(["2: kept edited_since"]);
  });

  test("with all that the file did to that contact before, and nothing else", async () => {
    const other = by(1, { customer_email: "customer-2@example.test" });
    const act = ([, last]: string[]) => byHand([last!], "inactive");
    expect(await undoAfter([by(0), by(1), other], act, { other: "reassign" })).toEqual([
      ...["2: kept edited_since", "3: kept edited_since", "4: reversed"],
    ]);
    expect(await standingOf(db.pool)).toEqual({});
  });
});

test("what stays as somebody left it stays in the way of rows that are undone in a later chunk", async () => {
  const repeated = by(0, { customer_email: "customer-2@example.test" });
  const rows = [by(0), ...Array<Row>(WRITE_CHUNK_ROWS + 1).fill(repeated), by(1)];
  const act = (ids: string[]) => byHand([ids.at(-1)!], "inactive");
  const done = await undoAfter(rows, act, { other: "reassign", repeat: "log" });
  expect(done.filter((row) => !row.endsWith("attempt_stays"))).toEqual([
    "2: kept edited_since",
    "3: reversed",
    `${WRITE_CHUNK_ROWS + 4}: kept edited_since`,
  ]);
});

describe("what cannot be reversed is left, and says why", () => {
  test("a deactivation, where another attribution stands by now", async () => {
    await refer(db.pool, world, 0, [0]);
    const done = await undoAfter([by(0, off)], () => refer(db.pool, world, 0, [1]));
    expect(done).toEqual(["2: impossible standing_exists"]);
    expect(await standingOf(db.pool)).toEqual(stands(1));
  });

  test.each(["customer-1@example.test", "advocate-1@example.test"])(
    "a deactivation and a reassignment that would make %s active, who is banned by now",
    async (email) => {
      await refer(db.pool, world, 0, [0]);
      expect(await undoAfter([by(0, off)], () => ban(email))).toEqual(["2: impossible contact_banned"]);
      const [former] = await storedAttributions(db.pool);
      await db.pool.query("UPDATE contact SET status = 'enrolled' WHERE email = $1", [email]);
      await byHand([former!.id], "active");
      const done = await undoAfter([by(1)], () => ban(email), { other: "reassign" });
      expect(done).toEqual(["2: impossible contact_banned"]);
      expect(await standingOf(db.pool)).toEqual(stands(1));
    },
  );
});

test("whatever a file did and whatever was changed by hand since, the preview says of each row what the undo does", async () => {
  const rows = fc.array(
    fc.record({ customer: fc.nat(1), code: fc.nat(2), status: fc.constantFrom("active", "active", "inactive") }),
    { minLength: 1, maxLength: 12 },
  );
  const edits = fc.array(
    fc.record({ customer: fc.nat(1), kind: fc.constantFrom("off", "on", "move"), pick: fc.nat(9) }),
    {
      maxLength: 3,
    },
  );
  await fc.assert(
    fc.asyncProperty(rows, edits, fc.boolean(), async (given, changes, reassigning) => {
      const database = await createTestDatabase();
      try {
        const own = await makeWorld(database.pool);
        await refer(database.pool, own, 0, [0, 1]);
        const file = attributionsCsv(
          ...given.map(({ customer, code, status }) => ({
            customer_email: own.customers[customer]!.email,
            short_code: `short-${code}`,
            status,
          })),
        );
        const choices = { other: reassigning ? "reassign" : "log" } as const;
        const { id } = await importFile(database.pool, own, file, { choices });
        for (const { customer, kind, pick } of changes) {
          const slot = (await storedAttributions(database.pool)).filter(
            ({ customerId }) => customerId === own.customers[customer]!.id,
          );
          const one = slot[pick % Math.max(slot.length, 1)];
          if (!one) continue;
          if (kind === "move") {
            const toAdvocateId = own.advocates[pick % 3]!.id;
            await reassign(database.pool, own.actor, { ids: [one.id], toAdvocateId });
          } else {
            await changeStatus(database.pool, own.actor, { ids: [one.id], to: kind === "on" ? "active" : "inactive" });
          }
        }
        const foreseen = await rowsOf(database.pool, id, "undo");
        await undoFile(database.pool, own, id);
        expect(await rowsOf(database.pool, id, "undo")).toEqual(foreseen);
        expect(await inconsistencies(database.pool)).toEqual([]);
      } finally {
        await database.drop();
      }
    }),
    { numRuns: 30 },
  );
}, 120_000);
