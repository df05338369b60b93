import sql from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/commands";
import type { Scope } from "@/lib/api-keys/schema";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld, type World } from "@/lib/testing/world";
import { claim, keepAnswers } from "./idempotency";
import { logRequest } from "./log";
import { findRequest } from "./queries";
import { replayRequest, sendFromConsole } from "./replay";
import { previewRetention } from "./retention";
import { isReplayable } from "./rules";

const db = useTestDatabase();
const RECORD = "referral_attribution/record";
let world: World;
let keyId: string;

beforeEach(async () => {
  world = await makeWorld(db.pool);
  keyId = await makeKey(["attributions:write", "orders:write"]);
});

async function makeKey(scopes: Scope[]): Promise<string> {
  const made = await createApiKey(db.pool, world.actor.actorId, { name: "Shop", integration: "shopify", scopes });
  if (made.outcome !== "created") throw new Error("no key was made");
  return made.id;
}

const referral = () => ({ customer_email: world.customers[0]!.email, short_code: "LATER" });

/** A request that was refused, as its door logs it. */
const refuse = (values: { endpoint?: string; code?: string; idempotencyKey?: string; payload?: unknown } = {}) =>
  logRequest(db.pool, {
    ...{
      keyId,
      endpoint: values.endpoint ?? RECORD,
      target: null,
      writes: true,
      payload: values.payload ?? referral(),
    },
    ...{ status: 422, outcome: "refused", code: values.code ?? "unknown_code", answer: {}, trace: {} },
    ...{ idempotencyKey: values.idempotencyKey ?? null, replay: null, durationUs: 1 },
  });

/** The code that was unknown comes to be. */
const mend = () =>
  db.pool.query(sql`
    INSERT INTO referral_code (kind, code, campaign_id, advocate_id)
    VALUES ('coupon', 'LATER', ${world.campaign.id}, ${world.advocates[0]!.id})`);

const replay = (id: string) => replayRequest(db.pool, world.actor.actorId, id);
async function replayed(id: string) {
  const made = await replay(id);
  if (made.outcome !== "replayed") throw new Error(made.outcome);
  return made;
}
const isOffered = async (id: string) => isReplayable((await findRequest(db.pool, id, { seesPersonalData: true }))!);

async function attributions(): Promise<number> {
  const { rows } = await db.pool.query("SELECT count(*)::int AS count FROM attribution");
  return rows[0].count;
}

describe("what is refused again when it is sent again", () => {
  test("can be sent once more from there, and counts as sent for the first request too", async () => {
    const first = await refuse();
    const second = await replayed(first);
    expect(second.answer.body.code).toBe("unknown_code");
    expect([await isOffered(first), await isOffered(second.id)]).toEqual([true, true]);
    await mend();
    const third = await replayed(second.id);
    expect(third.answer.body.outcome).toBe("active");
    expect([await isOffered(first), await isOffered(second.id)]).toEqual([false, false]);
    for (const id of [first, second.id]) expect((await replay(id)).outcome).toBe("already_done");
    expect(await attributions()).toBe(1);
    const request = await findRequest(db.pool, third.id, { seesPersonalData: true });
    expect(request).toMatchObject({ replayOf: first, replays: [{ id: second.id, isDone: false }] });
    expect((await previewRetention(db.pool, -1)).unmended.count).toBe(0);
  });

  test("is recorded once, where two send the first request and its replay again at one moment", async () => {
    const first = await refuse();
    const second = await replayed(first);
    await mend();
    const outcomes = await Promise.all([first, second.id, first].map(replay));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["already_done", "already_done", "replayed"]);
    expect(await attributions()).toBe(1);
  });
});

describe("what its program has recorded since under the same Idempotency-Key", () => {
  async function answer(idempotencyKey: string, status: number) {
    const asked = { keyId, idempotencyKey, requestHash: "h" };
    const client = await db.pool.connect();
    await claim(client, [asked]);
    await keepAnswers(client, [{ ...asked, status, body: "{}" }]);
    client.release();
  }

  test("is not sent again", async () => {
    await mend();
    await answer("k-1", 201);
    expect((await replay(await refuse({ code: "throttled", idempotencyKey: "k-1" }))).outcome).toBe("already_done");
  });

  test("is, where that was refused, where it was another request, and where there is no such key", async () => {
    await mend();
    await answer("k-1", 422);
    await answer("k-2", 201);
    const ids = [
      await refuse({ idempotencyKey: "k-1" }),
      await refuse({ idempotencyKey: "k-2", code: "idempotency_conflict" }),
      await refuse({ idempotencyKey: "k-3" }),
    ];
    for (const id of ids) expect((await replay(id)).outcome).toBe("replayed");
  });
});

test("a request that only asked is not offered to be sent again, and is not", async () => {
  const id = await refuse({ endpoint: "GET orders/{id}", payload: { status: "refunded" } });
  expect(await isOffered(id)).toBe(false);
  expect((await replay(id)).outcome).toBe("not_replayable");
});

test("a key is let do no more from the log and the test console than when its program asks", async () => {
  keyId = await makeKey(["read"]);
  await mend();
  const { answer } = await replayed(await refuse({ code: "scope_missing" }));
  expect(answer).toMatchObject({ status: 403, body: { code: "scope_missing" } });
  const asked = { endpoint: RECORD, keyId, payload: referral(), target: null } as const;
  for (const isDryRun of [true, false]) {
    const sent = await sendFromConsole(db.pool, world.actor.actorId, asked, { isDryRun });
    expect(sent).toMatchObject({ status: 403, body: { code: "scope_missing" } });
  }
  expect(await attributions()).toBe(0);
});
