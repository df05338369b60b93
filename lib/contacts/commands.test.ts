import { expect, test } from "vitest";
import { listTrail } from "@/lib/audit/trail";
import { inDryRun } from "@/lib/db/transaction";
import { useTestDatabase } from "@/lib/testing/database";
import { makeContacts } from "@/lib/testing/world";
import { recordProspects as recordAll } from "./commands";

const db = useTestDatabase();
/** The system itself, which is there from the beginning. */
const SYSTEM = { actorId: "00000000-0000-7000-8000-000000000001", source: "csv_import" } as const;
type Given = Parameters<typeof recordAll>;
const recordProspects = (to: Given[0], actor: Given[1], emails: string[]) =>
  recordAll(
    to,
    actor,
    emails.map((email) => ({ email })),
  );
const contacts = async () =>
  (await db.pool.query<{ email: string; status: string }>("SELECT email, status FROM contact ORDER BY email_key")).rows;

test("each new e-mail becomes a prospect, and the places of those are answered", async () => {
  expect(await recordProspects(db.pool, SYSTEM, ["b@people.test", "a@people.test"])).toEqual([0, 1]);
  expect(await contacts()).toEqual([
    { email: "a@people.test", status: "prospect" },
    { email: "b@people.test", status: "prospect" },
  ]);
});

test("an e-mail given several times, in whatever case, spaces or Unicode form, becomes one contact", async () => {
  const given = ["New@People.test", " new@people.test\n", "NEW@PEOPLE.TEST", "ｎｅｗ@people.test"];
  expect(await recordProspects(db.pool, SYSTEM, given)).toEqual([0]);
  expect((await contacts()).map(({ email }) => email.toLowerCase())).toEqual(["new@people.test"]);
  expect(await recordProspects(db.pool, SYSTEM, given)).toEqual([]);
});

test("a contact who exists keeps their status, and is not counted", async () => {
  for (const status of ["enrolled", "unsubscribed", "banned"]) await makeContacts(db.pool, status, 1, status);
  const before = await contacts();
  expect(
    await recordProspects(
      db.pool,
      SYSTEM,
      before.map(({ email }) => email.toUpperCase()),
    ),
  ).toEqual([]);
  expect(await contacts()).toEqual(before);
});

test("what no contact can have as an e-mail is left out, and fails nothing", async () => {
  const given = [
    "",
    "  ",
    "ada at home",
    "two@at@people.test",
    `${"x".repeat(250)}@people.test`,
    "a b@people.test",
    "x\0y",
  ];
  expect(await recordProspects(db.pool, SYSTEM, [...given, "fine@people.test"])).toEqual([given.length]);
  expect(await contacts()).toEqual([{ email: "fine@people.test", status: "prospect" }]);
});

test("nobody is nothing to do", async () => {
  expect(await recordProspects(db.pool, SYSTEM, [])).toEqual([]);
});

test("in a transaction that is rolled back nobody stays", async () => {
  expect(await inDryRun(db.pool, (tx) => recordProspects(tx, SYSTEM, ["new@people.test"]))).toEqual([0]);
  expect(await contacts()).toEqual([]);
});

test("who created a contact, and through which door, is in the contact's trail", async () => {
  await recordProspects(db.pool, SYSTEM, ["new@people.test"]);
  const { rows } = await db.pool.query("SELECT id, source FROM contact");
  expect(rows).toEqual([{ id: expect.any(String), source: "csv_import" }]);
  expect(await listTrail(db.pool, { contactIds: [rows[0].id] })).toMatchObject([
    { kind: "contact.created", source: "csv_import", actor: { kind: "system" }, detail: {} },
  ]);
});

test("a new contact has the name and uid that were sent; one who exists keeps their own", async () => {
  const cara = { email: "cara@people.test", firstName: "Cara", lastName: "Lind", uid: "c-1" };
  await recordAll(db.pool, SYSTEM, [cara]);
  expect(await recordAll(db.pool, SYSTEM, [{ ...cara, firstName: "Clara", uid: "c-2" }])).toEqual([]);
  const { rows } = await db.pool.query("SELECT first_name, last_name, uid FROM contact");
  expect(rows).toEqual([{ first_name: "Cara", last_name: "Lind", uid: "c-1" }]);
});

test("a uid that somebody has, or that is sent twice, is left out alone: nobody is lost by it", async () => {
  await recordAll(db.pool, SYSTEM, [{ email: "cara@people.test", uid: "c-1" }]);
  const sent = ["c-1", "d-1", "d-1"].map((uid, index) => ({ email: `new-${index}@people.test`, uid }));
  expect(await recordAll(db.pool, SYSTEM, sent)).toEqual([0, 1, 2]);
  const { rows } = await db.pool.query("SELECT uid FROM contact ORDER BY email");
  expect(rows.map(({ uid }) => uid)).toEqual(["c-1", null, "d-1", null]);
});
