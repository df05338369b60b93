import sql from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { endOrders } from "@/lib/orders/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { untilWaiting } from "@/lib/testing/waiting";
import { makeCampaign, makeWorld, refer, type World } from "@/lib/testing/world";
import type { ApiAnswer } from "../schema";
import { ENDPOINTS, type EndpointName } from "./all";

const db = useTestDatabase();
const ANY_CAMPAIGN = null;
let world: World;
let autumn: World["campaign"];

beforeEach(async () => {
  world = await makeWorld(db.pool);
  autumn = await makeCampaign(db.pool, "autumn", world.segmentId);
});

type To = { campaign?: World["campaign"] | null; id?: string };

/** What an endpoint answers to a key for this campaign, or for all. */
function ask(name: EndpointName, body: object, { campaign = ANY_CAMPAIGN, id = "" }: To = {}): Promise<ApiAnswer> {
  const prepared = ENDPOINTS[name].prepare(body);
  if (!("input" in prepared)) throw new Error(`The test's own request: ${prepared.message}`);
  const { actorId } = world.actor;
  return inTransaction(db.pool, async (tx) => {
    const given = { tx, key: { id: actorId, campaign }, actor: { actorId, source: "api" as const }, id };
    return (await ENDPOINTS[name].run([prepared], given))[0]!;
  });
}

const ORDER = { customer_email: "new@people.test", order_id: "A-1", revenue_amount: "49.90", currency: "EUR" };
const record = (more: object = {}, to: To = {}) => ask("order/record", { ...ORDER, ...more }, to);
const change = (id: string, body: object, to: To = {}) => ask("orders/{id}", body, { ...to, id });
const recorded = async (more: object = {}) => String((await record(more)).body.id);
const stored = async () => {
  const { rows } = await db.pool.query(sql`
    SELECT status, external_status, hubspot_dealstage,
      (SELECT array_agg(kind ORDER BY order_event.id) FROM order_event WHERE order_event.order_id = customer_order.id) AS events
    FROM customer_order`);
  return rows[0];
};

describe("a change of an order", () => {
  test("that is refused does nothing at all: an order that was ended otherwise keeps its external status", async () => {
    const id = await recorded({ external_status: "paid" });
    expect(await change(id, { status: "refunded" })).toMatchObject({ status: 200, body: { status: "refunded" } });
    const before = await stored();
    expect(
      await change(id, { external_status: "shipped", hubspot_dealstage: "won", status: "cancelled" }),
    ).toMatchObject({
      status: 409,
      body: { code: "order_ended", field: "status", message: "The order is refunded already; that is for good." },
    });
    expect(await stored()).toEqual(before);
    expect(before).toMatchObject({ external_status: "paid", events: ["order.created", "order.refunded"] });
  });

  test("that ends it as it was ended before is done, with the external status that comes with it", async () => {
    const id = await recorded();
    await change(id, { status: "refunded" });
    expect(await change(id, { status: "refunded", external_status: "returned" })).toMatchObject({
      ...{ status: 200, outcome: "done", body: { status: "refunded", external_status: "returned" } },
    });
    expect((await stored()).events).toEqual(["order.created", "order.refunded", "order.external_status_changed"]);
  });

  test.each([
    ["refunded", { status: 200, body: { status: "refunded", external_status: "returned" } }],
    ["cancelled", { status: 409, body: { message: "The order is cancelled already; that is for good." } }],
  ] as const)("that waits for somebody who has it %s meanwhile is told what it is now", async (to, answer) => {
    const id = await recorded();
    let waiting: Promise<ApiAnswer> | undefined;
    await inTransaction(db.pool, async (tx) => {
      await endOrders(tx, world.actor, { ids: [id], to });
      waiting = change(id, { status: "refunded", external_status: "returned" });
      await untilWaiting(db.pool, 1);
    });
    expect(await waiting).toMatchObject(answer);
    expect((await stored()).external_status).toBe(to === "refunded" ? "returned" : null);
  });
});

