import { expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { storable, storableJson } from "./text";

const db = useTestDatabase();
const ODD = { nul: "a\0b", half: "a\ud83d", other: "\ude00b", whole: "a😀", words: "a\\u0000b", path: "C:\\\\ud83d" };
const KEPT = { ...ODD, nul: "a\ufffdb", half: "a\ufffd", other: "\ufffdb" };

test("a text comes back from the database as it was made storable: NUL and half a character replaced, all else as it was", async () => {
  const given = Object.values(ODD).map(storable);
  expect(given).toEqual(Object.values(KEPT));
  const { rows } = await db.pool.query<{ texts: string[] }>("SELECT $1::text[] AS texts", [given]);
  expect(rows).toEqual([{ texts: given }]);
});

test("JSON is kept in the same way; the same as words stays words", async () => {
  const { rows } = await db.pool.query("SELECT $1::jsonb AS json", [storableJson(ODD)]);
  expect(rows).toEqual([{ json: KEPT }]);
});
