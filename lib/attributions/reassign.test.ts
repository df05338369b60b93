import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies, storedAttributions, storedEvents } from "@/lib/testing/history";
import { makeContacts, makeWorld, refer, type World } from "@/lib/testing/world";
import { changeStatus } from "./commands";
import { reassign } from "./reassign";
import type { Refusal, Rejection } from "./schema";

const db = useTestDatabase();
const NOTHING = "00000000-0000-7000-8000-00000000dead";
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

const toAdvocate = (ids: string[], advocateId: string, reason?: string) =>
  reassign(db.pool, world.actor, { ids, toAdvocateId: advocateId, reason });
const toAttempt = (id: string, attemptId: string, reason?: string) =>
  reassign(db.pool, world.actor, { ids: [id], toAttributionId: attemptId, reason });
const advocate = (index: number) => world.advocates[index]!.id;
const setStatus = (id: string, status: string) =>
  db.pool.query("UPDATE contact SET status = $2 WHERE id = $1", [id, status]);
const referOnce = async (customer: number, by = 0) => (await refer(db.pool, world, customer, [by]))[0]!;
const stored = async (id: string) => (await storedAttributions(db.pool)).find((one) => one.id === id)!;

/** Runs `act` and expects that it refuses `id` and touches nothing. */
async function expectRefused(
  act: () => ReturnType<typeof reassign>,
  refusal: { id: string; code: Refusal | Rejection; standingId: string | null },
): Promise<void> {
  const before = [await storedAttributions(db.pool), await storedEvents(db.pool)];
  expect(await act()).toEqual([{ ...refusal, outcome: "refused" }]);
  expect([await storedAttributions(db.pool), await storedEvents(db.pool)]).toEqual(before);
}

describe("reassigning to an advocate", () => {
  test("turns the standing one inactive and makes a new active one, linked both ways by their events", async () => {
    const id = await referOnce(0);
    const [outcome] = await toAdvocate([id], advocate(1), "Rang up");
    expect(outcome).toEqual({ id, outcome: "reassigned", newId: outcome && "newId" in outcome && outcome.newId });
    const [previous, successor, ...others] = await storedAttributions(db.pool);
    expect(others).toEqual([]);
    expect(previous).toMatchObject({ id, advocateId: advocate(0), status: "inactive", reason: "reassigned" });
    expect(successor).toEqual({
      ...previous,
      id: successor!.id,
      advocateId: advocate(1),
      status: "active",
      reason: null,
      createdAt: previous!.changedAt,
      changedAt: null,
    });
    expect(outcome).toMatchObject({ newId: successor!.id });
    const event = { at: previous!.changedAt, actorId: world.actor.actorId, source: "manual", reason: "Rang up" };
    expect((await storedEvents(db.pool)).slice(1)).toEqual(
      expect.arrayContaining([
        {
          ...event,
          attributionId: id,
          kind: "attribution.reassigned",
          from: "active",
          to: "inactive",
          detail: { to: successor!.id },
        },
        {
          ...event,
          attributionId: successor!.id,
          kind: "attribution.created",
          from: null,
          to: "active",
          detail: { replaces: id },
        },
      ]),
    );
    expect(await storedEvents(db.pool)).toHaveLength(3);
  });

  test("does not ask the referred contact to be still subscribed: it was referred already", async () => {
    const id = await referOnce(0);
    await setStatus(world.customers[0]!.id, "unsubscribed");
    expect(await toAdvocate([id], advocate(1))).toMatchObject([{ outcome: "reassigned" }]);
  });

  test("can go on from hand to hand and back", async () => {
    let id = await referOnce(0);
    for (const next of [1, 2, 0, 1]) {
      const [outcome] = await toAdvocate([id], advocate(next));
      if (outcome?.outcome !== "reassigned") throw new Error("refused");
      id = outcome.newId;
    }
    expect((await stored(id)).advocateId).toBe(advocate(1));
    expect(await inconsistencies(db.pool)).toEqual([]);
  });

  const refusals: [guarantee: string, code: Refusal | Rejection, to: () => Promise<string>][] = [
    ["who has it already", "same_advocate", async () => advocate(0)],
    ["who is the referred contact", "self_referral", enrolCustomer],
    ["who does not exist", "advocate_not_found", async () => NOTHING],
    ["who is in no segment of the campaign", "advocate_not_in_segment", outsider],
    ["who is not enrolled", "advocate_not_enrolled", () => advocateWho("prospect")],
    ["who is banned", "contact_banned", () => advocateWho("banned")],
    ["in a campaign that has ended", "campaign_ended", endCampaign],
  ];
  test.each(refusals)("%s is refused as %s, and touches nothing", async (_guarantee, code, to) => {
    const id = await referOnce(0);
    const advocateId = await to();
    await expectRefused(() => toAdvocate([id], advocateId), { id, code, standingId: id });
  });

  async function enrolCustomer() {
    await setStatus(world.customers[0]!.id, "enrolled");
    await db.pool.query("INSERT INTO segment_member (segment_id, contact_id) VALUES ($1, $2)", [
      world.segmentId,
      world.customers[0]!.id,
    ]);
    return world.customers[0]!.id;
  }
  async function outsider() {
    return (await makeContacts(db.pool, "outsider", 1, "enrolled"))[0]!.id;
  }
  async function advocateWho(status: string) {
    await setStatus(advocate(1), status);
    return advocate(1);
  }
  async function endCampaign() {
    await db.pool.query("UPDATE campaign SET ended_at = now()");
    return advocate(1);
  }

  test("is refused as contact_banned where the referred contact is banned", async () => {
    const id = await referOnce(0);
    await setStatus(world.customers[0]!.id, "banned");
    await expectRefused(() => toAdvocate([id], advocate(1)), { id, code: "contact_banned", standingId: id });
  });

  test("what is no longer active is refused as standing_changed, and names who stands now", async () => {
    const id = await referOnce(0);
    const [first] = await toAdvocate([id], advocate(1));
    const standingId = first && "newId" in first ? first.newId : "";
    await expectRefused(() => toAdvocate([id], advocate(2)), { id, code: "standing_changed", standingId });
  });

  test("what was deactivated meanwhile is refused as standing_changed, with nobody standing", async () => {
    const id = await referOnce(0);
    await changeStatus(db.pool, world.actor, { ids: [id], to: "inactive" });
    await expectRefused(() => toAdvocate([id], advocate(1)), { id, code: "standing_changed", standingId: null });
  });

  test("what does not exist is refused as not_found", async () => {
    await expectRefused(() => toAdvocate([NOTHING], advocate(1)), { id: NOTHING, code: "not_found", standingId: null });
  });
});

