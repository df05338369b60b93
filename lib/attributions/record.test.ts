import sql from "sql-template-tag";
import { describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies, storedAttributions, storedEvents } from "@/lib/testing/history";
import { makeCampaign, makeWorld } from "@/lib/testing/world";
import { type RecordOutcome, recordAttributions } from "./commands";

const db = useTestDatabase();

const idOf = (outcome: RecordOutcome | undefined): string => (outcome && "id" in outcome ? outcome.id : "");

describe("the first draft of a free slot", () => {
  test("becomes active, with everything that is known about how it came to be, and one event", async () => {
    const { actor, campaign, advocates, customers } = await makeWorld(db.pool);
    const [outcome] = await recordAttributions(db.pool, actor, [
      { customerId: customers[0]!.id, campaignId: campaign.id, advocateId: advocates[0]!.id, reason: "Told me so" },
    ]);
    expect(outcome).toEqual({ outcome: "active", id: idOf(outcome) });
    const [stored, ...others] = await storedAttributions(db.pool);
    expect(others).toEqual([]);
    expect(stored).toEqual({
      id: idOf(outcome),
      campaignId: campaign.id,
      customerId: customers[0]!.id,
      advocateId: advocates[0]!.id,
      status: "active",
      reason: null,
      method: "advocate",
      code: null,
      source: "manual",
      actorId: actor.actorId,
      createdAt: stored!.createdAt,
      changedAt: null,
    });
    expect(await storedEvents(db.pool)).toEqual([
      {
        attributionId: idOf(outcome),
        kind: "attribution.created",
        from: null,
        to: "active",
        at: stored!.createdAt,
        actorId: actor.actorId,
        source: "manual",
        reason: "Told me so",
        detail: {},
      },
    ]);
  });

  test("is active in each campaign: a contact can be attributed in several at once", async () => {
    const { actor, campaign, advocates, customers, segmentId } = await makeWorld(db.pool);
    const autumn = await makeCampaign(db.pool, "autumn", segmentId);
    const outcomes = await recordAttributions(
      db.pool,
      actor,
      [campaign, autumn].map(({ id }) => ({
        customerId: customers[0]!.id,
        campaignId: id,
        advocateId: advocates[0]!.id,
      })),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["active", "active"]);
  });

  test.each(["manual", "csv_import", "api", "order", "widget"] as const)(
    "is kept with the door it came through: %s",
    async (source) => {
      const { actor, advocates, customers } = await makeWorld(db.pool);
      await recordAttributions(db.pool, { ...actor, source }, [
        { customerId: customers[0]!.id, code: advocates[0]!.shortcode },
      ]);
      expect((await storedAttributions(db.pool)).map((stored) => stored.source)).toEqual([source]);
      expect((await storedEvents(db.pool)).map((event) => event.source)).toEqual([source]);
    },
  );
});

