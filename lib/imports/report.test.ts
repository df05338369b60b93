import Papa from "papaparse";
import { beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, useTestDatabase } from "@/lib/testing/database";
import { attributionsCsv, importAsChecked, importFile, undoFile, uploadFile, viewOf } from "@/lib/testing/imports";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import { OWN_COLUMNS, rowsCsv } from "./report";
import type { AskedRows } from "./row-queries";
import { templateCsv } from "./template";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { customers: 5 });
});

async function textOf(id: string, asked: Partial<AskedRows> = {}): Promise<string> {
  const pieces = await rowsCsv(db.pool, { id, phase: "result", after: 0, ...asked });
  let text = "";
  for await (const piece of pieces!) text += piece;
  return text;
}

const linesOf = (text: string) => Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), { skipEmptyLines: true }).data;
const toText = (lines: string[][]) => Papa.unparse(lines);
const rejected = { outcome: "rejected" } as const;

test("a report has its own columns first, then the cells as they were, too many and too few included", async () => {
  const file = [
    "customer_email,short_code,note",
    ' customer-1@example.test ,short-9,"a ""quoted"", cell\nof two lines"',
    "customer-2@example.test,short-0",
    "customer-3@example.test,short-0,one,too many,",
    "customer-4@example.test,short-0,fine",
  ].join("\n");
  const { id } = await importFile(db.pool, world, file);
  const text = await textOf(id, rejected);
  expect(text.startsWith("\uFEFF")).toBe(true);
  expect(text.endsWith("\r\n")).toBe(true);
  const [header, ...rows] = linesOf(text);
  expect(header).toEqual([...OWN_COLUMNS, "customer_email", "short_code", "note"]);
  const explained = expect.stringMatching(/^The .*\.$/);
  expect(rows).toEqual([
    [
      "2",
      "rejected",
      "unknown_code",
      expect.stringMatching(/\.$/),
      " customer-1@example.test ",
      "short-9",
      'a "quoted", cell\nof two lines',
    ],
    ["4", "rejected", "row_too_short", explained, "customer-2@example.test", "short-0"],
    ["5", "rejected", "row_too_long", explained, "customer-3@example.test", "short-0", "one", "too many"],
  ]);
});

test("a report is of the rows asked for: of the check, the result or the undo, of one outcome, of one problem", async () => {
  await refer(db.pool, world, 0, [1]);
  const row = (customer: number, short_code: string) => ({
    ...{ customer_email: `customer-${customer}@example.test`, short_code },
  });
  const { id } = await importFile(
    db.pool,
    world,
    attributionsCsv(row(1, "short-0"), row(2, "short-0"), row(3, "x"), { short_code: "short-0" }),
  );
  const firstColumns = async (asked: Partial<AskedRows>) =>
    linesOf(await textOf(id, asked))
      .slice(1)
      .map((cells) => cells.slice(0, 3).join(" ").trim());
  const all = ["2 attempt", "3 created", "4 rejected unknown_code", "5 rejected customer_required"];
  expect(await firstColumns({})).toEqual(all);
  expect(await firstColumns({ phase: "check" })).toEqual(all);
  expect(await firstColumns(rejected)).toEqual(all.slice(2));
  expect(await firstColumns({ ...rejected, problem: "unknown_code" })).toEqual(all.slice(2, 3));
  expect(await firstColumns({ outcome: "activated" })).toEqual([]);
  await undoFile(db.pool, world, id);
  expect(await firstColumns({ phase: "undo" })).toEqual(["2 impossible attempt_stays", "3 reversed"]);
  expect(await firstColumns({ phase: "undo", outcome: "impossible" })).toEqual(["2 impossible attempt_stays"]);
});

test("a report has no cap: thousands of rejected rows come back, in the order of the file", async () => {
  const count = 4_500;
  const { id } = await importFile(db.pool, world, attributionsCsv(...Array(count).fill({ short_code: "short-0" })));
  const lines = linesOf(await textOf(id, rejected))
    .slice(1)
    .map(([line]) => Number(line));
  expect(lines).toEqual(Array.from({ length: count }, (_, index) => index + 2));
});

