import sql from "sql-template-tag";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONTACT_SORTS, type ContactFilter, type ContactParams } from "@/lib/contacts/columns";
import { countContacts } from "@/lib/contacts/facets";
import { allOf, contactConditions } from "@/lib/contacts/filters";
import { listMatchingContactIds } from "@/lib/contacts/list";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import { contactsCsv } from "./contact-csv";
import { type ContactPage, exportContacts, listContactPage } from "./contact-rows";

// Reading only: one database for the file.
let database: TestDatabase;
let world: World;
const CONTACTS = 303;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await makeWorld(database.pool, { advocates: 3, customers: 300 });
  await refer(database.pool, world, 0, [0, 1]);
  await refer(database.pool, world, 1, [0]);
  await database.pool.query(sql`
    WITH numbered AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM contact)
    UPDATE contact SET first_name = CASE n % 3 WHEN 0 THEN NULL WHEN 1 THEN 'Éa' ELSE 'Same' END,
      last_name = CASE n % 3 WHEN 0 THEN NULL ELSE 'Name' END,
      source = CASE WHEN n % 10 = 0 THEN 'api' ELSE 'manual' END, uid = 'uid-' || n
    FROM numbered WHERE numbered.id = contact.id`);
  await database.pool.query(sql`UPDATE contact SET status = 'banned' WHERE id = ${world.customers[5]!.id}`);
  await database.pool.query("ANALYZE");
});

afterAll(() => database.drop());

const list = (params: ContactParams) => listContactPage(database.pool, params);
const ids = (page: ContactPage) => page.rows.map(({ id }) => id);

/** Every page from the first to the last, then back again. */
async function walk(params: ContactParams): Promise<{ forwards: string[][]; backwards: string[][] }> {
  let page = await list(params);
  const forwards = [ids(page)];
  while (page.next) {
    page = await list({ ...params, after: page.next });
    forwards.push(ids(page));
  }
  const backwards = [ids(page)];
  while (page.previous) {
    page = await list({ ...params, before: page.previous });
    backwards.unshift(ids(page));
  }
  return { forwards, backwards };
}

describe.each(CONTACT_SORTS.flatMap((sort) => [sort, `-${sort}` as const]))("sorted by %s", (sort) => {
  test("pages lead through all contacts in order, and back again", async () => {
    const { forwards, backwards } = await walk({ sort, size: 25 });
    const { rows } = await database.pool.query<{ id: string }>(
      `SELECT id FROM contact ORDER BY ${
        { created: "id", "-created": "id DESC", name: "sort_key, id", "-name": "sort_key DESC, id DESC" }[sort]
      }`,
    );
    expect(forwards.flat()).toEqual(rows.map(({ id }) => id));
    expect(forwards.flat()).toHaveLength(CONTACTS);
    expect(backwards).toEqual(forwards);
  });
});

test("a row says status, segments, campaigns, active referrals made, and who referred the contact", async () => {
  const { rows } = await list({ q: world.advocates[0]!.email });
  expect(rows).toMatchObject([
    { status: "enrolled", segments: ["Partners"], campaigns: ["Campaign spring"], referredBy: [] },
  ]);
  expect(rows[0]!.referralsMade).toEqual({ count: 2, capped: false });
  const [customer] = (await list({ q: world.customers[0]!.email })).rows.filter(
    ({ id }) => id === world.customers[0]!.id,
  );
  expect(customer!.campaigns).toEqual([]);
  expect(customer!.referredBy).toMatchObject([
    { campaign: "Campaign spring", advocate: { id: world.advocates[0]!.id } },
  ]);
});

const filters: [name: string, filter: (world: World) => ContactFilter, count: number][] = [
  ["status", () => ({ status: ["banned"] }), 1],
  ["several statuses", () => ({ status: ["banned", "enrolled"] }), 4],
  ["segment", ({ segmentId }) => ({ segment: [segmentId] }), 3],
  ["campaign, which only enrolled members advocate in", () => ({ campaign: ["spring"] }), 3],
  ["source", () => ({ source: ["api"] }), 30],
  ["part of an e-mail", () => ({ q: "ADVOCATE-" }), 3],
  ["a whole external uid", () => ({ q: " uid-7 " }), 1],
  ["a segment that is no id", () => ({ segment: ["x"] }), 0],
  ["a campaign that is not there", () => ({ campaign: ["no\0ne"] }), 0],
  ["several at once", ({ segmentId }) => ({ segment: [segmentId], status: ["banned"] }), 0],
];

test.each(filters)(
  "filtered by %s the list, its count and its ids are those that match",
  async (_name, make, count) => {
    const filter = make(world);
    const { forwards } = await walk({ ...filter, size: 25 });
    expect(new Set(forwards.flat()).size).toBe(count);
    expect((await countContacts(database.pool, filter)).total).toEqual({ count, capped: false });
    expect((await listMatchingContactIds(database.pool, filter)).ids).toHaveLength(count);
  },
);

test("a chip's counts heed the other filters and not its own", async () => {
  const { facets } = await countContacts(database.pool, { status: ["enrolled"], segment: [world.segmentId] });
  expect(facets.status).toEqual([{ value: "enrolled", count: 3, capped: false }]);
  expect(facets.segment).toEqual([{ value: world.segmentId, count: 3, capped: false }]);
  expect(facets.campaign).toEqual([{ value: "spring", count: 3, capped: false }]);
});

test("a stale cursor shows the first page", async () => {
  expect(ids(await list({ after: "broken" }))).toEqual(ids(await list({})));
});

test("the export has every matching contact in the list's order, and runs no formula", async () => {
  await database.pool.query(sql`UPDATE contact SET company = '=1+1' WHERE id = ${world.advocates[1]!.id}`);
  let text = "";
  for await (const piece of contactsCsv(exportContacts(database.pool, { q: "advocate-", sort: "created" })))
    text += piece;
  const lines = text.trim().split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[1]).toContain(world.advocates[0]!.email);
  expect(lines[2]).toContain("'=1+1");
});

describe("however many contacts there are, no list reads them all", () => {
  const orders = [sql`id DESC`, sql`sort_key, id`];
  const plans: [name: string, filter: ContactFilter][] = [
    ["no filter", {}],
    ["a status", { status: ["banned"] }],
    ["a source", { source: ["api"] }],
    ["a search", { q: "customer-17" }],
  ];
  test.each(plans)("with %s", async (_name, filter) => {
    const where = allOf(await contactConditions(database.pool, filter));
    const client = await database.pool.connect();
    try {
      // A table of hundreds is read whole because that is quicker; what counts is that it need not be.
      await client.query("SET enable_seqscan = off");
      for (const order of orders) {
        const { rows } = await client.query(
          sql`EXPLAIN SELECT id FROM contact WHERE ${where} ORDER BY ${order} LIMIT 51`,
        );
        expect(JSON.stringify(rows)).not.toContain("Seq Scan");
      }
    } finally {
      client.release(true);
    }
  });
});
