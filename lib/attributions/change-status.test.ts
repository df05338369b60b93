import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies, storedAttributions, storedEvents } from "@/lib/testing/history";
import { makeContacts, makeWorld, refer, type World } from "@/lib/testing/world";
import { changeStatus, recordAttributions } from "./commands";

const db = useTestDatabase();
const NOTHING = "00000000-0000-7000-8000-00000000dead";
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

const activate = (ids: string[], reason?: string) => changeStatus(db.pool, world.actor, { ids, to: "active", reason });
const deactivate = (ids: string[], reason?: string) =>
  changeStatus(db.pool, world.actor, { ids, to: "inactive", reason });
const ban = (id: string) => db.pool.query("UPDATE contact SET status = 'banned' WHERE id = $1", [id]);
const statuses = async () =>
  Object.fromEntries((await storedAttributions(db.pool)).map(({ id, status, reason }) => [id, reason ?? status]));

describe("deactivating", () => {
  test("turns the active one inactive, with one event that says who, how and why, and empties the slot", async () => {
    const [id] = (await refer(db.pool, world, 0, [0])) as [string];
    const marketer = { actorId: "00000000-0000-7000-8000-000000000001", source: "csv_import" as const };
    const outcomes = await changeStatus(db.pool, marketer, { ids: [id], to: "inactive", reason: "Wrong advocate" });
    expect(outcomes).toEqual([{ id, outcome: "changed" }]);
    const [stored] = await storedAttributions(db.pool);
    expect(stored).toMatchObject({
      status: "inactive",
      reason: "deactivated",
      source: "manual",
      actorId: world.actor.actorId,
    });
    expect((await storedEvents(db.pool, id)).at(-1)).toEqual({
      attributionId: id,
      kind: "attribution.deactivated",
      from: "active",
      to: "inactive",
      at: stored!.changedAt,
      actorId: marketer.actorId,
      source: "csv_import",
      reason: "Wrong advocate",
      detail: {},
    });
    expect((await refer(db.pool, world, 0, [1])).length).toBe(1);
    expect(Object.values(await statuses())).toEqual(["deactivated", "active"]);
  });

  test("an inactive one is refused as already_inactive, and names the one that stands", async () => {
    const [standing, attempt] = (await refer(db.pool, world, 0, [0, 1])) as [string, string];
    expect(await deactivate([attempt])).toEqual([
      { id: attempt, outcome: "refused", code: "already_inactive", standingId: standing },
    ]);
    expect(await storedEvents(db.pool, attempt)).toHaveLength(1);
  });

  test("works for contacts who have been banned since: it is how they are corrected", async () => {
    const [id] = (await refer(db.pool, world, 0, [0])) as [string];
    await ban(world.customers[0]!.id);
    expect(await deactivate([id])).toEqual([{ id, outcome: "changed" }]);
  });
});

describe("activating", () => {
  test("turns an inactive one active in an empty slot, with one event", async () => {
    const [first, attempt] = (await refer(db.pool, world, 0, [0, 1])) as [string, string];
    await deactivate([first]);
    expect(await activate([attempt], "The first was a mistake")).toEqual([{ id: attempt, outcome: "changed" }]);
    expect(await statuses()).toEqual({ [first]: "deactivated", [attempt]: "active" });
    const stored = (await storedAttributions(db.pool)).find(({ id }) => id === attempt)!;
    expect((await storedEvents(db.pool, attempt)).at(-1)).toMatchObject({
      kind: "attribution.activated",
      from: "inactive",
      to: "active",
      at: stored.changedAt,
      reason: "The first was a mistake",
    });
  });

  test("is refused as standing_exists where another stands, which is named and stays as it is", async () => {
    const [standing, attempt] = (await refer(db.pool, world, 0, [0, 1])) as [string, string];
    const before = await storedAttributions(db.pool);
    expect(await activate([attempt])).toEqual([
      { id: attempt, outcome: "refused", code: "standing_exists", standingId: standing },
    ]);
    expect(await storedAttributions(db.pool)).toEqual(before);
    expect(await storedEvents(db.pool)).toHaveLength(2);
  });

  test("an active one is refused as already_active", async () => {
    const [id] = (await refer(db.pool, world, 0, [0])) as [string];
    expect(await activate([id])).toEqual([{ id, outcome: "refused", code: "already_active", standingId: id }]);
  });

  test.each(["referred contact", "advocate"])("is refused as contact_banned where the %s is banned", async (who) => {
    const [id] = (await refer(db.pool, world, 0, [0])) as [string];
    await deactivate([id]);
    await ban(who === "advocate" ? world.advocates[0]!.id : world.customers[0]!.id);
    expect(await activate([id])).toEqual([{ id, outcome: "refused", code: "contact_banned", standingId: null }]);
    expect(await statuses()).toEqual({ [id]: "deactivated" });
  });

  test("asks nothing else of the advocate: that was decided when the attempt was made", async () => {
    const [id] = (await refer(db.pool, world, 0, [0])) as [string];
    await deactivate([id]);
    await db.pool.query("DELETE FROM segment_member");
    await db.pool.query("UPDATE contact SET status = 'unsubscribed'");
    await db.pool.query("UPDATE campaign SET ended_at = now()");
    expect(await activate([id])).toEqual([{ id, outcome: "changed" }]);
  });

  test("several of one empty slot activates the first that is given, whatever its age", async () => {
    const ids = await refer(db.pool, world, 0, [0, 1, 2]);
    await deactivate(ids.slice(0, 1));
    const [first, second, third] = ids as [string, string, string];
    expect(await activate([third, first, second])).toEqual([
      { id: third, outcome: "changed" },
      { id: first, outcome: "refused", code: "standing_exists", standingId: third },
      { id: second, outcome: "refused", code: "standing_exists", standingId: third },
    ]);
  });
});

