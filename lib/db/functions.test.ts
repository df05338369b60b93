import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";

// Functions write nothing: one database for the file.
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe("uuid_v7", () => {
  const idsAt = async (instants: string[]): Promise<string[]> => {
    const { rows } = await database.pool.query<{ id: string }>(
      "SELECT uuid_v7(at) AS id FROM unnest($1::timestamptz[]) WITH ORDINALITY AS given (at, line) ORDER BY line",
      [instants],
    );
    return rows.map(({ id }) => id);
  };

  test("makes ids of version 7 and the right variant, no two alike", async () => {
    const { rows } = await database.pool.query<{ id: string }>("SELECT uuid_v7() AS id FROM generate_series(1, 10000)");
    expect(
      rows.filter(({ id }) => !/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toEqual([]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(10_000);
  });

  test("makes ids that sort as their instants do, to the microsecond", async () => {
    const last = Date.parse("2999-12-31T23:59:59Z") * 1000;
    const microseconds = fc.oneof(fc.integer({ min: 0, max: last }), fc.integer({ min: 1.77e15, max: 1.77e15 + 5000 }));
    const property = fc.asyncProperty(fc.uniqueArray(microseconds, { minLength: 2, maxLength: 200 }), async (given) => {
      const sorted = [...given].sort((a, b) => a - b);
      const instant = (at: number) =>
        new Date(Math.floor(at / 1000)).toISOString().replace("Z", `${String(at % 1000).padStart(3, "0")}Z`);
      const ids = await idsAt(sorted.map(instant));
      expect([...ids].sort()).toEqual(ids);
      expect(ids.map((id) => Number.parseInt(id.slice(0, 13).replace("-", ""), 16))).toEqual(
        sorted.map((at) => Math.floor(at / 1000)),
      );
    });
    await fc.assert(property, { numRuns: 50 });
  });

  test("makes ids that sort in the order of their making, from statement to statement", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 50; n++) ids.push((await database.pool.query("SELECT uuid_v7() AS id")).rows[0].id);
    expect([...ids].sort()).toEqual(ids);
  });
});

describe("normal_form", () => {
  const normal = async (text: string | null) =>
    (await database.pool.query("SELECT normal_form($1) AS value", [text])).rows[0].value;

  test.each([
    ["case", "ADA@Example.Test", "ada@example.test"],
    ["case of accented letters", "JOSÉ", "josé"],
    ["spaces around", "  a b ", "a b"],
    ["tabs and line breaks around", "\t\r\na\f\v", "a"],
    ["no-break, thin and ideographic spaces around", "\u00a0\u2009a\u3000", "a"],
    ["a decomposed form", "e\u0301", "é"],
    ["full-width letters", "Ａｄａ", "ada"],
    ["ligatures", "ﬁn", "fin"],
    ["soft hyphens, zero-width characters and marks of direction", "\u202aa\u00ad\u200bd\u200da\ufeff\u200e", "ada"],
  ])("does not tell texts apart by %s", async (_name, text, expected) => {
    expect(await normal(text)).toBe(expected);
  });

  test("of a normal form is itself, whatever the text", async () => {
    const property = fc.asyncProperty(fc.string({ unit: "binary", maxLength: 20 }), async (text) => {
      fc.pre(!text.includes("\0"));
      const once = await normal(text);
      expect(await normal(once)).toBe(once);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  test("of nothing is nothing", async () => {
    expect(await normal(null)).toBeNull();
    expect(await normal("  ")).toBe("");
  });
});

test("whatever looks at the rows of a statement is planned for their number each time, never for that of earlier ones", async () => {
  const { rows } = await database.pool.query<{ name: string; anew: boolean }>(`
    SELECT proname AS name, coalesce('plan_cache_mode=force_custom_plan' = ANY(proconfig), FALSE) AS anew
    FROM pg_proc WHERE prosrc LIKE '%planned_anew%'`);
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.filter(({ anew }) => !anew)).toEqual([]);
});

test("whatever checks that what is named exists asks an index, so that its plan is right however the tables grow", async () => {
  const { rows } = await database.pool.query<{ name: string; byIndex: boolean }>(`
    SELECT proname AS name, coalesce('enable_seqscan=off' = ANY(proconfig), FALSE) AS "byIndex"
    FROM pg_proc WHERE proname LIKE '%\\_has\\_parents' OR proname LIKE '%\\_has\\_event'`);
  expect(rows.map(({ name }) => name).sort()).toEqual([
    "attribution_event_has_parents",
    "attribution_has_parents",
    "audit_event_has_parents",
    "integration_event_record_has_event",
  ]);
  expect(rows.filter(({ byIndex }) => !byIndex)).toEqual([]);
});
