import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { storedAttributions, storedEvents } from "@/lib/testing/history";
import { makeCampaign, makeWorld, refer, type World } from "@/lib/testing/world";
import { changeStatus, recordAttributions } from "./commands";
import { findFilterNames } from "./filter-names";
import { searchActors } from "./queries";
import { reassign } from "./reassign";
import { findAttribution, findChangeFacts } from "./record-queries";

const db = useTestDatabase();
const NOTHING = "00000000-0000-7000-8000-00000000dead";
const SYSTEM = { id: "00000000-0000-7000-8000-000000000001", kind: "system", name: "Attaché" };
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

const advocate = (index: number) => ({
  id: world.advocates[index]!.id,
  name: `Advocate No ${index + 1}`,
  email: world.advocates[index]!.email,
});
const ada = () => ({ id: world.actor.actorId, kind: "user", name: "Ada Admin" });
const instant = (text: string) => new Date(text).toISOString();

describe("the story of an attribution", () => {
  test("tells every event, oldest first: who, through which door, why, and which other attribution it is about", async () => {
    const [first, attempt] = (await refer(db.pool, world, 0, [0, 1])) as [string, string];
    const bySystem = { actorId: SYSTEM.id, source: "api" as const };
    await reassign(db.pool, bySystem, { ids: [first], toAttributionId: attempt, reason: "The CRM says so" });
    await changeStatus(db.pool, world.actor, { ids: [attempt], to: "inactive", reason: "No" });

    const events = await storedEvents(db.pool, attempt);
    const record = await findAttribution(db.pool, attempt);
    expect(record!.history.map(({ id, ...event }) => event)).toEqual([
      {
        at: instant(events[0]!.at),
        kind: "attribution.duplicate_logged",
        fromStatus: null,
        toStatus: "inactive",
        actor: { ...ada(), integration: null },
        source: "manual",
        reason: null,
        detail: { standing: first },
        related: { id: first, advocate: advocate(0) },
      },
      {
        at: instant(events[1]!.at),
        kind: "attribution.activated",
        fromStatus: "inactive",
        toStatus: "active",
        actor: { ...SYSTEM, integration: null },
        source: "api",
        reason: "The CRM says so",
        detail: { replaces: first },
        related: { id: first, advocate: advocate(0) },
      },
      {
        at: instant(events[2]!.at),
        kind: "attribution.deactivated",
        fromStatus: "active",
        toStatus: "inactive",
        actor: { ...ada(), integration: null },
        source: "manual",
        reason: "No",
        detail: {},
        related: null,
      },
    ]);
    const handedOver = (await findAttribution(db.pool, first))!.history.at(-1);
    expect(handedOver).toMatchObject({ detail: { to: attempt }, related: { id: attempt, advocate: advocate(1) } });
  });

  test("has all that compete for the same contact and campaign, newest first, and marks the one that stands", async () => {
    const [standing, second, third] = (await refer(db.pool, world, 0, [0, 1, 2])) as [string, string, string];
    await refer(db.pool, world, 1, [0, 1]);
    const autumn = await makeCampaign(db.pool, "autumn", world.segmentId);
    await refer(db.pool, { ...world, campaign: autumn }, 0, [1]);
    for (const id of [standing, second, third]) {
      const record = await findAttribution(db.pool, id);
      expect(record!.id).toBe(id);
      expect(record!.competing.map((one) => [one.id, one.advocate.id, one.standing])).toEqual([
        [third, world.advocates[2]!.id, false],
        [second, world.advocates[1]!.id, false],
        [standing, world.advocates[0]!.id, true],
      ]);
    }
  });

  test("shows the record itself as the list does", async () => {
    await recordAttributions(db.pool, world.actor, [{ customerId: world.customers[0]!.id, code: "COUPON1" }]);
    const [stored] = await storedAttributions(db.pool);
    expect(await findAttribution(db.pool, stored!.id)).toMatchObject({
      id: stored!.id,
      customer: { id: world.customers[0]!.id, name: "Customer No 1", email: "customer-1@example.test" },
      advocate: advocate(1),
      campaign: { ...world.campaign, name: "Campaign spring", ended: false },
      status: "active",
      inactiveReason: null,
      method: "coupon",
      code: "COUPON1",
      source: "manual",
      actor: ada(),
      createdAt: instant(stored!.createdAt),
      changedAt: null,
    });
  });

  test("is found by its id in capitals too, and by no other id", async () => {
    const [id] = (await refer(db.pool, world, 0, [0])) as [string];
    expect((await findAttribution(db.pool, id.toUpperCase()))?.id).toBe(id);
    expect(await findAttribution(db.pool, NOTHING)).toBeNull();
  });
});

