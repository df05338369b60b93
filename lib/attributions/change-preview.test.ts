import sql from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { makeCampaign, makeWorld, type World } from "@/lib/testing/world";
import { previewChange } from "./change-preview";
import { reportOutcomes } from "./change-report";
import { type ActorContext, changeStatus, recordAttributions } from "./commands";
import { reassign } from "./reassign";
import { BULK_LIMIT, type ChangeKind } from "./schema";

const db = useTestDatabase();
const NOTHING = "00000000-0000-7000-8000-0000000000ff";
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

/** Refers a customer by an advocate (both by number): the id of what is recorded. */
async function refer(customer: number, advocate: number, campaignId = world.campaign.id): Promise<string> {
  const draft = {
    customerId: world.customers[customer]!.id,
    campaignId,
    advocateId: world.advocates[advocate]!.id,
  };
  const [outcome] = await recordAttributions(db.pool, world.actor, [draft]);
  if (outcome!.outcome === "rejected") throw new Error(outcome!.code);
  return outcome!.id;
}

function preview(kind: ChangeKind, ids: string[], to: { toAdvocateId?: string; toAttributionId?: string } = {}) {
  return previewChange(db.pool, world.actor, { kind, ...to }, { ids });
}

/** Everything stored, to be compared before and after. */
async function stored(): Promise<unknown[]> {
  const { rows } = await db.pool.query(sql`
    SELECT to_jsonb(attribution) AS row FROM attribution
    UNION ALL SELECT to_jsonb(attribution_event) FROM attribution_event`);
  return rows.map(({ row }) => JSON.stringify(row)).sort();
}

describe("a preview", () => {
  test("writes nothing, whatever is asked", async () => {
    const active = await refer(0, 0);
    const attempt = await refer(0, 1);
    const before = await stored();
    await preview("deactivate", [active, attempt]);
    await preview("activate", [active, attempt]);
    await preview("reassign", [active], { toAdvocateId: world.advocates[2]!.id });
    await preview("reassign", [active], { toAttributionId: attempt });
    expect(await stored()).toEqual(before);
  });

  test("counts what would change, and groups what cannot by reason, the most frequent first", async () => {
    const [one, two, three] = [await refer(0, 0), await refer(1, 0), await refer(2, 0)];
    const attempts = [await refer(0, 1), await refer(1, 1)];
    const { ids, more, campaigns, verdict } = await preview("deactivate", [one, two, three, ...attempts, NOTHING, one]);
    expect(ids).toEqual([one, two, three, ...attempts, NOTHING]);
    expect(more).toBe(false);
    expect(campaigns).toEqual([{ id: world.campaign.id, name: "Campaign spring" }]);
    expect(verdict).toMatchObject({
      changing: 3,
      refused: [
        { code: "already_inactive", count: 2 },
        { code: "not_found", count: 1, examples: [] },
      ],
    });
    expect(verdict!.refused[0]!.examples.map(({ id }) => id)).toEqual(attempts);
  });

  test("names of each reason a few, with who stands and what happened last", async () => {
    const standing = await refer(0, 0);
    const attempt = await refer(0, 1);
    const { verdict } = await preview("activate", [attempt]);
    expect(verdict).toMatchObject({
      changing: 0,
      refused: [
        {
          code: "standing_exists",
          count: 1,
          examples: [
            {
              id: attempt,
              customer: { email: world.customers[0]!.email },
              advocate: { email: world.advocates[1]!.email },
              standing: { id: standing, advocate: { id: world.advocates[0]!.id } },
              lastEvent: { kind: "attribution.duplicate_logged", actor: { name: "Ada Admin" } },
            },
          ],
        },
      ],
    });
  });

  test("of activating two attempts of one contact foresees that only the first can be", async () => {
    const standing = await refer(0, 0);
    const attempts = [await refer(0, 1), await refer(0, 2)];
    await changeStatus(db.pool, world.actor, { ids: [standing], to: "inactive" });
    const { verdict } = await preview("activate", attempts);
    expect(verdict).toMatchObject({ changing: 1, refused: [{ code: "standing_exists", count: 1 }] });
    expect(verdict!.refused[0]!.examples[0]!.id).toBe(attempts[1]);
  });

  test("of a reassignment without a successor says only which attributions and campaigns are meant", async () => {
    const autumn = await makeCampaign(db.pool, "autumn", world.segmentId);
    const ids = [await refer(0, 0), await refer(0, 0, autumn.id)];
    expect(await preview("reassign", ids)).toEqual({
      ids,
      more: false,
      campaigns: [
        { id: autumn.id, name: "Campaign autumn" },
        { id: world.campaign.id, name: "Campaign spring" },
      ],
      verdict: null,
    });
  });
});

