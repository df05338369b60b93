import sql from "sql-template-tag";
import { expect, test } from "vitest";
import { reassign } from "@/lib/attributions/reassign";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies } from "@/lib/testing/history";
import { makeCampaign, makeWorld, refer, type World } from "@/lib/testing/world";
import { changeExternalStatus, endOrders, recordOrders } from "./commands";
import type { OrderDraft, OrderOutcome } from "./schema";

const db = useTestDatabase();
let numbered = 0;

const draft = (sent: Partial<OrderDraft>): OrderDraft => ({
  ...{ orderId: `A-${++numbered}`, customerEmail: "new@people.test", revenueMinor: 4_999, currency: "EUR", ...sent },
});
const record = (world: World, ...sent: Partial<OrderDraft>[]) => recordOrders(db.pool, world.actor, sent.map(draft));
const orders = async () =>
  (await db.pool.query("SELECT * FROM customer_order ORDER BY length(order_id), order_id")).rows;
const events = async () => (await db.pool.query("SELECT kind, detail, source FROM order_event ORDER BY id")).rows;
const words = (outcomes: OrderOutcome[]) =>
  outcomes.map((one) =>
    one.outcome === "recorded" ? one.credit : one.outcome === "rejected" ? one.code : one.outcome,
  );
const attributionOf = (outcome: OrderOutcome | undefined) =>
  outcome?.outcome === "recorded" ? outcome.attributionId : null;

test("an order by a code creates the contact, the attribution and itself, together", async () => {
  const world = await makeWorld(db.pool);
  const [outcome] = await record(world, { firstName: "Nia", lastName: "Lee", code: "SHORT-0", externalStatus: "paid" });
  expect(outcome).toMatchObject({ outcome: "recorded", credit: "new", attemptId: null, ignored: null });
  expect(await orders()).toMatchObject([
    {
      ...{
        attribution_id: attributionOf(outcome),
        campaign_id: world.campaign.id,
        revenue_minor: "4999",
        currency: "EUR",
      },
      ...{ status: "placed", external_status: "paid", source: "manual" },
    },
  ]);
  const { rows } = await db.pool.query(
    "SELECT name, contact.status AS contact, attribution.status, attribution.source FROM attribution JOIN contact ON contact.id = customer_id",
  );
  expect(rows).toEqual([{ name: "Nia Lee", contact: "prospect", status: "active", source: "order" }]);
  expect(await events()).toEqual([{ kind: "order.created", detail: { credit: "new" }, source: "manual" }]);
});

test("an advocate by e-mail is credited as by a code; a campaign alone credits who stands; without both nobody is", async () => {
  const world = await makeWorld(db.pool);
  const { uid: campaignUid } = world.campaign;
  const outcomes = await record(
    world,
    { advocateEmail: world.advocates[1]!.email, campaignUid },
    { campaignUid },
    {},
    { customerEmail: "other@people.test", campaignUid },
  );
  expect(words(outcomes)).toEqual(["new", "standing", "none", "none"]);
  expect(attributionOf(outcomes[1])).toBe(attributionOf(outcomes[0]));
  expect((await orders()).map(({ campaign_id }) => campaign_id !== null)).toEqual([true, true, false, true]);
});

test("a code that names somebody else is logged as an inactive attempt, and who stands is credited; their own code logs nothing", async () => {
  const world = await makeWorld(db.pool);
  const [standing] = await refer(db.pool, world, 0, [0]);
  const customerEmail = world.customers[0]!.email.toUpperCase();
  const [other, own] = await record(world, { customerEmail, code: "coupon1" }, { customerEmail, code: "coupon0" });
  expect(other).toMatchObject({ credit: "standing", attributionId: standing, attemptId: expect.any(String) });
  expect(own).toMatchObject({ credit: "standing", attributionId: standing, attemptId: null });
  const { rows } = await db.pool.query("SELECT status, source FROM attribution ORDER BY id");
  expect(rows).toEqual([
    { status: "active", source: "manual" },
    { status: "inactive", source: "order" },
  ]);
});

test("whoever stands is credited even where the code that is sent counts for nothing, and the order says so", async () => {
  const world = await makeWorld(db.pool);
  const [standing] = await refer(db.pool, world, 0, [0]);
  const customerEmail = world.customers[0]!.email;
  const [outcome] = await record(world, { customerEmail, campaignUid: "spring", code: "nobody-has-it" });
  expect(outcome).toMatchObject({ credit: "standing", attributionId: standing, ignored: "unknown_code" });
  expect(await events()).toMatchObject([{ detail: { credit: "standing", ignored: "unknown_code" } }]);
});

