import sql from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { changeStatus, recordAttributions } from "@/lib/attributions/commands";
import { reassign } from "@/lib/attributions/reassign";
import { changeExternalStatus, endOrders, recordOrders } from "@/lib/orders/commands";
import type { OrderDraft, OrderOutcome } from "@/lib/orders/schema";
import { useTestDatabase } from "@/lib/testing/database";
import { makeRule, plainRule } from "@/lib/testing/rewards";
import { makeWorld, type World } from "@/lib/testing/world";
import { changeRewards } from "./commands";
import { changeRewardRule, endRewardRule } from "./rule-commands";

const db = useTestDatabase();
let world: World;
let campaignId: string;

beforeEach(async () => {
  world = await makeWorld(db.pool);
  campaignId = world.campaign.id;
});

const rule = (given: Parameters<typeof makeRule>[3]) => makeRule(db.pool, world.actor, campaignId, given);

async function order(orderId: string, given: Partial<OrderDraft> = {}): Promise<string> {
  const customerEmail = world.customers[0]!.email;
  const draft = { orderId, customerEmail, revenueMinor: 10_000, currency: "EUR", code: "short-0" };
  const [outcome] = await recordOrders(db.pool, world.actor, [{ ...draft, ...given }]);
  return (outcome as Extract<OrderOutcome, { outcome: "recorded" }>).id;
}

const refer = (customer: number, code: string, at?: Date) =>
  recordAttributions(db.pool, { ...world.actor, at }, [{ customerId: world.customers[customer]!.id, code }]);

/** Every reward, oldest first: "advocate-1 10.00 EUR pending". */
async function rewards(): Promise<string[]> {
  const { rows } = await db.pool.query<{ said: string }>(`
    SELECT split_part(contact.email, '@', 1) || ' ' || to_char(amount_minor / 100.0, 'FM9990.00') || ' ' || currency || ' '
      || reward.status AS said
    FROM reward JOIN contact ON contact.id = contact_id ORDER BY reward.id`);
  return rows.map(({ said }) => said);
}

async function rewardIds(): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>("SELECT id FROM reward ORDER BY id");
  return rows.map(({ id }) => id);
}

async function events(): Promise<string[]> {
  const { rows } = await db.pool.query<{ said: string }>(`
    SELECT concat_ws(' ', kind, from_status, '>', to_status, cause) AS said FROM reward_event ORDER BY id`);
  return rows.map(({ said }) => said);
}

