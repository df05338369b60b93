import { beforeEach, expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld } from "@/lib/testing/world";
import { listFailing } from "./failing";
import { type LoggedRequest, logRequests } from "./log";

const db = useTestDatabase();
let refused: LoggedRequest;

beforeEach(async () => {
  const { actor } = await makeWorld(db.pool);
  const key = await createApiKey(db.pool, actor.actorId, {
    ...{ name: "Own code", integration: "own_code", scopes: ["attributions:write"] },
  });
  if (key.outcome !== "created") throw new Error("no key was made");
  refused = {
    ...{ keyId: key.id, endpoint: "referral_attribution/record", target: null, writes: true, payload: null },
    ...{ status: 422, outcome: "refused", code: "unknown_code", answer: { code: "unknown_code" }, trace: {} },
    ...{ idempotencyKey: null, replay: null, durationUs: 7 },
  };
});

const batchOf = (codes: (string | null)[], outcome: "done" | "repeated" = "done"): LoggedRequest => ({
  ...{ ...refused, endpoint: "referral_attribution/record_batch", status: 200, outcome, code: null },
  answer: { rejected: codes.length, results: codes.map((code) => (code ? { code } : { outcome: "active" })) },
});

test("what was refused in batches is counted by its records, beside the requests, and leads to the latest batch", async () => {
  const ids = await logRequests(db.pool, [
    ...[refused, batchOf(["unknown_code", "unknown_code", "invalid", null]), batchOf(["unknown_code"])],
    ...[batchOf([null]), batchOf(["unknown_code"], "repeated"), refused],
  ]);
  const groups = await listFailing(db.pool);
  expect(
    groups.map(({ code, isInBatches, count, lastId }) => ({ code, isInBatches, count: count.count, lastId })),
  ).toEqual([
    { code: "unknown_code", isInBatches: true, count: 3, lastId: ids[2] },
    { code: "unknown_code", isInBatches: false, count: 2, lastId: ids[5] },
    { code: "invalid", isInBatches: true, count: 1, lastId: ids[1] },
  ]);
  expect(groups[0]).toMatchObject({ key: { name: "Own code" }, count: { capped: false } });
});

test("the batches with refused records are found by an index of their own, however many requests there are", async () => {
  await logRequests(
    db.pool,
    Array.from({ length: 50 }, () => batchOf([null])),
  );
  const client = await db.pool.connect();
  try {
    await client.query("SET enable_seqscan = off");
    const { rows } = await client.query<{ "QUERY PLAN": string }>(
      "EXPLAIN SELECT id FROM integration_event WHERE trace ? 'rejected' AND outcome = 'done' ORDER BY id DESC LIMIT 10",
    );
    expect(rows.map((row) => row["QUERY PLAN"]).join()).toContain("integration_event__failing_in_batches");
  } finally {
    await client.query("RESET enable_seqscan");
    client.release();
  }
});
