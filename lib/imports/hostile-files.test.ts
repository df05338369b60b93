import { beforeEach, describe, expect, test } from "vitest";
import { bytesOf } from "@/lib/testing/csv-files";
import { useTestDatabase } from "@/lib/testing/database";
import {
  allRows,
  attributionsCsv,
  importAsChecked,
  mustBeTaken,
  rowsOf,
  uploadFile,
  viewOf,
} from "@/lib/testing/imports";
import { makeWorld, type World } from "@/lib/testing/world";
import { startCheck } from "./commands";
import { DEFAULT_CHOICES } from "./schema";
import { FILE_REFUSAL_MESSAGES } from "./wording";
import { workOff } from "./worker";

/** Files nobody should send, on their whole way: each row ends in one outcome, at the line where an editor shows it. */
const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { customers: 4 });
});

const customer = (number: number) => `customer-${number}@example.test`;
const HEADER = "customer_email,short_code,reason";
const reasons = async () =>
  (await db.pool.query<{ reason: string }>("SELECT reason FROM attribution_event ORDER BY reason")).rows.map(
    ({ reason }) => reason,
  );

test("characters that no text of the database can have spoil neither the file nor the rows beside them", async () => {
  const file = [
    "customer_email,short_code,rea\0son",
    `${customer(1)},short-0,a\0b`,
    `custo\0mer-2@example.test,short-0,x`,
    `${customer(3)},sho\0rt-0,x`,
    `${customer(4)},short-0,x`,
  ].join("\n");
  const view = await importAsChecked(db.pool, world, file, {
    mapping: { customer_email: { column: 0 }, short_code: { column: 1 }, reason: { column: 2 } },
    name: "ro\0ws.csv",
  });
  expect(await rowsOf(db.pool, view.id)).toEqual([
    "2: created",
    "3: rejected customer_not_found",
    "4: rejected unknown_code",
    "5: created",
  ]);
  expect(await reasons()).toEqual(["a\uFFFDb", "x"]);
  expect(view).toMatchObject({ fileName: "ro\uFFFDws.csv", headers: ["customer_email", "short_code", "rea\uFFFDson"] });
});

test("a cell of 10 MB is refused for its size, at its line, and the rows around it are imported", async () => {
  const file = [
    HEADER,
    `${customer(1)},short-0,x`,
    `${customer(2)},short-0,${"y".repeat(10_000_000)}`,
    `${customer(3)},short-0,z`,
  ];
  const view = await importAsChecked(db.pool, world, file.join("\n"));
  expect(await rowsOf(db.pool, view.id)).toEqual(["2: created", "3: rejected cell_too_large", "4: created"]);
  expect(await reasons()).toEqual(["x", "z"]);
});

test("a quote that is never closed costs the rows it swallowed and no others", async () => {
  const file = [HEADER, `${customer(1)},short-0,x`, `${customer(2)},short-0,"never closed`, `${customer(3)},short-0,z`];
  const view = await importAsChecked(db.pool, world, file.join("\n"));
  expect(await rowsOf(db.pool, view.id)).toEqual(["2: created", "3: rejected unclosed_quote"]);
});

test.each([
  ["nothing but a header", HEADER],
  ["a header and blank lines", `${HEADER}\r\n\r\n,,\r\n`],
])("a file of %s has no rows, which the check says, and can be run to no effect", async (_, file) => {
  const view = await importAsChecked(db.pool, world, file);
  expect(view).toMatchObject({ rowCount: 0, check: { contactsCreated: 0, problems: [] }, samples: [] });
  expect(new Set(Object.values(view.check!.outcomes))).toEqual(new Set([0]));
});

test("a file of one row is imported, with a header and without", async () => {
  const mapping = { customer_email: { column: 0 }, short_code: { column: 1 } };
  const plain = await importAsChecked(db.pool, world, `${customer(1)},short-0`, { mapping });
  expect(await rowsOf(db.pool, plain.id)).toEqual(["1: created"]);
  const headed = await importAsChecked(db.pool, world, `customer_email,short_code\n${customer(2)},short-0\n`);
  expect(await rowsOf(db.pool, headed.id)).toEqual(["2: created"]);
});