describe("the facts for someone whose change was refused", () => {
  test("name who stands, since when, and what happened last to the attribution itself", async () => {
    const [first, attempt] = (await refer(db.pool, world, 0, [0, 1])) as [string, string];
    await changeStatus(db.pool, world.actor, { ids: [first], to: "inactive" });
    await changeStatus(db.pool, { actorId: SYSTEM.id, source: "api" }, { ids: [attempt], to: "active" });
    const facts = await findChangeFacts(db.pool, [first, NOTHING, attempt]);
    expect([...facts.keys()].sort()).toEqual([first, attempt].sort());

    const stored = Object.fromEntries((await storedAttributions(db.pool)).map((one) => [one.id, one]));
    const { standing, lastEvent } = facts.get(first)!;
    expect(standing).toMatchObject({ id: attempt, advocate: advocate(1) });
    expect(instant(standing!.createdAt)).toBe(instant(stored[attempt]!.createdAt));
    expect(instant(standing!.activeSince)).toBe(instant(stored[attempt]!.changedAt!));
    expect(lastEvent).toMatchObject({ kind: "attribution.deactivated", actor: ada() });
    expect(instant(lastEvent!.at)).toBe(instant(stored[first]!.changedAt!));
    expect(facts.get(attempt)).toMatchObject({
      standing: { id: attempt },
      lastEvent: { kind: "attribution.activated", actor: SYSTEM },
    });
  });

  test("say that nobody stands in an empty slot", async () => {
    const [id] = (await refer(db.pool, world, 0, [0])) as [string];
    await changeStatus(db.pool, world.actor, { ids: [id], to: "inactive" });
    expect((await findChangeFacts(db.pool, [id])).get(id)!.standing).toBeNull();
    expect(await findChangeFacts(db.pool, [])).toEqual(new Map());
  });
});

test("actors are found by any part of their name in any case, at most twenty, by name", async () => {
  expect(await searchActors(db.pool, { q: "aDM" })).toEqual([{ ...ada(), integration: null }]);
  expect(await searchActors(db.pool, { q: "attaché" })).toEqual([{ ...SYSTEM, integration: null }]);
  expect(await searchActors(db.pool, { q: "%" })).toEqual([]);
  await db.pool.query(
    "INSERT INTO actor (kind, name) SELECT 'import', 'Import ' || n FROM generate_series(10, 40) AS n",
  );
  const found = await searchActors(db.pool, { q: "import" });
  expect(found.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, n) => `Import ${n + 10}`));
});

test("the people a filter names by id are named again when its address is opened; anything else is nobody", async () => {
  const { id, name } = advocate(0);
  expect(await findFilterNames(db.pool, { advocate: id, actor: SYSTEM.id })).toEqual({
    advocate: name,
    actor: SYSTEM.name,
  });
  await db.pool.query("UPDATE contact SET first_name = NULL, last_name = NULL WHERE id = $1", [id]);
  expect((await findFilterNames(db.pool, { advocate: id })).advocate).toBe(advocate(0).email);
  for (const unknown of [NOTHING, "nobody", "\0", null]) {
    expect(await findFilterNames(db.pool, { advocate: unknown, actor: unknown })).toEqual({
      advocate: null,
      actor: null,
    });
  }
});
