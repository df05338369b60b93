import { connect } from "node:net";
import { expect, test } from "./client";

const RECORD = "referral_attribution/record";

test("201: an unknown contact becomes a prospect, the attribution is active, and the log says whose and why", async ({
  programs,
  world,
}) => {
  const ada = await world.advocate("Ada", await world.campaign());
  const hubspot = await programs.program();
  const email = `new-${world.tag}@example.test`;
  const answer = await hubspot.post(RECORD, { customer_email: email, first_name: "Nia", short_code: ada.shortcode });
  expect(answer.status()).toBe(201);
  const body = await answer.json();
  expect(body).toEqual({ outcome: "active", id: expect.any(String), customer_created: true });
  expect(await hubspot.logged()).toMatchObject([
    {
      ...{ endpoint: RECORD, status: 201, outcome: "done", code: null, email_key: email },
      ...{ payload: { customer_email: email, first_name: "Nia" }, answer: body, trace: { code: ada.shortcode } },
    },
  ]);
});

test("201: a duplicate is logged as inactive, and the standing attribution is named", async ({ programs, world }) => {
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  const cara = await world.contact("Cara");
  const standing = await world.attribution({ customer: cara, campaign, advocate: ada });
  const answer = await (await programs.program()).post(RECORD, { customer_email: cara.email, coupon_code: ben.coupon });
  expect(answer.status()).toBe(201);
  expect(await answer.json()).toMatchObject({
    outcome: "inactive_duplicate",
    standing: { id: standing, advocate_email: ada.email, status: "active" },
    customer_created: false,
  });
  expect(await world.statuses({ customer: cara, campaign })).toEqual(["active", "duplicate_attempt"]);
});

test("a form, the legacy Token and the legacy names are understood; what nobody knows is warned of", async ({
  programs,
  world,
}) => {
  const ada = await world.advocate("Ada", await world.campaign());
  const shop = await programs.program();
  const answer = await shop.form(RECORD, {
    ...{ email: `form-${world.tag}@example.test`, short_code: ada.shortcode, campaign_uid: "", utm_source: "x" },
  });
  expect(answer.status()).toBe(201);
  expect((await answer.json()).warnings).toEqual(["utm_source is not a field of this endpoint; it was ignored."]);
});

test("the legacy envelope is given to whoever asks for it", async ({ programs, world }) => {
  const ada = await world.advocate("Ada", await world.campaign());
  const shop = await programs.program();
  const sent = { customer_email: `old-${world.tag}@example.test`, short_code: ada.shortcode };
  expect(await (await shop.post(`${RECORD}?envelope=legacy`, sent)).json()).toMatchObject({
    response: { code: "201", message: "OK", data: { outcome: "active" } },
  });
  expect(await (await shop.post(`${RECORD}?envelope=legacy`, {})).json()).toMatchObject({
    response: { code: "400", message: "Say whom was referred: customer_email.", data: { field: "customer_email" } },
  });
});

for (const [what, sent, status, code, field] of [
  ["no contact", { short_code: "x" }, 400, "invalid", "customer_email"],
  ["no code", { customer_email: "a@example.test" }, 400, "invalid", "short_code"],
  [
    "an unknown code",
    { customer_email: "a@example.test", coupon_code: "no-such-code" },
    422,
    "unknown_code",
    "coupon_code",
  ],
  [
    "no e-mail address",
    { customer_email: "at home", short_code: "no-such-code" },
    400,
    "invalid_email",
    "customer_email",
  ],
  ["a list", [], 400, "invalid", undefined],
] as const) {
  test(`${status}: ${what} is refused with a stable code, a sentence and the field; nothing is recorded`, async ({
    programs,
    world,
  }) => {
    const hubspot = await programs.program();
    const answer = await hubspot.post(RECORD, sent);
    expect(answer.status()).toBe(status);
    const body = await answer.json();
    expect(body).toMatchObject({ code, message: expect.stringMatching(/^[A-Z].+\.$/), ...(field && { field }) });
    expect(await hubspot.logged()).toMatchObject([{ outcome: "refused", code }]);
    const { rowCount } = await world.db.query("SELECT FROM contact WHERE email = 'a@example.test'");
    expect(rowCount).toBe(0);
  });
}

