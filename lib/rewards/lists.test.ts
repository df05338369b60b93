import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endOrders, recordOrders } from "@/lib/orders/commands";
import type { OrderOutcome } from "@/lib/orders/schema";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { makeRule, plainRule } from "@/lib/testing/rewards";
import { makeCampaign, makeWorld, refer, type World } from "@/lib/testing/world";
import type { RewardFilter, RewardRow } from "./columns";
import { changeRewards } from "./commands";
import { rewardsCsv } from "./csv";
import { findReward } from "./details";
import { countRewards, listRewardCurrencies, summariseRewards, sumRewardsOf } from "./facets";
import { previewRewardChange } from "./preview";
import { exportRewards, listMatchingRewards, listRewards } from "./queries";
import { changeRewardRule, endRewardRule } from "./rule-commands";
import { RECIPIENTS, REWARD_STATUSES, REWARD_TRIGGERS } from "./schema";

// Reading only: one database for the file.
let database: TestDatabase;
let world: World;
let standing: string;
let orders: string[];
let euroRule: string;

const CURRENCIES = ["EUR", "USD", "JPY"];
const UTC = { timeZone: "UTC" };
const today = () => new Date().toISOString().slice(0, 10);

/** Two rewards for the attribution, then one or two for each of thirty orders, in every status. */
beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  world = await makeWorld(pool);
  const { actor, campaign } = world;
  const autumn = await makeCampaign(pool, "autumn", world.segmentId);
  await makeRule(pool, actor, campaign.id, { trigger: "attribution_created", name: "Welcome", forCustomer: true });
  euroRule = await makeRule(pool, actor, campaign.id, percentOf("EUR"));
  for (const currency of ["USD", "JPY"]) await makeRule(pool, actor, campaign.id, percentOf(currency));
  await makeRule(pool, actor, autumn.id, { name: "Autumn bonus", forAdvocate: false, forCustomer: true });
  standing = (await refer(pool, world, 0, [0]))[0]!;
  const outcomes = await recordOrders(
    pool,
    actor,
    Array.from({ length: 30 }, (_, index) => ({
      orderId: `Shop-${String(index).padStart(3, "0")}`,
      customerEmail: world.customers[0]!.email,
      revenueMinor: 1000 * (index + 1),
      currency: CURRENCIES[index % 3]!,
      ...(index % 5 === 4
        ? { campaignUid: "autumn", advocateEmail: world.advocates[1]!.email }
        : { campaignUid: "spring" }),
    })),
  );
  orders = outcomes.map((outcome) => (outcome as Extract<OrderOutcome, { outcome: "recorded" }>).id);
  const ids = (await everything()).map(({ id }) => id);
  const decide = (change: "approve" | "deny" | "fulfil", from: number, to: number) =>
    changeRewards(pool, actor, { change, ids: ids.slice(from, to), reason: "Because" });
  await decide("approve", 0, 15);
  await decide("fulfil", 0, 5);
  await decide("deny", 20, 24);
  await endOrders(pool, actor, { ids: orders.slice(10, 20), to: "refunded" });
});
afterAll(() => database.drop());

const percentOf = (currency: string) => ({
  ...{ name: `Ten percent ${currency}`, amountKind: "percent" as const, amountMinor: null, percentHundredths: 1000 },
  currency,
});

const everything = async () => (await listRewards(database.pool, UTC, 100)).rows;

/** Whether a filter shows a row, decided row by row in plain words. */
function isShown(row: RewardRow, filter: RewardFilter): boolean {
  const day = row.createdAt.slice(0, 10);
  const has = (chosen: readonly string[] | null | undefined, value: string) =>
    !chosen?.length || chosen.includes(value);
  return (
    has(filter.status, row.status) &&
    has(filter.campaign, row.campaign.uid) &&
    has(filter.recipient, row.recipient) &&
    has(filter.trigger, row.rule.trigger) &&
    has(filter.currency, row.currency) &&
    (!filter.contact || row.contact.id === filter.contact) &&
    (!filter.rule || row.rule.id === filter.rule) &&
    (!filter.attribution || row.attribution.id === filter.attribution) &&
    (!filter.order || row.order?.id === filter.order) &&
    (!filter.from || day >= filter.from) &&
    (!filter.to || day <= filter.to)
  );
}

