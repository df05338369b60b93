import { beforeEach, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { makeContacts, makeWorld, type World } from "@/lib/testing/world";
import { checkAdvocates } from "./check-advocates";
import { recordAttributions } from "./commands";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

const check = (q: string) => checkAdvocates(db.pool, { campaignId: world.campaign.id, q });

test("who is enrolled and in a segment of a running campaign may advocate in it", async () => {
  expect(await check("advocate-1@")).toEqual([
    {
      contact: {
        id: world.advocates[0]!.id,
        name: "Advocate No 1",
        email: world.advocates[0]!.email,
        status: "enrolled",
      },
      problems: [],
    },
  ]);
});

test("who is not there, not enrolled, in no segment or banned is told so, and an ended campaign too", async () => {
  await makeContacts(db.pool, "outsider", 1, "prospect");
  await db.pool.query("UPDATE contact SET status = 'banned' WHERE id = $1", [world.advocates[0]!.id]);
  expect(await check("nobody@example.test")).toEqual([{ contact: null, problems: ["advocate_not_found"] }]);
  expect(await check("outsider")).toMatchObject([{ problems: ["advocate_not_enrolled", "advocate_not_in_segment"] }]);
  expect(await check("advocate-1@")).toMatchObject([{ problems: ["contact_banned"] }]);
  await db.pool.query("UPDATE campaign SET ended_at = now()");
  expect(await check("advocate-2@")).toMatchObject([{ problems: ["campaign_ended"] }]);
});

test("agrees with what recording says of each of them", async () => {
  await makeContacts(db.pool, "outsider", 1, "enrolled");
  await db.pool.query("UPDATE contact SET status = 'unsubscribed' WHERE id = $1", [world.advocates[1]!.id]);
  const checks = [...(await check("advocate")), ...(await check("outsider"))];
  const customerId = world.customers[0]!.id;
  const outcomes = await recordAttributions(
    db.pool,
    world.actor,
    checks.map(({ contact }) => ({ campaignId: world.campaign.id, advocateId: contact!.id, customerId })),
  );
  expect(checks.map(({ problems }) => problems)).toEqual(
    outcomes.map((outcome) => (outcome.outcome === "rejected" ? outcome.problems : [])),
  );
  expect(checks).toHaveLength(4);
});

test("shows five at most, and nobody for a text that cannot be stored", async () => {
  await makeContacts(db.pool, "crowd", 9, "enrolled");
  expect(await check("crowd")).toHaveLength(5);
  expect(await check("ada\0")).toMatchObject([{ contact: null, problems: ["advocate_not_found"] }]);
});