test("there is no report of an import that is not there", async () => {
  const asked = { id: "00000000-0000-7000-8000-00000000dead", phase: "result", after: 0 } as const;
  expect(await rowsCsv(db.pool, asked)).toBeNull();
});

describe("the rejected rows, corrected and uploaded again, are imported with nothing set by hand", () => {
  test("where the columns were recognised by their names", async () => {
    const row = (customer: number, short_code: string) => ({
      ...{ customer_email: `customer-${customer}@example.test`, short_code },
    });
    const { id } = await importFile(
      db.pool,
      world,
      attributionsCsv(row(1, "short-0"), row(2, "shrt-1"), row(3, "shrt-2")),
    );
    const corrected = (await textOf(id, rejected)).replaceAll("shrt", "short");
    const view = await importAsChecked(db.pool, world, corrected);
    expect(view.result!.outcomes).toMatchObject({ created: 2, rejected: 0 });
  });

  test("where the columns were chosen by hand, in one round after the other", async () => {
    const mapping = {
      customer_email: { column: 1 },
      advocate_email: { column: 0 },
      campaign_uid: { constant: "spring" },
    };
    const file = [
      "Von;An",
      "nobody@example.test;customer-1@example.test",
      "advocate-1@example.test;nobody@example.test",
    ];
    const first = await importFile(db.pool, world, file.join("\n"), { mapping });
    const half = linesOf(await textOf(first.id, rejected)).map((cells) =>
      cells.map((cell, index) => (index === 4 ? cell.replace("nobody", "advocate-2") : cell)),
    );
    const second = await importAsChecked(db.pool, world, toText(half));
    expect(second.result!.outcomes).toMatchObject({ created: 1, rejected: 1 });
    expect(linesOf(await textOf(second.id, rejected))[0]).toEqual([...OWN_COLUMNS, "Von", "An"]);
    const rest = (await textOf(second.id, rejected)).replace("nobody", "customer-2");
    const third = await importAsChecked(db.pool, world, rest);
    expect(third.result!.outcomes).toMatchObject({ created: 1, rejected: 0 });
  });

  test("and its own columns are taken for no field even where nothing is remembered", async () => {
    const { id } = await importFile(db.pool, world, attributionsCsv({ customer_email: "x", short_code: "y" }));
    const text = await textOf(id, rejected);
    const other = await createTestDatabase();
    try {
      const upload = await uploadFile(other.pool, await makeWorld(other.pool), text);
      const { mapping, headers } = await viewOf(other.pool, upload);
      const own = OWN_COLUMNS.length;
      const expected = headers.slice(own).map((header, index) => [header, { column: index + own }]);
      expect(mapping).toEqual(Object.fromEntries(expected));
    } finally {
      await other.drop();
    }
  });
});

describe("the files to start from", () => {
  test("the template is a file without rows", async () => {
    const view = await importAsChecked(db.pool, world, templateCsv("attributions", false));
    expect(view).toMatchObject({ state: "done", rowCount: 0 });
  });

  test("the example does what it shows, in a world that has its people, its campaign and its codes", async () => {
    await db.pool.query("UPDATE campaign SET uid = 'spring-2026'");
    const rename = "UPDATE contact SET email = $2 WHERE id = $1";
    const [sam, lee] = world.advocates as [World["advocates"][0], World["advocates"][0]];
    await db.pool.query(rename, [sam.id, "sam.example@example.com"]);
    await db.pool.query(rename, [lee.id, "lee.example@example.com"]);
    for (const [index, name] of ["alex", "riley", "noor", "kim", "jo"].entries()) {
      await db.pool.query(rename, [world.customers[index]!.id, `${name}.example@example.com`]);
    }
    await db.pool.query("UPDATE referral_code SET code = 'SAM-EXAMPLE' WHERE code = 'short-0'");
    await db.pool.query("UPDATE referral_code SET code = 'EXAMPLE-10' WHERE code = 'COUPON0'");
    await refer(db.pool, world, 0, [0]);
    const view = await importAsChecked(db.pool, world, templateCsv("attributions", true));
    expect(view.result!.outcomes).toMatchObject({ created: 4, deactivated: 1, rejected: 0 });
  });
});