describe("the list of rewards", () => {
  test.each<[string, () => RewardFilter]>([
    ...REWARD_STATUSES.map((status): [string, () => RewardFilter] => [status, () => ({ status: [status] })]),
    ["several states", () => ({ status: ["denied", "flagged"] })],
    ["a campaign", () => ({ campaign: ["autumn"] })],
    ["two campaigns", () => ({ campaign: ["autumn", "spring"] })],
    ...RECIPIENTS.map((one): [string, () => RewardFilter] => [`as ${one}`, () => ({ recipient: [one] })]),
    ...REWARD_TRIGGERS.map((one): [string, () => RewardFilter] => [one, () => ({ trigger: [one] })]),
    ["both triggers, which is everything", () => ({ trigger: [...REWARD_TRIGGERS] })],
    ["a currency", () => ({ currency: ["JPY"] })],
    ["a rewarded advocate", () => ({ contact: world.advocates[0]!.id })],
    ["a rewarded customer", () => ({ contact: world.customers[0]!.id })],
    ["somebody who earned nothing", () => ({ contact: world.advocates[2]!.id })],
    ["a rule", () => ({ rule: euroRule })],
    ["an attribution", () => ({ attribution: standing })],
    ["an order", () => ({ order: orders[3]! })],
    ["a day", () => ({ from: today(), to: today() })],
    ["days gone by", () => ({ to: "2020-01-01" })],
    ["days to come", () => ({ from: "2100-01-01" })],
    ["several at once", () => ({ status: ["pending", "approved"], currency: ["EUR", "USD"], recipient: ["advocate"] })],
  ])("filters by %s, and counts and sums exactly what it shows", async (_name, make) => {
    const filter = { ...UTC, ...make() };
    const all = await everything();
    const expected = all.filter((row) => isShown(row, filter));
    expect((await listRewards(database.pool, filter, 100)).rows).toEqual(expected);
    expect(await listMatchingRewards(database.pool, filter)).toEqual({
      ids: expected.map(({ id }) => id),
      more: false,
    });
    const { total, anyStatus, facets } = await countRewards(database.pool, filter);
    expect(total).toEqual({ count: expected.length, capped: false, totals: sums(expected) });
    const whatever = all.filter((row) => isShown(row, { ...filter, status: null }));
    expect(anyStatus).toEqual({ count: whatever.length, capped: false, totals: sums(whatever) });
    for (const [facet, value] of [
      ...REWARD_STATUSES.map((one) => ["status", one] as const),
      ...CURRENCIES.map((one) => ["currency", one] as const),
      ...RECIPIENTS.map((one) => ["recipient", one] as const),
      ...REWARD_TRIGGERS.map((one) => ["trigger", one] as const),
      ...["spring", "autumn"].map((one) => ["campaign", one] as const),
    ]) {
      const beside = all.filter((row) => isShown(row, { ...filter, [facet]: [value] }));
      expect([value, facets[facet].find((option) => option.value === value)?.count ?? 0]).toEqual([
        value,
        beside.length,
      ]);
    }
  });

  test("has rewards in every status and currency, for both, by both triggers", async () => {
    const { facets } = await countRewards(database.pool, UTC);
    const counts = Object.fromEntries(Object.entries(facets).map(([facet, options]) => [facet, options.length]));
    expect(counts).toEqual({ status: 5, campaign: 2, recipient: 2, trigger: 2, currency: 3 });
  });

  test.each<[string, string, (row: RewardRow) => boolean]>([
    ["part of an order id, in any case", "hop-01", (row) => row.order?.orderId.startsWith("Shop-01") ?? false],
    ["an e-mail of whoever is rewarded", "advocate-1@", (row) => row.contact.email.startsWith("advocate-1@")],
    ["a name", "customer no 1", (row) => row.contact.email.startsWith("customer-1@")],
    ["nothing there is", "100%_", () => false],
  ])("finds %s", async (_name, q, isMeant) => {
    const expected = (await everything()).filter(isMeant);
    expect((await listRewards(database.pool, { ...UTC, q }, 100)).rows).toEqual(expected);
    expect((await countRewards(database.pool, { ...UTC, q })).total).toMatchObject({ totals: sums(expected) });
  });

  test.each(["created", "-created"] as const)("turns pages in the order %s, forwards and back", async (sort) => {
    const expected = (await listRewards(database.pool, { ...UTC, sort }, 100)).rows.map(({ id }) => id);
    expect(expected).toEqual(expected.toSorted((a, b) => (sort === "created" ? 1 : -1) * (a < b ? -1 : 1)));
    const seen: string[][] = [];
    let after: string | null = null;
    let previous: string | null = null;
    do {
      const page = await listRewards(database.pool, { ...UTC, sort, after }, 10);
      seen.push(page.rows.map(({ id }) => id));
      [after, previous] = [page.next, page.previous];
    } while (after);
    expect(seen.flat()).toEqual(expected);
    const back = await listRewards(database.pool, { ...UTC, sort, before: previous }, 10);
    expect(back.rows.map(({ id }) => id)).toEqual(seen.at(-2));
  });

  test.each<[string, RewardFilter]>([
    ["an id that is none", { contact: "somebody" }],
    ["an order that is none", { order: "A-1" }],
    ["a day that is none", { from: "2026-02-30" }],
    ["a campaign that is none", { campaign: ["winter"] }],
    ["a text no database holds", { currency: ["\0"] }],
  ])("shows nothing under %s, never everything", async (_name, filter) => {
    expect((await listRewards(database.pool, { ...UTC, ...filter })).rows).toEqual([]);
    expect((await countRewards(database.pool, { ...UTC, ...filter })).total).toMatchObject({ count: 0, totals: [] });
  });

  test("is exported as it is filtered, amounts as numbers of their currency, each with its id", async () => {
    const filter: RewardFilter = { order: orders[2]! };
    const [row] = (await listRewards(database.pool, { ...UTC, ...filter })).rows;
    let text = "";
    for await (const piece of rewardsCsv(exportRewards(database.pool, { ...UTC, ...filter }))) text += piece;
    const [head, ...lines] = text.trim().split("\r\n");
    expect(head).toContain("id,status,recipient,contact_id,contact_email,contact_name,amount,currency,reward_trigger");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`${row!.id},${row!.status},advocate,${world.advocates[0]!.id},advocate-1@example.test`);
    expect(lines[0]).toContain("300,JPY,Ten percent JPY,1,order_created,spring,Campaign spring,Shop-002,placed");
    let all = "";
    for await (const piece of rewardsCsv(exportRewards(database.pool, UTC))) all += piece;
    expect(all.trim().split("\r\n")).toHaveLength((await everything()).length + 1);
  });

  test("knows the currencies there are", async () => {
    expect(await listRewardCurrencies(database.pool)).toEqual(["EUR", "JPY", "USD"]);
  });
});