test("400, 413 and 415: what cannot be read is refused, and its beginning is kept in the log", async ({ programs }) => {
  const hubspot = await programs.program();
  const authorization = `Bearer ${hubspot.secret}`;
  const cut = '{"customer_email":"cara@example.test"';
  const long = "ab ".repeat(10_000);
  const sent = [
    { body: cut, status: 400, code: "unreadable", trace: { unread: cut } },
    { body: long, status: 400, code: "unreadable", trace: { unread: long.slice(0, 10_000) } },
    { body: "<xml/>", type: "text/xml", status: 415, code: "unsupported_type", trace: { unread: "<xml/>" } },
    { body: `"${"x".repeat(1024 * 1024)}"`, status: 413, code: "body_too_large", trace: {} },
  ];
  for (const { status, code, trace: _, ...request } of sent) {
    const answer = await hubspot.raw(RECORD, { authorization, ...request });
    expect(answer.status(), code).toBe(status);
    expect(await answer.json()).toMatchObject({ code });
  }
  const logged = await hubspot.logged();
  expect(logged.map(({ status, code, payload, trace }) => ({ status, code, payload, trace }))).toEqual(
    sent.map(({ status, code, trace }) => ({ status, code, trace, payload: null })),
  );
});

test("400: JSON that comes as a form is told which header it lacks; with a byte order mark it is read", async ({
  programs,
  world,
}) => {
  const ada = await world.advocate("Ada", await world.campaign());
  const curl = await programs.program();
  const authorization = `Bearer ${curl.secret}`;
  const body = JSON.stringify({ customer_email: `curl-${world.tag}@example.test`, short_code: ada.shortcode });
  const refused = await curl.raw(RECORD, { authorization, body, type: "application/x-www-form-urlencoded" });
  expect(refused.status()).toBe(400);
  expect(await refused.json()).toEqual({
    code: "invalid",
    message: "This is JSON, and came as a form: send it with the header Content-Type: application/json.",
  });
  expect((await curl.raw(RECORD, { authorization, body: `\uFEFF${body}` })).status()).toBe(201);
});

test("401 and 403: no key, a mistyped, unknown or revoked one, and one that lacks the scope", async ({ programs }) => {
  const { createSecret } = await import("@/lib/api-keys/secrets");
  const [reader, revoked] = [await programs.program({ scopes: ["read"] }), await programs.program()];
  await revoked.revoke();
  const body = "{}";
  const codeOf = async (authorization?: string) => {
    const answer = await reader.raw(RECORD, { authorization, body });
    if (answer.status() === 401) expect(answer.headers()["www-authenticate"]).toBe("Bearer");
    return [answer.status(), (await answer.json()).code];
  };
  expect(await codeOf()).toEqual([401, "unauthorized"]);
  expect(await codeOf("Bearer attache_mistyped")).toEqual([401, "unauthorized"]);
  expect(await codeOf(`Bearer ${createSecret().secret}`)).toEqual([401, "unauthorized"]);
  expect(await codeOf(`Bearer ${revoked.secret}`)).toEqual([401, "key_revoked"]);
  expect(await codeOf(`Bearer ${reader.secret}`)).toEqual([403, "scope_missing"]);
});

test("403: a key for one campaign writes to no other, and sees no other", async ({ programs, world }) => {
  const [spring, autumn] = [await world.campaign("Spring"), await world.campaign("Autumn")];
  const [ada, ben] = [await world.advocate("Ada", spring), await world.advocate("Ben", autumn)];
  const other = await world.attribution({ customer: await world.contact("Cara"), campaign: autumn, advocate: ben });
  const program = await programs.program({ campaign: spring });
  const refused = await program.post(RECORD, {
    customer_email: `x-${world.tag}@example.test`,
    short_code: ben.shortcode,
  });
  expect(refused.status()).toBe(403);
  expect(await refused.json()).toMatchObject({ code: "campaign_not_allowed", field: "campaign_uid" });
  const made = await program.post(RECORD, { customer_email: `x-${world.tag}@example.test`, short_code: ada.shortcode });
  expect(made.status()).toBe(201);
  expect((await program.get(`referral_attributions/${other}`)).status()).toBe(404);
  const { data } = await (await program.get("referral_attributions")).json();
  expect(data.map(({ id }: { id: string }) => id)).toEqual([(await made.json()).id]);
});