describe("the shop's own id", () => {
  test("finds an order as ours does, exactly as it was sent, and for no key of another campaign", async () => {
    const order_id = "#1001/a b";
    const id = await recorded({ order_id, campaign_uid: "spring" });
    expect(await change(order_id, { external_status: "shipped" })).toMatchObject({ status: 200, body: { id } });
    for (const other of ["#1001/A b", "#1001", "", "\0"]) {
      expect(await change(other, { status: "refunded" })).toMatchObject({ status: 404 });
    }
    expect(await change(order_id, { status: "refunded" }, { campaign: autumn })).toMatchObject({ status: 404 });
    expect(await change(order_id, { status: "refunded" }, { campaign: world.campaign })).toMatchObject({ status: 200 });
  });

  test("that is a UUID means our own id first", async () => {
    const first = await recorded();
    const second = await recorded({ order_id: first });
    expect((await change(first, { status: "refunded" })).body).toMatchObject({ id: first, order_id: "A-1" });
    const uuid = "0198c7a0-0000-7000-8000-00000000dead";
    const third = await recorded({ order_id: uuid });
    expect((await change(uuid, { status: "refunded" })).body).toMatchObject({ id: third, order_id: uuid });
    expect((await change(second, { status: "refunded" })).body).toMatchObject({ id: second, order_id: first });
  });
});

describe("a key for one campaign", () => {
  const to = { campaign: { id: "", uid: "autumn" } };
  beforeEach(() => {
    to.campaign = autumn;
  });

  test("records into it where no campaign is named: who stands there is credited, and the key may read and change it", async () => {
    const [standing] = await refer(db.pool, { ...world, campaign: autumn }, 0, [0]);
    const { status, body } = await record({ customer_email: world.customers[0]!.email }, to);
    expect([status, body]).toMatchObject([201, { credit: "standing", attribution_id: standing }]);
    expect(await change(String(body.id), { external_status: "shipped" }, to)).toMatchObject({ status: 200 });
    const named = await record({ order_id: "A-2", advocate_email: world.advocates[1]!.email }, to);
    expect(named).toMatchObject({ status: 201, body: { credit: "new" } });
    const { rows } = await db.pool.query("SELECT DISTINCT campaign_id FROM customer_order");
    expect(rows).toEqual([{ campaign_id: autumn.id }]);
  });

  test("is told of an order of another campaign, or of none, no more than that its id is taken, and changes nothing", async () => {
    await refer(db.pool, world, 0, [0]);
    const credited = { customer_email: world.customers[0]!.email, campaign_uid: "spring", external_status: "paid" };
    await recorded(credited);
    await recorded({ order_id: "A-2" });
    const before = await stored();
    for (const sent of [
      { ...credited, external_status: "shipped" },
      { order_id: "A-2", external_status: "shipped" },
    ]) {
      const { status, body, outcome } = await record(sent, to);
      expect([status, outcome]).toEqual([409, "refused"]);
      expect(body).toEqual({ code: "order_conflict", message: expect.any(String), field: "order_id" });
    }
    expect(await stored()).toEqual(before);
    expect((await record({ ...credited, external_status: "shipped" }, { campaign: world.campaign })).status).toBe(200);
  });
});

test("a repeat is one in the log, too, unless it brought something new", async () => {
  const { body } = await record({ external_status: "paid" });
  expect(await record({ external_status: "paid" })).toMatchObject({ status: 200, outcome: "repeated", body });
  expect(await record({ external_status: "shipped" })).toMatchObject({ status: 200, outcome: "done", body });
  expect(await record({ revenue_amount: "1" })).toMatchObject({ status: 409, outcome: "refused" });
});

test("one record with what no database keeps fails no other of its batch", async () => {
  const half = "Thanks \ud83d";
  const records = [
    ORDER,
    { ...ORDER, order_id: "A\0" },
    { ...ORDER, order_id: "A\ud83d" },
    { ...ORDER, order_id: "A-2", event_data1: half, event_data2: "a\0b", external_status: undefined },
    { ...ORDER, order_id: "A-3", customer_email: "ca\ud83dra@people.test", first_name: half, hubspot_dealstage: half },
  ];
  const { status, body } = await ask("order/record_batch", { records });
  expect(status).toBe(200);
  expect(body).toMatchObject({ recorded: 3, rejected: 2 });
  const fields = (body.results as { field?: string }[]).map(({ field }) => field);
  expect(fields).toEqual([undefined, "order_id", "order_id", undefined, undefined]);
  const { rows } = await db.pool.query("SELECT custom_fields FROM customer_order WHERE order_id = 'A-2'");
  expect(rows).toEqual([{ custom_fields: { event_data1: "Thanks \ufffd", event_data2: "a\ufffdb" } }]);
  expect((await ask("order/record_batch", { records })).body).toMatchObject({ repeated: 3, rejected: 2 });
});
