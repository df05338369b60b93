import { beforeEach, expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/commands";
import type { Scope } from "@/lib/api-keys/schema";
import { endCampaign } from "@/lib/campaigns/commands";
import { retireCode } from "@/lib/codes/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import type { EndpointName } from "./endpoints/all";
import { logRequest } from "./log";
import { findRequest, listRequests, type RequestDetails } from "./queries";
import { sendFromConsole } from "./replay";
import { reasonFor } from "./wording";

const db = useTestDatabase();
let world: World;
let keyId: string;

beforeEach(async () => {
  world = await makeWorld(db.pool);
  const scopes: Scope[] = ["attributions:write", "orders:write"];
  const made = await createApiKey(db.pool, world.actor.actorId, { name: "Shop", integration: "shopify", scopes });
  if (made.outcome !== "created") throw new Error("no key was made");
  keyId = made.id;
});

/** Sends a request; answers what its page in the log shows, with what it was answered. */
async function send(endpoint: EndpointName, payload: unknown, target: string | null = null) {
  const asked = { endpoint, keyId, payload, target };
  const answer = (await sendFromConsole(db.pool, world.actor.actorId, asked, { isDryRun: false }))!;
  const { rows } = await db.pool.query<{ id: string }>("SELECT id FROM integration_event ORDER BY id DESC LIMIT 1");
  const request = await findRequest(db.pool, rows[0]!.id, { seesPersonalData: true });
  return { answer: answer.body as Record<string, string>, request: request!, why: reasonFor(request!) };
}

const advocates = ({ story }: RequestDetails) => ({
  code: story.code?.meant?.advocate.email,
  attribution: story.attribution?.advocate.email,
  attempt: story.attempt?.advocate.email,
  standing: story.standing?.advocate.email,
});

test("a referral says which code meant whom in which campaign, what came of it, and who sent it from the console", async () => {
  const { answer, request } = await send("referral_attribution/record", {
    ...{ customer_email: "new@people.test", short_code: "SHORT-1" },
  });
  const campaign = { id: world.campaign.id, name: "Campaign spring" };
  const advocate = { id: world.advocates[1]!.id, email: world.advocates[1]!.email };
  expect(request.story).toMatchObject({
    code: { code: "SHORT-1", meant: { advocate, campaign, isRetired: false } },
    attribution: { id: answer.id, advocate, status: "active" },
    ...{ standing: null, attempt: null, order: null, sender: "Ada Admin" },
  });
  const marketer = await findRequest(db.pool, request.id, { seesPersonalData: false });
  const masked = { id: advocate.id, name: null, email: "a•••@example.test" };
  expect(marketer!.story).toMatchObject({ code: { meant: { advocate: masked } }, attribution: { advocate: masked } });
});

test("a duplicate says what stood, also where it is answered once more", async () => {
  const [standing] = await refer(db.pool, world, 0, [0]);
  const { answer, request, why } = await send("referral_attribution/record", {
    ...{ customer_email: world.customers[0]!.email, short_code: "short-1" },
  });
  expect(advocates(request)).toMatchObject({
    attribution: world.advocates[1]!.email,
    standing: world.advocates[0]!.email,
  });
  expect(why).toContain("was active already. It stays");
  const id = await logRequest(db.pool, {
    ...{ keyId, endpoint: "referral_attribution/record", target: null, writes: true, status: 200, outcome: "repeated" },
    ...{ payload: request.payload, code: null, answer, trace: {}, idempotencyKey: "k", replay: null, durationUs: 1 },
  });
  const repeat = (await findRequest(db.pool, id, { seesPersonalData: true }))!;
  expect(repeat.trace).toMatchObject({ attributionId: answer.id, standingId: standing });
  expect(advocates(repeat)).toEqual(advocates(request));
  expect(reasonFor(repeat)).toMatch(/^The same request had come before.+ It stays/);
});

test("an order says whom it is credited to and why, and which attempt was logged beside it", async () => {
  const customer_email = world.customers[0]!.email;
  const paid = { customer_email, revenue_amount: "10", currency: "EUR" };
  const first = await send("order/record", { ...paid, order_id: "A-1", short_code: "short-0" });
  expect(first.why).toContain("the order made an active attribution");
  expect(first.request.story).toMatchObject({ order: { id: first.answer.id, orderId: "A-1" } });
  expect(advocates(first.request)).toMatchObject({ attribution: world.advocates[0]!.email });
  const second = await send("order/record", { ...paid, order_id: "A-2", short_code: "short-1" });
  expect(second.why).toBe("The order is credited to the attribution that stood for this customer and campaign.");
  expect(advocates(second.request)).toMatchObject({
    ...{ attribution: world.advocates[0]!.email, attempt: world.advocates[1]!.email, code: world.advocates[1]!.email },
  });
  const conflict = await send("order/record", { ...paid, order_id: "A-1", revenue_amount: "11" });
  expect(conflict.request).toMatchObject({ code: "order_conflict", story: { order: { id: first.answer.id } } });
});

test.each(["its code is retired", "its campaign has ended"])(
  "an order that is kept uncredited because %s says so",
  async (because) => {
    const { rows } = await db.pool.query<{ id: string }>("SELECT id FROM referral_code WHERE code = 'short-0'");
    if (because.includes("code")) await retireCode(db.pool, world.actor, rows[0]!.id);
    else await endCampaign(db.pool, world.actor, world.campaign.id);
    const { why, request } = await send("order/record", {
      ...{ customer_email: "new@people.test", order_id: "A-1", short_code: "short-0" },
    });
    expect(why).toMatch(
      /^The order was kept, and nobody is credited\. The code or advocate that was sent counted for nothing: This \w+ has /,
    );
    expect(request.story.code?.meant?.isRetired).toBe(because.includes("code"));
    expect(request.trace).toMatchObject({ credit: "none", ignored: expect.any(String) });
  },
);

test("a change that is refused because another attribution stands says which", async () => {
  const [standing, attempt] = await refer(db.pool, world, 0, [0, 1]);
  const { request } = await send("referral_attributions/{id}", { status: "active" }, attempt);
  expect(request).toMatchObject({ code: "standing_exists", trace: { attributionId: attempt, standingId: standing } });
  expect(advocates(request)).toMatchObject({
    attribution: world.advocates[1]!.email,
    standing: world.advocates[0]!.email,
  });
});

test("a code that nobody has is said to be none, also where the request was refused before it was looked up", async () => {
  for (const payload of [{ customer_email: "new@people.test", short_code: "no-such" }, { short_code: "no-such" }]) {
    const { request } = await send("referral_attribution/record", payload);
    expect(request.story.code).toEqual({ code: "no-such", meant: null });
  }
});

test("a batch says how many of its records were refused for which reasons, and what became of the others", async () => {
  const record = (email: string, short_code?: string) => ({ customer_email: email, short_code });
  const referrals = await send("referral_attribution/record_batch", {
    records: [
      ...[record("a@people.test", "short-0"), record("a@people.test", "short-1"), record("b@people.test")],
      ...[record("c@people.test", "no-such"), record("d@people.test", "no-such")],
    ],
  });
  expect(referrals.request).toMatchObject({ outcome: "done", code: null });
  expect(referrals.request.trace.rejected).toEqual({ unknown_code: 2, invalid: 1 });
  expect(referrals.why).toBe("3 of 5 were refused, 1 active, 1 logged as inactive attempts.");

  const order = { customer_email: "a@people.test", order_id: "A-1", revenue_amount: "10", currency: "EUR" };
  const orders = await send("order/record_batch", {
    records: [order, order, { ...order, revenue_amount: "11" }, { ...order, order_id: "A-2", short_code: "no-such" }],
  });
  expect(orders.request.trace).toMatchObject({
    counts: { recorded: 1, repeated: 1, conflict: 1, rejected: 1 },
    rejected: { order_conflict: 1 },
  });
  expect(orders.why).toBe("2 of 4 were refused, 1 recorded, 1 recorded before.");

  const { rows } = await listRequests(db.pool, {}, { seesPersonalData: true });
  expect(rows.map(({ message }) => message)).toEqual([orders.why, referrals.why]);
});
