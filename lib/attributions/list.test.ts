import sql, { raw } from "sql-template-tag";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { makeWorld, type World } from "@/lib/testing/world";
import type { AttributionFilter, Sort } from "./columns";
import { SORTS } from "./columns";
import { recordAttributions } from "./commands";
import { type AttributionPage, listAttributions, listAttributionsByIds, type ZonedParams } from "./queries";

// Reading only: one database for the file.
let database: TestDatabase;
let world: World;
const ROWS = 2400;

const ORDER: Record<Sort, string> = {
  created: "attribution.id",
  changed: "attribution.changed_at",
  customer: "customer.sort_key",
  advocate: "advocate.sort_key",
};

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  world = await makeWorld(pool, { advocates: 4, customers: 800 });
  // Every third contact of one name, some with none, some with letters and signs of all kinds.
  await pool.query(sql`
    WITH numbered AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM contact)
    UPDATE contact SET
      first_name = CASE n % 6 WHEN 0 THEN NULL WHEN 1 THEN 'Éa' WHEN 2 THEN 'zoë 😀' WHEN 3 THEN '"%_\\' ELSE 'Same' END,
      last_name = CASE n % 6 WHEN 0 THEN NULL WHEN 5 THEN 'ß' || n ELSE 'Name' END
    FROM numbered WHERE numbered.id = contact.id`);
  // Thousands of rows of one instant: only the random end of their ids tells them apart.
  const at = new Date("2026-02-01T00:00:00.000Z");
  for (const turn of [0, 1, 2]) {
    const drafts = world.customers.map(({ id }, index) => ({
      customerId: id,
      code: world.advocates[(index + turn) % 4]![index % 2 ? "shortcode" : "coupon"],
    }));
    await recordAttributions(pool, { ...world.actor, at, source: turn === 2 ? "api" : "manual" }, drafts);
  }
  // A third never changed, a third changed at one instant, a third within a few microseconds of each other.
  await pool.query(sql`
    WITH numbered AS (SELECT id, row_number() OVER (ORDER BY md5(id::text)) AS n FROM attribution)
    UPDATE attribution SET changed_at = CASE n % 3
      WHEN 1 THEN timestamptz '2026-03-01 12:00:00.000001+00'
      WHEN 2 THEN timestamptz '2026-03-01 12:00:00+00' + (n % 7) * interval '1 microsecond' END
    FROM numbered WHERE numbered.id = attribution.id`);
  await pool.query("ANALYZE");
});

afterAll(() => database.drop());

/** The ids in the order of one full sort, by SQL of its own. */
async function fullSort(sort: Sort, descending: boolean, where = "TRUE"): Promise<string[]> {
  const direction = descending ? "DESC" : "ASC";
  const { rows } = await database.pool.query<{ id: string }>(sql`
    SELECT attribution.id FROM attribution
    JOIN contact customer ON customer.id = customer_id JOIN contact advocate ON advocate.id = advocate_id
    WHERE ${raw(where)}
    ORDER BY ${raw(ORDER[sort])} ${raw(direction)} NULLS LAST, attribution.id ${raw(direction)}`);
  return rows.map(({ id }) => id);
}

const list = (params: Partial<ZonedParams>) => listAttributions(database.pool, { ...params, timeZone: "UTC" });
const ids = (page: AttributionPage) => page.rows.map(({ id }) => id);

/** Every page from the first to the last, then back again from the last to the first. */
async function walk(params: Partial<ZonedParams>): Promise<{ forwards: string[][]; backwards: string[][] }> {
  let page = await list(params);
  expect(page.previous).toBeNull();
  const forwards = [ids(page)];
  while (page.next) {
    page = await list({ ...params, after: page.next });
    forwards.push(ids(page));
  }
  const backwards = [ids(page)];
  while (page.previous) {
    page = await list({ ...params, before: page.previous });
    expect(page.next).not.toBeNull();
    backwards.unshift(ids(page));
  }
  return { forwards, backwards };
}

const sorts = SORTS.flatMap((sort) => [sort, `-${sort}` as const]);

describe.each(sorts)("sorted by %s", (sort) => {
  const descending = sort.startsWith("-");
  const key = sort.replace("-", "") as Sort;

  test("pages lead through all rows in the order of the full sort, and back again", async () => {
    const { forwards, backwards } = await walk({ sort, size: 50 });
    const expected = await fullSort(key, descending);
    expect(expected).toHaveLength(ROWS);
    expect(forwards.flat()).toEqual(expected);
    expect(forwards.every((page) => page.length === 50)).toBe(true);
    expect(backwards).toEqual(forwards);
  });

  const filters: [name: string, filter: AttributionFilter, where: string][] = [
    ["status", { status: ["active"] }, "attribution.status = 'active'"],
    ["source and method", { source: ["api"], method: ["coupon"] }, "attribution.source = 'api' AND method = 'coupon'"],
    ["search", { q: "zoë" }, "customer.search_text LIKE '%zoë%' OR advocate.search_text LIKE '%zoë%'"],
    ["nothing that exists", { campaign: ["no-such"] }, "FALSE"],
  ];
  test.each(filters)("and filtered by %s the same is true", async (_name, filter, where) => {
    const { forwards, backwards } = await walk({ ...filter, sort, size: 100 });
    expect(forwards.flat()).toEqual(await fullSort(key, descending, where));
    expect(backwards).toEqual(forwards);
  });
});

test("without a sort the newest come first, 50 to a page", async () => {
  const page = await list({});
  expect(ids(page)).toEqual((await fullSort("created", true)).slice(0, 50));
});

test("a row shows its people, campaign, code, door and actor, in ISO 8601 and UTC", async () => {
  const [id] = await fullSort("changed", false, "changed_at = '2026-03-01 12:00:00.000005+00'");
  const rows = await listAttributionsByIds(database.pool, [id!]);
  const stored = await database.pool.query(sql`
    SELECT customer.email AS customer, advocate.email AS advocate, code, attribution.status
    FROM attribution JOIN contact customer ON customer.id = customer_id
    JOIN contact advocate ON advocate.id = attribution.advocate_id JOIN referral_code ON referral_code.id = code_id
    WHERE attribution.id = ${id}`);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    id,
    customer: { email: stored.rows[0].customer },
    advocate: { email: stored.rows[0].advocate },
    campaign: { id: world.campaign.id, uid: "spring", name: "Campaign spring", ended: false },
    status: stored.rows[0].status,
    code: stored.rows[0].code,
    actor: { id: world.actor.actorId, kind: "user", name: "Ada Admin" },
    createdAt: "2026-02-01T00:00:00.000Z",
    changedAt: "2026-03-01T12:00:00.000Z",
  });
});
