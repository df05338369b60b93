import sql from "sql-template-tag";
import { beforeEach, expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/commands";
import type { Scope } from "@/lib/api-keys/schema";
import { useTestDatabase } from "@/lib/testing/database";
import { merge } from "@/lib/testing/merging";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import type { RequestParams } from "./columns";
import type { EndpointName } from "./endpoints/all";
import { countRequests, listRequests } from "./queries";
import { sendFromConsole } from "./replay";

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

async function send(endpoint: EndpointName, payload: unknown, target: string | null = null) {
  const asked = { endpoint, keyId, payload, target };
  return (await sendFromConsole(db.pool, world.actor.actorId, asked, { isDryRun: false }))!.body;
}

/** The endpoints of the requests about a record, the newest first, as an admin's list has them. */
async function about(record: unknown, params: RequestParams = {}): Promise<string[]> {
  const { rows } = await listRequests(db.pool, { ...params, record: String(record) }, { seesPersonalData: true });
  return rows.map(({ endpoint }) => endpoint);
}

async function contactId(email: string): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>(sql`SELECT id FROM contact WHERE email = ${email}`);
  return rows[0]!.id;
}

test("an attribution, an order and their contact each have the requests that made and changed them", async () => {
  const email = "new@people.test";
  const first = await send("referral_attribution/record", { customer_email: email, short_code: "short-0" });
  const order = await send("order/record", {
    ...{
      customer_email: email,
      order_id: "A-1",
      revenue_amount: "10",
      currency: "EUR",
      campaign_uid: world.campaign.uid,
    },
  });
  await send("orders/{id}", { external_status: "paid" }, String(order.id));
  const moved = await send(
    "referral_attributions/{id}/reassign",
    { advocate_email: world.advocates[1]!.email },
    String(first.id),
  );
  expect(order.attribution_id).toBe(first.id);
  expect(await about(first.id)).toEqual([
    ...["referral_attributions/{id}/reassign", "order/record", "referral_attribution/record"],
  ]);
  expect(await about(moved.id)).toEqual(["referral_attributions/{id}/reassign"]);
  expect(await about(order.id)).toEqual(["orders/{id}", "order/record"]);
  expect(await about(await contactId(email))).toHaveLength(4);
  expect(await about(world.customers[0]!.id)).toEqual([]);
});

test("of a batch each record has the request, and a refused one that names a contact is at the contact", async () => {
  const [cara, dan] = world.customers as [{ id: string; email: string }, { id: string; email: string }];
  const { results } = (await send("referral_attribution/record_batch", {
    records: [
      { customer_email: cara.email, short_code: "short-0" },
      { customer_email: dan.email, short_code: "no-such" },
    ],
  })) as { results: { id: string }[] };
  await send("referral_attribution/record", { customer_email: dan.email.toUpperCase(), short_code: "no-such" });
  expect(await about(results[0]!.id)).toEqual(["referral_attribution/record_batch"]);
  expect(await about(cara.id)).toEqual(["referral_attribution/record_batch"]);
  expect(await about(dan.id)).toEqual(["referral_attribution/record"]);
});

test("a contact has what was refused before they were one, and what named those that were merged into them", async () => {
  const email = "late@people.test";
  await send("referral_attribution/record", { customer_email: email, short_code: "no-such" });
  await send("referral_attribution/record", { customer_email: email, short_code: "short-0" });
  const late = await contactId(email);
  expect(await about(late)).toHaveLength(2);
  await merge(db.pool, world, { staysId: world.customers[0]!.id, goesId: late });
  expect(await about(world.customers[0]!.id)).toHaveLength(2);
});

test("the other filters narrow it, its pages follow each other, and its counts are its own", async () => {
  const [customer] = world.customers;
  await refer(db.pool, world, 0, [0]);
  for (let round = 0; round < 30; round++) {
    const code = round % 2 ? "short-1" : "no-such";
    await send("referral_attribution/record", { customer_email: customer!.email, short_code: code });
  }
  await send("referral_attribution/record", { customer_email: world.customers[1]!.email, short_code: "no-such" });
  const viewer = { seesPersonalData: true };
  const record = customer!.id;
  const first = await listRequests(db.pool, { record, size: 25 }, viewer);
  const second = await listRequests(db.pool, { record, size: 25, after: first.next }, viewer);
  expect([first.rows.length, second.rows.length, second.next]).toEqual([25, 5, null]);
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(30);
  expect(await about(record, { outcome: ["refused"] })).toHaveLength(15);
  expect(await countRequests(db.pool, { record })).toMatchObject({
    total: { count: 30, capped: false },
    facets: { outcome: [{ count: 15 }, { count: 15 }], code: [{ value: "unknown_code", count: 15 }] },
  });
});

test("what is no record has no requests", async () => {
  await send("referral_attribution/record", { customer_email: "a@people.test", short_code: "no-such" });
  expect(await about("nonsense")).toEqual([]);
  expect(await about("00000000-0000-7000-8000-00000000dead")).toEqual([]);
});
