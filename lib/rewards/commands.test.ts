import sql from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { reassign } from "@/lib/attributions/reassign";
import { endOrders, recordOrders } from "@/lib/orders/commands";
import type { OrderDraft, OrderOutcome } from "@/lib/orders/schema";
import { useTestDatabase } from "@/lib/testing/database";
import { makeRule } from "@/lib/testing/rewards";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import { reportRewardOutcomes } from "./change-report";
import { changeRewards, type RewardChangeOutcome } from "./commands";
import { previewRewardChange } from "./preview";
import { REWARD_CHANGES, REWARD_STATUSES, type RewardChange, type RewardStatus } from "./schema";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

const rule = (given: Parameters<typeof makeRule>[3] = {}) => makeRule(db.pool, world.actor, world.campaign.id, given);
const change = (kind: RewardChange, ids: string[], reason: string | null = null) =>
  changeRewards(db.pool, world.actor, { change: kind, ids, reason });

/** Orders of the first customer, credited to the first advocate; answers their ids. */
async function order(count = 1, given: Partial<OrderDraft> = {}): Promise<string[]> {
  const { rows } = await db.pool.query<{ count: number }>("SELECT count(*)::int AS count FROM customer_order");
  const drafts = Array.from({ length: count }, (_, index) => ({
    ...{ orderId: `A-${rows[0]!.count + index}`, customerEmail: world.customers[0]!.email, revenueMinor: 10_000 },
    ...{ currency: "EUR", code: "short-0", ...given },
  }));
  const outcomes = await recordOrders(db.pool, world.actor, drafts);
  return outcomes.map((outcome) => (outcome as Extract<OrderOutcome, { outcome: "recorded" }>).id);
}

async function rewardIds(): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>("SELECT id FROM reward ORDER BY id");
  return rows.map(({ id }) => id);
}

async function states(): Promise<RewardStatus[]> {
  const { rows } = await db.pool.query<{ status: RewardStatus }>("SELECT status FROM reward ORDER BY id");
  return rows.map(({ status }) => status);
}

/** What was done after each reward was given, in order: "reward.denied pending > denied Fraud". */
async function events(): Promise<string[]> {
  const { rows } = await db.pool.query<{ said: string }>(sql`
    SELECT concat_ws(' ', kind, from_status, '>', to_status, reason, cause) AS said
    FROM reward_event WHERE kind <> 'reward.created' ORDER BY id`);
  return rows.map(({ said }) => said);
}

const said = (outcomes: RewardChangeOutcome[]) =>
  outcomes.map((one) => (one.outcome === "refused" ? one.code : "done"));

/** Gives the first customer's attribution to another advocate. */
async function handOver(advocate: number): Promise<void> {
  const { rows } = await db.pool.query<{ id: string }>("SELECT id FROM attribution WHERE status = 'active'");
  await reassign(db.pool, world.actor, { ids: [rows[0]!.id], toAdvocateId: world.advocates[advocate]!.id });
}

/** One reward of an order that stands, in this status. */
async function rewardThatIs(status: RewardStatus): Promise<string> {
  await rule();
  const [placed] = await order();
  const [id] = await rewardIds();
  if (status === "approved" || status === "fulfilled") await change("approve", [id!]);
  if (status === "fulfilled") await change("fulfil", [id!]);
  if (status === "denied") await change("deny", [id!], "Before");
  if (status === "flagged") {
    await change("approve", [id!]);
    await endOrders(db.pool, world.actor, { ids: [placed!], to: "refunded" });
  }
  expect(await states()).toEqual([status]);
  return id!;
}

const AFTER: Record<RewardStatus, Partial<Record<RewardChange, RewardStatus>>> = {
  pending: { approve: "approved", deny: "denied" },
  approved: { deny: "denied", fulfil: "fulfilled" },
  denied: { approve: "approved" },
  flagged: { approve: "approved", deny: "denied" },
  fulfilled: {},
};