describe("a duplicate attempt", () => {
  test.each([
    ["another advocate", 1],
    ["the same advocate", 0],
  ])("to %s is logged as inactive and leaves the standing attribution untouched", async (_name, second) => {
    const { actor, advocates, customers } = await makeWorld(db.pool);
    const draft = (advocate: number) => ({ customerId: customers[0]!.id, code: advocates[advocate]!.coupon });
    const [first] = await recordAttributions(db.pool, actor, [draft(0)]);
    const [standing] = await storedAttributions(db.pool);
    const [outcome] = await recordAttributions(db.pool, actor, [{ ...draft(second), reason: "Second try" }]);

    expect(outcome).toEqual({ outcome: "inactive_duplicate", id: idOf(outcome), standingId: idOf(first) });
    const [before, attempt] = await storedAttributions(db.pool);
    expect(before).toEqual(standing);
    expect(attempt).toMatchObject({
      id: idOf(outcome),
      advocateId: advocates[second]!.id,
      status: "inactive",
      reason: "duplicate_attempt",
      code: advocates[second]!.coupon,
      changedAt: null,
    });
    expect(await storedEvents(db.pool, idOf(outcome))).toEqual([
      {
        attributionId: idOf(outcome),
        kind: "attribution.duplicate_logged",
        from: null,
        to: "inactive",
        at: attempt!.createdAt,
        actorId: actor.actorId,
        source: "manual",
        reason: "Second try",
        detail: { standing: idOf(first) },
      },
    ]);
  });

  test("within one call loses to the first of its slot, whichever comes next", async () => {
    const { actor, advocates, customers } = await makeWorld(db.pool);
    const drafts = [0, 1, 0, 2].map((advocate) => ({
      customerId: customers[0]!.id,
      code: advocates[advocate]!.shortcode,
    }));
    const outcomes = await recordAttributions(db.pool, actor, drafts);
    const standingId = idOf(outcomes[0]);
    expect(outcomes).toEqual([
      { outcome: "active", id: standingId },
      ...outcomes.slice(1).map((outcome) => ({ outcome: "inactive_duplicate", id: idOf(outcome), standingId })),
    ]);
    const stored = await storedAttributions(db.pool);
    expect(stored.map(({ id }) => id)).toEqual(outcomes.map(idOf));
    expect(stored.map(({ advocateId }) => advocateId)).toEqual([0, 1, 0, 2].map((at) => advocates[at]!.id));
  });

  test("does not win because the draft before it in the call was rejected", async () => {
    const { actor, campaign, advocates, customers } = await makeWorld(db.pool);
    const draft = { customerId: customers[0]!.id, campaignId: campaign.id };
    const outcomes = await recordAttributions(db.pool, actor, [
      { ...draft, advocateId: customers[1]!.id },
      { ...draft, advocateId: advocates[0]!.id },
      { ...draft, advocateId: advocates[1]!.id },
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["rejected", "active", "inactive_duplicate"]);
  });
});

test("each draft of a mixed call gets exactly one outcome, in the order of the drafts", async () => {
  const { actor, advocates, customers } = await makeWorld(db.pool, { customers: 60 });
  const drafts = customers.flatMap(({ id }, index) => [
    { customerId: id, code: advocates[index % 3]!.shortcode },
    { customerId: id, code: "no-such-code" },
    { customerId: id, code: advocates[(index + 1) % 3]!.coupon },
  ]);
  const outcomes = await recordAttributions(db.pool, actor, drafts);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(
    customers.flatMap(() => ["active", "rejected", "inactive_duplicate"]),
  );
  const byId = new Map((await storedAttributions(db.pool)).map((stored) => [stored.id, stored]));
  expect(byId.size).toBe(120);
  for (const [index, outcome] of outcomes.entries()) {
    const { customerId, code } = drafts[index]!;
    if (outcome.outcome !== "rejected") expect(byId.get(outcome.id)).toMatchObject({ customerId, code });
  }
  expect(await inconsistencies(db.pool)).toEqual([]);
});

test("nothing to record is no work and no outcome", async () => {
  const { actor } = await makeWorld(db.pool);
  expect(await recordAttributions(db.pool, actor, [])).toEqual([]);
});

test("ten thousand drafts are one call", async () => {
  const { actor, advocates, customers } = await makeWorld(db.pool, { customers: 5000 });
  const drafts = [...customers, ...customers].map(({ id }, index) => ({
    customerId: id,
    code: advocates[index % 3]!.coupon,
  }));
  const outcomes = await recordAttributions(db.pool, actor, drafts);
  expect(outcomes.slice(0, 5000).every(({ outcome }) => outcome === "active")).toBe(true);
  expect(outcomes.slice(5000).every(({ outcome }) => outcome === "inactive_duplicate")).toBe(true);
  const { rows } = await db.pool.query(sql`SELECT count(*)::int AS count FROM attribution_event`);
  expect(rows).toEqual([{ count: 10_000 }]);
});