test("a code that can still be mended refuses the order, with the contact; one that never counts keeps it uncredited", async () => {
  const world = await makeWorld(db.pool, { advocates: 4 });
  await db.pool.query(sql`UPDATE referral_code SET retired_at = now() WHERE code = 'short-1'`);
  await db.pool.query(sql`UPDATE contact SET status = 'prospect' WHERE id = ${world.advocates[2]!.id}`);
  const outcomes = await record(
    world,
    { customerEmail: "a@people.test", code: "nobody-has-it" },
    { customerEmail: "b@people.test", code: "short-1" },
    { customerEmail: "c@people.test", code: "short-2" },
    { customerEmail: world.advocates[3]!.email, code: "short-3" },
    { customerEmail: "at home", code: "short-0" },
    { customerEmail: "d@people.test", campaignUid: "no-such" },
    { customerEmail: "e@people.test", code: "short-0" },
  );
  expect(words(outcomes)).toEqual([
    ...["unknown_code", "none", "advocate_not_enrolled", "none", "invalid_email", "campaign_not_found", "new"],
  ]);
  expect(outcomes[1]).toMatchObject({ ignored: "code_retired" });
  expect(outcomes[3]).toMatchObject({ ignored: "self_referral" });
  const { rows } = await db.pool.query("SELECT email FROM contact WHERE email LIKE '%people.test' ORDER BY email");
  expect(rows.map(({ email }) => email)).toEqual(["b@people.test", "e@people.test"]);
});

test("the same order again is a repeat; with other content it is a conflict; only what the outside says is brought up to date", async () => {
  const world = await makeWorld(db.pool);
  const sent = draft({ code: "short-0", externalStatus: "pending" });
  const [first] = await recordOrders(db.pool, world.actor, [sent]);
  const { id } = first as { id: string };
  const send = (more: Partial<OrderDraft>) => recordOrders(db.pool, world.actor, [{ ...sent, ...more }]);
  expect(await send({ customerEmail: " NEW@people.test" })).toEqual([{ outcome: "repeated", id, updated: false }]);
  expect(await send({ externalStatus: "paid" })).toEqual([{ outcome: "repeated", id, updated: true }]);
  expect(await send({ revenueMinor: 5_000 })).toEqual([{ outcome: "conflict", id }]);
  expect(await send({ code: "short-1" })).toEqual([{ outcome: "conflict", id }]);
  expect(await orders()).toMatchObject([{ external_status: "paid", revenue_minor: "4999" }]);
  expect((await events()).map(({ kind }) => kind)).toEqual(["order.created", "order.external_status_changed"]);
});

test("in one batch an order follows from those before it", async () => {
  const world = await makeWorld(db.pool);
  const outcomes = await record(
    world,
    { orderId: "same", campaignUid: "spring" },
    { code: "short-0" },
    { orderId: "same", campaignUid: "spring" },
    { campaignUid: "spring" },
    { code: "short-1" },
  );
  expect(words(outcomes)).toEqual(["none", "new", "repeated", "standing", "standing"]);
  expect(await inconsistencies(db.pool)).toEqual([]);
});

test("twins sent at once make one order, one attribution and one contact", async () => {
  const world = await makeWorld(db.pool);
  const sent = draft({ code: "short-0" });
  const all = await Promise.all(Array.from({ length: 10 }, () => recordOrders(db.pool, world.actor, [sent])));
  expect(words(all.flat()).sort()).toEqual(["new", ...Array.from({ length: 9 }, () => "repeated")]);
  expect(await orders()).toHaveLength(1);
  const { rows } = await db.pool.query("SELECT count(*)::int AS attributions FROM attribution");
  expect(rows).toEqual([{ attributions: 1 }]);
});

test("an order with an id or an e-mail that no database keeps as it is, is recorded, repeated and refused like any other", async () => {
  const world = await makeWorld(db.pool);
  const odd = { orderId: "A\0-\ud83d", customerEmail: "ha\ud83dlf@people.test" };
  expect(words(await record(world, { ...odd, code: "nobody-has-it" }))).toEqual(["unknown_code"]);
  const { rows } = await db.pool.query("SELECT FROM contact WHERE email LIKE '%people.test'");
  expect(rows).toEqual([]);
  const outcomes = await record(world, odd, { ...odd, orderId: "A\ufffd-\ufffd" }, odd);
  expect(words(outcomes)).toEqual(["none", "repeated", "repeated"]);
  expect(outcomes).toMatchObject(Array(3).fill({ id: (await orders())[0].id }));
});