describe("either", () => {
  test.each(["active", "inactive"] as const)("refuses an id that nothing has as not_found: to %s", async (to) => {
    expect(await changeStatus(db.pool, world.actor, { ids: [NOTHING], to })).toEqual([
      { id: NOTHING, outcome: "refused", code: "not_found", standingId: null },
    ]);
  });

  test("counts an id given twice once, and logs it once", async () => {
    const [id] = (await refer(db.pool, world, 0, [0])) as [string];
    expect(await deactivate([id, id])).toEqual([{ id, outcome: "changed" }]);
    expect(await activate([id, id, id])).toEqual([{ id, outcome: "changed" }]);
    expect(await storedEvents(db.pool, id)).toHaveLength(3);
  });

  test("takes an id in capitals for the same id", async () => {
    const [id] = (await refer(db.pool, world, 0, [0])) as [string];
    expect(await deactivate([id.toUpperCase(), id])).toEqual([{ id, outcome: "changed" }]);
    expect(await activate([id.toUpperCase()])).toEqual([{ id, outcome: "changed" }]);
  });

  test("does nothing for no ids", async () => {
    expect(await deactivate([])).toEqual([]);
  });

  test("changes what it can of a mixture, and answers for each in the order given", async () => {
    const [standing, blocked] = (await refer(db.pool, world, 0, [0, 1])) as [string, string];
    const [free, sibling] = (await refer(db.pool, world, 1, [0, 1])) as [string, string];
    const [banned] = (await refer(db.pool, world, 2, [2])) as [string];
    await deactivate([free, banned]);
    await ban(world.customers[2]!.id);
    expect(await activate([NOTHING, blocked, sibling, standing, free, banned, sibling])).toEqual([
      { id: NOTHING, outcome: "refused", code: "not_found", standingId: null },
      { id: blocked, outcome: "refused", code: "standing_exists", standingId: standing },
      { id: sibling, outcome: "changed" },
      { id: standing, outcome: "refused", code: "already_active", standingId: standing },
      { id: free, outcome: "refused", code: "standing_exists", standingId: sibling },
      { id: banned, outcome: "refused", code: "contact_banned", standingId: null },
    ]);
    expect(await inconsistencies(db.pool)).toEqual([]);
  });

  test("is undone whole when one event cannot be written", async () => {
    const ids = [...(await refer(db.pool, world, 0, [0])), ...(await refer(db.pool, world, 1, [1]))];
    await expect(deactivate(ids, "x".repeat(501))).rejects.toMatchObject({
      constraint: "attribution_event__reason_short",
    });
    expect(Object.values(await statuses())).toEqual(["active", "active"]);
    expect(await inconsistencies(db.pool)).toEqual([]);
  });

  test("changes thousands in one call", async () => {
    const crowd = await makeContacts(db.pool, "crowd", 3000, "prospect");
    const drafts = crowd.map(({ id }) => ({ customerId: id, code: world.advocates[0]!.coupon }));
    const ids = (await recordAttributions(db.pool, world.actor, drafts)).map((outcome) =>
      outcome.outcome === "active" ? outcome.id : "",
    );
    const outcomes = await deactivate(ids);
    expect(outcomes.map(({ id, outcome }) => [id, outcome])).toEqual(ids.map((id) => [id, "changed"]));
    expect(await inconsistencies(db.pool)).toEqual([]);
  });
});
