import { expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies, storedAttributions, storedEvents } from "@/lib/testing/history";
import { makeWorld, refer } from "@/lib/testing/world";
import { changeStatus, recordAttributions } from "./commands";
import { reassign } from "./reassign";

const db = useTestDatabase();
const NOTHING = "00000000-0000-7000-8000-00000000dead";

test("a mixture is reassigned where it can be, and answered in the order given", async () => {
  const world = await makeWorld(db.pool, { customers: 5 });
  const [plain] = (await refer(db.pool, world, 0, [0])) as [string];
  const [taken, attempt] = (await refer(db.pool, world, 1, [0, 2])) as [string, string];
  const [same] = (await refer(db.pool, world, 2, [1])) as [string];
  const [ended] = (await refer(db.pool, world, 3, [0])) as [string];
  const [banned] = (await refer(db.pool, world, 4, [0])) as [string];
  await changeStatus(db.pool, world.actor, { ids: [ended], to: "inactive" });
  await db.pool.query("UPDATE contact SET status = 'banned' WHERE id = $1", [world.customers[4]!.id]);

  const outcomes = await reassign(db.pool, world.actor, {
    ids: [banned, plain, NOTHING, same, taken, ended, attempt, plain],
    toAdvocateId: world.advocates[1]!.id,
  });
  const successor = async (customer: number) =>
    (await storedAttributions(db.pool)).find(
      ({ customerId, status }) => customerId === world.customers[customer]!.id && status === "active",
    )!.id;
  expect(outcomes).toEqual([
    { id: banned, outcome: "refused", code: "contact_banned", standingId: banned },
    { id: plain, outcome: "reassigned", newId: await successor(0) },
    { id: NOTHING, outcome: "refused", code: "not_found", standingId: null },
    { id: same, outcome: "refused", code: "same_advocate", standingId: same },
    { id: taken, outcome: "reassigned", newId: await successor(1) },
    { id: ended, outcome: "refused", code: "standing_changed", standingId: null },
    { id: attempt, outcome: "refused", code: "standing_changed", standingId: await successor(1) },
  ]);
  expect(await inconsistencies(db.pool)).toEqual([]);
});

test("thousands are reassigned in one call, each to a successor of its own", async () => {
  const world = await makeWorld(db.pool, { customers: 2000 });
  const drafts = world.customers.map(({ id }) => ({ customerId: id, code: world.advocates[0]!.shortcode }));
  const recorded = await recordAttributions(db.pool, world.actor, drafts);
  const ids = recorded.map((outcome) => (outcome.outcome === "active" ? outcome.id : ""));
  const outcomes = await reassign(db.pool, world.actor, { ids, toAdvocateId: world.advocates[1]!.id });

  const byId = new Map((await storedAttributions(db.pool)).map((stored) => [stored.id, stored]));
  expect(byId.size).toBe(4000);
  for (const [index, outcome] of outcomes.entries()) {
    const newId = outcome.outcome === "reassigned" ? outcome.newId : "";
    expect(outcome.id).toBe(ids[index]);
    expect(byId.get(newId)).toMatchObject({ customerId: world.customers[index]!.id, status: "active" });
  }
  expect(await storedEvents(db.pool)).toHaveLength(6000);
  expect(await inconsistencies(db.pool)).toEqual([]);
});

test("a reassignment is undone whole when a step of it fails: nobody is left without an active attribution", async () => {
  const world = await makeWorld(db.pool);
  const ids = [...(await refer(db.pool, world, 0, [0])), ...(await refer(db.pool, world, 1, [0]))];
  const before = await storedAttributions(db.pool);
  // The successor cannot be made, after the standing one has given way.
  await db.pool.query(`ALTER TABLE attribution ADD CONSTRAINT attribution__made_to_fail
    CHECK (advocate_id <> '${world.advocates[1]!.id}')`);
  const failed = reassign(db.pool, world.actor, { ids, toAdvocateId: world.advocates[1]!.id });
  await expect(failed).rejects.toMatchObject({ constraint: "attribution__made_to_fail" });
  expect(await storedAttributions(db.pool)).toEqual(before);
  expect(await storedEvents(db.pool)).toHaveLength(2);
});
