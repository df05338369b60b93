import { expect, test } from "./client";

test("200: rewards by campaign, order and status, each with who earned it and which version of which trigger made it", async ({
  programs,
  world,
}) => {
  const campaign = await world.campaign();
  const ada = await world.advocate("Ada", campaign);
  const rule = await world.rewardRule(campaign, { name: "Ten for an order" });
  const shop = await programs.program({ scopes: ["orders:write", "read"] });
  const sent = { customer_email: `r-${world.tag}@example.test`, order_id: `R-${world.tag}`, short_code: ada.shortcode };
  const order = await (await shop.post("order/record", sent)).json();
  await shop.post("order/record", sent);
  const { data, next_cursor } = await (await shop.get(`rewards?campaign=${campaign.uid}`)).json();
  expect(next_cursor).toBeNull();
  expect(data).toEqual([
    {
      ...{ id: expect.any(String), status: "pending", recipient: "advocate", created_at: expect.any(String) },
      ...{ amount: "10.00", amount_minor: 1_000, currency: "EUR" },
      contact: { id: ada.id, email: ada.email, name: ada.name },
      campaign: { uid: campaign.uid, name: campaign.name },
      reward_trigger: { id: rule, version: 1, name: "Ten for an order", trigger: "order_created" },
      order: { id: order.id, order_id: sent.order_id },
      attribution: {
        id: order.attribution_id,
        advocate: { id: ada.id, email: ada.email, name: ada.name },
        customer: expect.objectContaining({ email: sent.customer_email }),
      },
    },
  ]);
  expect((await (await shop.get(`rewards?order=${order.id}&status=approved,fulfilled`)).json()).data).toEqual([]);
  await shop.patch(`orders/${order.id}`, { status: "refunded" });
  expect((await (await shop.get(`rewards?order=${order.id}`)).json()).data).toMatchObject([{ status: "denied" }]);
});

for (const list of ["rewards", "orders", "referral_attributions"]) {
  for (const [what, query, field] of [
    ["a status that there is none of", "status=aproved", "status"],
    ["one such status among others", "status=active,placed,pending,nonsense", "status"],
    ["the same filter twice", "campaign=a&campaign=b", "campaign"],
    ["a day in words", "from=yesterday", "from"],
    ["a broken cursor", "after=WyJhIl0", "after"],
    ["a size that there is none of", "size=10000", "size"],
  ] as const) {
    test(`400: ${list} are refused with ${what}, never given without the filter`, async ({ programs }) => {
      const answer = await (await programs.program({ scopes: ["read"] })).get(`${list}?${query}`);
      expect(answer.status()).toBe(400);
      expect(await answer.json()).toMatchObject({ code: "invalid", field, message: expect.stringContaining(field) });
    });
  }

  test(`200: a parameter that ${list} do not know is ignored, and said`, async ({ programs }) => {
    const answer = await (await programs.program({ scopes: ["read"] })).get(`${list}?stauts=active&size=25`);
    expect((await answer.json()).warnings).toEqual(["stauts is not a parameter of this endpoint; it was ignored."]);
  });
}

test("200: what comes after a cursor is empty when all of it has left the filter: no reward is ever given twice", async ({
  programs,
  world,
}) => {
  const campaign = await world.campaign();
  await world.rewardRule(campaign);
  const ada = await world.advocate("Ada", campaign);
  const shop = await programs.program({ scopes: ["orders:write", "read"] });
  const records = Array.from({ length: 26 }, (_, index) => ({
    ...{ customer_email: `c-${world.tag}@example.test`, order_id: `${world.tag}-${index}`, short_code: ada.shortcode },
  }));
  const { results } = await (await shop.post("order/record_batch", { records })).json();
  const pending = `rewards?campaign=${campaign.uid}&status=pending&size=25`;
  const first = await (await shop.get(pending)).json();
  expect([first.data.length, typeof first.next_cursor]).toEqual([25, "string"]);
  await shop.patch(`orders/${results[0].id}`, { status: "refunded" });
  const second = await (await shop.get(`${pending}&after=${first.next_cursor}`)).json();
  expect(second).toEqual({ data: [], next_cursor: null, previous_cursor: null });
});

test("400: a cursor of another sort, one that was cut, and two at once are refused with the field, never given the first page", async ({
  programs,
  world,
}) => {
  const campaign = await world.campaign();
  const ada = await world.advocate("Ada", campaign);
  for (let index = 0; index < 26; index++) {
    await world.attribution({ customer: await world.contact(`Cara ${index}`), campaign, advocate: ada });
  }
  const program = await programs.program({ scopes: ["read"] });
  const get = (query: string) => program.get(`referral_attributions?campaign=${campaign.uid}&size=25&${query}`);
  const cursor = (await (await get("sort=customer")).json()).next_cursor as string;
  expect((await (await get(`sort=customer&after=${cursor}`)).json()).data).toHaveLength(1);
  for (const [query, field] of [
    [`sort=advocate&after=${cursor}`, "after"],
    [`before=${cursor}`, "before"],
    [`sort=customer&after=${cursor.slice(0, -8)}`, "after"],
    [`sort=customer&after=${cursor.split(".")[1]}`, "after"],
    [`sort=customer&after=${cursor}&before=${cursor}`, "before"],
  ] as const) {
    const answer = await get(query);
    expect(answer.status(), query).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "invalid", field, message: expect.stringContaining(field) });
  }
});

test("200: a key for one campaign sees that campaign's rewards alone, and none of another that it asks for", async ({
  programs,
  world,
}) => {
  const [own, other] = [await world.campaign("Own"), await world.campaign("Other")];
  for (const campaign of [own, other]) {
    await world.rewardRule(campaign);
    const ada = await world.advocate(`Ada ${campaign.uid}`, campaign);
    const customer = await world.contact(`Cara ${campaign.uid}`);
    await world.order({ customer, campaign, code: ada.shortcode, orderId: campaign.uid });
  }
  const shop = await programs.program({ scopes: ["read"], campaign: own });
  const seen = async (query: string) => (await (await shop.get(`rewards${query}`)).json()).data;
  expect(await seen("")).toMatchObject([{ campaign: { uid: own.uid } }]);
  expect(await seen(`?campaign=${own.uid},${other.uid}`)).toMatchObject([{ campaign: { uid: own.uid } }]);
  expect(await seen(`?campaign=${other.uid}`)).toEqual([]);
});
