import { beforeEach, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { makeCampaign, makeWorld, type World } from "@/lib/testing/world";
import { changeStatus, recordAttributions } from "./commands";
import { countReferrals, listLatest } from "./figures";

const db = useTestDatabase();
const NOW = new Date("2026-03-18T12:00:00Z");
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 1, customers: 6 });
});

/** Refers the world's customers at these moments, one each. */
async function referAt(...moments: string[]): Promise<string[]> {
  const outcomes = await recordAttributions(
    db.pool,
    world.actor,
    moments.map((at, index) => ({
      ...{ customerId: world.customers[index]!.id, advocateId: world.advocates[0]!.id },
      ...{ campaignId: world.campaign.id, at: new Date(at) },
    })),
  );
  return outcomes.map((outcome) => (outcome.outcome === "rejected" ? outcome.code : outcome.id));
}

const count = (range: "30d" | "12w" | "12m" | "all", timeZone = "UTC") =>
  countReferrals(db.pool, { campaignId: world.campaign.id, range, timeZone, now: NOW });
const filled = ({ periods }: Awaited<ReturnType<typeof count>>) => periods.filter((period) => period.count > 0);

test("each referral counts in the viewer's day, week and month in which it was created", async () => {
  await referAt("2026-03-18T11:00:00Z", "2026-03-16T00:30:00Z", "2026-03-15T23:30:00Z", "2026-02-28T23:30:00Z");
  const days = await count("30d");
  expect(days).toMatchObject({ step: "day", total: 4 });
  expect(days.periods).toHaveLength(30);
  expect(days.periods[0]!.from).toBe("2026-02-17");
  expect(filled(days)).toEqual([
    { from: "2026-02-28", count: 1 },
    { from: "2026-03-15", count: 1 },
    { from: "2026-03-16", count: 1 },
    { from: "2026-03-18", count: 1 },
  ]);
  // In Berlin the evening's two belong to the next day, and one of them to the next week and month.
  expect(filled(await count("30d", "Europe/Berlin"))).toEqual([
    { from: "2026-03-01", count: 1 },
    { from: "2026-03-16", count: 2 },
    { from: "2026-03-18", count: 1 },
  ]);
  expect(filled(await count("12w", "Europe/Berlin"))).toEqual([
    { from: "2026-02-23", count: 1 },
    { from: "2026-03-16", count: 3 },
  ]);
  expect(filled(await count("12m"))).toEqual([
    { from: "2026-02-01", count: 1 },
    { from: "2026-03-01", count: 3 },
  ]);
});

test("weeks begin on Monday, also on a Sunday", async () => {
  const { periods } = await countReferrals(db.pool, {
    ...{ campaignId: world.campaign.id, range: "12w", timeZone: "UTC", now: new Date("2026-03-22T12:00:00Z") },
  });
  expect(periods.at(-1)!.from).toBe("2026-03-16");
  expect(periods).toHaveLength(12);
});

test("only what is active now counts, and only of this campaign", async () => {
  const [first] = await referAt("2026-03-18T10:00:00Z", "2026-03-18T11:00:00Z");
  await changeStatus(db.pool, world.actor, { ids: [first!], to: "inactive", reason: "" });
  expect(await count("30d")).toMatchObject({ total: 1 });
  const other = await makeCampaign(db.pool, "autumn", world.segmentId);
  const given = { campaignId: other.id, range: "all", timeZone: "UTC", now: NOW } as const;
  expect(await countReferrals(db.pool, given)).toEqual({
    ...{ step: "month", total: 0, periods: [{ from: "2026-03-01", count: 0 }] },
  });
});

test("all time begins with the oldest attribution; many years are told by years", async () => {
  await referAt("2025-12-31T12:00:00Z", "2026-02-01T12:00:00Z");
  const months = await count("all");
  expect(months.periods.map(({ from }) => from)).toEqual(["2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01"]);
  await recordAttributions(db.pool, world.actor, [
    {
      ...{ customerId: world.customers[3]!.id, advocateId: world.advocates[0]!.id },
      ...{ campaignId: world.campaign.id, at: new Date("2019-05-01T12:00:00Z") },
    },
  ]);
  const years = await count("all");
  expect(years).toMatchObject({ step: "year", total: 3 });
  expect(years.periods).toHaveLength(8);
  expect(years.periods[0]).toEqual({ from: "2019-01-01", count: 1 });
});

test("a period is counted from the campaign's index alone", async () => {
  await referAt("2026-03-18T11:00:00Z");
  await db.pool.query("VACUUM ANALYZE attribution");
  const client = await db.pool.connect();
  try {
    // So small a table is read as a whole whatever its indexes: what the planner can do without is what counts.
    await client.query("SET enable_seqscan = off; SET enable_bitmapscan = off");
    const { rows } = await client.query<{ "QUERY PLAN": string }>(
      `EXPLAIN SELECT count(*) FILTER (WHERE status = 'active') FROM attribution WHERE campaign_id = '${world.campaign.id}'
       AND id >= '019d0000-0000-7000-8000-000000000000' AND id < '019f0000-0000-7000-8000-000000000000'`,
    );
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("Index Only Scan using attribution__by_campaign");
  } finally {
    client.release(true);
  }
});

test("the latest attributions are the newest of the campaign, whatever their status", async () => {
  const [first, second] = await referAt("2026-03-18T10:00:00Z", "2026-03-18T11:00:00Z");
  await changeStatus(db.pool, world.actor, { ids: [second!], to: "inactive", reason: "" });
  const rows = await listLatest(db.pool, world.campaign.id, 8);
  expect(rows.map(({ id, status }) => [id, status])).toEqual([
    [second, "inactive"],
    [first, "active"],
  ]);
  expect(await listLatest(db.pool, world.campaign.id, 1)).toHaveLength(1);
});
