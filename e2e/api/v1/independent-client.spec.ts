import { OpenAPIClientAxios } from "openapi-client-axios";
import { type Client, expect, test } from "./client";

/** A client that somebody else wrote, and that knows of us no more than the OpenAPI document: where we are, and what we take. */
async function independent(baseURL: string, { secret }: Client) {
  const api = new OpenAPIClientAxios({
    definition: `${baseURL}/api/v1/openapi.json`,
    axiosConfigDefaults: { headers: { authorization: `Bearer ${secret}` }, validateStatus: () => true },
  });
  return api.init();
}

test("a client generated from the OpenAPI document records, reads, changes and reassigns, and understands refusals", async ({
  baseURL,
  programs,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  const program = await programs.program({ scopes: ["attributions:write", "orders:write", "read"] });
  const api = await independent(baseURL!, program);
  const email = (name: string) => `${name}-${world.tag}@example.test`;

  const sent = { customer_email: email("cara"), short_code: ada.shortcode };
  const key = { "Idempotency-Key": world.tag };
  const recorded = await api.referral_attribution_record!(key, sent);
  expect([recorded.status, recorded.data]).toEqual([201, expect.objectContaining({ outcome: "active" })]);
  const { id } = recorded.data;
  const again = await api.referral_attribution_record!(key, sent);
  expect([again.status, again.data]).toEqual([200, recorded.data]);

  const records = [sent, { customer_email: email("dora"), coupon_code: ben.coupon }, { customer_email: "nobody" }];
  const batch = await api.referral_attribution_record_batch!(undefined, { records });
  expect(batch.data).toMatchObject({ active: 1, inactive_duplicate: 1, rejected: 1 });

  const bought = { customer_email: email("cara"), order_id: world.tag, revenue_amount: "49.90", currency: "EUR" };
  const order = await api.order_record!(undefined, { ...bought, campaign_uid: campaign.uid });
  expect([order.status, order.data]).toEqual([
    201,
    expect.objectContaining({ credit: "standing", attribution_id: id }),
  ]);
  expect((await api.get_orders!({ campaign: campaign.uid })).data.data).toMatchObject([{ id: order.data.id }]);
  expect((await api.get_orders_id!({ id: order.data.id })).data).toMatchObject({ revenue_amount: "49.90" });
  expect((await api.get_rewards!({ campaign: campaign.uid })).data).toEqual({
    ...{ data: [], next_cursor: null, previous_cursor: null },
  });

  const listed = await api.get_referral_attributions!({ campaign: campaign.uid, status: "active", size: 25 });
  expect(listed.data.data.map(({ customer }: { customer: { email: string } }) => customer.email).sort()).toEqual([
    ...[email("cara"), email("dora")],
  ]);
  const reassigned = await api.referral_attributions_id_reassign!({ id }, { advocate_email: ben.email });
  expect(reassigned.data).toMatchObject({ status: "active", advocate: { email: ben.email } });
  const ended = await api.referral_attributions_id!({ id: reassigned.data.id }, { status: "inactive" });
  expect([ended.status, ended.data.status]).toEqual([200, "inactive"]);
  expect((await api.get_referral_attributions_id!({ id })).data.competing).toHaveLength(3);

  const many = Array.from({ length: 24 }, (_, index) => ({ ...sent, customer_email: email(`more-${index}`) }));
  expect((await api.referral_attribution_record_batch!(undefined, { records: many })).data.active).toBe(24);
  const page = { campaign: campaign.uid, actor: program.id, sort: "customer", size: 25 };
  const first = await api.get_referral_attributions!(page);
  const second = await api.get_referral_attributions!({ ...page, after: first.data.next_cursor });
  const back = await api.get_referral_attributions!({ ...page, before: second.data.previous_cursor });
  expect(back.data.data).toEqual(first.data.data);

  const refused = await api.referral_attribution_record!(undefined, { ...sent, short_code: "nobody-has-it" });
  expect([refused.status, refused.data]).toEqual([
    422,
    expect.objectContaining({ code: "unknown_code", field: "short_code" }),
  ]);
  const late = await api.referral_attributions_id!({ id }, { status: "inactive" });
  expect([late.status, late.data.code]).toEqual([409, "already_inactive"]);
  await program.revoke();
  expect((await api.get_referral_attributions!()).data).toMatchObject({ code: "key_revoked" });
});
