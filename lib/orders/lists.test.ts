import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { makeCampaign, makeWorld, refer, type World } from "@/lib/testing/world";
import type { OrderFilter, OrderRow } from "./columns";
import { NO_CAMPAIGN } from "./columns";
import { changeExternalStatus, endOrders, recordOrders } from "./commands";
import { ordersCsv } from "./csv";
import { findOrder } from "./details";
import { countOrders, listOrderCurrencies, summariseOrders, sumOrdersOf } from "./facets";
import { previewOrder } from "./preview";
import { exportOrders, listOrders } from "./queries";
import { previewOrderSchema } from "./schema";

// Reading only: one database for the file.
let database: TestDatabase;
let world: World;
let ids: string[];
let standing: string;

const CURRENCIES = ["EUR", "USD", "JPY"];
const UTC = { timeZone: "UTC" };

/** Sixty orders, one a day: by the first customer, whom the first advocate referred, or by one whom nobody did. */
beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  world = await makeWorld(pool);
  await makeCampaign(pool, "autumn", world.segmentId);
  standing = (await refer(pool, world, 0, [0]))[0]!;
  const outcomes = await recordOrders(
    pool,
    world.actor,
    Array.from({ length: 60 }, (_, index) => ({
      orderId: `Shop-${String(index).padStart(3, "0")}`,
      customerEmail: world.customers[index % 3 === 0 ? 0 : 1]!.email,
      revenueMinor: 100 * (index + 1),
      currency: CURRENCIES[index % 3]!,
      campaignUid: index % 3 === 2 ? null : index % 2 === 0 ? "spring" : "autumn",
      orderedAt: new Date(Date.UTC(2026, 0, 1 + index, 12)).toISOString(),
    })),
  );
  ids = outcomes.map((outcome) => (outcome.outcome === "recorded" ? outcome.id : outcome.outcome));
  await endOrders(pool, world.actor, { ids: ids.slice(0, 6), to: "refunded" });
  await endOrders(pool, world.actor, { ids: ids.slice(6, 9), to: "cancelled" });
});
afterAll(() => database.drop());

const everything = async () => (await listOrders(database.pool, UTC, 100)).rows;

/** Whether a filter shows a row, decided row by row in plain words. */
function isShown(row: OrderRow, filter: OrderFilter): boolean {
  const day = row.orderedAt.slice(0, 10);
  const has = (chosen: readonly string[] | null | undefined, value: string) =>
    !chosen?.length || chosen.includes(value);
  return (
    has(filter.status, row.status) &&
    has(filter.campaign, row.campaign?.uid ?? NO_CAMPAIGN) &&
    has(filter.credited, row.attribution ? "credited" : "uncredited") &&
    has(filter.source, row.source) &&
    has(filter.currency, row.currency) &&
    (!filter.advocate || row.attribution?.advocate.id === filter.advocate) &&
    (!filter.customer || row.customer.id === filter.customer) &&
    (!filter.attribution || row.attribution?.id === filter.attribution) &&
    (!filter.from || day >= filter.from) &&
    (!filter.to || day <= filter.to)
  );
}

