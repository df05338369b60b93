import { expect, test } from "./client";

const RECORD = "order/record";
const scopes = ["orders:write", "read"] as const;

test("201: an order of an unknown customer makes contact, attribution and order; a repeat is answered 200 with the same result", async ({
  programs,
  world,
}) => {
  const ada = await world.advocate("Ada", await world.campaign());
  const shop = await programs.program({ scopes: [...scopes] });
  const sent = {
    ...{ email: `buyer-${world.tag}@example.test`, transaction_uid: `A-${world.tag}`, revenue: 49.99, currency: "eur" },
    ...{ coupon_code: ada.coupon, external_status: "paid", event_data1: "newsletter" },
  };
  const answer = await shop.post(RECORD, sent);
  expect(answer.status()).toBe(201);
  const body = await answer.json();
  expect(body).toEqual({
    ...{ outcome: "recorded", id: expect.any(String), order_id: sent.transaction_uid, credit: "new" },
    ...{ attribution_id: expect.any(String), advocate_email: ada.email, attempt_id: null, ignored: null },
  });
  const again = await shop.post(RECORD, { ...sent, external_status: "shipped" });
  expect(again.status()).toBe(200);
  expect(await again.json()).toEqual(body);
  const { data } = await (await shop.get(`orders?q=${sent.transaction_uid}`)).json();
  expect(data).toMatchObject([{ id: body.id, order_id: sent.transaction_uid, currency: "EUR" }]);
  const conflict = await shop.post(RECORD, { ...sent, revenue: 50 });
  expect(conflict.status()).toBe(409);
  expect(await conflict.json()).toMatchObject({ code: "order_conflict", field: "order_id" });

  expect(await (await shop.get(`orders/${body.id}`)).json()).toMatchObject({
    ...{
      order_id: sent.transaction_uid,
      revenue_amount: "49.99",
      revenue_minor: 4999,
      currency: "EUR",
      status: "placed",
    },
    ...{ external_status: "shipped", custom_fields: { event_data1: "newsletter" }, source: "api" },
    attribution: { id: body.attribution_id, advocate: { email: ada.email } },
  });
});

