import "server-only";
import { z } from "zod";
import { ANSWERS, answerSchema, problemSchema } from "./answers";
import { ENDPOINTS, type EndpointName } from "./endpoints/all";
import type { ExampleIds } from "./example-ids";
import { DESCRIPTIONS, FIELDS } from "./reference";
import { READS } from "./reference-reads";

type Json = Record<string, unknown>;

/** The endpoints that refuse with 422 what names somebody or something that cannot be used so. */
const UNPROCESSABLE: EndpointName[] = [
  ...(["referral_attribution/record", "order/record", "referral_attributions/{id}/reassign"] as const),
];

const answer = (description: string, schema: Json, headers?: Json) => ({
  ...{ description, ...(headers && { headers }) },
  content: { "application/json": { schema } },
});
const problem = (description: string, headers?: Json) =>
  answer(description, { $ref: "#/components/schemas/Problem" }, headers);

/** The first answer, a refusal too, given once more to a request with its Idempotency-Key. */
const REPLAYED = {
  "Idempotency-Replayed": {
    description: "Where this is the first answer to the same Idempotency-Key once more.",
    schema: { type: "string", enum: ["true"] },
  },
};
const RETRY_AFTER = {
  "Retry-After": { description: "In so many seconds.", required: true, schema: { type: "integer", minimum: 1 } },
};
const AUTHENTICATE = {
  "WWW-Authenticate": { description: "How a key is sent.", required: true, schema: { type: "string" } },
};

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

const ENVELOPE = {
  ...{ name: "envelope", in: "query", required: false, schema: { type: "string", enum: ["legacy"] } },
  description:
    "Wraps the answer as the legacy API did: its status in response.code, a sentence in response.message, the rest in response.data.",
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
        ENVELOPE,
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
  const { scope } = ENDPOINTS[name];
  const { summary, done, repeated } = DESCRIPTIONS[name];
  const takes = bodyOf(name);
  return {
    ...{ operationId: operation(name), summary, security: [{ key: [scope] }] },
    parameters: [...(name.includes("{id}") ? [idOf(name)] : []), IDEMPOTENCY_KEY, ENVELOPE],
    requestBody: {
      required: true,
      content: {
        "application/json": { schema: takes },
        ...(name.endsWith("_batch") ? {} : { "application/x-www-form-urlencoded": { schema: takes } }),
      },
    },
    responses: {
      [done.status]: answer(done.means, answered, done.status === 200 ? REPLAYED : undefined),
      ...(done.status === 200 ? {} : { 200: answer(repeated, answered, REPLAYED) }),
      ...{
        409: problem(
          "The Idempotency-Key or the id came with something else before, or what it asks for stands against it.",
          REPLAYED,
        ),
      },
      ...{ 413: problem("More than 1 MB."), 415: problem("Neither JSON nor a form.") },
      ...(UNPROCESSABLE.includes(name)
        ? { 422: problem("What it names cannot be used so: the code says why.", REPLAYED) }
        : {}),
      ...refusals(name, methodOf(name)),
    },
  };
}

/** What an endpoint takes: of a batch, records as the single endpoint takes each. */
function bodyOf(name: EndpointName): Json {
  const { required, example } = DESCRIPTIONS[name];
  const {
    $schema: _,
    properties = {},
    ...shape
  } = z.toJSONSchema(ENDPOINTS[name].schema, {
    ...({ io: "input", unrepresentable: "any" } as const),
  });
  const described = Object.entries(properties).map(([field, of]) => {
    const records = name.endsWith("_batch") && field === "records";
    const items = records ? { items: bodyOf(name.replace("_batch", "") as EndpointName) } : {};
    return [field, { ...(of as Json), ...items, description: FIELDS[field] }];
  });
  return { ...shape, properties: Object.fromEntries(described), required, example };
}

function refusals(name: string, method: string): Json {
  const hasInput = method !== "get" || !name.includes("{id}");
  const replayed = method === "get" ? undefined : REPLAYED;
  return {
    ...(hasInput ? { 400: problem("Something in the request is missing or of the wrong form.", replayed) } : {}),
    401: problem("No API key, or one that does not work.", AUTHENTICATE),
    403: problem("The key lacks the scope, or is for another campaign.", replayed),
    ...(name.includes("{id}") ? { 404: problem("There is nothing with this id.", replayed) } : {}),
    429: problem("Too many requests at a time: wait as long as Retry-After says.", RETRY_AFTER),
    500: problem("Our fault. Sent again with the same Idempotency-Key, it is recorded once."),
  };
}

/** `referral_attributions/{id}/reassign` is called referral_attributions_id_reassign. */
function operation(name: string): string {
  return name.replaceAll(/[^a-z_]+/g, "_").replace(/_$/, "");
}

/** In the place of an id in an example, where there is no record yet. */
const NO_ID = "01980000-0000-7000-8000-000000000000";

/**
 * Every endpoint as the reference page shows it: what writes first.
 * @param ids of records that the examples are about; a made-up one stands for what there is none of
 */
export function describeEndpoints(ids: ExampleIds) {
  const addressed = (name: string) => {
    const id = ids[name.split("/")[0] as keyof ExampleIds];
    return {
      ...{ path: `/api/v1/${name}`, exampleAddress: `/api/v1/${name.replace("{id}", id ?? NO_ID)}` },
      exampleId: name.includes("{id}") ? (id ? ("newest" as const) : ("made up" as const)) : null,
    };
  };
  const writing = (Object.keys(ENDPOINTS) as EndpointName[]).map((name) => {
    const { summary, required, example } = DESCRIPTIONS[name];
    const { properties = {} } = z.toJSONSchema(ENDPOINTS[name].schema, { io: "input", unrepresentable: "any" });
    const fields = Object.keys(properties).map((field) => ({
      ...{ name: field, description: FIELDS[field] ?? "", required: required.includes(field) },
    }));
    const { scope } = ENDPOINTS[name];
    return {
      ...addressed(name),
      ...{ method: methodOf(name).toUpperCase(), summary, scope, fields, example: example as unknown },
    };
  });
  const reading = Object.entries(READS).map(([name, { summary, query, example }]) => {
    const address = addressed(name);
    return {
      ...{ ...address, exampleAddress: `${address.exampleAddress}${example}`, method: "GET", summary, scope: "read" },
      fields: query.map(({ name: field, description }) => ({ name: field, description, required: false })),
      example: null as unknown,
    };
  });
  return [...writing, ...reading];
}

/** The endpoints of the test console, each with a body to begin with. */
export function describeTestable() {
  return (Object.keys(ENDPOINTS) as EndpointName[]).map((name) => ({
    ...{ name, example: JSON.stringify(DESCRIPTIONS[name].example, null, 2) },
  }));
}
