import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import { SORTS } from "./columns";
import { changeStatus, recordAttributions } from "./commands";
import { type AttributionPage, listAttributions, type ZonedParams } from "./queries";

const db = useTestDatabase();
const ID = "019b0000-0000-7000-8000-0000000000a1";
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { customers: 30 });
  const by = (advocate: number) => world.customers.map(({ id }) => ({ customerId: id, code: `short-${advocate}` }));
  await recordAttributions(db.pool, world.actor, [...by(0), ...by(1)]);
});

const list = (params: Partial<ZonedParams>) => listAttributions(db.pool, { size: 25, ...params, timeZone: "UTC" });
const ids = (page: AttributionPage) => page.rows.map(({ id }) => id);
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const sorts = SORTS.flatMap((sort) => [sort, `-${sort}` as const]);

describe("a cursor that was tampered with, or comes from a broken link,", () => {
  const broken: [name: string, cursor: string][] = [
    ["nonsense", "nonsense"],
    ["another alphabet", "курсор ©"],
    ["a number", encoded(7)],
    ["an id that is none", encoded(["x' OR 'x'='x", null])],
    ["a value of a kind that no sort has", encoded([ID, { a: 1 }])],
    ["a NUL", encoded([ID, "\0"])],
  ];
  test.each(broken)("shows the first page: %s", async (_name, cursor) => {
    for (const sort of sorts) {
      const first = await list({ sort });
      expect(await list({ sort, after: cursor })).toEqual(first);
      expect(await list({ sort, before: cursor })).toEqual(first);
    }
  });
});

test("whatever stands in the place of a cursor, the list answers with a page", async () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.date({ noInvalidDate: true }).map(String),
    fc.constantFrom("infinity", "2026"),
  );
  const cursor = fc.oneof(
    fc.string(),
    fc.tuple(fc.oneof(fc.uuid(), fc.constant(ID)), value).map(encoded),
    fc.jsonValue().map(encoded),
  );
  const property = fc.asyncProperty(fc.constantFrom(...sorts), cursor, fc.boolean(), async (sort, given, forwards) => {
    const page = await list({ sort, ...(forwards ? { after: given } : { before: given }) });
    expect(page.rows.length).toBeGreaterThan(0);
  });
  await fc.assert(property, { numRuns: 300 });
});

test("a cursor beyond the end shows the first page instead of an empty one", async () => {
  const first = await list({});
  const beyond = encoded(["00000000-0000-0000-0000-000000000000", null]);
  expect(await list({ after: beyond })).toEqual(first);
  expect(await list({ before: encoded(["ffffffff-ffff-ffff-ffff-ffffffffffff", null]) })).toEqual(first);
});

test("a cursor beyond the end is an empty page where the place is to be kept, before and behind, by any sort", async () => {
  const none = { rows: [], next: null, previous: null };
  for (const sort of ["customer", "-customer", "created", "-created"] as const) {
    const last = await list({ sort, size: 100 });
    const [first, end] = [ids(last)[0]!, ids(last).at(-1)!];
    const value = (id: string) => {
      const row = last.rows.find((one) => one.id === id)!;
      return sort.endsWith("customer") ? (row.customer.name ?? row.customer.email).toLowerCase() : null;
    };
    expect(await list({ sort, after: encoded([end, value(end)]), keepsPlace: true })).toEqual(none);
    expect(await list({ sort, before: encoded([first, value(first)]), keepsPlace: true })).toEqual(none);
  }
});

test("a cursor whose row has left the list still marks its place", async () => {
  const params = { status: ["active" as const] };
  const first = await list(params);
  const second = await list({ ...params, after: first.next });
  await changeStatus(db.pool, world.actor, { ids: [ids(first).at(-1)!], to: "inactive" });
  expect(ids(await list({ ...params, after: first.next }))).toEqual(ids(second));
});

test("rows that come while someone reads neither shift nor repeat what comes next", async () => {
  const first = await list({});
  const second = await list({ after: first.next });
  const [customer] = world.customers;
  await refer(db.pool, { ...world, customers: [customer!] }, 0, [2, 2, 2]);
  expect(ids(await list({ after: first.next }))).toEqual(ids(second));
});

test("a list shorter than a page has no neighbours, and an empty one neither", async () => {
  const one = await list({ q: world.customers[0]!.email });
  expect([one.rows.length, one.next, one.previous]).toEqual([2, null, null]);
  expect(await list({ q: "nobody@nowhere" })).toEqual({ rows: [], next: null, previous: null });
});