describe("what an order earns", () => {
  test("is what each rule says, for the advocate, the customer or both, with an event", async () => {
    await rule({ forCustomer: true });
    await rule({ name: "Welcome", forAdvocate: false, forCustomer: true, amountMinor: 500, startsAs: "approved" });
    await order("A-1");
    expect((await rewards()).sort()).toEqual([
      "advocate-1 10.00 EUR pending",
      "customer-1 10.00 EUR pending",
      "customer-1 5.00 EUR approved",
    ]);
    expect((await events()).sort()).toEqual([
      "reward.created > approved",
      "reward.created > pending",
      "reward.created > pending",
    ]);
  });

  test.each([
    ["a percentage", { percentHundredths: 1250 }, 10_000, "12.50"],
    ["a percentage, half a cent rounded up", { percentHundredths: 50 }, 300, "0.02"],
    ["a percentage up to its cap", { percentHundredths: 1000, capMinor: 750 }, 10_000, "7.50"],
    ["a percentage of the largest revenue", { percentHundredths: 1, capMinor: 100 }, 9_000_000_000_000_000, "1.00"],
  ])("is %s", async (_name, given, revenueMinor, amount) => {
    await rule({ amountKind: "percent", amountMinor: null, ...given });
    await order("A-1", { revenueMinor });
    expect(await rewards()).toEqual([`advocate-1 ${amount} EUR pending`]);
  });

  test.each([
    [
      "a percentage of nothing",
      { amountKind: "percent", amountMinor: null, percentHundredths: 500 },
      { revenueMinor: 0 },
    ],
    ["less than the minimum", { minRevenueMinor: 10_001 }, {}],
    ["the minimum in another currency", { minRevenueMinor: 10 }, { currency: "USD" }],
    [
      "a percentage in another currency",
      { amountKind: "percent", amountMinor: null, percentHundredths: 500 },
      { currency: "USD" },
    ],
    ["another external status", { externalStatus: "won" }, { externalStatus: "lost" }],
    ["no external status", { externalStatus: "won" }, {}],
    ["an order from before the rule", {}, { orderedAt: "2020-01-01T00:00:00Z" }],
    ["an order without campaign", {}, { code: null }],
    ["an attribution's rule", { trigger: "attribution_created" }, { code: null, campaignUid: "spring" }],
  ] as const)("is nothing for %s", async (_name, given, draft) => {
    await rule(given);
    await order("A-1", draft);
    expect(await rewards()).toEqual([]);
  });

  test("is given for the minimum itself, in its currency, and a fixed amount in whichever currency was paid", async () => {
    await rule({ minRevenueMinor: 10_000 });
    await rule({ amountMinor: 300 });
    await order("A-1");
    await order("A-2", { currency: "USD" });
    expect((await rewards()).sort()).toEqual([
      "advocate-1 10.00 EUR pending",
      "advocate-1 3.00 EUR pending",
      "advocate-1 3.00 EUR pending",
    ]);
  });

  test("is given once, however often the order is sent", async () => {
    await rule({});
    await order("A-1");
    await order("A-1");
    expect(await rewards()).toEqual(["advocate-1 10.00 EUR pending"]);
  });

  test("is given when the shop says so, whatever case it writes, and once", async () => {
    await rule({ externalStatus: "Closed Won" });
    await rule({ amountMinor: 1 });
    const id = await order("A-1", { externalStatus: "open" });
    expect(await rewards()).toEqual(["advocate-1 0.01 EUR pending"]);
    for (const externalStatus of ["closed won", "open", "CLOSED WON"]) {
      await changeExternalStatus(db.pool, world.actor, [{ id, externalStatus }]);
    }
    expect(await rewards()).toEqual(["advocate-1 0.01 EUR pending", "advocate-1 10.00 EUR pending"]);
  });

  test("is given for the customer's first order only, if the rule says so: not for two that come at one moment", async () => {
    await rule({ firstOrderOnly: true });
    await Promise.all(["A-1", "A-2", "A-3"].map((id) => order(id)));
    await order("A-4");
    await order("B-1", { customerEmail: world.customers[1]!.email });
    expect(await rewards()).toEqual(["advocate-1 10.00 EUR pending", "advocate-1 10.00 EUR pending"]);
  });

  test("passes on to the next order where the first was cancelled", async () => {
    await rule({ firstOrderOnly: true });
    await endOrders(db.pool, world.actor, { ids: [await order("A-1")], to: "cancelled" });
    await order("A-2");
    await order("A-3");
    expect(await rewards()).toEqual(["advocate-1 10.00 EUR denied", "advocate-1 10.00 EUR pending"]);
  });

  test("goes to the new advocate after a reassignment; what was earned before stays", async () => {
    await rule({});
    await order("A-1");
    const { rows } = await db.pool.query<{ id: string }>("SELECT id FROM attribution WHERE status = 'active'");
    await reassign(db.pool, world.actor, { ids: [rows[0]!.id], toAdvocateId: world.advocates[1]!.id });
    await order("A-2");
    expect(await rewards()).toEqual(["advocate-1 10.00 EUR pending", "advocate-2 10.00 EUR pending"]);
  });

  test("waits for an admin where whoever is rewarded was banned since", async () => {
    await rule({ startsAs: "approved" });
    await order("A-1");
    await db.pool.query(sql`UPDATE contact SET status = 'banned' WHERE id = ${world.advocates[0]!.id}::uuid`);
    await order("A-2", { code: null, campaignUid: "spring" });
    expect(await rewards()).toEqual(["advocate-1 10.00 EUR approved", "advocate-1 10.00 EUR flagged"]);
    expect((await events()).at(-1)).toBe("reward.created > flagged contact_banned");
  });
});

describe("what an attribution earns", () => {
  test("is given when a customer is first attributed, by whichever door", async () => {
    await rule({ trigger: "attribution_created", forCustomer: true });
    await refer(0, "short-0");
    await order("A-1", { customerEmail: world.customers[1]!.email, code: "short-1" });
    expect((await rewards()).sort()).toEqual([
      "advocate-1 10.00 EUR pending",
      "advocate-2 10.00 EUR pending",
      "customer-1 10.00 EUR pending",
      "customer-2 10.00 EUR pending",
    ]);
  });

  test("is nothing for an attempt, a reassignment, a second attribution, or one from before the rule", async () => {
    await refer(1, "short-0", new Date("2020-01-01"));
    await rule({ trigger: "attribution_created" });
    await refer(2, "short-0", new Date("2020-01-01"));
    await refer(0, "short-0");
    await refer(0, "short-1");
    const { rows } = await db.pool.query<{ id: string }>(
      "SELECT id FROM attribution WHERE status = 'active' ORDER BY id",
    );
    for (const { id } of rows) {
      await reassign(db.pool, world.actor, { ids: [id], toAdvocateId: world.advocates[2]!.id });
    }
    const { rows: standing } = await db.pool.query<{ id: string }>(
      "SELECT id FROM attribution WHERE status = 'active'",
    );
    await changeStatus(db.pool, world.actor, { ids: standing.map(({ id }) => id), to: "inactive" });
    for (const customer of [0, 1, 2]) await refer(customer, "short-1");
    expect(await rewards()).toEqual(["advocate-1 10.00 EUR pending"]);
  });

  test("goes to whoever takes over, where what the first one got was denied before", async () => {
    await rule({ trigger: "attribution_created" });
    const [first] = await refer(0, "short-0");
    await changeRewards(db.pool, world.actor, { change: "deny", ids: await rewardIds(), reason: "Wrong advocate" });
    await reassign(db.pool, world.actor, { ids: [(first as { id: string }).id], toAdvocateId: world.advocates[1]!.id });
    expect(await rewards()).toEqual(["advocate-1 10.00 EUR denied", "advocate-2 10.00 EUR pending"]);
    expect(await changeRewards(db.pool, world.actor, { change: "approve", ids: await rewardIds() })).toMatchObject([
      { outcome: "refused", code: "given_again" },
      { outcome: "changed" },
    ]);
  });
});