test.each<[ChangeKind, (ids: string[]) => Promise<{ outcome: string }[]>]>([
  ["deactivate", (ids) => changeStatus(db.pool, world.actor, { ids, to: "inactive" })],
  ["activate", (ids) => changeStatus(db.pool, world.actor, { ids, to: "active" })],
  ["reassign", (ids) => reassign(db.pool, world.actor, { ids, toAdvocateId: world.advocates[1]!.id })],
])("what is foreseen of %s is what then happens", async (kind, apply) => {
  const ids = [await refer(0, 0), await refer(0, 1), await refer(1, 1), await refer(1, 0), await refer(2, 2), NOTHING];
  await changeStatus(db.pool, world.actor, { ids: [ids[4]!], to: "inactive" });
  const to = kind === "reassign" ? { toAdvocateId: world.advocates[1]!.id } : {};
  const { verdict } = await preview(kind, ids, to);
  const outcomes = await apply(ids);
  const refused = outcomes.filter(({ outcome }) => outcome === "refused") as { outcome: string; code: string }[];
  const counts: Record<string, number> = {};
  for (const { code } of refused) counts[code] = (counts[code] ?? 0) + 1;
  expect(verdict!.changing).toBe(outcomes.length - refused.length);
  expect(Object.fromEntries(verdict!.refused.map(({ code, count }) => [code, count]))).toEqual(counts);
});

describe("a filter", () => {
  const filtered = (filter: object) =>
    previewChange(db.pool, world.actor, { kind: "deactivate" }, { filter: { ...filter, timeZone: "UTC" } });

  test("is resolved to exactly the attributions that match, newest first", async () => {
    const ids = [await refer(0, 0), await refer(1, 0)];
    await refer(2, 1);
    const seen = await filtered({ advocate: world.advocates[0]!.id });
    expect(seen).toMatchObject({ ids: ids.reverse(), more: false, verdict: { changing: 2, refused: [] } });
  });

  test("that matches nothing changes nothing", async () => {
    expect(await filtered({ q: "nobody" })).toEqual({
      ids: [],
      more: false,
      campaigns: [],
      verdict: { changing: 0, refused: [] },
    });
  });

  test(`that matches more than ${BULK_LIMIT} is cut there, and says so`, async () => {
    const { rows } = await db.pool.query<{ id: string }>(sql`
      INSERT INTO contact (email, status) SELECT 'crowd-' || n || '@example.test', 'prospect'
      FROM generate_series(1, ${BULK_LIMIT + 1}::int) AS n RETURNING id`);
    const drafts = rows.map(({ id }) => ({
      customerId: id,
      campaignId: world.campaign.id,
      advocateId: world.advocates[0]!.id,
    }));
    await recordAttributions(db.pool, world.actor, drafts);
    const { ids, more, verdict } = await filtered({});
    expect([ids.length, more, verdict!.changing]).toEqual([BULK_LIMIT, true, BULK_LIMIT]);
  });
});

describe("the report", () => {
  test("names what each outcome is about, and for a refusal who was faster", async () => {
    const [mine, lost] = [await refer(0, 0), await refer(1, 0)];
    const grace = await otherAdmin("Grace Hopper");
    await reassign(db.pool, grace, { ids: [lost], toAdvocateId: world.advocates[2]!.id });
    const outcomes = await reassign(db.pool, world.actor, {
      ids: [mine, lost, NOTHING],
      toAdvocateId: world.advocates[1]!.id,
    });
    expect(await reportOutcomes(db.pool, outcomes)).toMatchObject([
      {
        id: mine,
        outcome: "reassigned",
        code: null,
        newId: expect.any(String),
        about: {
          customer: { email: world.customers[0]!.email },
          advocate: { email: world.advocates[0]!.email },
          campaign: { uid: "spring" },
        },
        facts: null,
      },
      {
        id: lost,
        outcome: "refused",
        code: "standing_changed",
        newId: null,
        facts: {
          standing: { advocate: { id: world.advocates[2]!.id } },
          lastEvent: { kind: "attribution.reassigned", actor: { name: "Grace Hopper" } },
        },
      },
      { id: NOTHING, outcome: "refused", code: "not_found", about: null, facts: null },
    ]);
  });

  test("says since when the standing attribution is active, not only when it was created", async () => {
    const first = await refer(0, 0);
    const attempt = await refer(0, 1);
    await reassign(db.pool, world.actor, { ids: [first], toAttributionId: attempt });
    const outcomes = await changeStatus(db.pool, world.actor, { ids: [first], to: "active" });
    const [row] = await reportOutcomes(db.pool, outcomes);
    const { createdAt, activeSince } = row!.facts!.standing!;
    expect(row!.code).toBe("standing_exists");
    expect(Date.parse(activeSince)).toBeGreaterThanOrEqual(Date.parse(createdAt));
    expect(activeSince).not.toBe(createdAt);
  });
});

async function otherAdmin(name: string): Promise<ActorContext> {
  const { rows } = await db.pool.query<{ id: string }>(
    sql`INSERT INTO app_user (email, name, role) VALUES ('other@attache.test', ${name}, 'admin') RETURNING id`,
  );
  return { actorId: rows[0]!.id, source: "manual" };
}