test("429: who sends more than the key allows is told when to come back", async ({ programs, world }) => {
  const program = await programs.program();
  await world.db.query("UPDATE api_key SET requests_per_second = 1 WHERE id = $1", [program.id]);
  const answers = await Promise.all(Array.from({ length: 20 }, () => program.get("referral_attributions")));
  const throttled = answers.filter((answer) => answer.status() === 429);
  expect(throttled.length).toBeGreaterThan(0);
  expect(throttled[0]!.headers()["retry-after"]).toBe("1");
  expect(await throttled[0]!.json()).toMatchObject({ code: "throttled" });
});

test("401 and 429: a key that was revoked, and one that is used up, fill the log no faster than their rate", async ({
  programs,
  world,
}) => {
  const [revoked, used] = [await programs.program(), await programs.program()];
  await revoked.revoke();
  await world.db.query("INSERT INTO api_key_use VALUES ($1, 0, now() + interval '1 hour')", [used.id]);
  for (const [program, code] of [
    [revoked, "key_revoked"],
    [used, "throttled"],
  ] as const) {
    await world.db.query("UPDATE api_key SET requests_per_second = 1 WHERE id = $1", [program.id]);
    await program.post(RECORD, { much: "x" });
    await world.db.query("UPDATE api_key_refusal SET noted_at = now() + interval '1 hour' WHERE key_id = $1", [
      program.id,
    ]);
    const flood = await Promise.all(Array.from({ length: 20 }, () => program.post(RECORD, { much: "y" })));
    expect(new Set(flood.map((answer) => answer.status()))).toEqual(new Set([code === "throttled" ? 429 : 401]));
    expect(await program.logged()).toMatchObject([{ code, payload: { much: "x" } }]);
  }
});

test("an upload that breaks off is in the log of its key", async ({ programs, baseURL }) => {
  const program = await programs.program();
  const { hostname, port } = new URL(baseURL!);
  const socket = connect(Number(port), hostname);
  const head = [`POST /api/v1/${RECORD} HTTP/1.1`, `Host: ${hostname}`, `Authorization: Bearer ${program.secret}`];
  socket.write(`${[...head, "Content-Type: application/json", "Content-Length: 1000"].join("\r\n")}\r\n\r\n{"customer`);
  // It is being read once its key was let in.
  await expect.poll(() => program.wasLetIn()).toBe(true);
  socket.destroy();
  await expect.poll(() => program.logged()).toMatchObject([{ code: "unreadable", payload: null }]);
});

test("Idempotency-Key: a repeat is answered 200 with the very bytes of the first answer, another body 409; twins have one effect", async ({
  programs,
  world,
}) => {
  const campaign = await world.campaign();
  const ada = await world.advocate("Ada", campaign);
  const program = await programs.program();
  const cara = await world.contact("Cara");
  const sent = { customer_email: cara.email, short_code: ada.shortcode };
  const send = (key: string, body: object = sent) => program.post(RECORD, body, { "idempotency-key": key });
  const twins = await Promise.all(Array.from({ length: 8 }, () => send("first")));
  expect(twins.map((answer) => answer.status()).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
  expect(new Set(await Promise.all(twins.map((answer) => answer.text()))).size).toBe(1);
  expect(await world.statuses({ customer: cara, campaign })).toEqual(["active"]);

  const conflict = await send("first", { ...sent, first_name: "Cara" });
  expect(conflict.status()).toBe(409);
  expect(await conflict.json()).toMatchObject({ code: "idempotency_conflict" });
  const refused = { customer_email: cara.email, short_code: "nobody-has-it" };
  const [first, again] = [await send("second", refused), await send("second", refused)];
  expect([first.status(), again.status()]).toEqual([422, 422]);
  expect(await again.text()).toBe(await first.text());
  expect(again.headers()["idempotency-replayed"]).toBe("true");
});
