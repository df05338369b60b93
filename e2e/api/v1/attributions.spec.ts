import { expect, test } from "./client";

test("a batch has an outcome for each record, in their order; one that is rejected stops no other", async ({
  programs,
  world,
}) => {
  const ada = await world.advocate("Ada", await world.campaign());
  const program = await programs.program();
  const record = (email: string, short_code = ada.shortcode) => ({
    customer_email: `${email}-${world.tag}@example.test`,
    short_code,
  });
  const records = [
    record("one"),
    record("one"),
    record("two", "no-such"),
    { short_code: "x" },
    { ...record("three"), a: 1 },
  ];
  const answer = await program.post("referral_attribution/record_batch", { records });
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toMatchObject({
    ...{ active: 2, inactive_duplicate: 1, rejected: 2, contacts_created: 2 },
    results: [
      { outcome: "active" },
      { outcome: "inactive_duplicate", standing: { advocate_email: ada.email } },
      { outcome: "rejected", code: "unknown_code" },
      { outcome: "rejected", code: "invalid", field: "customer_email" },
      { outcome: "active", warnings: [expect.stringContaining("a is not a field")] },
    ],
  });
  const many = await program.post("referral_attribution/record_batch", { records: Array(1001).fill(record("x")) });
  expect(many.status()).toBe(400);
  expect(await many.json()).toMatchObject({ code: "invalid", field: "records" });
});

test("attributions are read by filters and cursors, one with its history; then changed and reassigned", async ({
  programs,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  const people = await world.contacts("Cara", 30);
  const ids = await world.attributions(people.map((customer) => ({ customer, campaign, advocate: ada })));
  const program = await programs.program();

  const first = await (await program.get(`referral_attributions?campaign=${campaign.uid}&size=25`)).json();
  expect(first.data).toHaveLength(25);
  expect(first.data[0]).toMatchObject({
    ...{
      id: ids.at(-1),
      status: "active",
      established_by: "advocate",
      source: "manual",
      campaign: { uid: campaign.uid },
    },
    ...{ advocate: { email: ada.email }, customer: { email: people.at(-1)!.email } },
  });
  const rest = await (
    await program.get(`referral_attributions?campaign=${campaign.uid}&size=25&after=${first.next_cursor}`)
  ).json();
  expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual([...ids].reverse());
  expect(rest.next_cursor).toBeNull();

  const id = ids[0]!;
  const changed = await program.patch(`referral_attributions/${id}`, { status: "inactive", reason: "Asked us to." });
  expect(changed.status()).toBe(200);
  expect(await changed.json()).toMatchObject({
    ...{ id, status: "inactive", inactive_reason: "deactivated" },
    history: [
      { kind: "attribution.created" },
      { kind: "attribution.deactivated", reason: "Asked us to.", source: "api" },
    ],
  });
  const again = await program.patch(`referral_attributions/${id}`, { status: "inactive" });
  expect(again.status()).toBe(409);
  expect(await again.json()).toMatchObject({ code: "already_inactive" });
  expect((await program.patch(`referral_attributions/${id}`, { status: "gone" })).status()).toBe(400);

  const reassigned = await program.post(`referral_attributions/${ids[1]}/reassign`, { advocate_email: ben.email });
  expect(reassigned.status()).toBe(200);
  expect(await reassigned.json()).toMatchObject({ status: "active", advocate: { email: ben.email } });
  const unknown = await program.post(`referral_attributions/${ids[2]}/reassign`, { advocate_email: "no@example.test" });
  expect(unknown.status()).toBe(422);
  expect((await program.get("referral_attributions/0198c7a0-0000-7000-8000-00000000dead")).status()).toBe(404);
  expect((await program.get("referral_attributions/nonsense")).status()).toBe(404);
});
