import { expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld, type World } from "@/lib/testing/world";
import type { AttributionRow } from "./columns";
import { changeStatus, recordAttributions } from "./commands";
import {
  exportAttributions,
  listAttributions,
  listAttributionsByIds,
  listMatchingIds,
  type ZonedParams,
} from "./queries";

const db = useTestDatabase();
const UTC = { timeZone: "UTC" };

/** Attributions of as many customers, some changed at one instant, so that sorts have ties and gaps. */
async function makeAttributions(customers: number): Promise<{ world: World; ids: string[] }> {
  const world = await makeWorld(db.pool, { customers });
  const outcomes = await recordAttributions(
    db.pool,
    world.actor,
    world.customers.map(({ id }, index) => ({ customerId: id, code: world.advocates[index % 3]!.shortcode })),
  );
  await db.pool.query(`UPDATE attribution SET changed_at = '2026-01-01' WHERE md5(id::text) < '8'`);
  return { world, ids: outcomes.map((outcome) => (outcome.outcome === "active" ? outcome.id : "")) };
}

async function collect(params: ZonedParams): Promise<AttributionRow[][]> {
  const batches: AttributionRow[][] = [];
  for await (const batch of exportAttributions(db.pool, params)) batches.push(batch);
  return batches;
}

test.each(["created", "-changed", "customer", "-advocate"] as const)(
  "an export has every row once, in the order of the list, in batches: sorted by %s",
  async (sort) => {
    const { ids } = await makeAttributions(2300);
    const batches = await collect({ ...UTC, sort });
    expect(batches.map((batch) => batch.length)).toEqual([1000, 1000, 300]);
    const rows = batches.flat();
    expect(rows.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const first = await listAttributions(db.pool, { ...UTC, sort, size: 100 });
    expect(rows.slice(0, 100)).toEqual(first.rows);
  },
);

test("an export has what the filter shows, whichever page was being looked at", async () => {
  const { world } = await makeAttributions(120);
  const filter = { ...UTC, advocate: world.advocates[0]!.id };
  const page = await listAttributions(db.pool, { ...filter, size: 25 });
  const batches = await collect({ ...filter, size: 25, after: page.next });
  expect(batches.map((batch) => batch.length)).toEqual([40]);
  expect(batches.flat().slice(0, 25)).toEqual(page.rows);
});

test("an export of nothing has no batch", async () => {
  expect(await collect(UTC)).toEqual([]);
});

test("an export of exactly one batch does not begin another", async () => {
  await makeAttributions(1000);
  expect((await collect(UTC)).map((batch) => batch.length)).toEqual([1000]);
});

test("an export repeats no row when the rest of it leaves the filter meanwhile", async () => {
  const { world, ids } = await makeAttributions(1100);
  const rows: AttributionRow[] = [];
  for await (const batch of exportAttributions(db.pool, { ...UTC, status: ["active"], sort: "created" })) {
    rows.push(...batch);
    await changeStatus(db.pool, world.actor, { ids: ids.slice(1000), to: "inactive" });
  }
  expect(rows.map(({ id }) => id)).toEqual(ids.slice(0, 1000));
});

test("rows are found by their ids in the order of the ids; unknown ids are left out", async () => {
  const { ids } = await makeAttributions(3);
  const asked = [ids[2]!, "00000000-0000-7000-8000-00000000dead", ids[0]!, ids[1]!];
  const rows = await listAttributionsByIds(db.pool, asked);
  expect(rows.map(({ id }) => id)).toEqual([ids[2], ids[0], ids[1]]);
  expect(await listAttributionsByIds(db.pool, [])).toEqual([]);
});

test("a bulk selection has the newest ten thousand of what matches, and says when there are more", async () => {
  const { world } = await makeAttributions(1);
  const again = Array.from({ length: 10_000 }, () => ({ customerId: world.customers[0]!.id, code: "short-1" }));
  await recordAttributions(db.pool, world.actor, again);
  const { ids, more } = await listMatchingIds(db.pool, UTC);
  const { rows } = await db.pool.query<{ id: string }>("SELECT id FROM attribution ORDER BY id DESC LIMIT 10000");
  expect(ids).toEqual(rows.map(({ id }) => id));
  expect(more).toBe(true);
  const inactive = await listMatchingIds(db.pool, { ...UTC, status: ["inactive"] });
  expect([inactive.ids.length, inactive.more]).toEqual([10_000, false]);
});
