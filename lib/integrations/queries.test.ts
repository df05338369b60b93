import { beforeEach, expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld } from "@/lib/testing/world";
import { type LoggedRequest, logRequests } from "./log";
import { findRequest, listRequests } from "./queries";

const db = useTestDatabase();
const MARKETER = { seesPersonalData: false };
const ADMIN = { seesPersonalData: true };
let request: LoggedRequest;

beforeEach(async () => {
  const { actor } = await makeWorld(db.pool);
  const key = await createApiKey(db.pool, actor.actorId, {
    ...{ name: "Own code", integration: "own_code", scopes: ["attributions:write"] },
  });
  if (key.outcome !== "created") throw new Error("no key was made");
  request = {
    ...{ keyId: key.id, endpoint: "referral_attribution/record", target: null, writes: true, payload: null },
    ...{ status: 422, outcome: "refused", code: "unknown_code", answer: { code: "unknown_code" }, trace: {} },
    ...{ idempotencyKey: null, replay: null, durationUs: 7 },
  };
});

test("a marketer sees whom a request names nowhere: not in its path, its key, its fields, nor in the list", async () => {
  const body = { '{"customer_email":"cara@example.test"}': "", customer_email: "Cara Doe" };
  const [id] = await logRequests(db.pool, [
    { ...request, target: "cara@example.test", payload: body, idempotencyKey: "hubspot-cara@example.test" },
  ]);
  const seen = JSON.stringify([
    await findRequest(db.pool, id!, MARKETER),
    await listRequests(db.pool, {}, MARKETER),
  ]).toLowerCase();
  expect(seen).not.toContain("cara");
  expect(await findRequest(db.pool, id!, ADMIN)).toMatchObject({
    ...{ target: "cara@example.test", payload: body, idempotencyKey: "hubspot-cara@example.test", email: "cara doe" },
  });
});
