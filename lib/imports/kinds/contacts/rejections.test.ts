import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { allRows, contactMapping, contactsOf, importContacts, importFile, rowsOf } from "@/lib/testing/imports";
import { makeWorld, type World } from "@/lib/testing/world";
import type { CONTACT_FAULTS, ContactChoices } from "./schema";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 1, customers: 3 });
});

const run = (file: string, choices: Partial<ContactChoices> = {}, custom: string[] = []) =>
  importContacts(db.pool, world, file, { choices, custom });

const HEADER = "email,first_name,status,segment,uid,phone,plan";
const HELD = "customer-1@example.test";
type Case = { row: string; before?: string; marks: string[]; choices?: Partial<ContactChoices> };

/** A row for each problem, and the columns that are to be corrected. */
const CASES: Record<(typeof CONTACT_FAULTS)[number] | "invalid_email", Case> = {
  email_required: { row: " ,A,,,,,", marks: ["email"] },
  invalid_email: { row: "ada at home,A,,,,,", marks: ["email"] },
  unknown_contact_status: { row: "a@x.test,A,gone,,,,", marks: ["status"] },
  value_too_long: { row: `a@x.test,${"x".repeat(201)},,,,,`, marks: [] },
  unreadable_segment: {
    row: `a@x.test,A,,${"x".repeat(201)},,,`,
    marks: ["segment"],
    choices: { createSegments: true },
  },
  segment_not_found: { row: "a@x.test,A,,Nowhere,,,", marks: ["segment"] },
  contact_exists: { row: `${HELD},A,,,,,`, marks: ["email"], choices: { mode: "create" } },
  contact_not_found: { row: "a@x.test,A,,,,,", marks: ["email"], choices: { mode: "update" } },
  uid_taken: { row: "a@x.test,A,,,taken,,", marks: ["uid"] },
  uid_repeated: { before: "b@x.test,,,,twice,,", row: "a@x.test,A,,,twice,,", marks: ["uid"] },
  too_many_custom_fields: { row: "full@x.test,A,,,,,gold", marks: [] },
};

describe("a row is rejected, by the check as by the run, with the cells marked that are to be corrected", () => {
  test.each(Object.keys(CASES) as (keyof typeof CASES)[])("for %s", async (problem) => {
    const { row, before, marks, choices } = CASES[problem];
    await db.pool.query("UPDATE contact SET uid = 'taken' WHERE email = 'customer-2@example.test'");
    await db.pool.query(
      `INSERT INTO contact (email, status, custom_fields)
       SELECT 'full@x.test', 'prospect', jsonb_object_agg(n, 'x') FROM generate_series(1, 50) AS n`,
    );
    const held = await contactsOf(db.pool, "%");
    const { id } = await run([HEADER, ...(before ? [before] : []), row].join("\n"), choices, ["plan"]);
    const [rejected] = (await allRows(db.pool, id)).slice(-1);
    const columns = HEADER.split(",");
    expect(rejected).toMatchObject({ outcome: "rejected", problem, recordId: null });
    expect(rejected!.faulty.map((column) => columns[column])).toEqual(marks);
    if (!before) expect(await contactsOf(db.pool, "%")).toEqual(held);
  });
});

test("a uid goes to nobody else in any order of the file; who gives theirs away does not free it for this file", async () => {
  await db.pool.query("UPDATE contact SET uid = '1' WHERE email = $1", [HELD]);
  const { id } = await run(
    `email,uid\na@x.test,1\n${HELD},2\nb@x.test,3\nc@x.test,3\n${HELD.toUpperCase()},2\nb@x.test,3`,
  );
  expect(await rowsOf(db.pool, id)).toEqual([
    ...[
      "2: rejected uid_taken",
      "3: updated",
      "4: created",
      "5: rejected uid_repeated",
      "6: unchanged",
      "7: unchanged",
    ],
  ]);
});

test("a uid that only fills a blank takes nothing from anybody", async () => {
  await db.pool.query(
    "UPDATE contact SET uid = email WHERE email IN ('customer-1@example.test', 'customer-2@example.test')",
  );
  const { id } = await run("email,uid\ncustomer-1@example.test,customer-2@example.test\ncustomer-3@example.test,9", {
    fill: ["uid"],
  });
  expect(await rowsOf(db.pool, id)).toEqual(["2: unchanged", "3: updated"]);
});

test("a full-width status, a NUL and a value of spaces only are no values of their own", async () => {
  const { id } = await run("email,first_name,status,phone\na@x.test,N\0L,\u00a0, \u200b ");
  expect(await rowsOf(db.pool, id)).toEqual(["2: created"]);
  expect(await contactsOf(db.pool, "a@x%")).toMatchObject([
    { first_name: "N\uFFFDL", phone: null, status: "prospect" },
  ]);
});

describe("what changed between check and run counts as it is at the run", () => {
  const between = async (file: string, change: string, choices: Partial<ContactChoices> = {}) => {
    const view = await importFile(db.pool, world, file, {
      ...{ kind: "contacts", mapping: contactMapping(file), choices },
      checked: () => db.pool.query(change),
    });
    return rowsOf(db.pool, view.id);
  };

  test("whom somebody else created is updated, or rejected where only new ones are to come", async () => {
    const created = "INSERT INTO contact (email, status) VALUES ('new@x.test', 'prospect')";
    expect(await between("email,company\nnew@x.test,A", created)).toEqual(["2: updated"]);
    await db.pool.query("UPDATE contact SET email = 'other@x.test' WHERE email = 'new@x.test'");
    expect(await between("email,company\nnew@x.test,A", created, { mode: "create" })).toEqual([
      "2: rejected contact_exists",
    ]);
  });

  test("a uid that somebody got meanwhile stays theirs", async () => {
    const given = "UPDATE contact SET uid = '7' WHERE email = 'customer-2@example.test'";
    expect(await between("email,uid\ncustomer-1@example.test,7", given)).toEqual(["2: rejected uid_taken"]);
  });

  test("a segment that was deleted meanwhile is not there any more", async () => {
    await db.pool.query("INSERT INTO segment (name) VALUES ('Friends')");
    const deleted = "DELETE FROM segment WHERE name = 'Friends'";
    expect(await between("email,segment\ncustomer-1@example.test,friends", deleted)).toEqual([
      "2: rejected segment_not_found",
    ]);
  });

  test("what the check rejected stays rejected", async () => {
    await db.pool.query("UPDATE contact SET uid = '7' WHERE email = 'customer-2@example.test'");
    const freed = "UPDATE contact SET uid = NULL";
    expect(await between("email,uid\ncustomer-1@example.test,7\ncustomer-3@example.test,8", freed)).toEqual([
      "2: rejected uid_taken",
      "3: updated",
    ]);
  });
});
