import { beforeEach, expect, test } from "vitest";
import { PLAIN_FORMAT } from "@/lib/testing/csv-files";
import { useTestDatabase } from "@/lib/testing/database";
import { attributionsCsv, checkFile, mustBeTaken, rowsOf, uploadFile, viewOf } from "@/lib/testing/imports";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import { setChoices, setFormat, startCheck, startRun } from "./commands";
import type { AttributionChoices } from "./kinds/attributions/schema";
import { DEFAULT_CHOICES, type FileFormat } from "./schema";
import { workOff } from "./worker";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { customers: 4 });
});

const format = (id: string, changes: Partial<FileFormat>) =>
  mustBeTaken(setFormat(db.pool, { id, format: { ...PLAIN_FORMAT, ...changes } }));

test("another format reads the file anew: by a wrong delimiter one column, by the right one all of them", async () => {
  const file = ["customer_email;short_code", "customer-1@example.test;short-0"].join("\n");
  const id = await uploadFile(db.pool, world, file);
  await format(id, { delimiter: "," });
  expect(await viewOf(db.pool, id)).toMatchObject({
    headers: ["customer_email;short_code"],
    samples: [[expect.any(String)]],
  });
  await format(id, { delimiter: ";" });
  const view = await viewOf(db.pool, id);
  expect(view).toMatchObject({
    headers: ["customer_email", "short_code"],
    samples: [["customer-1@example.test", "short-0"]],
    mapping: { customer_email: { column: 0 }, short_code: { column: 1 } },
  });
  await mustBeTaken(startCheck(db.pool, { id, mapping: view.mapping, choices: DEFAULT_CHOICES.attributions }));
  await workOff(db.pool);
  expect(await viewOf(db.pool, id)).toMatchObject({ rowCount: 1, check: { outcomes: { created: 1 } } });
});

test("a check by one format is forgotten when the format changes, and the rows are read again", async () => {
  const file = ["customer-1@example.test,short-0", "customer-2@example.test,short-0"].join("\n");
  const mapping = { customer_email: { column: 0 }, short_code: { column: 1 } };
  const { id, format: sniffed, rowCount } = await checkFile(db.pool, world, file, { mapping });
  expect([sniffed.header, rowCount]).toEqual([false, 2]);
  await format(id, { header: true });
  expect(await viewOf(db.pool, id)).toMatchObject({ state: "uploaded", rowCount: null, check: null });
  await mustBeTaken(startCheck(db.pool, { id, mapping, choices: DEFAULT_CHOICES.attributions }));
  await workOff(db.pool);
  expect(await viewOf(db.pool, id)).toMatchObject({ rowCount: 1, check: { outcomes: { created: 1 } } });
  expect(await rowsOf(db.pool, id, "check")).toEqual(["2: created"]);
});

/** Which transaction wrote the rows that were read: another one, if they were read again. */
async function readBy(): Promise<string[]> {
  const { rows } = await db.pool.query<{ xmin: string }>("SELECT DISTINCT xmin::text FROM import_row");
  return rows.map(({ xmin }) => xmin);
}

test("other choices change the counts without reading the file again, and back again; the run does as chosen last", async () => {
  await refer(db.pool, world, 0, [0]);
  await refer(db.pool, world, 1, [1]);
  const by = (customer_email: string) => ({ customer_email, short_code: "short-0" });
  const emails = ["customer-1@example.test", "customer-2@example.test", "customer-3@example.test", "new@people.test"];
  const rows = [...emails, "customer-3@example.test", "new@people.test"].map(by);
  const view = await checkFile(db.pool, world, attributionsCsv(...rows));
  const before = await readBy();
  const outcomes = async (choices: Partial<AttributionChoices>) => {
    await mustBeTaken(setChoices(db.pool, { id: view.id, choices: { ...DEFAULT_CHOICES.attributions, ...choices } }));
    await workOff(db.pool);
    const { check, state, choices: kept } = await viewOf(db.pool, view.id);
    expect([state, kept]).toEqual(["checked", { ...DEFAULT_CHOICES.attributions, ...choices }]);
    const counts = Object.fromEntries(Object.entries(check!.outcomes).filter(([, count]) => count > 0));
    return { ...counts, contacts: check!.contactsCreated };
  };
  const byDefault = { unchanged: 2, attempt: 1, created: 1, rejected: 2, contacts: 0 };
  expect(await outcomes({})).toEqual(byDefault);
  expect(await outcomes({ repeat: "log" })).toEqual({ attempt: 3, created: 1, rejected: 2, contacts: 0 });
  expect(await outcomes({ other: "reassign" })).toEqual({
    unchanged: 2,
    reassigned: 1,
    created: 1,
    rejected: 2,
    contacts: 0,
  });
  const all = { repeat: "log", other: "reassign", createContacts: true } as const;
  const withAll = { attempt: 3, reassigned: 1, created: 2, contacts: 1 };
  expect(await outcomes(all)).toEqual(withAll);
  expect(await outcomes({})).toEqual(byDefault);
  expect(await outcomes(all)).toEqual(withAll);
  expect(await readBy()).toEqual(before);

  await mustBeTaken(startRun(db.pool, view.id));
  await workOff(db.pool);
  expect(await rowsOf(db.pool, view.id)).toEqual(await rowsOf(db.pool, view.id, "check"));
});

test("an import is not begun by other choices than those by which its rows were counted for whoever begins it", async () => {
  const seen = await checkFile(db.pool, world, attributionsCsv({ customer_email: "customer-1@example.test" }));
  await mustBeTaken(
    setChoices(db.pool, { id: seen.id, choices: { ...DEFAULT_CHOICES.attributions, other: "reassign" } }),
  );
  await workOff(db.pool);
  expect(await startRun(db.pool, seen.id, seen.checkedAt)).toMatchObject({ ok: false, code: "counted_anew" });
  const present = await viewOf(db.pool, seen.id);
  expect(present.state).toBe("checked");
  await mustBeTaken(startRun(db.pool, seen.id, present.checkedAt));
});

test("another mapping is checked anew without reading the file again", async () => {
  const file = attributionsCsv({ customer_email: "customer-1@example.test", short_code: "short-0", reason: "short-1" });
  const view = await checkFile(db.pool, world, file);
  const before = await readBy();
  const mapping = { customer_email: { column: 0 }, short_code: { column: 6 } };
  await mustBeTaken(startCheck(db.pool, { id: view.id, mapping, choices: DEFAULT_CHOICES.attributions }));
  await workOff(db.pool);
  expect(await readBy()).toEqual(before);
  await mustBeTaken(startRun(db.pool, view.id));
  await workOff(db.pool);
  const { rows } = await db.pool.query("SELECT code FROM attribution JOIN referral_code ON referral_code.id = code_id");
  expect(rows).toEqual([{ code: "short-1" }]);
});
