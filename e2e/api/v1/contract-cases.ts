import type { APIRequestContext, APIResponse } from "@playwright/test";
import type { Scope } from "@/lib/api-keys/schema";
import type { World } from "../../world";
import type { Client, Programs } from "./client";

/** Of whom and by what a case is sent. */
export type Given = { http: APIRequestContext; programs: Programs; world: World };
type Sent = { path?: string; body?: unknown };
type Make = (given: Given) => Promise<Sent>;

type Operation = {
  scope: Scope;
  /** What is done, each time it is called to something new. */
  done: Make;
  /** 201 where something new comes of it. */
  status?: 201;
  /** The answers that only this operation has, by their status. */
  others?: Record<number, Make>;
};

/** One documented answer, and how it is come by. */
export type Case = { operation: string; status: number; why: string; send: (given: Given) => Promise<APIResponse> };

const NOBODYS_ID = "0198c7a0-0000-7000-8000-00000000dead";
let people = 0;
const nobody = ({ world }: Given) => `contract-${++people}-${world.tag}@example.test`;

async function referral(given: Given, short_code?: string) {
  const { world } = given;
  const name = `Ada ${++people}`;
  return {
    customer_email: nobody(given),
    short_code: short_code ?? (await world.advocate(name, await world.campaign(name))).shortcode,
  };
}

async function order(given: Given, more: object = {}) {
  const order_id = `contract-${++people}-${given.world.tag}`;
  return { customer_email: nobody(given), order_id, revenue_amount: "12.50", currency: "EUR", ...more };
}

async function anAttribution({ world }: Given) {
  const campaign = await world.campaign(`Contract ${++people}`);
  const advocate = await world.advocate(`Ada ${++people}`, campaign);
  const customer = await world.contact(`Cara ${++people}`);
  return { campaign, id: await world.attribution({ customer, campaign, advocate }) };
}

const anOrder = async ({ world }: Given) =>
  world.order({ customer: { email: `contract-${++people}-${world.tag}@example.test` }, orderId: `contract-${people}` });

/** Every operation that there is. Whoever adds one adds it here, or a test fails. */
const OPERATIONS: Record<string, Operation> = {
  "POST referral_attribution/record": {
    ...{ scope: "attributions:write", status: 201 },
    done: async (given) => ({ body: await referral(given) }),
    others: { 422: async (given) => ({ body: await referral(given, "nobody-has-it") }) },
  },
  "POST referral_attribution/record_batch": {
    scope: "attributions:write",
    done: async (given) => {
      const one = await referral(given);
      return { body: { records: [one, one, await referral(given, "nobody-has-it"), {}, { ...one, more: 1 }] } };
    },
  },
  "POST order/record": {
    ...{ scope: "orders:write", status: 201 },
    done: async (given) => ({ body: await order(given) }),
    others: { 422: async (given) => ({ body: await order(given, { short_code: "nobody-has-it" }) }) },
  },
  "POST order/record_batch": {
    scope: "orders:write",
    done: async (given) => {
      const one = await order(given);
      return { body: { records: [one, one, { ...one, revenue_amount: "1" }, {}, await order(given)] } };
    },
  },
  "PATCH orders/{id}": {
    scope: "orders:write",
    done: async (given) => ({
      path: `orders/${await anOrder(given)}`,
      body: { external_status: "shipped", status: "refunded" },
    }),
  },
  "PATCH referral_attributions/{id}": {
    scope: "attributions:write",
    done: async (given) => ({
      path: `referral_attributions/${(await anAttribution(given)).id}`,
      body: { status: "inactive", reason: "Asked us to." },
    }),
  },
  "POST referral_attributions/{id}/reassign": {
    scope: "attributions:write",
    done: async (given) => {
      const { id, campaign } = await anAttribution(given);
      const { email } = await given.world.advocate(`Ben ${++people}`, campaign);
      return { path: `referral_attributions/${id}/reassign`, body: { advocate_email: email } };
    },
    others: {
      422: async (given) => ({
        path: `referral_attributions/${(await anAttribution(given)).id}/reassign`,
        body: { advocate_email: "nobody@example.test" },
      }),
    },
  },
  "GET referral_attributions": {
    scope: "read",
    done: async (given) => ({
      path: `referral_attributions?campaign=${(await anAttribution(given)).campaign.uid}&more=1`,
    }),
  },
  "GET referral_attributions/{id}": {
    scope: "read",
    done: async (given) => ({ path: `referral_attributions/${(await anAttribution(given)).id}` }),
  },
  "GET orders": { scope: "read", done: async (given) => ({ path: `orders?more=${await anOrder(given)}&size=25` }) },
  "GET orders/{id}": { scope: "read", done: async (given) => ({ path: `orders/${await anOrder(given)}` }) },
  "GET rewards": {
    scope: "read",
    done: async (given) => {
      const { world } = given;
      const campaign = await world.campaign(`Contract ${++people}`);
      await world.rewardRule(campaign);
      const { shortcode: code } = await world.advocate(`Ada ${++people}`, campaign);
      await world.order({ customer: { email: nobody(given) }, campaign, code, orderId: campaign.uid });
      return { path: `rewards?campaign=${campaign.uid}` };
    },
  },
};

