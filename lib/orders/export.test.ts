import { expect, test } from "vitest";
import { exportRewards } from "@/lib/rewards/queries";
import { useTestDatabase } from "@/lib/testing/database";
import { makeRule } from "@/lib/testing/rewards";
import { makeWorld, refer } from "@/lib/testing/world";
import { endOrders, recordOrders } from "./commands";
import { exportOrders } from "./queries";

const db = useTestDatabase();
const UTC = { timeZone: "UTC" };

test.each([
  ["orders", () => exportOrders(db.pool, { ...UTC, status: ["placed"] })],
  ["rewards", () => exportRewards(db.pool, { ...UTC, status: ["pending"] })],
] as const)("an export of %s repeats no row when the rest of it leaves the filter meanwhile", async (_what, run) => {
  const world = await makeWorld(db.pool);
  await makeRule(db.pool, world.actor, world.campaign.id);
  await refer(db.pool, world, 0, [0]);
  const [cara] = world.customers;
  const made = await recordOrders(
    db.pool,
    world.actor,
    Array.from({ length: 1001 }, (_, index) => ({
      ...{ orderId: `Shop-${index}`, customerEmail: cara!.email, campaignUid: world.campaign.uid },
      ...{ revenueMinor: 1000, currency: "EUR" },
    })),
  );
  const [oldest] = made;
  const sizes: number[] = [];
  for await (const batch of run()) {
    sizes.push(batch.length);
    if (oldest!.outcome === "recorded") await endOrders(db.pool, world.actor, { ids: [oldest!.id], to: "refunded" });
  }
  expect(sizes).toEqual([1000]);
});