describe("the end of an order", () => {
  test.each(["refunded", "cancelled"] as const)(
    "%s: pending rewards are denied, approved ones flagged, paid ones stay",
    async (to) => {
      for (const amountMinor of [100, 200, 300, 400]) await rule({ amountMinor });
      const id = await order("A-1");
      const [, approved, denied, paid] = await rewardIds();
      await changeRewards(db.pool, world.actor, { change: "approve", ids: [approved!, paid!] });
      await changeRewards(db.pool, world.actor, { change: "deny", ids: [denied!], reason: "No" });
      await changeRewards(db.pool, world.actor, { change: "fulfil", ids: [paid!] });
      const before = (await events()).length;
      await endOrders(db.pool, world.actor, { ids: [id], to });
      expect((await rewards()).map((said) => said.split(" ").at(-1))).toEqual([
        "denied",
        "flagged",
        "denied",
        "fulfilled",
      ]);
      expect((await events()).slice(before).sort()).toEqual([
        `reward.denied pending > denied order_${to}`,
        `reward.flagged approved > flagged order_${to}`,
      ]);
    },
  );

  test("earns nothing more when the shop changes its status afterwards", async () => {
    await rule({ externalStatus: "won" });
    const id = await order("A-1");
    await endOrders(db.pool, world.actor, { ids: [id], to: "refunded" });
    await changeExternalStatus(db.pool, world.actor, [{ id, externalStatus: "won" }]);
    expect(await rewards()).toEqual([]);
  });
});

describe("another version of a rule", () => {
  test("changes nothing that exists, and counts for what comes; each reward says which version made it", async () => {
    const id = await rule({});
    await order("A-1");
    const changed = await changeRewardRule(db.pool, world.actor, {
      id,
      version: 1,
      rule: { ...plainRule, amountMinor: 2000 },
    });
    expect(changed).toEqual({ outcome: "changed", id, version: 2 });
    await order("A-2");
    await endRewardRule(db.pool, world.actor, { id, to: "retired" });
    await order("A-3");
    await endRewardRule(db.pool, world.actor, { id, to: "restored" });
    await order("A-4");
    expect(await rewards()).toEqual([
      "advocate-1 10.00 EUR pending",
      "advocate-1 20.00 EUR pending",
      "advocate-1 20.00 EUR pending",
    ]);
    const { rows } = await db.pool.query("SELECT rule_version FROM reward ORDER BY id");
    expect(rows.map((row) => row.rule_version)).toEqual([1, 2, 2]);
  });

  test("is refused over one that somebody else made meanwhile, and is none where nothing differs", async () => {
    const id = await rule({});
    const edit = (version: number, amountMinor: number) =>
      changeRewardRule(db.pool, world.actor, { id, version, rule: { ...plainRule, amountMinor } });
    expect(await edit(1, 1000)).toEqual({ outcome: "unchanged", id, version: 1 });
    const both = await Promise.all([edit(1, 2000), edit(1, 3000)]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(["changed", "changed_meanwhile"]);
    await endRewardRule(db.pool, world.actor, { id, to: "retired" });
    expect(await edit(2, 5000)).toEqual({ outcome: "retired" });
    expect(await endRewardRule(db.pool, world.actor, { id, to: "retired" })).toEqual({ outcome: "retired" });
  });
});

test("of rewards that are decided while their order is refunded, none stays approved unseen", async () => {
  await rule({});
  for (let round = 0; round < 10; round++) {
    const id = await order(`A-${round}`);
    const reward = (await rewardIds()).at(-1)!;
    await Promise.all([
      endOrders(db.pool, world.actor, { ids: [id], to: "refunded" }),
      changeRewards(db.pool, world.actor, { change: "approve", ids: [reward] }),
    ]);
  }
  const left = new Set((await rewards()).map((said) => said.split(" ").at(-1)!));
  expect([...left].filter((status) => !["denied", "flagged"].includes(status))).toEqual([]);
});
