import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { makeContacts } from "@/lib/testing/world";
import { findContact, searchContacts } from "./queries";

const db = useTestDatabase();

const insert = async (email: string, first: string | null, last: string | null, status = "prospect") =>
  (
    await db.pool.query(
      "INSERT INTO contact (email, first_name, last_name, status) VALUES ($1, $2, $3, $4) RETURNING id",
      [email, first, last, status],
    )
  ).rows[0].id as string;
const search = async (q: string, limit?: number) =>
  (await searchContacts(db.pool, { q, limit })).map(({ email }) => email);

describe("the search for contacts", () => {
  beforeEach(async () => {
    await insert("zora@example.test", "Ada", "Lovelace");
    await insert("ada@example.test", "Zora", null, "banned");
    await insert("nameless@example.test", null, null, "enrolled");
    await insert("Mixed.Case@Example.test", "ΣΊΣΥΦΟΣ", "100%_\\");
  });

  test("finds any part of name or e-mail in any case, by name, the e-mail standing in for a missing one", async () => {
    expect(await search("EXAMPLE")).toEqual([
      "zora@example.test",
      "nameless@example.test",
      "ada@example.test",
      "Mixed.Case@Example.test",
    ]);
    expect(await search("a lOve")).toEqual(["zora@example.test"]);
    expect(await search("ΣΊΣΥΦΟΣ")).toEqual(["Mixed.Case@Example.test"]);
  });

  test("puts the one whose whole e-mail was typed first", async () => {
    await insert("aa.ada@example.test", "Aaron", null);
    expect((await search(" ADA@example.test"))[0]).toBe("ada@example.test");
  });

  test("takes wildcards as they are", async () => {
    expect(await search("0%_\\")).toEqual(["Mixed.Case@Example.test"]);
    expect(await search("a%a")).toEqual([]);
    expect(await search("_da")).toEqual([]);
  });

  test("finds nobody for a text that cannot be stored", async () => {
    expect(await search("ada\0")).toEqual([]);
  });

  test("offers the first by name for nothing, and no more than asked for", async () => {
    expect(await search("")).toEqual([
      "zora@example.test",
      "nameless@example.test",
      "ada@example.test",
      "Mixed.Case@Example.test",
    ]);
    expect(await search("  ", 2)).toEqual(["zora@example.test", "nameless@example.test"]);
    await makeContacts(db.pool, "crowd", 30, "prospect");
    expect(await search("crowd")).toHaveLength(20);
    expect(await search("crowd", 25)).toHaveLength(25);
  });
});

test("a contact is found by its id, with name and status; nobody by another id", async () => {
  const id = await insert("ada@example.test", "Ada", "Lovelace", "enrolled");
  const contact = { id, name: "Ada Lovelace", email: "ada@example.test", status: "enrolled" };
  expect(await findContact(db.pool, id)).toEqual(contact);
  expect(await findContact(db.pool, "00000000-0000-7000-8000-00000000dead")).toBeNull();
});