describe("reassigning to an attempt", () => {
  test("makes the attempt active in place of the standing one, linked both ways by their events", async () => {
    const [id, attempt] = (await refer(db.pool, world, 0, [0, 1])) as [string, string];
    expect(await toAttempt(id, attempt, "Was first after all")).toEqual([
      { id, outcome: "reassigned", newId: attempt },
    ]);
    expect(await stored(id)).toMatchObject({ status: "inactive", reason: "reassigned" });
    expect(await stored(attempt)).toMatchObject({ status: "active", reason: null });
    expect((await storedEvents(db.pool, id)).at(-1)).toMatchObject({
      kind: "attribution.reassigned",
      detail: { to: attempt },
      reason: "Was first after all",
    });
    expect((await storedEvents(db.pool, attempt)).at(-1)).toMatchObject({
      kind: "attribution.activated",
      from: "inactive",
      to: "active",
      detail: { replaces: id },
      reason: "Was first after all",
    });
    expect(await storedAttributions(db.pool)).toHaveLength(2);
    expect(await inconsistencies(db.pool)).toEqual([]);
  });

  test("can be taken back by the one that gave way", async () => {
    const [id, attempt] = (await refer(db.pool, world, 0, [0, 1])) as [string, string];
    await toAttempt(id, attempt);
    expect(await toAttempt(attempt, id)).toEqual([{ id: attempt, outcome: "reassigned", newId: id }]);
    expect(await inconsistencies(db.pool)).toEqual([]);
  });

  test.each<[string, Refusal | Rejection, () => Promise<string>]>([
    ["of another referred contact", "attempt_unavailable", async () => (await refer(db.pool, world, 1, [0, 1]))[1]!],
    ["that is active itself", "attempt_unavailable", () => referOnce(1)],
    ["that does not exist", "attempt_unavailable", async () => NOTHING],
    [
      "whose advocate is banned",
      "contact_banned",
      async () => {
        const [attempt] = await refer(db.pool, world, 0, [1]);
        await setStatus(advocate(1), "banned");
        return attempt!;
      },
    ],
  ])("%s is refused as %s, and touches nothing", async (_guarantee, code, attempt) => {
    const id = await referOnce(0);
    const attemptId = await attempt();
    await expectRefused(() => toAttempt(id, attemptId), { id, code, standingId: id });
  });

  test("itself is refused as attempt_unavailable", async () => {
    const id = await referOnce(0);
    await expectRefused(() => toAttempt(id, id), { id, code: "attempt_unavailable", standingId: id });
  });
});

test("ids in capitals are the same ids", async () => {
  const [id, attempt] = (await refer(db.pool, world, 0, [0, 1])) as [string, string];
  expect(await toAdvocate([id.toUpperCase()], advocate(0).toUpperCase())).toMatchObject([{ code: "same_advocate" }]);
  expect(await toAttempt(id.toUpperCase(), attempt.toUpperCase())).toEqual([
    { id, outcome: "reassigned", newId: attempt },
  ]);
});

test("reassign takes one successor, and an attempt for one attribution only: anything else is a bug of the caller", async () => {
  const id = await referOnce(0);
  for (const given of [
    { ids: [id] },
    { ids: [id], toAdvocateId: advocate(1), toAttributionId: NOTHING },
    { ids: [id, NOTHING], toAttributionId: NOTHING },
  ]) {
    await expect(reassign(db.pool, world.actor, given)).rejects.toThrow("reassign takes");
  }
});
