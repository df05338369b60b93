import fc from "fast-check";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { type Cursor, decodeCursor, encodeCursor, type SortKey } from "./keyset";

const db = useTestDatabase();
const ID = "019b0000-0000-7000-8000-0000000000a1";

const byText: SortKey = { expression: "name", type: "text" };
const byInstant: SortKey = { expression: "at", type: "timestamptz", nullable: true };
const byId: SortKey = { expression: "id", type: "uuid" };

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const text = fc.string({ unit: "grapheme", maxLength: 50 }).filter((value) => !value.includes("\0"));

describe("a cursor", () => {
  test("comes back from the address as it went into it, whatever text it carries", () => {
    const property = fc.property(fc.uuid(), text, (id, value) => {
      const cursor = { id, value };
      const address = encodeCursor(cursor);
      expect(address).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(decodeCursor(address, byText)).toEqual(cursor);
    });
    fc.assert(property);
  });

  test("loses no microsecond of an instant as PostgreSQL writes it, in any time zone and century", async () => {
    for (const zone of ["UTC", "Asia/Kolkata", "America/St_Johns", "Europe/Dublin"]) {
      const client = new pg.Client({ connectionString: db.url, options: `-c timezone=${zone}` });
      await client.connect();
      const { rows } = await client.query<{ value: string }>(`SELECT at::text AS value FROM unnest(ARRAY[
        '2026-03-01 12:00:00.000001Z', '2026-03-01 12:00:00Z', '1850-06-01 00:00:00.5Z', '0099-02-28 01:02:03Z',
        '2024-02-29 23:59:59.999999Z', '9999-01-01 00:00:00Z']::timestamptz[]) AS at`);
      await client.end();
      const cursors = rows.map(({ value }) => ({ id: ID, value }));
      expect(cursors.map((cursor) => decodeCursor(encodeCursor(cursor), byInstant))).toEqual(cursors);
    }
  });

  test("of a row without a value is one only where the sort has such rows", () => {
    const none: Cursor = { id: ID, value: null };
    expect(decodeCursor(encodeCursor(none), byInstant)).toEqual(none);
    expect(decodeCursor(encodeCursor(none), byId)).toEqual(none);
    expect(decodeCursor(encodeCursor(none), byText)).toBeNull();
  });
});

describe("what is no cursor of ours is none", () => {
  test.each([
    ["an empty text", ""],
    ["text that is not base64", "%%%"],
    ["base64 of no JSON", Buffer.from("{").toString("base64url")],
    ["no list", encoded({ id: ID, value: "a" })],
    ["an empty list", encoded([])],
    ["an id that is no uuid", encoded(["1 OR 1=1", "a"])],
    ["an id that is no text", encoded([7, "a"])],
    ["a value that is missing", encoded([ID])],
    ["a value that is a number", encoded([ID, 7])],
    ["a value that is an object", encoded([ID, { a: 1 }])],
    ["a text that PostgreSQL cannot hold", encoded([ID, "a\0"])],
  ])("%s", (_name, address) => {
    expect(decodeCursor(address, byText)).toBeNull();
  });

  test.each([
    "yesterday",
    "2026",
    "1",
    "2026-02-31 00:00:00+00",
    "2026-13-01 00:00:00+00",
    "2026-03-01 24:30:00+00",
    "2026-03-01 12:00:00",
    "2026-03-01 12:00:00+99",
    "2026-03-01 12:00:00+00; DROP TABLE contact",
    "0000-01-01 00:00:00+00",
    "Sun Mar 01 2026",
    "\0",
  ])("an instant that reads %j", (value) => {
    expect(decodeCursor(encoded([ID, value]), byInstant)).toBeNull();
  });

  test("so that PostgreSQL understands whatever is let through", async () => {
    const part = (max: number) => fc.nat(max).map((value) => String(value).padStart(2, "0"));
    const instant = fc
      .tuple(
        fc.constantFrom("0001", "1900", "2024", "2026", "9999"),
        part(14),
        part(33),
        part(25),
        part(61),
        part(61),
        part(17),
      )
      .map(
        ([year, month, day, hour, minute, second, zone]) =>
          `${year}-${month}-${day} ${hour}:${minute}:${second}+${zone}`,
      );
    const property = fc.asyncProperty(fc.oneof(instant, fc.string()), async (value) => {
      const cursor = decodeCursor(encoded([ID, value]), byInstant);
      if (cursor) await db.pool.query("SELECT $1::timestamptz, $2::uuid", [cursor.value, cursor.id]);
    });
    await fc.assert(property, { numRuns: 500 });
  });
});