describe("the list of orders", () => {
  test.each<[string, () => OrderFilter]>([
    ["a status", () => ({ status: ["refunded"] })],
    ["several states", () => ({ status: ["refunded", "cancelled"] })],
    ["a campaign", () => ({ campaign: ["spring"] })],
    ["a campaign and none", () => ({ campaign: ["spring", NO_CAMPAIGN] })],
    ["what is credited", () => ({ credited: ["credited"] })],
    ["what is not", () => ({ credited: ["uncredited"] })],
    ["both, which is everything", () => ({ credited: ["credited", "uncredited"] })],
    ["a source", () => ({ source: ["manual"] })],
    ["a source that nothing came by", () => ({ source: ["api"] })],
    ["a currency", () => ({ currency: ["JPY"] })],
    ["an advocate", () => ({ advocate: world.advocates[0]!.id })],
    ["an advocate whom nothing credits", () => ({ advocate: world.advocates[1]!.id })],
    ["a customer", () => ({ customer: world.customers[0]!.id })],
    ["an attribution", () => ({ attribution: standing })],
    ["days", () => ({ from: "2026-01-10", to: "2026-01-20" })],
    ["several at once", () => ({ status: ["placed"], currency: ["EUR", "USD"], from: "2026-02-01" })],
  ])("filters by %s, and counts and sums exactly what it shows", async (_name, make) => {
    const filter = make();
    const all = await everything();
    expect(all).toHaveLength(60);
    const expected = all.filter((row) => isShown(row, filter));
    expect((await listOrders(database.pool, { ...UTC, ...filter }, 100)).rows).toEqual(expected);
    const { total, facets } = await countOrders(database.pool, { ...UTC, ...filter });
    expect(total).toMatchObject({ count: expected.length, capped: false });
    for (const { currency, placedMinor, endedMinor } of total.totals) {
      const own = expected.filter((row) => row.currency === currency);
      const sum = (rows: OrderRow[]) => String(rows.reduce((minor, row) => minor + row.revenueMinor, 0));
      expect(placedMinor).toBe(sum(own.filter(({ status }) => status === "placed")));
      expect(endedMinor).toBe(sum(own.filter(({ status }) => status !== "placed")));
    }
    expect(total.totals.map(({ currency }) => currency)).toEqual(
      [...new Set(expected.map((row) => row.currency))].sort(),
    );
    for (const status of ["placed", "refunded", "cancelled"] as const) {
      const beside = all.filter((row) => isShown(row, { ...filter, status: [status] }));
      expect(facets.status.find(({ value }) => value === status)?.count ?? 0).toBe(beside.length);
    }
  });

  test.each([
    ["part of an order id, in any case", "hop-01", (row: OrderRow) => row.orderId.startsWith("Shop-01")],
    ["a customer's e-mail", "customer-1@", (row: OrderRow) => row.customer.email.startsWith("customer-1@")],
    ["a credited advocate", "advocate-1@", (row: OrderRow) => row.attribution !== null],
    ["nothing there is", "100%_", () => false],
  ])("finds %s", async (_name, q, isMeant) => {
    const expected = (await everything()).filter(isMeant);
    expect((await listOrders(database.pool, { ...UTC, q }, 100)).rows).toEqual(expected);
    expect((await countOrders(database.pool, { ...UTC, q })).total.count).toBe(expected.length);
  });

  test.each(["placed", "-placed"] as const)(
    "turns pages in the order %s, forwards and back, without a gap",
    async (sort) => {
      const expected = (await listOrders(database.pool, { ...UTC, sort }, 100)).rows.map(({ orderId }) => orderId);
      expect(expected).toEqual(expected.toSorted((a, b) => (sort === "placed" ? 1 : -1) * a.localeCompare(b)));
      const seen: string[][] = [];
      let after: string | null = null;
      let previous: string | null = null;
      do {
        const page = await listOrders(database.pool, { ...UTC, sort, after, size: 25 });
        seen.push(page.rows.map(({ orderId }) => orderId));
        [after, previous] = [page.next, page.previous];
      } while (after);
      expect(seen.flat()).toEqual(expected);
      const back = await listOrders(database.pool, { ...UTC, sort, before: previous, size: 25 });
      expect(back.rows.map(({ orderId }) => orderId)).toEqual(seen.at(-2));
    },
  );

  test.each<[string, OrderFilter]>([
    ["an id that is none", { advocate: "somebody" }],
    ["a day that is none", { from: "2026-02-30" }],
    ["a campaign that is none", { campaign: ["winter"] }],
    ["a text no database holds", { currency: ["\0"] }],
  ])("shows nothing under %s, never everything", async (_name, filter) => {
    expect((await listOrders(database.pool, { ...UTC, ...filter })).rows).toEqual([]);
    expect((await countOrders(database.pool, { ...UTC, ...filter })).total).toMatchObject({ count: 0, totals: [] });
  });

  test("is exported as it is filtered, amounts as numbers of their currency", async () => {
    let text = "";
    const rows = exportOrders(database.pool, { ...UTC, sort: "placed", from: "2026-01-02", to: "2026-01-03" });
    for await (const piece of ordersCsv(rows)) text += piece;
    const [head, ...lines] = text.trim().split("\r\n");
    expect(head).toContain("order_id,customer_email,customer_name,revenue_amount,currency");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain("Shop-001,customer-2@example.test,Customer No 2,2.00,USD");
    expect(lines[1]).toContain("300,JPY");
  });

  test("knows the currencies there are", async () => {
    expect(await listOrderCurrencies(database.pool)).toEqual(["EUR", "JPY", "USD"]);
  });
});

