import fc from "fast-check";
import sql from "sql-template-tag";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SOURCES } from "@/lib/audit/schema";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { makeCampaign, makeWorld, type World } from "@/lib/testing/world";
import { type AttributionFilter, type AttributionRow, STATUS_FILTERS } from "./columns";
import { changeStatus, recordAttributions } from "./commands";
import { countList, SCAN_CAP } from "./facets";
import type { FacetKey } from "./filters";
import { listAttributionsByIds } from "./queries";
import { reassign } from "./reassign";
import { METHODS } from "./schema";

// Reading only: one database for the file.
let database: TestDatabase;
let world: World;
let rows: AttributionRow[];

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  world = await makeWorld(pool, { customers: 60 });
  const autumn = await makeCampaign(pool, "autumn", world.segmentId);
  await makeCampaign(pool, "empty", world.segmentId);
  await pool.query("UPDATE campaign SET ended_at = now() WHERE uid = 'empty'");
  for (const [turn, source] of SOURCES.entries()) {
    const drafts = world.customers.slice(turn * 7).map(({ id }, index) => {
      const advocate = world.advocates[(index + turn) % 3]!;
      if (index % 3 === 0) return { customerId: id, campaignId: autumn.id, advocateId: advocate.id };
      return { customerId: id, code: index % 3 === 1 ? advocate.shortcode : advocate.coupon };
    });
    await recordAttributions(pool, { ...world.actor, source, at: new Date(`2026-0${turn + 1}-15T12:00:00Z`) }, drafts);
  }
  const active = await pool.query<{ id: string }>("SELECT id FROM attribution WHERE status = 'active' ORDER BY id");
  const ids = active.rows.map(({ id }) => id);
  await changeStatus(pool, world.actor, { ids: ids.slice(0, 15), to: "inactive" });
  await reassign(pool, world.actor, { ids: ids.slice(15, 30), toAdvocateId: world.advocates[0]!.id });
  const all = await pool.query<{ id: string }>("SELECT id FROM attribution");
  rows = await listAttributionsByIds(
    pool,
    all.rows.map(({ id }) => id),
  );
});

afterAll(() => database.drop());

const valuesOf: Record<FacetKey, (row: AttributionRow) => (string | null)[]> = {
  status: (row) => [row.status, row.inactiveReason],
  campaign: (row) => [row.campaign.uid],
  source: (row) => [row.source],
  method: (row) => [row.method],
};

/** Whether a filter shows a row, decided row by row in plain words. */
function isShown(row: AttributionRow, filter: AttributionFilter): boolean {
  const chips = (Object.keys(valuesOf) as FacetKey[]).every((key) => {
    const chosen: readonly string[] | null | undefined = filter[key];
    return !chosen?.length || valuesOf[key](row).some((value) => value !== null && chosen.includes(value));
  });
  const text = [row.customer, row.advocate].map(({ name, email }) => `${email} ${name}`).join(" ") + (row.code ?? "");
  return (
    chips &&
    (!filter.q || text.toLowerCase().includes(filter.q.toLowerCase())) &&
    (!filter.advocate || row.advocate.id === filter.advocate) &&
    (!filter.from || row.createdAt.slice(0, 10) >= filter.from)
  );
}

test("each option's count is what choosing it would show, whatever else is chosen", async () => {
  const chip = <T extends string>(values: readonly T[]) =>
    fc.option(fc.subarray([...values]), { nil: undefined, freq: 2 });
  const filters = fc.record({
    status: chip(STATUS_FILTERS),
    campaign: chip(["spring", "autumn", "empty", "no-such"]),
    source: chip(SOURCES),
    method: chip(METHODS),
    q: fc.option(fc.constantFrom("customer-1", "COUPON1", "Advocate No 2", "nobody"), { nil: undefined, freq: 2 }),
    advocate: fc.option(
      fc.nat(2).map((index) => world.advocates[index]!.id),
      { nil: undefined, freq: 2 },
    ),
    from: fc.option(fc.constantFrom("2026-02-15", "2026-03-16"), { nil: undefined, freq: 2 }),
  });
  const property = fc.asyncProperty(filters, async (filter) => {
    const zoned = { ...filter, timeZone: "UTC" };
    const { facets } = await countList(database.pool, zoned);
    for (const key of Object.keys(facets) as FacetKey[]) {
      for (const { value, count, capped } of facets[key]) {
        const expected = rows.filter((row) => isShown(row, { ...filter, [key]: [value] })).length;
        expect({ key, value, count, capped }).toEqual({ key, value, count: expected, capped: false });
      }
    }
    const count = rows.filter((row) => isShown(row, filter)).length;
    expect((await countList(database.pool, zoned)).total).toEqual({ count, capped: false });
  });
  await fc.assert(property, { numRuns: 150 });
});

test("every option is offered, with words, even where it would show nothing; running campaigns come first", async () => {
  const { facets } = await countList(database.pool, { timeZone: "UTC" });
  expect(facets.status.map(({ value, label }) => [value, label])).toEqual([
    ["active", "Active"],
    ["inactive", "Inactive, any reason"],
    ["duplicate_attempt", "Duplicate attempt"],
    ["deactivated", "Deactivated"],
    ["reassigned", "Reassigned"],
  ]);
  expect(facets.source.map(({ value }) => value)).toEqual([...SOURCES]);
  expect(facets.method.map(({ value }) => value)).toEqual([...METHODS]);
  expect(facets.campaign.map(({ value, label, count }) => [value, label, count > 0])).toEqual([
    ["autumn", "Campaign autumn", true],
    ["spring", "Campaign spring", true],
    ["empty", "Campaign empty", false],
  ]);
});

test("without a search the counts are exact however many there are; with one they stop at a bound and say so", async () => {
  const own = await createTestDatabase();
  const { actor, customers } = await makeWorld(own.pool, { customers: 1 });
  const drafts = Array.from({ length: 10_250 }, () => ({ customerId: customers[0]!.id, code: "short-0" }));
  await recordAttributions(own.pool, actor, drafts);
  await recordAttributions(own.pool, actor, drafts);

  const { facets: all } = await countList(own.pool, { timeZone: "UTC" });
  expect(all.status.map(({ count, capped }) => [count, capped])).toEqual([
    [1, false],
    [20_499, false],
    [20_499, false],
    [0, false],
    [0, false],
  ]);
  expect((await countList(own.pool, { timeZone: "UTC" })).total).toEqual({ count: 20_500, capped: false });
  const searched = { q: "customer", timeZone: "UTC" };
  expect((await countList(own.pool, searched)).total).toEqual({ count: SCAN_CAP, capped: true });
  expect((await countList(own.pool, searched)).facets.method[0]).toMatchObject({ count: SCAN_CAP, capped: true });
  const { rows: counted } = await own.pool.query(sql`SELECT count(*)::int AS count FROM attribution`);
  expect(counted).toEqual([{ count: 20_500 }]);
  await own.drop();
});
