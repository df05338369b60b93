import { expect, test } from "vitest";
import { attributionSearchParams } from "@/lib/attributions/columns";
import { orderSearchParams } from "@/lib/orders/columns";
import { rewardSearchParams } from "@/lib/rewards/columns";
import { ENDPOINTS } from "./endpoints/all";
import { describeEndpoints, openApi } from "./openapi";

const document = JSON.parse(JSON.stringify(openApi("https://attache.test")));
type Operation = {
  operationId: string;
  requestBody?: { content: Record<string, { schema: { properties: Record<string, unknown>; required?: string[] } }> };
  parameters: { name: string; in: string }[];
  responses: Record<string, { headers?: Record<string, unknown> }>;
};
const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

test("every endpoint that writes is described, each operation under a name of its own", () => {
  const writing = operations.filter(({ method }) => method !== "get").map(({ path }) => path.replace("/api/v1/", ""));
  expect(writing.sort()).toEqual(Object.keys(ENDPOINTS).sort());
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
});

test("a request body is described by the schema that reads it, field by field", () => {
  const record = operations.find(({ path }) => path.endsWith("referral_attribution/record"))!;
  const { properties } = record.requestBody!.content["application/json"]!.schema;
  expect(Object.keys(properties).sort()).toEqual([
    ...["campaign_uid", "coupon_code", "customer_email", "customer_uid", "first_name", "last_name", "short_code"],
  ]);
});

test("a list is asked by the very parameters that it declares, and every operation for the legacy envelope", () => {
  const lists = {
    referral_attributions: attributionSearchParams,
    orders: orderSearchParams,
    rewards: rewardSearchParams,
  };
  for (const { path, method, parameters } of operations) {
    const declared = method === "get" ? lists[path.replace("/api/v1/", "") as keyof typeof lists] : undefined;
    const asked = parameters.filter((one) => one.in === "query").map(({ name }) => name);
    expect(asked, `${method} ${path}`).toEqual([...Object.keys(declared ?? {}), "envelope"]);
  }
});

test("a record of a batch is described as the single endpoint takes it", () => {
  const schemaOf = (path: string) =>
    operations.find((one) => one.path === `/api/v1/${path}`)!.requestBody!.content["application/json"]!.schema;
  for (const name of ["referral_attribution/record", "order/record"]) {
    expect(schemaOf(`${name}_batch`).properties.records).toMatchObject({ items: schemaOf(name), maxItems: 1000 });
  }
});

test("the headers that an answer brings are described", () => {
  for (const { method, responses } of operations) {
    const headersOf = (status: number) => Object.keys(responses[status]?.headers ?? {});
    expect([headersOf(429), headersOf(401)]).toEqual([["Retry-After"], ["WWW-Authenticate"]]);
    expect(headersOf(200)).toEqual(method === "get" ? [] : ["Idempotency-Replayed"]);
  }
});

test("every endpoint has an example whose address is whole: with the newest record's id, or a made-up one that is said to be", () => {
  const id = "0198c7a0-0000-7000-8000-00000000beef";
  const endpoints = describeEndpoints({ referral_attributions: id, orders: null });
  expect(endpoints).toHaveLength(operations.length);
  for (const { path, method, exampleAddress, exampleId } of endpoints) {
    expect(exampleAddress, path).not.toContain("{");
    const isOfOrder = path.includes("/orders/");
    expect(exampleId, path).toBe(path.includes("{id}") ? (isOfOrder ? "made up" : "newest") : null);
    if (exampleId === "newest") expect(exampleAddress).toBe(path.replace("{id}", id));
    const asked = [...new URL(exampleAddress, "https://attache.test").searchParams.keys()];
    const { parameters } = operations.find((one) => one.path === path && one.method === method.toLowerCase())!;
    expect(parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(asked));
  }
});

test("every operation names the refusals that any request can meet", () => {
  for (const { responses } of operations)
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(["401", "403", "429", "500"]));
});

test("every field says what it means, what is required is a field, and the example is understood", () => {
  for (const { path, requestBody } of operations.filter(({ method }) => method !== "get")) {
    const { properties, required, example } = requestBody!.content["application/json"]!.schema as {
      properties: Record<string, { description?: string }>;
      required: string[];
      example: object;
    };
    expect(Object.entries(properties).filter(([, { description }]) => !description)).toEqual([]);
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(required));
    const name = path.replace("/api/v1/", "") as keyof typeof ENDPOINTS;
    expect(ENDPOINTS[name].prepare(example), name).toHaveProperty("input");
    for (const field of required) {
      const without = Object.fromEntries(Object.entries(example).filter(([key]) => key !== field));
      expect(ENDPOINTS[name].prepare(without), `${name} without ${field}`).toMatchObject({ field });
    }
  }
});