test("a summary has the latest orders, and the worth of all of them by currency", async () => {
  const credited = (await everything()).filter(({ attribution }) => attribution?.id === standing);
  const { rows, total } = await summariseOrders(database.pool, { ...UTC, attribution: standing });
  expect(rows).toEqual(credited.slice(0, 5));
  expect(total.count).toBe(credited.length);
  expect(await sumOrdersOf(database.pool, [standing])).toEqual(total);
  expect(await sumOrdersOf(database.pool, [])).toEqual({ count: 0, capped: false, totals: [] });
});

test("an order's page tells whom it credits and why, and all that happened to it", async () => {
  const { pool } = database;
  const id = ids[12]!;
  await changeExternalStatus(pool, world.actor, [{ id, externalStatus: "shipped" }]);
  const order = await findOrder(pool, id);
  expect(order).toMatchObject({
    ...{ orderId: "Shop-012", revenueMinor: 1_300, currency: "EUR", externalStatus: "shipped", customFields: [] },
    story: { credit: "standing", attribution: { id: standing, status: "active" }, standing: { id: standing } },
  });
  expect(order!.history.map(({ kind }) => kind)).toEqual(["order.created", "order.external_status_changed"]);
  expect(await findOrder(pool, "00000000-0000-7000-8000-00000000dead")).toBeNull();
});

describe("a preview", () => {
  const preview = (sent: object) =>
    previewOrder(database.pool, world.actor, previewOrderSchema.parse({ customerEmail: "new@people.test", ...sent }));
  const customerEmail = () => world.customers[0]!.email.toUpperCase();
  const count = async () =>
    (await database.pool.query("SELECT (SELECT count(*) FROM contact) + (SELECT count(*) FROM customer_order) AS all"))
      .rows;

  test("says who stands, whose code is an attempt, and that nobody is credited; and writes nothing", async () => {
    const before = await count();
    expect(await preview({ customerEmail: customerEmail(), campaignUid: "spring" })).toMatchObject({
      customer: { id: world.customers[0]!.id },
      result: { outcome: "recorded", story: { credit: "standing", attribution: { id: standing } } },
    });
    expect(await preview({ customerEmail: customerEmail(), code: "short-1" })).toMatchObject({
      result: { story: { attribution: { id: standing }, attempt: { advocate: { id: world.advocates[1]!.id } } } },
    });
    expect(await preview({ code: "short-1" })).toMatchObject({
      customer: null,
      result: { story: { credit: "new", attribution: { advocate: { id: world.advocates[1]!.id } } } },
    });
    expect(await preview({})).toMatchObject({ customer: null, result: { story: { credit: "none" } } });
    expect(await count()).toEqual(before);
  });

  test("says a refusal at its field", async () => {
    const refusedAt = async (sent: object) => {
      const { result } = await preview(sent);
      return result.outcome === "rejected" ? Object.keys(result.errors) : result.outcome;
    };
    expect(await refusedAt({ customerEmail: "at home" })).toEqual(["customer"]);
    expect(await refusedAt({ code: "nobody-has-it" })).toEqual(["code"]);
    expect(await refusedAt({ campaignUid: "winter" })).toEqual(["campaign"]);
    expect(await refusedAt({ advocateEmail: "nobody@people.test", campaignUid: "spring" })).toEqual(["advocate"]);
  });

  test("tells a repeat from another order with that id", async () => {
    const again = { orderId: "Shop-000", customerEmail: customerEmail(), amount: "1.00", currency: "EUR" };
    expect(await preview(again)).toMatchObject({ result: { outcome: "conflict", order: { id: ids[0] } } });
    const draft = { orderId: "R-1", customerEmail: customerEmail(), revenueMinor: 100, currency: "EUR" };
    const [made] = await recordOrders(database.pool, world.actor, [draft]);
    expect(await preview({ ...again, orderId: "R-1" })).toMatchObject({
      result: { outcome: "repeated", order: { id: made?.outcome === "recorded" && made.id } },
    });
  });
});
