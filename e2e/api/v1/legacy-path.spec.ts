import { expect, test } from "./client";

const RECORD = "referral_attribution/record";

test("the legacy address records as /api/v1 does: 201 in the legacy envelope, one entry in the log under the same name", async ({
  programs,
  world,
}) => {
  const ada = await world.advocate("Ada", await world.campaign());
  const program = await programs.program();
  const email = `old-${world.tag}@example.test`;
  const answer = await program.legacy(RECORD, { email, short_code: ada.shortcode, utm_source: "x" });
  expect(answer.status()).toBe(201);
  const { response } = await answer.json();
  expect(response).toMatchObject({
    ...{ code: "201", message: "OK" },
    data: { outcome: "active", id: expect.any(String), warnings: [expect.stringContaining("utm_source")] },
  });
  expect(await program.logged()).toMatchObject([
    { endpoint: RECORD, target: null, status: 201, outcome: "done", email_key: email, answer: response.data },
  ]);
});

test("orders, batches and forms come by the legacy address too", async ({ programs, world }) => {
  const ada = await world.advocate("Ada", await world.campaign());
  const program = await programs.program({ scopes: ["attributions:write", "orders:write"] });
  const customer_email = `buyer-${world.tag}@example.test`;
  const order = await program.legacy("order/record", {
    ...{ email: customer_email, transaction_uid: `A-${world.tag}`, revenue: "12.50", currency: "EUR" },
    ...{ short_code: ada.shortcode },
  });
  expect(order.status()).toBe(201);
  expect(await order.json()).toMatchObject({ response: { data: { order_id: `A-${world.tag}`, credit: "new" } } });
  const records = [{ customer_email, short_code: ada.shortcode }];
  const batch = await program.legacy(`${RECORD}_batch`, { records });
  expect(await batch.json()).toMatchObject({ response: { code: "200", data: { inactive_duplicate: 1 } } });
  const orders = await program.legacy("order/record_batch", { records: [{ customer_email, order_id: "" }] });
  expect(await orders.json()).toMatchObject({ response: { code: "200", data: { rejected: 1 } } });
  const form = await program.legacyForm(RECORD, { customer_email, short_code: ada.shortcode });
  expect(form.status()).toBe(201);
});

test("the key is in no log, in nothing that is kept, and in no answer; nobody is told the address it was in", async ({
  programs,
  world,
  server,
}) => {
  const program = await programs.program();
  const answers = [
    await program.legacy(RECORD, { customer_email: `x-${world.tag}@example.test`, short_code: "no-such" }),
    await program.legacy(RECORD, {}, { "idempotency-key": `k-${world.tag}` }),
    await program.legacy("no/such/endpoint", {}),
    await program.legacyGet(RECORD),
    await program.legacyGet("no/such/endpoint"),
  ];
  expect(answers.map((answer) => answer.status())).toEqual([422, 400, 404, 405, 404]);
  for (const answer of answers) {
    expect(await answer.text()).not.toContain(program.secret);
    expect(answer.headers()["referrer-policy"]).toBe("no-referrer");
    expect(answer.headers()["cache-control"]).toBe("no-store");
  }
  expect(await answers[2]!.json()).toMatchObject({ response: { code: "404", data: { code: "no_endpoint" } } });
  const { rows } = await world.db.query(
    `SELECT FROM integration_event WHERE integration_event::text LIKE $1 UNION ALL
     SELECT FROM api_answer WHERE api_answer::text LIKE $1`,
    [`%${program.secret}%`],
  );
  expect(rows).toEqual([]);
  expect(await program.logged()).toHaveLength(2);
  expect(server.output()).not.toContain(program.secret);
});

test("401, 403 and 429 are those of /api/v1, in the envelope; the key counts in the path alone, and the username is nobody", async ({
  programs,
  world,
}) => {
  const { createSecret } = await import("@/lib/api-keys/secrets");
  const [reader, writer, revoked] = [
    await programs.program({ scopes: ["read"] }),
    await programs.program(),
    await programs.program(),
  ];
  await revoked.revoke();
  const codeOf = async (token: string, user = "anybody") => {
    const answer = await writer.legacy(RECORD, {}, {}, { token, user });
    const { response } = await answer.json();
    return [answer.status(), response.code, response.data.code];
  };
  expect(await codeOf("_token_")).toEqual([401, "401", "unauthorized"]);
  expect(await codeOf(createSecret().secret)).toEqual([401, "401", "unauthorized"]);
  expect(await codeOf("_token_", writer.secret)).toEqual([401, "401", "unauthorized"]);
  const beside = await writer.legacy(RECORD, {}, { authorization: `Bearer ${writer.secret}` }, { token: "_token_" });
  expect(beside.status()).toBe(401);
  expect(await codeOf(revoked.secret)).toEqual([401, "401", "key_revoked"]);
  expect(await codeOf(reader.secret)).toEqual([403, "403", "scope_missing"]);
  await world.db.query("UPDATE api_key SET requests_per_second = 1 WHERE id = $1", [writer.id]);
  const many = await Promise.all(Array.from({ length: 20 }, () => writer.legacy(RECORD, {})));
  const throttled = many.filter((answer) => answer.status() === 429);
  expect(throttled.length).toBeGreaterThan(0);
  expect(throttled[0]!.headers()["retry-after"]).toBe("1");
});

test("an Idempotency-Key means the same request by either address", async ({ programs, world }) => {
  const campaign = await world.campaign();
  const ada = await world.advocate("Ada", campaign);
  const cara = await world.contact("Cara");
  const program = await programs.program();
  const sent = { customer_email: cara.email, short_code: ada.shortcode };
  const key = { "idempotency-key": "moved" };
  const first = await program.legacy(RECORD, sent, key);
  const again = await program.post(RECORD, sent, key);
  const third = await program.legacy(RECORD, sent, key);
  expect([first.status(), again.status(), third.status()]).toEqual([201, 200, 200]);
  const { response } = await first.json();
  expect(await again.json()).toEqual(response.data);
  expect((await third.json()).response.data).toEqual(response.data);
  expect(await world.statuses({ customer: cara, campaign })).toEqual(["active"]);
  const other = await program.legacy(RECORD, { ...sent, first_name: "Cara" }, key);
  expect(other.status()).toBe(409);
});