describe("a reward that is", () => {
  test.each(REWARD_STATUSES.flatMap((status) => REWARD_CHANGES.map((kind) => [status, kind] as const)))(
    "%s, by %s: is changed once with its event, or not at all",
    async (status, kind) => {
      const id = await rewardThatIs(status);
      const before = await events();
      const to = AFTER[status][kind];
      const [first] = await change(kind, [id], "Because");
      expect(first).toMatchObject({ id, outcome: to ? "changed" : "refused" });
      expect(await states()).toEqual([to ?? status]);
      const after = to ? [`reward.${to} ${status} > ${to} Because`] : [];
      expect((await events()).slice(before.length)).toEqual(after);

      const [again] = await change(kind, [id], "Again");
      expect(again).toMatchObject({ outcome: "refused" });
      if (to) expect(again).toMatchObject({ code: "already_done" });
      expect((await events()).slice(before.length)).toEqual(after);
    },
  );
});

test("of many, each is told apart: changed, refused and why, unknown; an id given twice counts once", async () => {
  await rule();
  await order(4);
  const [pending, approved, paid, denied] = await rewardIds();
  await change("approve", [approved!, paid!]);
  await change("fulfil", [paid!]);
  await change("deny", [denied!], "No");
  const unknown = "00000000-0000-7000-8000-00000000dead";
  const asked = [paid!, pending!, unknown, denied!.toUpperCase(), approved!, pending!];
  const outcomes = await change("approve", asked);
  expect(said(outcomes)).toEqual(["fulfilled", "done", "not_found", "done", "already_done"]);
  expect(outcomes.map(({ id }) => id)).toEqual([paid, pending, unknown, denied, approved]);
  expect(await states()).toEqual(["approved", "approved", "fulfilled", "approved"]);
  expect(await change("approve", [])).toEqual([]);
});

test("a thousand are changed at once, each with its event and the reason, and the report names them all", async () => {
  await rule();
  // Of a thousand customers: orders of one are recorded one after the other.
  const buyers = Array.from({ length: 1000 }, (_, nth) => `buyer-${nth}@people.test`);
  const sold = { revenueMinor: 10_000, currency: "EUR", code: "short-0" };
  await recordOrders(
    db.pool,
    world.actor,
    buyers.map((customerEmail) => ({ ...sold, orderId: `of ${customerEmail}`, customerEmail })),
  );
  const ids = await rewardIds();
  const outcomes = await change("approve", ids, "Quarter 3");
  expect(new Set(said(outcomes))).toEqual(new Set(["done"]));
  expect(new Set(await states())).toEqual(new Set(["approved"]));
  expect(await events()).toEqual(ids.map(() => "reward.approved pending > approved Quarter 3"));
  const { rows, totals } = await reportRewardOutcomes(db.pool, outcomes);
  expect(totals).toEqual([{ status: "approved", currency: "EUR", count: 1000, minor: "1000000" }]);
  expect(rows.map(({ id }) => id)).toEqual(ids);
  expect(rows[0]).toEqual({
    ...{ id: ids[0], outcome: "changed", code: null, lastEvent: null },
    about: {
      ...{ contact: { name: "Advocate No 1", email: "advocate-1@example.test" }, amountMinor: 1000, currency: "EUR" },
      ...{ campaign: { uid: "spring", name: "Campaign spring" } },
      orderId: expect.stringMatching(/^of buyer-/),
    },
  });
});

test("the report of a refusal says who was faster; of what there is not, nothing", async () => {
  await rule();
  await order();
  const [id] = await rewardIds();
  await change("deny", [id!], "Fraud");
  const unknown = "00000000-0000-7000-8000-00000000dead";
  const { rows, totals } = await reportRewardOutcomes(db.pool, await change("deny", [id!, unknown], "Fraud"));
  expect(totals).toEqual([]);
  expect(rows).toMatchObject([
    { code: "already_done", lastEvent: { kind: "reward.denied", actor: "Ada Admin" } },
    { id: unknown, code: "not_found", about: null, lastEvent: null },
  ]);
});

