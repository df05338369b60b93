import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { loadDemoData } from "./load";

const NOW = new Date("2026-06-17T10:42:13.000Z");

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await loadDemoData(database.pool, { now: NOW });
});
afterAll(() => database.drop());

async function column(query: string): Promise<unknown[]> {
  return (await database.pool.query({ text: query, rowMode: "array" })).rows.map(([value]) => value);
}

test("400 orders come in several currencies and states, most of them credited", async () => {
  expect(await column("SELECT count(*)::int FROM customer_order")).toEqual([400]);
  expect(await column("SELECT DISTINCT currency FROM customer_order ORDER BY 1")).toEqual(["EUR", "GBP", "JPY", "USD"]);
  expect(await column("SELECT DISTINCT status FROM customer_order ORDER BY 1")).toEqual([
    "cancelled",
    "placed",
    "refunded",
  ]);
  expect(await column("SELECT count(*)::int FROM customer_order WHERE attribution_id IS NOT NULL")).toEqual([330]);
  expect(await column("SELECT count(*)::int FROM order_event WHERE detail->>'ignored' = 'self_referral'")).toEqual([8]);
});

test("no order was placed before what credits it, or in the future", async () => {
  const wrong = await column(`
    SELECT order_id FROM customer_order LEFT JOIN attribution ON attribution.id = attribution_id
    WHERE ordered_at < attribution.created_at OR ordered_at > '${NOW.toISOString()}'`);
  expect(wrong).toEqual([]);
});