test("the columns that matter are found among a hundred", async () => {
  const columns = Array.from({ length: 100 }, (_, index) => `field ${index}`);
  const cells = Array.from({ length: 100 }, (_, index) => `value ${index}`);
  columns[17] = "Customer E-Mail";
  cells[17] = customer(1);
  columns[93] = "SHORT CODE";
  cells[93] = "short-0";
  const view = await importAsChecked(db.pool, world, [columns, cells].map((row) => row.join("\t")).join("\r\n"));
  expect(view.result!.outcomes.created).toBe(1);
  expect((await allRows(db.pool, view.id))[0]!.cells).toEqual(cells);
});

test.each([
  ["UTF-8 with a mark", "\uFEFF", "utf-8"],
  ["UTF-16, little-endian, with a mark", "\uFEFF", "utf-16le"],
  ["UTF-16, big-endian, with a mark", "\uFEFF", "utf-16be"],
  ["UTF-16 without a mark", "", "utf-16le"],
  ["Windows-1252", "", "windows-1252"],
] as const)("a file in %s is imported with every letter as it was", async (_, mark, encoding) => {
  const text = `${mark}${HEADER}\r\n${customer(1)},short-0,“Café” für 5 €\r\n`;
  const view = await importAsChecked(db.pool, world, bytesOf(text, encoding));
  expect(view.format.encoding).toBe(encoding);
  expect(await rowsOf(db.pool, view.id)).toEqual(["2: created"]);
  expect(await reasons()).toEqual(["“Café” für 5 €"]);
});

describe("the line of a row is where it begins in the file", () => {
  test("behind a first line sep=;", async () => {
    const file = ["sep=;", "customer_email;short_code", `${customer(1)};short-0`, `${customer(2)};x`].join("\r\n");
    const view = await importAsChecked(db.pool, world, file);
    expect(await rowsOf(db.pool, view.id)).toEqual(["3: created", "4: rejected unknown_code"]);
  });

  test("behind cells with line ends of every kind, and blank lines", async () => {
    const file = [
      `customer_email,short_code,"rea\nson"\n`,
      `${customer(1)},short-0,"one\r\ntwo\rthree"\r\n`,
      "\n",
      ",,\n",
      `${customer(2)},x,\n`,
      `"${customer(3)}",short-0,"a\n\n\nb"\n`,
      `${customer(4)},short-0,`,
    ].join("");
    const view = await importAsChecked(db.pool, world, file, {
      mapping: { customer_email: { column: 0 }, short_code: { column: 1 }, reason: { column: 2 } },
    });
    expect(await rowsOf(db.pool, view.id)).toEqual([
      "3: created",
      "8: rejected unknown_code",
      "9: created",
      "13: created",
    ]);
    expect(await reasons()).toEqual(["a\n\n\nb", "one\r\ntwo\rthree", null]);
  });
});

test("a file that turns out to be unreadable far behind its beginning is not half imported, and says at which line", async () => {
  const good = Array.from({ length: 30_000 }, () => `${customer(1)},short-0,${"x".repeat(20)}`);
  const id = await uploadFile(db.pool, world, [HEADER, ...good, ",".repeat(2_000)].join("\n"));
  const { mapping } = await viewOf(db.pool, id);
  await mustBeTaken(startCheck(db.pool, { id, mapping, choices: DEFAULT_CHOICES.attributions }));
  await workOff(db.pool);
  expect(await viewOf(db.pool, id)).toMatchObject({
    state: "uploaded",
    rowCount: null,
    check: null,
    failure: `Line 30,002: ${FILE_REFUSAL_MESSAGES.too_many_columns}`,
  });
  expect((await db.pool.query("SELECT FROM import_row LIMIT 1")).rows).toEqual([]);
});

test("rows in the text of other formats are data and nothing else", async () => {
  const cells = ["'; DROP TABLE contact; --", "=1+1", "{a,b}", '"NULL"', "\\N", "\\.", "$1", "%s", "<b>x</b>", "🦆"];
  const rows = cells.map((reason) => ({ customer_email: customer(1), short_code: "short-0", reason }));
  const view = await importAsChecked(db.pool, world, attributionsCsv(...rows), { choices: { repeat: "log" } });
  expect((await allRows(db.pool, view.id)).map((row) => row.cells[6])).toEqual(cells);
  expect((await reasons()).sort()).toEqual([...cells].sort());
});
