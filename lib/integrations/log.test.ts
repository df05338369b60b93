import { expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld } from "@/lib/testing/world";
import { type LoggedRequest, logRequests } from "./log";

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