/** What rows come to by status and currency, reckoned one by one. */
function sums(rows: RewardRow[]) {
  return REWARD_STATUSES.flatMap((status) =>
    CURRENCIES.toSorted().flatMap((currency) => {
      const own = rows.filter((row) => row.status === status && row.currency === currency);
      const minor = String(own.reduce((sum, row) => sum + row.amountMinor, 0));
      return own.length > 0 ? [{ status, currency, count: own.length, minor }] : [];
    }),
  );
}

test("a summary has the latest rewards, and what all of them come to", async () => {
  const earned = (await everything()).filter(({ attribution }) => attribution.id === standing);
  const { rows, total } = await summariseRewards(database.pool, { ...UTC, attribution: standing });
  expect(rows).toEqual(earned.slice(0, 5));
  expect(total).toEqual({ count: earned.length, capped: false, totals: sums(earned) });
  expect(await sumRewardsOf(database.pool, [standing])).toEqual(total);
  expect(await sumRewardsOf(database.pool, [])).toEqual({ count: 0, capped: false, totals: [] });
});

test("a reward's page has the version that made it, whole, what became of the rule since, and every event", async () => {
  const { pool } = database;
  const [row] = (await listRewards(pool, { ...UTC, status: ["fulfilled"], currency: ["EUR"], rule: euroRule })).rows;
  const rule = { ...plainRule, ...percentOf("EUR"), percentHundredths: 2000 };
  await changeRewardRule(pool, world.actor, { id: euroRule, version: 1, rule });
  await endRewardRule(pool, world.actor, { id: euroRule, to: "retired" });
  expect(await findReward(pool, row!.id)).toMatchObject({
    ...{ id: row!.id, rule: { id: euroRule, version: 1 }, inForce: { version: 2, retired: true } },
    madeBy: { percentHundredths: 1000, currency: "EUR", trigger: "order_created" },
    history: [
      { kind: "reward.created", from: null, to: "pending", reason: null, cause: null },
      { kind: "reward.approved", from: "pending", to: "approved", reason: "Because", actor: { name: "Ada Admin" } },
      { kind: "reward.fulfilled", from: "approved", to: "fulfilled", reason: "Because", source: "manual" },
    ],
  });
  await endRewardRule(pool, world.actor, { id: euroRule, to: "restored" });
  const [flagged] = (await listRewards(pool, { ...UTC, status: ["flagged"] })).rows;
  expect((await findReward(pool, flagged!.id))!.history.at(-1)).toMatchObject({
    cause: "order_refunded",
    reason: null,
  });
  expect(await findReward(pool, "00000000-0000-7000-8000-00000000dead")).toBeNull();
});