test("what a person wrote is kept as written, but for what no database holds", async () => {
  const id = await rewardThatIs("pending");
  await change("deny", [id], "“Fraud”; see '); DROP TABLE reward; --\n\0 page 2");
  expect((await events())[0]).toContain("“Fraud”; see '); DROP TABLE reward; --\n");
});

describe("what was denied", () => {
  test.each(["refunded", "cancelled"] as const)("stays so once its order is %s", async (to) => {
    await rule();
    const [placed] = await order();
    const ids = await rewardIds();
    await endOrders(db.pool, world.actor, { ids: [placed!], to });
    expect(await states()).toEqual(["denied"]);
    expect(said(await change("approve", ids))).toEqual(["order_ended"]);
  });

  test("stays so while whoever took over is rewarded in its place, until that one is denied", async () => {
    await rule({ trigger: "attribution_created" });
    await refer(db.pool, world, 0, [0]);
    const [first] = await rewardIds();
    await change("deny", [first!], "No");
    await handOver(1);
    const [, second] = await rewardIds();
    expect(await states()).toEqual(["denied", "pending"]);
    expect(said(await change("approve", [first!, second!]))).toEqual(["given_again", "done"]);
    await change("deny", [second!], "No");
    expect(said(await change("approve", [first!]))).toEqual(["done"]);
  });

  test("and of which only one may be given: the first is approved, the other refused", async () => {
    await rule({ trigger: "attribution_created" });
    await refer(db.pool, world, 0, [0]);
    await change("deny", await rewardIds(), "No");
    await handOver(1);
    await change("deny", await rewardIds(), "No");
    expect(await states()).toEqual(["denied", "denied"]);
    const ids = await rewardIds();
    const preview = await previewRewardChange(db.pool, world.actor, { change: "approve", target: { ids } });
    expect(preview).toMatchObject({ changing: 1, refused: [{ code: "given_again", count: 1 }] });
    expect(said(await change("approve", ids))).toEqual(["done", "given_again"]);
  });
});

describe("at the same moment", () => {
  test("approvals of the same rewards, in any order, give each one event", async () => {
    await rule();
    await order(20);
    const ids = await rewardIds();
    const all = await Promise.all(
      [ids, ids.toReversed(), ids, ids.toReversed()].map((some) => change("approve", some)),
    );
    const codes = all.flatMap(said);
    expect(codes.filter((code) => code === "done")).toHaveLength(20);
    expect(codes.filter((code) => code === "already_done")).toHaveLength(60);
    expect(await events()).toHaveLength(20);
  });

  test("approving and denying one reward leaves a history that leads to its status", async () => {
    for (let round = 0; round < 8; round++) {
      if (round === 0) await rule();
      await order();
      const id = (await rewardIds()).at(-1)!;
      await Promise.all([change("approve", [id]), change("deny", [id], "No"), change("fulfil", [id])]);
      const { rows } = await db.pool.query<{ from: string; to: string; status: string }>(sql`
        SELECT from_status AS from, to_status AS to, reward.status FROM reward_event JOIN reward ON reward.id = reward_id
        WHERE reward_id = ${id}::uuid ORDER BY reward_event.id`);
      rows.reduce(
        (before, { from, to }) => {
          expect(from).toBe(before);
          return to;
        },
        null as string | null,
      );
      expect(rows.at(-1)!.to).toBe(rows[0]!.status);
    }
  });

  test("a denied reward is approved and somebody takes over: the customer's is given once", async () => {
    await rule({ trigger: "attribution_created" });
    await refer(db.pool, world, 0, [0]);
    for (let round = 1; round <= 8; round++) {
      await change("deny", await rewardIds(), "No");
      const [first] = await rewardIds();
      await Promise.all([change("approve", [first!]), handOver(round % 3)]);
      expect((await states()).filter((status) => status !== "denied")).toHaveLength(1);
    }
  });
});
