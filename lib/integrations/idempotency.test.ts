import sql from "sql-template-tag";
import { expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/commands";
import { inTransaction } from "@/lib/db/transaction";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld } from "@/lib/testing/world";
import { claim, forgetOldAnswers, keepAnswers } from "./idempotency";

const db = useTestDatabase();
const ANSWER = { status: 201, body: '{"outcome":"active"}' };

async function aRequest(requestHash = "hash") {
  const { actor } = await makeWorld(db.pool);
  const made = await createApiKey(db.pool, actor.actorId, {
    ...{ name: "Own code", integration: "own_code", scopes: ["attributions:write"] },
  });
  if (made.outcome !== "created") throw new Error("no key was made");
  return { keyId: made.id, idempotencyKey: "order-1", requestHash };
}

const send = (asked: Awaited<ReturnType<typeof aRequest>>, effect: () => Promise<void> = async () => {}) =>
  inTransaction(db.pool, async (tx) => {
    const [claimed] = await claim(tx, [asked]);
    if (claimed!.outcome !== "claimed") return claimed!;
    await effect();
    await keepAnswers(tx, [{ ...asked, ...ANSWER }]);
    return claimed!;
  });

test("the same request again is answered with the first answer, another one with the same key is a conflict", async () => {
  const asked = await aRequest();
  expect(await send(asked)).toEqual({ outcome: "claimed" });
  expect(await send(asked)).toEqual({ outcome: "repeated", answer: ANSWER });
  expect(await send({ ...asked, requestHash: "another" })).toEqual({ outcome: "conflict" });
  expect(await send({ ...asked, idempotencyKey: "order-2", requestHash: "another" })).toEqual({ outcome: "claimed" });
});

test("of requests that are claimed together each has its own claim, and its own answer later", async () => {
  const asked = await aRequest();
  const keys = ["b", "order-1", "a"];
  const together = keys.map((idempotencyKey) => ({ ...asked, idempotencyKey }));
  await send(asked);
  await inTransaction(db.pool, async (tx) => {
    const claims = await claim(tx, together);
    expect(claims.map(({ outcome }) => outcome)).toEqual(["claimed", "repeated", "claimed"]);
    await keepAnswers(tx, [
      { ...together[0]!, status: 201, body: '"of b"' },
      { ...together[2]!, status: 422, body: '"of a"' },
    ]);
  });
  const again = await inTransaction(db.pool, (tx) => claim(tx, together));
  expect(again).toEqual([
    { outcome: "repeated", answer: { status: 201, body: '"of b"' } },
    { outcome: "repeated", answer: ANSWER },
    { outcome: "repeated", answer: { status: 422, body: '"of a"' } },
  ]);
});

test("of twins sent at once one has the effect, and all others wait for it and are repeats", async () => {
  const asked = await aRequest();
  let effects = 0;
  const all = await Promise.all(
    Array.from({ length: 10 }, () =>
      send(asked, async () => {
        effects++;
      }),
    ),
  );
  expect(effects).toBe(1);
  expect(all.map(({ outcome }) => outcome).sort()).toEqual(["claimed", ...Array.from({ length: 9 }, () => "repeated")]);
});

test("a request whose effect failed has claimed nothing: the next one is the first", async () => {
  const asked = await aRequest();
  const failing = send(asked, async () => {
    throw new Error("power cut");
  });
  await expect(failing).rejects.toThrow("power cut");
  expect(await send(asked)).toEqual({ outcome: "claimed" });
});

test("an answer is known for 72 hours, and forgotten after them", async () => {
  const asked = await aRequest();
  await send(asked);
  const age = (hours: number) =>
    db.pool.query(sql`UPDATE api_answer SET created_at = now() - make_interval(mins => ${hours * 60}::int)`);
  await age(71.9);
  expect(await forgetOldAnswers(db.pool, 10)).toBe(0);
  await age(72.1);
  expect(await forgetOldAnswers(db.pool, 10)).toBe(1);
});
