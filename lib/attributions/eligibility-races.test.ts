import sql from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { endCampaign, updateCampaign } from "@/lib/campaigns/commands";
import { retireCode, setShortcode } from "@/lib/codes/commands";
import { setContactStatus } from "@/lib/contacts/commands";
import type { Db } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/transaction";
import { startRun } from "@/lib/imports/commands";
import { workOff } from "@/lib/imports/worker";
import { removeMembers } from "@/lib/segments/member-commands";
import { useTestDatabase } from "@/lib/testing/database";
import { attributionsCsv, checkFile, mustBeTaken, rowsOf } from "@/lib/testing/imports";
import { untilWaiting } from "@/lib/testing/waiting";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import { changeStatus, recordAttributions } from "./commands";
import { reassign } from "./reassign";
import type { Rejection } from "./schema";

/** "An advocate must be enrolled and in a segment of the campaign at the moment of attribution": what is that moment? */
const db = useTestDatabase();
const CUSTOMERS = 24;
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: CUSTOMERS });
});

/** Each way in which the first advocate loses what makes him eligible, and what a recording is refused for then. */
type Loss = { take: (on: Db) => Promise<unknown>; refusedFor: Rejection };
const status = (to: "prospect" | "unsubscribed" | "banned", refusedFor: Rejection): Loss => ({
  take: (on) => setContactStatus(on, world.actor, { ids: [world.advocates[0]!.id], to }),
  refusedFor,
});
const losses: Record<string, Loss> = {
  "the advocate is made a prospect": status("prospect", "advocate_not_enrolled"),
  "the advocate unsubscribes": status("unsubscribed", "advocate_not_enrolled"),
  "the advocate is banned": status("banned", "contact_banned"),
  "the advocate is taken out of the segment": {
    take: (on) => removeMembers(on, world.actor, { segmentId: world.segmentId, contactIds: [world.advocates[0]!.id] }),
    refusedFor: "advocate_not_in_segment",
  },
  "the campaign is closed to the segment": {
    take: (on) => updateCampaign(on, world.actor, { id: world.campaign.id, segmentIds: [] }),
    refusedFor: "advocate_not_in_segment",
  },
  "the campaign ends": {
    take: (on) => endCampaign(on, world.actor, world.campaign.id),
    refusedFor: "campaign_ended",
  },
  "the campaign's start is put off": {
    take: (on) => updateCampaign(on, world.actor, { id: world.campaign.id, startsAt: "2999-01-01T00:00:00Z" }),
    refusedFor: "campaign_not_started",
  },
  "the code is retired": {
    take: async (on) => {
      const { rows } = await on.query<{ id: string }>("SELECT id FROM referral_code WHERE code = 'short-0'");
      return retireCode(on, world.actor, rows[0]!.id);
    },
    refusedFor: "code_retired",
  },
  "another code takes the place of the code": {
    take: (on) =>
      setShortcode(on, world.actor, {
        campaignId: world.campaign.id,
        advocateId: world.advocates[0]!.id,
        code: "another",
      }),
    refusedFor: "code_retired",
  },
  "the advocate is banned by straight SQL": {
    take: (on) => on.query(sql`UPDATE contact SET status = 'banned' WHERE id = ${world.advocates[0]!.id}::uuid`),
    refusedFor: "contact_banned",
  },
};

const record = (on: Db, customer: number) =>
  recordAttributions(on, world.actor, [{ customerId: world.customers[customer]!.id, code: "short-0" }]);

const countActive = async () => (await db.pool.query("SELECT FROM attribution WHERE status = 'active'")).rowCount;

describe.each(Object.entries(losses))("a recording while %s", (_loss, { take, refusedFor }) => {
  const refusal = [{ outcome: "rejected", code: refusedFor }];

  test("that has begun is finished before it, and one that comes later is refused", async () => {
    const ends: string[] = [];
    let taken: Promise<unknown> | undefined;
    let later: ReturnType<typeof record> | undefined;
    await inTransaction(db.pool, async (tx) => {
      expect(await record(tx, 0)).toMatchObject([{ outcome: "active" }]);
      taken = take(db.pool).then(() => ends.push("taken"));
      await untilWaiting(db.pool, 1);
      later = record(db.pool, 1).finally(() => ends.push("later"));
      await untilWaiting(db.pool, 2);
      ends.push("recorded");
    });
    await taken;
    expect(await later).toMatchObject(refusal);
    expect(ends).toEqual(["recorded", "taken", "later"]);
    expect(await countActive()).toBe(1);
  });

  test("that begins before it is committed comes before it, and waits for nobody", async () => {
    await inTransaction(db.pool, async (tx) => {
      await take(tx);
      expect(await record(db.pool, 0)).toMatchObject([{ outcome: "active" }]);
    });
    expect(await record(db.pool, 1)).toMatchObject(refusal);
  });

  test("leaves no attribution that came after it, among many who record at once", async () => {
    const recordings = world.customers.map((_, customer) => record(db.pool, customer));
    await recordings[0];
    await take(db.pool);
    const standing = await countActive();
    const outcomes = (await Promise.all(recordings)).flat();
    expect(await countActive()).toBe(standing);
    expect(outcomes.filter(({ outcome }) => outcome === "active")).toHaveLength(standing!);
    for (const outcome of outcomes) {
      if (outcome.outcome === "rejected") expect(outcome.code).toBe(refusedFor);
    }
    expect(await record(db.pool, 0)).not.toMatchObject([{ outcome: "active" }]);
  });
});

