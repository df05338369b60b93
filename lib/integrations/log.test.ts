import { expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld } from "@/lib/testing/world";
import { type LoggedRequest, logRequests } from "./log";
import { listRequests } from "./queries";

const db = useTestDatabase();

async function aRequest(): Promise<LoggedRequest> {
  const { actor } = await makeWorld(db.pool);
  const key = await createApiKey(db.pool, actor.actorId, {
    ...{ name: "Own code", integration: "own_code", scopes: ["attributions:write"] },
  });
  if (key.outcome !== "created") throw new Error("no key was made");
  return {
    ...{ keyId: key.id, endpoint: "referral_attribution/record", target: null, writes: true, payload: null },
    ...{ status: 422, outcome: "refused", code: "unknown_code", answer: { code: "unknown_code" }, trace: {} },
    ...{ idempotencyKey: null, replay: null, durationUs: 7 },
  };
}

test("requests that are logged together are entries of their own, in their order, each about its own contact", async () => {
  const request = await aRequest();
  const emails = ["advocate-2@example.test", "nobody@example.test", "ADVOCATE-1@example.test"];
  const ids = await logRequests(
    db.pool,
    emails.map((email, place) => ({ ...request, trace: { email }, durationUs: place })),
  );
  const { rows } = await db.pool.query(
    `SELECT event.id, trace ->> 'email' AS email, duration_us, contact.email AS about
     FROM integration_event AS event LEFT JOIN integration_event_record ON event_id = event.id
       LEFT JOIN contact ON contact.id = record_id ORDER BY event.id`,
  );
  expect(rows).toEqual(
    emails.map((email, place) => ({
      ...{ id: ids[place], email, duration_us: place },
      about: place === 1 ? null : email.toLowerCase(),
    })),
  );
});

test("what JSON may say and no text in PostgreSQL is kept as a replacement character; the same as words stays words", async () => {
  const request = await aRequest();
  const payload = { nul: "a\0b", half: "a\ud83d", whole: "a😀", words: "a\\u0000b", path: "C:\\\\ud83d" };
  await logRequests(db.pool, [{ ...request, payload, trace: { email: "a\0@x.test" }, idempotencyKey: "k\ud83d" }]);
  const { rows } = await db.pool.query("SELECT payload, trace, idempotency_key FROM integration_event");
  expect(rows).toEqual([
    {
      payload: { ...payload, nul: "a\ufffdb", half: "a\ufffd" },
      ...{ trace: { email: "a\ufffd@x.test" }, idempotency_key: "k\ufffd" },
    },
  ]);
});

test("nothing that was sent is no payload, whether it was absent or null", async () => {
  const request = await aRequest();
  await logRequests(db.pool, [request, { ...request, payload: undefined }]);
  const { rows } = await db.pool.query("SELECT payload IS NULL AS none, code, target FROM integration_event");
  expect(rows).toEqual(Array(2).fill({ none: true, code: "unknown_code", target: null }));
});

const sees = { seesPersonalData: true };

test("a request that no endpoint looked at is found by the e-mail and the code it names, by any of their names", async () => {
  const request = await aRequest();
  const refused = { ...request, status: 400, code: "invalid", answer: { code: "invalid" } };
  const [contact] = (await db.pool.query("SELECT id, email FROM contact ORDER BY id LIMIT 1")).rows;
  const payloads = [
    { customer_email: ` ${contact.email.toUpperCase()} ` },
    { email: contact.email, customer_email: "", coupon_code: "Spring-1" },
    { email: contact.email, short_code: 4711 },
    { customer_email: [contact.email], short_code: { code: "Spring-1" } },
    { customer_email: `${"x".repeat(3000)}@example.test`, short_code: Array.from("x".repeat(3000)).join("-") },
    { records: [{ customer_email: contact.email, short_code: "Spring-1" }] },
    [contact.email],
    null,
  ];
  const ids = await logRequests(
    db.pool,
    payloads.map((payload) => ({ ...refused, payload })),
  );
  const found = async (filter: object) => (await listRequests(db.pool, filter, sees)).rows.map(({ id }) => id);
  expect(await found({ q: contact.email })).toEqual([ids[2], ids[1], ids[0]]);
  expect(await found({ record: contact.id })).toEqual([ids[2], ids[1], ids[0]]);
  expect(await found({ q: "SPRING-1" })).toEqual([ids[1]]);
  expect(await found({ q: "4711" })).toEqual([ids[2]]);
});

test("what an endpoint found counts before what was sent, and a request that only reads is about nobody", async () => {
  const request = await aRequest();
  const payload = { customer_email: "sent@example.test", short_code: "sent" };
  await logRequests(db.pool, [
    { ...request, payload, trace: { email: "found@example.test" } },
    { ...request, payload, writes: false },
  ]);
  const { rows } = await db.pool.query("SELECT email_key, ref_code_key FROM integration_event ORDER BY id");
  expect(rows).toEqual([
    { email_key: "found@example.test", ref_code_key: "sent" },
    { email_key: null, ref_code_key: null },
  ]);
});
