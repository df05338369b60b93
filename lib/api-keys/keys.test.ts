import sql from "sql-template-tag";
import { expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld, type World } from "@/lib/testing/world";
import { admit } from "./admission";
import { createApiKey, revokeApiKey } from "./commands";
import { listApiKeys } from "./queries";
import { createApiKeySchema } from "./schema";
import { createSecret } from "./secrets";

const db = useTestDatabase();

async function makeKey(
  world: World,
  more: { campaignId?: string; expiresAt?: string; requestsPerSecond?: number } = {},
) {
  const made = await createApiKey(db.pool, world.actor.actorId, {
    ...{ name: "HubSpot sync", integration: "hubspot", scopes: ["read", "attributions:write", "read"], ...more },
  });
  if (made.outcome !== "created") throw new Error("no key was made");
  return made;
}

test("a new key is let in by its secret, with what it may do; the secret itself is nowhere in the database", async () => {
  const world = await makeWorld(db.pool);
  const { id, secret } = await makeKey(world, { campaignId: world.campaign.id });
  expect(await admit(db.pool, secret)).toEqual([
    { outcome: "admitted", key: { id, scopes: ["read", "attributions:write"], campaign: world.campaign } },
  ]);
  const { rows } = await db.pool.query("SELECT api_key.*, actor.* FROM api_key JOIN actor USING (id)");
  expect(rows).toMatchObject([{ kind: "api_key", name: "HubSpot sync" }]);
  expect(JSON.stringify(rows)).not.toContain(secret.slice(12));
});

test("a key for a campaign that does not exist is not made", async () => {
  const world = await makeWorld(db.pool);
  const campaignId = "00000000-0000-7000-8000-00000000dead";
  const made = await createApiKey(db.pool, world.actor.actorId, {
    ...{ name: "x", integration: "other", scopes: ["read"], campaignId },
  });
  expect(made).toEqual({ outcome: "not_found" });
  expect(await listApiKeys(db.pool)).toEqual([]);
});

test("what is no key, an unknown, a revoked and an expired one are told apart and not let in", async () => {
  const world = await makeWorld(db.pool);
  const [revoked, expired] = [await makeKey(world), await makeKey(world, { expiresAt: "2026-01-01T00:00:00Z" })];
  expect(await revokeApiKey(db.pool, revoked.id)).toBe("revoked");
  expect(await revokeApiKey(db.pool, revoked.id)).toBe("already_revoked");
  expect(await revokeApiKey(db.pool, world.campaign.id)).toBe("not_found");
  expect(await admit(db.pool, revoked.secret)).toEqual([{ outcome: "revoked", keyId: revoked.id, isNoted: true }]);
  expect(await admit(db.pool, expired.secret)).toEqual([{ outcome: "expired", keyId: expired.id, isNoted: true }]);
  expect(await admit(db.pool, createSecret().secret)).toEqual([{ outcome: "unknown" }]);
  expect(await admit(db.pool, null)).toEqual([{ outcome: "malformed" }]);
});

test("what cannot be a key costs no query", async () => {
  const query = () => {
    throw new Error("the database was asked");
  };
  expect(await admit({ query } as never, "attache_guess")).toEqual([{ outcome: "malformed" }]);
});

test("of many requests at once exactly as many are let in as the key's rate allows; the others are told when to come back", async () => {
  const world = await makeWorld(db.pool);
  const { id, secret } = await makeKey(world);
  await db.pool.query(sql`UPDATE api_key SET requests_per_second = 5 WHERE id = ${id}::uuid`);
  const [before] = (await db.pool.query<{ at: number }>("SELECT extract(epoch FROM clock_timestamp())::float8 AS at"))
    .rows;
  const admissions = (await Promise.all(Array.from({ length: 100 }, () => admit(db.pool, secret)))).flat();
  const [after] = (await db.pool.query<{ at: number }>("SELECT extract(epoch FROM clock_timestamp())::float8 AS at"))
    .rows;
  const admitted = admissions.filter(({ outcome }) => outcome === "admitted").length;
  expect(admitted).toBeGreaterThanOrEqual(5);
  expect(admitted).toBeLessThanOrEqual(5 + Math.ceil((after!.at - before!.at) * 5));
  expect(admissions).toContainEqual({ outcome: "throttled", keyId: id, isNoted: false, retryAfterS: 1 });
});

