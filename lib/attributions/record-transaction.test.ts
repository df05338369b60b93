import { describe, expect, test } from "vitest";
import { inDryRun, inTransaction } from "@/lib/db/transaction";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies, storedAttributions, storedEvents } from "@/lib/testing/history";
import { makeWorld, type World } from "@/lib/testing/world";
import { changeStatus, recordAttributions } from "./commands";
import { reassign } from "./reassign";

const db = useTestDatabase();

const draftOf = (world: World, customer: number, advocate = 0) => ({
  customerId: world.customers[customer]!.id,
  code: world.advocates[advocate]!.shortcode,
});

describe("recording inside of a caller's transaction", () => {
  test("is undone with it", async () => {
    const world = await makeWorld(db.pool);
    const caller = inTransaction(db.pool, async (tx) => {
      await recordAttributions(tx, world.actor, [draftOf(world, 0)]);
      expect(await storedAttributions(tx)).toHaveLength(1);
      throw new Error("the order could not be kept");
    });
    await expect(caller).rejects.toThrow("the order could not be kept");
    expect(await storedAttributions(db.pool)).toEqual([]);
    expect(await storedEvents(db.pool)).toEqual([]);
  });

  test("is kept with it, and a later step sees it", async () => {
    const world = await makeWorld(db.pool);
    const outcomes = await inTransaction(db.pool, async (tx) => [
      ...(await recordAttributions(tx, world.actor, [draftOf(world, 0)])),
      ...(await recordAttributions(tx, world.actor, [draftOf(world, 0, 1)])),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["active", "inactive_duplicate"]);
    expect(await storedAttributions(db.pool)).toHaveLength(2);
  });

  test("that fails is undone alone, so that the caller can still keep what was refused, and why", async () => {
    const world = await makeWorld(db.pool);
    const nobody = { ...world.actor, actorId: "00000000-0000-7000-8000-00000000dead" };
    await inTransaction(db.pool, async (tx) => {
      const failed = recordAttributions(tx, nobody, [draftOf(world, 0)]);
      await expect(failed).rejects.toMatchObject({ constraint: "attribution__actor" });
      await tx.query("INSERT INTO segment (name) VALUES ('the refusal')");
    });
    expect(await storedAttributions(db.pool)).toEqual([]);
    expect((await db.pool.query("SELECT name FROM segment WHERE name = 'the refusal'")).rowCount).toBe(1);
  });
});

test("a failure leaves nothing of a call, not even of its valid drafts", async () => {
  const world = await makeWorld(db.pool);
  const tooLong = { ...draftOf(world, 1), reason: "x".repeat(501) };
  const failed = recordAttributions(db.pool, world.actor, [draftOf(world, 0), tooLong]);
  await expect(failed).rejects.toMatchObject({ constraint: "attribution_event__reason_short" });
  expect(await storedAttributions(db.pool)).toEqual([]);
  expect(await storedEvents(db.pool)).toEqual([]);
});

test("a dry run answers exactly what the real run then does, and leaves nothing", async () => {
  const world = await makeWorld(db.pool);
  const drafts = [draftOf(world, 0), draftOf(world, 0, 1), { ...draftOf(world, 1), code: "nope" }, draftOf(world, 2)];
  const dry = await inDryRun(db.pool, (tx) => recordAttributions(tx, world.actor, drafts));
  expect(await storedAttributions(db.pool)).toEqual([]);
  expect(await storedEvents(db.pool)).toEqual([]);

  const real = await recordAttributions(db.pool, world.actor, drafts);
  const withoutIds = (outcomes: typeof real) =>
    outcomes.map((outcome) => [outcome.outcome, outcome.outcome === "rejected" ? outcome.problems : null]);
  expect(withoutIds(dry)).toEqual(withoutIds(real));
  expect(real.map(({ outcome }) => outcome)).toEqual(["active", "inactive_duplicate", "rejected", "active"]);
});

describe("the date of a relationship", () => {
  const january = new Date("2026-01-15T12:34:56.789Z");
  const february = new Date("2026-02-15T00:00:00.000Z");

  test("that is brought in is kept, in the record, its id and its event", async () => {
    const world = await makeWorld(db.pool);
    await recordAttributions(db.pool, world.actor, [
      { ...draftOf(world, 0), at: february, reason: "From the old system" },
      { ...draftOf(world, 1), at: january },
    ]);
    const stored = await storedAttributions(db.pool);
    expect(stored.map(({ customerId, createdAt }) => [customerId, createdAt])).toEqual([
      [world.customers[1]!.id, "2026-01-15 12:34:56.789+00"],
      [world.customers[0]!.id, "2026-02-15 00:00:00+00"],
    ]);
    const events = await storedEvents(db.pool);
    expect(events.map(({ at, reason }) => [at, reason])).toEqual([
      ["2026-01-15 12:34:56.789+00", null],
      ["2026-02-15 00:00:00+00", "From the old system"],
    ]);
    expect(stored[0]!.id.slice(0, 13).replace("-", "")).toBe(january.getTime().toString(16).padStart(12, "0"));
  });

  test("is that of the actor where the draft has none", async () => {
    const world = await makeWorld(db.pool);
    await recordAttributions(db.pool, { ...world.actor, at: february }, [
      draftOf(world, 0),
      { ...draftOf(world, 1), at: january },
    ]);
    const stored = await storedAttributions(db.pool);
    expect(stored.map(({ createdAt }) => createdAt)).toEqual(["2026-01-15 12:34:56.789+00", "2026-02-15 00:00:00+00"]);
  });

  test("is now where nobody gives one, and drafts of one call follow each other", async () => {
    const world = await makeWorld(db.pool, { customers: 50 });
    const { rows: before } = await db.pool.query("SELECT clock_timestamp()::text AS at");
    const outcomes = await recordAttributions(
      db.pool,
      world.actor,
      world.customers.map((_, customer) => draftOf(world, customer)),
    );
    const stored = await storedAttributions(db.pool);
    expect(stored.map(({ id }) => id)).toEqual(outcomes.map((outcome) => "id" in outcome && outcome.id));
    expect(stored[0]!.createdAt > before[0].at).toBe(true);
    expect(new Set(stored.map(({ createdAt }) => createdAt)).size).toBe(50);
  });

  test("decides nothing about who wins: the first draft does, not the oldest date", async () => {
    const world = await makeWorld(db.pool);
    const outcomes = await recordAttributions(db.pool, world.actor, [
      { ...draftOf(world, 0), at: february },
      { ...draftOf(world, 0, 1), at: january },
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["active", "inactive_duplicate"]);
  });

  test("never makes a history run backwards, whatever the clock or the caller says", async () => {
    const world = await makeWorld(db.pool);
    const future = new Date("2999-01-01T00:00:00.000Z");
    const at = (date: Date) => ({ ...world.actor, at: date });
    await recordAttributions(db.pool, at(future), [draftOf(world, 0)]);
    const id = (await storedAttributions(db.pool))[0]!.id;
    await changeStatus(db.pool, at(january), { ids: [id], to: "inactive" });
    await changeStatus(db.pool, world.actor, { ids: [id], to: "active" });
    await reassign(db.pool, at(february), { ids: [id], toAdvocateId: world.advocates[1]!.id });
    const successor = (await storedAttributions(db.pool)).find((stored) => stored.id !== id)!;
    await reassign(db.pool, world.actor, { ids: [successor.id], toAttributionId: id });

    const history = async (attribution: string) =>
      (await storedEvents(db.pool, attribution)).map(({ kind, at: moment }) => [kind, moment]);
    expect(await history(id)).toEqual([
      ["attribution.created", "2999-01-01 00:00:00+00"],
      ["attribution.deactivated", "2999-01-01 00:00:00.000001+00"],
      ["attribution.activated", "2999-01-01 00:00:00.000002+00"],
      ["attribution.reassigned", "2999-01-01 00:00:00.000003+00"],
      ["attribution.activated", "2999-01-01 00:00:00.000004+00"],
    ]);
    expect(await history(successor.id)).toEqual([
      ["attribution.created", "2999-01-01 00:00:00.000003+00"],
      ["attribution.reassigned", "2999-01-01 00:00:00.000004+00"],
    ]);
    expect(await inconsistencies(db.pool)).toEqual([]);
  });
});