test("after a reassignment new orders credit the new advocate, and past ones stay where they were", async () => {
  const world = await makeWorld(db.pool);
  const [first] = await record(world, { code: "short-0" });
  const attributionId = attributionOf(first)!;
  const [moved] = await reassign(db.pool, world.actor, { ids: [attributionId], toAdvocateId: world.advocates[1]!.id });
  const [second] = await record(world, { campaignUid: "spring" });
  expect(attributionOf(second)).toBe((moved as { newId: string }).newId);
  expect((await orders()).map(({ attribution_id }) => attribution_id)).toEqual([attributionId, attributionOf(second)]);
});

test("a key for one campaign records no order of another", async () => {
  const world = await makeWorld(db.pool);
  const other = await makeCampaign(db.pool, "autumn", world.segmentId);
  const only = { onlyCampaignId: other.id };
  expect(words(await record(world, { code: "short-0", ...only }, { campaignUid: "spring", ...only }))).toEqual([
    ...["campaign_not_allowed", "campaign_not_allowed"],
  ]);
  expect(words(await record(world, { campaignUid: "autumn", ...only }))).toEqual(["none"]);
});

test("a key for one campaign means that one where none is named: its orders are of it, credit who stands, and repeat", async () => {
  const world = await makeWorld(db.pool);
  const [standing] = await refer(db.pool, world, 0, [0]);
  const only = { customerEmail: world.customers[0]!.email, onlyCampaignId: world.campaign.id };
  const sent = [{ orderId: "one" }, { orderId: "two", code: "nobody-has-it" }, { orderId: "one" }];
  const outcomes = await record(world, ...sent.map((one) => ({ ...one, ...only })));
  expect(outcomes).toMatchObject([
    { credit: "standing", attributionId: standing, ignored: null },
    { credit: "standing", attributionId: standing, ignored: "unknown_code" },
    { outcome: "repeated" },
  ]);
  expect((await orders()).map(({ campaign_id }) => campaign_id)).toEqual(Array(2).fill(world.campaign.id));
});

test("to a key for one campaign the same order of another one is a conflict, and stays as it is", async () => {
  const world = await makeWorld(db.pool);
  const other = await makeCampaign(db.pool, "autumn", world.segmentId);
  const sent = draft({ code: "short-0", externalStatus: "paid" });
  const [first] = await recordOrders(db.pool, world.actor, [sent]);
  const again = { ...sent, externalStatus: "shipped", onlyCampaignId: other.id };
  expect(await recordOrders(db.pool, world.actor, [again])).toEqual([
    { outcome: "conflict", id: (first as { id: string }).id },
  ]);
  expect(await orders()).toMatchObject([{ external_status: "paid" }]);
});

test("an order is refunded or cancelled once, and its external status changes only to something else", async () => {
  const world = await makeWorld(db.pool);
  const ids = (await record(world, {}, {})).map((one) => (one as { id: string }).id);
  expect(await endOrders(db.pool, world.actor, { ids: [ids[0]!], to: "refunded" })).toEqual([ids[0]]);
  expect(await endOrders(db.pool, world.actor, { ids, to: "cancelled" })).toEqual([ids[1]]);
  expect(await changeExternalStatus(db.pool, world.actor, [{ id: ids[0]!, externalStatus: "shipped" }])).toEqual([
    ids[0],
  ]);
  expect(await changeExternalStatus(db.pool, world.actor, [{ id: ids[0]!, externalStatus: "shipped" }])).toEqual([]);
  expect((await orders()).map(({ status }) => status)).toEqual(["refunded", "cancelled"]);
});

test("an external status that was read before somebody else changed it is not written over", async () => {
  const world = await makeWorld(db.pool);
  const ids = (await record(world, {})).map((one) => (one as { id: string }).id);
  const change = (externalStatus: string, was: string | null) =>
    changeExternalStatus(db.pool, world.actor, [{ id: ids[0]!, externalStatus, was }]);
  expect(await change("paid", null)).toEqual(ids);
  expect(await change("shipped", null)).toEqual([]);
  expect(await orders()).toMatchObject([{ external_status: "paid" }]);
  expect(await change("shipped", "paid")).toEqual(ids);
});