test("of a key's requests that are not let in no more are noted for the log than its rate lets in, however many come: an ended key's, and a used up one's", async () => {
  const world = await makeWorld(db.pool);
  const [used, revoked] = [await makeKey(world), await makeKey(world)];
  await db.pool.query(sql`UPDATE api_key SET requests_per_second = 1`);
  await db.pool.query(sql`INSERT INTO api_key_use VALUES (${used.id}::uuid, 0, now() + interval '1 hour')`);
  await revokeApiKey(db.pool, revoked.id);
  for (const { secret } of [used, revoked]) {
    const flood = () => Promise.all([1, 30, 1, 1].map((count) => admit(db.pool, secret, count)));
    const noted = async () => (await flood()).flat().filter((one) => "isNoted" in one && one.isNoted).length;
    const setNoted = (at: string) => db.pool.query(`UPDATE api_key_refusal SET noted_at = now() ${at}`);
    expect(await noted()).toBe(1);
    await setNoted("+ interval '1 hour'");
    expect(await noted()).toBe(0);
    await setNoted("- interval '1 second'");
    expect(await noted()).toBe(1);
  }
  expect((await listApiKeys(db.pool)).find(({ id }) => id === revoked.id)).toMatchObject({ lastUsedAt: null });
});

test("a key that was used up is let in again as its bucket refills, and never holds more than a second's worth", async () => {
  const world = await makeWorld(db.pool);
  const { id, secret } = await makeKey(world);
  const setBucket = (leftOver: number, ago: string) =>
    db.pool.query(sql`
      INSERT INTO api_key_use VALUES (${id}::uuid, ${leftOver}, now() - ${ago}::interval)
      ON CONFLICT (key_id) DO UPDATE SET left_over = EXCLUDED.left_over, at = EXCLUDED.at`);
  await setBucket(0, "1 minute");
  expect(await admit(db.pool, secret)).toMatchObject([{ outcome: "admitted" }]);
  const { rows } = await db.pool.query("SELECT left_over FROM api_key_use");
  expect(rows).toEqual([{ left_over: 99 }]);
});

test("of requests that come together so many are let in as the key has left, and the rate goes on as if they had come one by one", async () => {
  const world = await makeWorld(db.pool);
  const { id, secret } = await makeKey(world);
  await db.pool.query(sql`UPDATE api_key SET requests_per_second = 7 WHERE id = ${id}::uuid`);
  await db.pool.query(sql`INSERT INTO api_key_use VALUES (${id}::uuid, 5.5, clock_timestamp())`);
  const outcomes = (admissions: Awaited<ReturnType<typeof admit>>) => admissions.map(({ outcome }) => outcome);
  expect(outcomes(await admit(db.pool, secret, 4))).toEqual(Array(4).fill("admitted"));
  await db.pool.query(sql`UPDATE api_key_use SET at = clock_timestamp() + interval '1 second'`);
  expect(outcomes(await admit(db.pool, secret, 3))).toEqual(["throttled", "throttled", "throttled"]);
  await db.pool.query(sql`UPDATE api_key_use SET left_over = 6, at = clock_timestamp() + interval '0.5 second'`);
  expect(outcomes(await admit(db.pool, secret, 4))).toEqual(["admitted", "admitted", "throttled", "throttled"]);
  await db.pool.query(sql`UPDATE api_key_use SET at = now() - interval '1 hour'`);
  expect(outcomes(await admit(db.pool, secret, 9))).toEqual([...Array(7).fill("admitted"), "throttled", "throttled"]);
});

test("a key may send as much a second as it was made for; 100 where nothing was said, 1 to 10,000 otherwise", async () => {
  const world = await makeWorld(db.pool);
  const [slow] = [await makeKey(world, { requestsPerSecond: 2 }), await makeKey(world)];
  expect((await listApiKeys(db.pool)).map((key) => key.requestsPerSecond)).toEqual([100, 2]);
  const outcomes = (await admit(db.pool, slow.secret, 3)).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(["admitted", "admitted", "throttled"]);
  const key = { name: "Shop", integration: "other", scopes: ["read"] };
  for (const requestsPerSecond of [0, 10_001, 1.5, Number.NaN]) {
    const parsed = createApiKeySchema.safeParse({ ...key, requestsPerSecond });
    expect(parsed.error?.issues[0]).toMatchObject({
      ...{ path: ["requestsPerSecond"], message: "Choose a whole number from 1 to 10,000." },
    });
  }
  expect(createApiKeySchema.parse(key)).toMatchObject({ requestsPerSecond: 100 });
});

test("the list names who made a key, when it was last used and whether it still works: the working ones first", async () => {
  const world = await makeWorld(db.pool);
  const [first, second] = [await makeKey(world), await makeKey(world, { campaignId: world.campaign.id })];
  await revokeApiKey(db.pool, second.id);
  await admit(db.pool, first.secret);
  expect(await listApiKeys(db.pool)).toEqual([
    expect.objectContaining({
      ...{ id: first.id, name: "HubSpot sync", integration: "hubspot", state: "live", campaign: null },
      ...{ createdBy: "Ada Admin", hint: first.secret.slice(0, 12), lastUsedAt: expect.any(String), revokedAt: null },
    }),
    expect.objectContaining({ id: second.id, state: "revoked", campaign: "Campaign spring", lastUsedAt: null }),
  ]);
});