describe("a preview", () => {
  test("says what would change and what it comes to, why the rest would not, by example; and writes nothing", async () => {
    const all = await everything();
    const preview = await previewRewardChange(database.pool, world.actor, {
      change: "approve",
      target: { filter: UTC },
    });
    const changing = all.filter(
      ({ status, order }) =>
        status === "pending" || status === "flagged" || (status === "denied" && order?.status === "placed"),
    );
    expect(preview.ids).toEqual(all.map(({ id }) => id));
    expect(preview).toMatchObject({ more: false, one: null, changing: changing.length, totals: sums(changing) });
    const count = (code: string) => preview.refused.find((group) => group.code === code)?.count;
    expect(count("already_done")).toBe(all.filter(({ status }) => status === "approved").length);
    expect(count("fulfilled")).toBe(all.filter(({ status }) => status === "fulfilled").length);
    expect(count("order_ended")).toBe(all.length - changing.length - count("already_done")! - count("fulfilled")!);
    for (const { count: refused, examples } of preview.refused) expect(examples).toHaveLength(Math.min(5, refused));
    expect(await everything()).toEqual(all);
  });

  test("of one reward has it, of none says so", async () => {
    const [row] = await everything();
    const ids = [row!.id, row!.id];
    const one = await previewRewardChange(database.pool, world.actor, { change: "deny", target: { ids } });
    expect(one).toMatchObject({ ids: [row!.id], one: row });
    const filter = { ...UTC, campaign: ["winter"] };
    const none = await previewRewardChange(database.pool, world.actor, { change: "deny", target: { filter } });
    expect(none).toEqual({ ids: [], more: false, one: null, changing: 0, totals: [], refused: [] });
  });
});