test("a code of somebody else is logged as an attempt, and whoever stands is credited; after a reassignment the next order is credited anew", async ({
  programs,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  const cara = await world.contact("Cara");
  const standing = await world.attribution({ customer: cara, campaign, advocate: ada });
  const shop = await programs.program({ scopes: [...scopes] });
  const order = async (nth: number, more: object) => {
    const sent = { customer_email: cara.email, order_id: `${nth}-${world.tag}`, revenue_amount: "10", currency: "EUR" };
    return (await shop.post(RECORD, { ...sent, ...more })).json();
  };
  const first = await order(1, { short_code: ben.shortcode });
  expect(first).toMatchObject({ credit: "standing", attribution_id: standing, advocate_email: ada.email });
  expect(first.attempt_id).not.toBeNull();
  await world.reassign(standing, ben);
  expect(await order(2, { campaign_uid: campaign.uid })).toMatchObject({
    credit: "standing",
    advocate_email: ben.email,
  });
  expect(await (await shop.get(`orders/${first.id}`)).json()).toMatchObject({
    attribution: { advocate: { email: ada.email } },
  });
  expect(await order(3, {})).toMatchObject({ credit: "none", attribution_id: null });
});

for (const [what, sent, status, code, field] of [
  ["no order_id", { customer_email: "x@example.test" }, 400, "invalid", "order_id"],
  ["an amount without a currency", { revenue_amount: 5 }, 400, "invalid", "currency"],
  ["an amount with too many digits", { revenue_amount: "5.001", currency: "EUR" }, 400, "invalid", "revenue_amount"],
  ["an unknown currency", { revenue_amount: "5", currency: "QQQ" }, 400, "invalid", "currency"],
  ["two codes", { short_code: "a", coupon_code: "b" }, 400, "invalid", "coupon_code"],
  ["an unknown code", { short_code: "no-such-code" }, 422, "unknown_code", "short_code"],
  [
    "an advocate who is nobody",
    { advocate_email: "no@example.test", campaign_uid: "" },
    422,
    "campaign_required",
    "campaign_uid",
  ],
] as const) {
  test(`${status}: an order with ${what} is refused at the field, and nothing is kept`, async ({ programs, world }) => {
    const shop = await programs.program({ scopes: [...scopes] });
    const whole = what === "no order_id" ? {} : { customer_email: `x-${world.tag}@example.test`, order_id: world.tag };
    const answer = await shop.post(RECORD, { ...whole, ...sent });
    expect(answer.status()).toBe(status);
    expect(await answer.json()).toMatchObject({ code, field });
    const { rowCount } = await world.db.query("SELECT FROM customer_order WHERE order_id = $1", [world.tag]);
    expect(rowCount).toBe(0);
  });
}

test("a batch of orders has an outcome for each; external status, refund and cancellation come by PATCH", async ({
  programs,
  world,
}) => {
  const ada = await world.advocate("Ada", await world.campaign());
  const shop = await programs.program({ scopes: [...scopes] });
  const order = (nth: number, more: object = {}) => ({
    ...{
      customer_email: `b-${world.tag}@example.test`,
      order_id: `${nth}-${world.tag}`,
      short_code: ada.shortcode,
      ...more,
    },
  });
  const answer = await shop.post("order/record_batch", {
    records: [
      order(1),
      order(1),
      order(1, { revenue_amount: 3, currency: "EUR" }),
      order(2, { short_code: "no-such" }),
      {},
    ],
  });
  expect(await answer.json()).toMatchObject({
    ...{ recorded: 1, repeated: 1, conflict: 1, rejected: 2 },
    results: [
      { credit: "new" },
      { credit: "new" },
      { code: "order_conflict" },
      { code: "unknown_code" },
      { code: "invalid" },
    ],
  });
  const { id } = (await answer.json()).results[0];
  const changed = await shop.patch(`orders/${id}`, { external_status: "returned", status: "refunded" });
  expect(changed.status()).toBe(200);
  expect(await changed.json()).toMatchObject({ status: "refunded", external_status: "returned" });
  const late = await shop.patch(`orders/${id}`, { status: "cancelled" });
  expect(late.status()).toBe(409);
  expect(await late.json()).toMatchObject({ code: "order_ended", field: "status" });
  expect((await shop.patch("orders/nonsense", { status: "cancelled" })).status()).toBe(404);
});

test("403: a key without the scope records no order, and one for another campaign neither", async ({
  programs,
  world,
}) => {
  const [spring, autumn] = [await world.campaign("Spring"), await world.campaign("Autumn")];
  const ada = await world.advocate("Ada", spring);
  const sent = { customer_email: `x-${world.tag}@example.test`, order_id: world.tag, short_code: ada.shortcode };
  const reader = await programs.program({ scopes: ["read", "attributions:write"] });
  expect(await (await reader.post(RECORD, sent)).json()).toMatchObject({ code: "scope_missing" });
  const other = await programs.program({ scopes: [...scopes], campaign: autumn });
  const refused = await other.post(RECORD, sent);
  expect(refused.status()).toBe(403);
  expect(await refused.json()).toMatchObject({ code: "campaign_not_allowed" });
});

test("an order is read and changed by the shop's own id, and a change that is refused does nothing", async ({
  programs,
  world,
}) => {
  const shop = await programs.program({ scopes: [...scopes] });
  const order_id = `#1/ä %41 ${world.tag}`;
  const sent = { customer_email: `x-${world.tag}@example.test`, order_id, external_status: "paid" };
  const { id } = await (await shop.post(RECORD, sent)).json();
  const path = `orders/${encodeURIComponent(order_id)}`;
  const refunded = await shop.patch(path, { status: "refunded" });
  expect([refunded.status(), await refunded.json()]).toMatchObject([200, { id, order_id, status: "refunded" }]);
  const refused = await shop.patch(path, { status: "cancelled", external_status: "shipped" });
  expect([refused.status(), await refused.json()]).toMatchObject([409, { code: "order_ended" }]);
  expect((await shop.patch(path, { status: "refunded", external_status: "" })).status()).toBe(200);
  expect(await (await shop.get(path)).json()).toMatchObject({ id, status: "refunded", external_status: "paid" });
  expect((await shop.get(`orders/${encodeURIComponent(order_id.toUpperCase())}`)).status()).toBe(404);
});

test("a number that JSON has cut is refused with what to do; a text that was cut within a character fails no batch", async ({
  programs,
  world,
}) => {
  const shop = await programs.program({ scopes: [...scopes] });
  const authorization = `Bearer ${shop.secret}`;
  const cut = await shop.raw(RECORD, {
    authorization,
    body: '{"customer_email":"x@y.test","order_id":12345678901234567}',
  });
  expect([cut.status(), await cut.json()]).toMatchObject([400, { code: "invalid", field: "order_id" }]);
  expect((await cut.json()).message).toContain("send it as text, in quotes");
  const order = (nth: number, more: object) => ({
    ...{ customer_email: `x-${world.tag}@example.test`, order_id: `${nth}-${world.tag}`, ...more },
  });
  const records = [
    order(1, {}),
    order(2, { event_data1: "Thanks \ud83d" }),
    { ...order(3, {}), order_id: `\ud83d${world.tag}` },
  ];
  const batch = await shop.post("order/record_batch", { records });
  expect([batch.status(), await batch.json()]).toMatchObject([
    ...[200, { recorded: 2, rejected: 1, results: [{}, {}, { code: "invalid", field: "order_id" }] }],
  ]);
  const { data } = await (await shop.get(`orders?q=2-${world.tag}`)).json();
  expect(data).toMatchObject([{ custom_fields: { event_data1: "Thanks \ufffd" } }]);
});

test("a key for one campaign is told nothing of another campaign's order, and its own need not name the campaign", async ({
  programs,
  world,
}) => {
  const [spring, autumn] = [await world.campaign("Spring"), await world.campaign("Autumn")];
  const ada = await world.advocate("Ada", spring);
  const sent = { customer_email: `x-${world.tag}@example.test`, order_id: world.tag, short_code: ada.shortcode };
  const all = await programs.program({ scopes: [...scopes] });
  const { id } = await (await all.post(RECORD, sent)).json();
  const other = await programs.program({ scopes: [...scopes], campaign: autumn });
  const conflict = await other.post(RECORD, { ...sent, external_status: "shipped" });
  expect([conflict.status(), await conflict.json()]).toEqual([
    409,
    { code: "order_conflict", message: expect.any(String), field: "order_id" },
  ]);
  expect((await other.get(`orders/${world.tag}`)).status()).toBe(404);
  expect(await (await all.get(`orders/${id}`)).json()).toMatchObject({ external_status: null });

  const own = await programs.program({ scopes: [...scopes], campaign: spring });
  const { customer_email } = sent;
  const credited = await (await own.post(RECORD, { customer_email, order_id: `2-${world.tag}` })).json();
  expect(credited).toMatchObject({ credit: "standing", advocate_email: ada.email });
  expect((await own.get(`orders/${credited.id}`)).status()).toBe(200);
});

test("a repeat is a repeat in the log", async ({ programs, world }) => {
  const shop = await programs.program({ scopes: [...scopes] });
  const sent = { customer_email: `x-${world.tag}@example.test`, order_id: world.tag };
  for (const status of [201, 200]) expect((await shop.post(RECORD, sent)).status()).toBe(status);
  expect((await shop.post(RECORD, { ...sent, external_status: "paid" })).status()).toBe(200);
  expect((await shop.logged()).map(({ outcome }) => outcome)).toEqual(["done", "repeated", "done"]);
});