test.each([
  ["banned", "contact_banned"],
  ["unsubscribed", "customer_unsubscribed"],
] as const)("a referred contact who is %s meanwhile is refused from then on", async (to, refusedFor) => {
  let taken: Promise<unknown> | undefined;
  await inTransaction(db.pool, async (tx) => {
    expect(await record(tx, 0)).toMatchObject([{ outcome: "active" }]);
    taken = setContactStatus(db.pool, world.actor, { ids: world.customers.slice(0, 2).map(({ id }) => id), to });
    await untilWaiting(db.pool, 1);
  });
  await taken;
  expect(await record(db.pool, 1)).toMatchObject([{ outcome: "rejected", code: refusedFor }]);
  expect(await countActive()).toBe(1);
});

describe("the other doors", () => {
  const ban = (advocate: number) =>
    setContactStatus(db.pool, world.actor, { ids: [world.advocates[advocate]!.id], to: "banned" });

  test("an activation is finished before its advocate is banned; afterwards it is refused", async () => {
    const [standing, ...attempts] = await refer(db.pool, world, 0, [1, 0, 0]);
    const set = (on: Db, id: string | undefined, to: "active" | "inactive") =>
      changeStatus(on, world.actor, { ids: [id!], to });
    await set(db.pool, standing, "inactive");
    let banned: Promise<unknown> | undefined;
    await inTransaction(db.pool, async (tx) => {
      await set(tx, attempts[0], "active");
      banned = ban(0);
      await untilWaiting(db.pool, 1);
    });
    await banned;
    expect(await countActive()).toBe(1);
    await set(db.pool, attempts[0], "inactive");
    expect(await set(db.pool, attempts[1], "active")).toMatchObject([{ outcome: "refused", code: "contact_banned" }]);
  });

  test("a reassignment is finished before the new advocate loses the segment; afterwards it is refused", async () => {
    const [first] = await refer(db.pool, world, 0, [0]);
    const [second] = await refer(db.pool, world, 1, [0]);
    const toAdvocateId = world.advocates[1]!.id;
    let removed: Promise<number> | undefined;
    await inTransaction(db.pool, async (tx) => {
      await reassign(tx, world.actor, { ids: [first!], toAdvocateId });
      removed = removeMembers(db.pool, world.actor, { segmentId: world.segmentId, contactIds: [toAdvocateId] });
      await untilWaiting(db.pool, 1);
    });
    expect(await removed).toBe(1);
    expect(await reassign(db.pool, world.actor, { ids: [second!], toAdvocateId })).toMatchObject([
      { outcome: "refused", code: "advocate_not_in_segment" },
    ]);
  });

  test("a chunk of an import holds off a ban of its advocate, and its next try is refused", async () => {
    const rows = world.customers.map(({ email }) => ({ customer_email: email, short_code: "short-0" }));
    const { id } = await checkFile(db.pool, world, attributionsCsv(...rows));
    await mustBeTaken(startRun(db.pool, id));
    let running: Promise<void> | undefined;
    let standing: Promise<number | null> | undefined;
    // Somebody else in a slot of the chunk holds it up after it has read who is eligible, and makes it try again.
    await inTransaction(db.pool, async (tx) => {
      await recordAttributions(tx, world.actor, [{ customerId: world.customers[0]!.id, code: "short-1" }]);
      running = workOff(db.pool);
      await untilWaiting(db.pool, 1);
      standing = ban(0).then(countActive);
      await untilWaiting(db.pool, 2);
    });
    await running;
    expect(await countActive()).toBe(await standing);
    const outcomes = (await rowsOf(db.pool, id)).map((row) => row.replace(/^\d+: /, ""));
    expect(outcomes).toEqual(Array(CUSTOMERS).fill("rejected contact_banned"));
  });
});
