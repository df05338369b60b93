import "server-only";
import { z } from "zod";
import { ANSWERS, answerSchema, problemSchema } from "./answers";
import { ENDPOINTS, type EndpointName } from "./endpoints/all";
import { DESCRIPTIONS, FIELDS, READS } from "./reference";

type Json = Record<string, unknown>;

/** The endpoints that refuse with 422 what names somebody or something that cannot be used so. */
const UNPROCESSABLE: EndpointName[] = [
  ...(["referral_attribution/record", "order/record", "referral_attributions/{id}/reassign"] as const),
];

const answer = (description: string, schema: Json) => ({
  description,
  content: { "application/json": { schema } },
});
const problem = (description: string) => answer(description, { $ref: "#/components/schemas/Problem" });

const ID = { name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } };
const ORDER_ID = { ...ID, schema: { type: "string" }, description: "The order's id, or else your own order_id of it." };
/** An order is found by either of its ids. */
const idOf = (name: string) => (name === "orders/{id}" ? ORDER_ID : ID);
const IDEMPOTENCY_KEY = {
  ...{
    name: "Idempotency-Key",
    in: "header",
    required: false,
    schema: { type: "string", minLength: 1, maxLength: 255 },
  },
  description: "Sent again with the same body, the first answer is given once more for 72 hours at least.",
};

/**
 * The description of the API as OpenAPI 3.1, made from the very schemas that read the requests.
 * @param server where it is served: "https://attache.example.com"
 */
export function openApi(server: string) {
  const paths: Record<string, Json> = {};
  const at = (name: string) => (paths[`/api/v1/${name}`] ??= {});
  for (const name of Object.keys(ENDPOINTS) as EndpointName[]) {
    const method = methodOf(name);
    at(name)[method] = writing(name, answerSchema(ANSWERS[`${method} ${name}`]!));
  }
  for (const [name, { summary, query, answers }] of Object.entries(READS)) {
    at(name).get = {
      ...{ operationId: `get_${operation(name)}`, summary, security: [{ key: ["read"] }] },
      parameters: [
        ...(name.includes("{id}") ? [idOf(name)] : []),
        ...query.map((param) => ({ in: "query", required: false, ...param })),
      ],
      responses: { 200: answer(answers, answerSchema(ANSWERS[`get ${name}`]!)), ...refusals(name, "get") },
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      ...{ title: "Attaché API", version: "1" },
      description: "Records who referred whom, and what they bought; reads, changes and reassigns attributions.",
    },
    servers: [{ url: server }],
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key, from Settings > API keys." },
      },
      schemas: { Problem: answerSchema(problemSchema) },
    },
    paths,
  };
}

const methodOf = (name: EndpointName) => (name.endsWith("{id}") ? "patch" : "post");

function writing(name: EndpointName, answered: Json): Json {
  const { scope, schema } = ENDPOINTS[name];
  const { summary, done, repeated, required, example } = DESCRIPTIONS[name];
  const { $schema: _, properties = {}, ...shape } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const described = Object.entries(properties).map(([field, of]) => [
    field,
    { ...(of as Json), description: FIELDS[field] },
  ]);
  const takes = { ...shape, properties: Object.fromEntries(described), required, example };
  return {
    ...{ operationId: operation(name), summary, security: [{ key: [scope] }] },
    parameters: [...(name.includes("{id}") ? [idOf(name)] : []), IDEMPOTENCY_KEY],
    requestBody: {
      required: true,
      content: {
        "application/json": { schema: takes },
        ...(name.endsWith("_batch") ? {} : { "application/x-www-form-urlencoded": { schema: takes } }),
      },
    },
    responses: {
      [done.status]: answer(done.means, answered),
      ...(done.status === 200 ? {} : { 200: answer(repeated, answered) }),
      ...{
        409: problem(
          "The Idempotency-Key or the id came with something else before, or what it asks for stands against it.",
        ),
      },
      ...{ 413: problem("More than 1 MB."), 415: problem("Neither JSON nor a form.") },
      ...(UNPROCESSABLE.includes(name) ? { 422: problem("What it names cannot be used so: the code says why.") } : {}),
      ...refusals(name, methodOf(name)),
    },
  };
}

function refusals(name: string, method: string): Json {
  const hasInput = method !== "get" || !name.includes("{id}");
  return {
    ...(hasInput ? { 400: problem("Something in the request is missing or of the wrong form.") } : {}),
    401: problem("No API key, or one that does not work."),
    403: problem("The key lacks the scope, or is for another campaign."),
    ...(name.includes("{id}") ? { 404: problem("There is nothing with this id.") } : {}),
    429: problem("Too many requests at a time: wait as long as Retry-After says."),
    500: problem("Our fault. Sent again with the same Idempotency-Key, it is recorded once."),
  };
}

/** `referral_attributions/{id}/reassign` is called referral_attributions_id_reassign. */
function operation(name: string): string {
  return name.replaceAll(/[^a-z_]+/g, "_").replace(/_$/, "");
}

/** Every endpoint as the reference page shows it: what writes first. */
export function describeEndpoints() {
  const writing = (Object.keys(ENDPOINTS) as EndpointName[]).map((name) => {
    const { summary, required, example } = DESCRIPTIONS[name];
    const { properties = {} } = z.toJSONSchema(ENDPOINTS[name].schema, { io: "input", unrepresentable: "any" });
    const fields = Object.keys(properties).map((field) => ({
      ...{ name: field, description: FIELDS[field] ?? "", required: required.includes(field) },
    }));
    const method = name.endsWith("{id}") ? "PATCH" : "POST";
    return {
      method,
      path: `/api/v1/${name}`,
      summary,
      scope: ENDPOINTS[name].scope,
      fields,
      example: example as unknown,
    };
  });
  const reading = Object.entries(READS).map(([name, { summary, query }]) => ({
    ...{ method: "GET", path: `/api/v1/${name}`, summary, scope: "read", example: null as unknown },
    fields: query.map(({ name: field, description }) => ({ name: field, description, required: false })),
  }));
  return [...writing, ...reading];
}

/** The endpoints of the test console, each with a body to begin with. */
export function describeTestable() {
  return (Object.keys(ENDPOINTS) as EndpointName[]).map((name) => ({
    ...{ name, example: JSON.stringify(DESCRIPTIONS[name].example, null, 2) },
  }));
}
