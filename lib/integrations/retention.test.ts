import sql from "sql-template-tag";
import { beforeEach, expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/commands";
import { inTransaction } from "@/lib/db/transaction";
import { changeSettings } from "@/lib/settings/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import { keepHouse } from "./housekeeping";
import { listRequests } from "./queries";
import { replayRequest } from "./replay";
import { deleteOldRequests, previewRetention } from "./retention";

const db = useTestDatabase();
const ADMIN = { seesPersonalData: true };
let world: World;
let keyId: string;

beforeEach(async () => {
  world = await makeWorld(db.pool);
  const made = await createApiKey(db.pool, world.actor.actorId, {
    ...{ name: "Shop", integration: "shopify", scopes: ["attributions:write"] },
  });
  if (made.outcome !== "created") throw new Error("no key was made");
  keyId = made.id;
});

/** Requests of so many days ago, each about the first customer. */
async function makeRequests(days: number, count = 1, code: string | null = null): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(sql`
    WITH event AS (
      INSERT INTO integration_event (id, at, key_id, endpoint, payload, status, outcome, code, answer, duration_us)
      SELECT uuid_v7(ago), ago, ${keyId}::uuid, 'referral_attribution/record', '{}', 200,
        CASE WHEN ${code}::text IS NULL THEN 'done' ELSE 'refused' END, ${code}, '{}', 1
      FROM generate_series(1, ${count}::int), LATERAL (SELECT now() - make_interval(mins => ${Math.round(days * 1440)}::int) AS ago) AS at
      RETURNING id
    ), record AS (
      INSERT INTO integration_event_record (record_id, event_id) SELECT ${world.customers[0]!.id}::uuid, id FROM event)
    SELECT id FROM event`);
  return rows.map(({ id }) => id);
}

const kept = async () => (await listRequests(db.pool, { size: 100 }, ADMIN)).rows.map(({ id }) => id);

test("requests are kept for 90 days as long as nobody has set anything, and then for as long as is set", async () => {
  const [young] = await makeRequests(89.9);
  await makeRequests(90.1);
  expect(await keepHouse(db.pool)).toEqual({ requests: 1, answers: 0 });
  expect(await kept()).toEqual([young]);
  await changeSettings(db.pool, world.actor, { version: 0, logKeptDays: 30 });
  const [younger] = await makeRequests(29.9);
  expect(await keepHouse(db.pool)).toEqual({ requests: 1, answers: 0 });
  expect(await kept()).toEqual([younger]);
});

test("however many they are, they go little by little, with what says which records they were about", async () => {
  await makeRequests(100, 450);
  const [young] = await makeRequests(1);
  expect(await keepHouse(db.pool)).toEqual({ requests: 450, answers: 0 });
  const { rows } = await db.pool.query("SELECT event_id FROM integration_event_record");
  expect(rows).toEqual([{ event_id: young }]);
});

test("several processes at once delete each request once, and none waits for another", async () => {
  await makeRequests(100, 500);
  const all = await Promise.all(Array.from({ length: 4 }, () => keepHouse(db.pool)));
  const last = await keepHouse(db.pool);
  expect([...all, last].reduce((sum, { requests }) => sum + requests, 0)).toBe(500);
  expect(await kept()).toEqual([]);
});

test("a request that is being sent again is left until that is done; what came of it stays", async () => {
  const [old] = await makeRequests(100, 1, "unknown_code");
  await inTransaction(db.pool, async (tx) => {
    expect(await replayRequest(tx, world.actor.actorId, old!)).toMatchObject({ outcome: "replayed" });
    expect(await deleteOldRequests(db.pool, 90, 10)).toBe(0);
  });
  expect(await deleteOldRequests(db.pool, 90, 10)).toBe(1);
  expect(await listRequests(db.pool, {}, ADMIN)).toMatchObject({ rows: [{ isReplay: true }] });
  expect(await replayRequest(db.pool, world.actor.actorId, old!)).toEqual({ outcome: "not_found" });
});

test("what a request recorded does not go with it", async () => {
  const [id] = await refer(db.pool, world, 0, [0]);
  const [old] = await makeRequests(100);
  await db.pool.query(sql`
    INSERT INTO integration_event_record (record_id, event_id) VALUES (${id}::uuid, ${old}::uuid)`);
  await keepHouse(db.pool);
  const { rows } = await db.pool.query(sql`SELECT status FROM attribution WHERE id = ${id}::uuid`);
  expect(rows).toEqual([{ status: "active" }]);
  expect(await kept()).toEqual([]);
});

test("before anything is set it is said how many would go, and how many of them were refused and never mended", async () => {
  await makeRequests(50, 3);
  const [mended] = await makeRequests(40, 2, "unknown_code");
  await makeRequests(5, 2, "unknown_code");
  await db.pool.query(sql`
    INSERT INTO integration_event (key_id, endpoint, status, outcome, answer, duration_us, replay_of, replayed_by)
    VALUES (${keyId}::uuid, 'x', 201, 'done', '{}', 1, ${mended}::uuid, ${world.actor.actorId}::uuid)`);
  expect(await previewRetention(db.pool, 30)).toEqual({
    requests: { count: 5, capped: false },
    unmended: { count: 1, capped: false },
  });
  expect(await previewRetention(db.pool, 60)).toMatchObject({ requests: { count: 0 }, unmended: { count: 0 } });
});

test("answers go after 72 hours whatever is set", async () => {
  await changeSettings(db.pool, world.actor, { version: 0, logKeptDays: 3650 });
  await db.pool.query(sql`
    INSERT INTO api_answer (key_id, idempotency_key, request_hash, created_at)
    SELECT ${keyId}::uuid, 'k' || n, 'hash', now() - make_interval(hours => CASE WHEN n = 1 THEN 71 ELSE 73 END)
    FROM generate_series(1, 300) AS n`);
  expect(await keepHouse(db.pool)).toEqual({ requests: 0, answers: 299 });
});