/** How it is sent that does not differ between operations: with which key, in which form. */
type How = { secret: string | null; text?: string; type?: string; idempotencyKey?: string };

function casesOf(
  operation: string,
  { scope, done, status = 200, others = {} }: Omit<Operation, "status"> & { status?: number },
): Case[] {
  const [method, path] = operation.split(" ") as [string, string];
  const hasId = path.includes("{id}");
  const send = ({ http }: Given, { path: sentTo = path, body }: Sent, { secret, text, type, idempotencyKey }: How) =>
    http.fetch(`/api/v1/${sentTo}`, {
      method,
      headers: {
        ...(secret && { authorization: `Bearer ${secret}` }),
        ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
        ...(method !== "GET" && { "content-type": type ?? "application/json" }),
      },
      ...(method !== "GET" && { data: Buffer.from(text ?? JSON.stringify(body)) }),
    });
  const allowed = ({ programs }: Given) => programs.program({ scopes: [scope] });
  /** What is done, but with another key or in another form. */
  const as = (
    of: number,
    why: string,
    how: (given: Given, program: Client) => Promise<Partial<How>> | Partial<How>,
  ) => ({
    ...{ operation, status: of, why },
    send: async (given: Given) => {
      const program = await allowed(given);
      const sent = await done(given);
      return send(given, sent, { secret: program.secret, ...(await how(given, program)) });
    },
  });
  const makes = (of: number, why: string, make: Make) => ({
    ...{ operation, status: of, why },
    send: async (given: Given) => send(given, await make(given), { secret: (await allowed(given)).secret }),
  });
  const twice = (of: number, why: string, second: (sent: Sent) => Sent) => ({
    ...{ operation, status: of, why },
    send: async (given: Given) => {
      const how = { secret: (await allowed(given)).secret, idempotencyKey: "the-same" };
      const sent = await done(given);
      await send(given, sent, how);
      return send(given, second(sent), how);
    },
  });
  const everywhere = [
    makes(status, "done", done),
    as(401, "without a key", () => ({ secret: null })),
    as(403, "with a key that lacks the scope", async ({ programs }) => {
      const other: Scope = scope === "read" ? "orders:write" : "read";
      return { secret: (await programs.program({ scopes: [other] })).secret };
    }),
    as(429, "with a key that has nothing left", async ({ world }, { id }) => {
      // Its bucket was emptied in an hour: until then nothing can come back into it.
      await world.db.query(
        "INSERT INTO api_key_use (key_id, left_over, at) VALUES ($1, 0, now() + interval '1 hour')",
        [id],
      );
      return {};
    }),
    {
      ...{ operation, status: 500, why: "while the database is not as it must be" },
      async send(given: Given) {
        const program = await allowed(given);
        const sent = await done(given);
        await given.world.db.query("ALTER TABLE api_key RENAME TO api_key_gone");
        try {
          return await send(given, sent, { secret: program.secret });
        } finally {
          await given.world.db.query("ALTER TABLE api_key_gone RENAME TO api_key");
        }
      },
    },
    ...Object.entries(others).map(([of, make]) => makes(Number(of), "of this operation alone", make)),
    ...(hasId
      ? [
          makes(404, "with an id that nothing has", async (given) => ({
            ...(await done(given)),
            path: path.replace("{id}", NOBODYS_ID),
          })),
        ]
      : []),
  ];
  if (method === "GET") {
    return hasId
      ? everywhere
      : [...everywhere, makes(400, "with a size that there is none of", async () => ({ path: `${path}?size=7` }))];
  }
  return [
    ...everywhere,
    ...(status === 200 ? [] : [twice(200, "again", (sent) => sent)]),
    twice(409, "with the Idempotency-Key of something else", (sent) => ({
      ...sent,
      body: { ...(sent.body as object), other: 1 },
    })),
    as(400, "with a body that is cut short", () => ({ text: '{"customer_email":' })),
    as(413, "with more than a megabyte", () => ({ text: JSON.stringify({ much: "x".repeat(1024 * 1024) }) })),
    as(415, "as XML", () => ({ text: "<xml/>", type: "text/xml" })),
  ];
}

/** One case for each documented answer. */
export const CASES: Case[] = Object.entries(OPERATIONS).flatMap(([operation, of]) => casesOf(operation, of));
