import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { readColumn, readContent } from "@/lib/testing/demo-content";
import { loadDemoData } from "./load";

let database: TestDatabase;
// Reward triggers count from the day on which they are made, which is always this one.
const now = new Date();
beforeAll(async () => {
  database = await createTestDatabase();
  await loadDemoData(database.pool, { now });
});
afterAll(() => database.drop());

const column = (query: string) => readColumn(database.pool, query);

test("a few dozen rewards are in every status and two currencies, of orders and of attributions", async () => {
  const [count] = (await column("SELECT count(*)::int FROM reward")) as [number];
  expect(count).toBeGreaterThan(24);
  expect(count).toBeLessThan(100);
  expect(await column("SELECT DISTINCT status FROM reward ORDER BY 1")).toEqual([
    ...["approved", "denied", "flagged", "fulfilled", "pending"],
  ]);
  expect(await column("SELECT DISTINCT currency FROM reward ORDER BY 1")).toEqual(["EUR", "USD"]);
  expect(await column("SELECT DISTINCT recipient FROM reward ORDER BY 1")).toEqual(["advocate", "customer"]);
  // An order of today can also be one that the demo's year cancels in the end: which are of today, the hour says.
  const causes = await column("SELECT DISTINCT cause FROM reward_event WHERE cause IS NOT NULL");
  expect(causes).toContain("order_refunded");
  expect(["order_refunded", "order_cancelled"]).toEqual(expect.arrayContaining(causes));
  expect(await column("SELECT DISTINCT reason FROM reward_event WHERE reason IS NOT NULL")).toHaveLength(2);
});

test("three campaigns have reward triggers; one of them was changed before it gave anything, one is retired", async () => {
  expect(
    await column("SELECT DISTINCT uid FROM campaign JOIN reward_rule ON campaign_id = campaign.id ORDER BY 1"),
  ).toEqual(["creator-club", "office-partners", "refer-a-friend"]);
  expect(await column("SELECT name FROM reward_rule_version WHERE version = 2")).toEqual(["Partner commission"]);
  expect(await column("SELECT DISTINCT rule_version FROM reward ORDER BY 1")).toEqual([1, 2]);
  expect(await column("SELECT count(*)::int FROM reward_rule WHERE retired_at IS NOT NULL")).toEqual([1]);
});

test("what happened before today earned nothing", async () => {
  const today = `date_trunc('day', '${now.toISOString()}'::timestamptz AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'`;
  expect(
    await column(`SELECT order_id FROM customer_order WHERE ordered_at < ${today}
      AND EXISTS (SELECT FROM reward WHERE reward.order_id = customer_order.id)`),
  ).toEqual([]);
});

test("another load at the same moment earns the same", async () => {
  const other = await createTestDatabase();
  try {
    await loadDemoData(other.pool, { now });
    const { rules, rewards } = await readContent(other.pool);
    const mine = await readContent(database.pool);
    expect({ rules, rewards }).toEqual({ rules: mine.rules, rewards: mine.rewards });
  } finally {
    await other.drop();
  }
});
