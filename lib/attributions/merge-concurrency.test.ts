import sql from "sql-template-tag";
import { expect, test } from "vitest";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { addMembers } from "@/lib/segments/member-commands";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies, storedAttributions } from "@/lib/testing/history";
import { mergePreview } from "@/lib/testing/merging";
import { makeContacts, makeWorld, refer, type World } from "@/lib/testing/world";
import { recordAttributions } from "./commands";
import { type MergeOutcome, mergeContacts } from "./merge";

const db = useTestDatabase();

/** Merges as often as it takes: whoever writes meanwhile changes what was seen, and it is confirmed again. */
async function mergeThrough(world: World, pair: { staysId: string; goesId: string }): Promise<void> {
  const { version, asOf } = await mergePreview(db.pool, pair);
  let seen = { version, asOf };
  for (;;) {
    const outcome: MergeOutcome = await mergeContacts(db.pool, world.actor, { ...pair, ...seen });
    if (outcome.outcome === "merged") return;
    if (outcome.outcome === "refused") throw new Error(outcome.code);
    seen = outcome.preview;
  }
}

/** Until `work`, or whatever it waits for, waits for a lock that the transaction `by` holds. */
async function untilBlocked(work: Promise<unknown>, by: Transaction): Promise<void> {
  const { rows } = await by.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  let ended = false;
  const end = () => {
    ended = true;
  };
  work.then(end, end);
  for (;;) {
    const { rows: waiting } = await db.pool.query(
      sql`SELECT FROM pg_stat_activity WHERE ${rows[0]!.pid}::int = ANY(pg_blocking_pids(pid))`,
    );
    if (waiting.length > 0) return;
    if (ended) throw new Error("It did not wait.");
  }
}

test("an attribution by the old e-mail, recorded while the merge is under way, becomes that of the one who stays", async () => {
  const world = await makeWorld(db.pool);
  const pair = { staysId: world.customers[0]!.id, goesId: world.customers[1]!.id };
  const { version, asOf } = await mergePreview(db.pool, pair);
  let recording: ReturnType<typeof recordAttributions> | undefined;
  await inTransaction(db.pool, async (tx) => {
    expect(await mergeContacts(tx, world.actor, { ...pair, version, asOf })).toEqual({ outcome: "merged" });
    recording = recordAttributions(db.pool, world.actor, [
      { customerEmail: world.customers[1]!.email, code: world.advocates[0]!.shortcode },
    ]);
    await untilBlocked(recording, tx);
  });
  expect((await recording!)[0]).toMatchObject({ outcome: "active" });
  expect(await storedAttributions(db.pool)).toMatchObject([{ customerId: pair.staysId, status: "active" }]);
});

test("a merge waits for whoever is recording, and does not do what it has not shown", async () => {
  const world = await makeWorld(db.pool);
  const pair = { staysId: world.customers[0]!.id, goesId: world.customers[1]!.id };
  await refer(db.pool, world, 0, [1]);
  const { version, asOf } = await mergePreview(db.pool, pair);
  let merging: Promise<MergeOutcome> | undefined;
  await inTransaction(db.pool, async (tx) => {
    await recordAttributions(tx, world.actor, [
      { customerEmail: world.customers[1]!.email, code: world.advocates[0]!.coupon },
    ]);
    merging = mergeContacts(db.pool, world.actor, { ...pair, version, asOf });
    await untilBlocked(merging, tx);
  });
  expect(await merging).toMatchObject({
    outcome: "changed_meanwhile",
    preview: { plan: { conflicts: [{ kept: { of: "stays" }, ended: { of: "goes" } }] } },
  });
});

test("somebody who joins a segment while they are merged joins it as the one who stays", async () => {
  const world = await makeWorld(db.pool);
  const pair = { staysId: world.customers[0]!.id, goesId: world.customers[1]!.id };
  const { version, asOf } = await mergePreview(db.pool, pair);
  const joining = { segmentId: world.segmentId, contactIds: [pair.goesId] };
  let adding: ReturnType<typeof addMembers> | undefined;
  await inTransaction(db.pool, async (tx) => {
    await mergeContacts(tx, world.actor, { ...pair, version, asOf });
    adding = addMembers(db.pool, world.actor, joining);
    await untilBlocked(adding, tx);
  });
  expect(await adding).toMatchObject({ outcome: "added", added: 1 });
  const { rows } = await db.pool.query(sql`
    SELECT contact_id AS id FROM segment_member WHERE contact_id IN (${pair.goesId}, ${pair.staysId})`);
  expect(rows).toEqual([{ id: pair.staysId }]);
});

test("writers by old e-mails and old codes beside merges leave one active attribution each, and none on a merged contact", async () => {
  const world = await makeWorld(db.pool, { advocates: 6, customers: 0 });
  const [stay, go] = [
    await makeContacts(db.pool, "stays", 20, "prospect"),
    await makeContacts(db.pool, "goes", 20, "prospect"),
  ];
  const writer = async (place: number) => {
    const customers = place % 2 ? go : stay;
    for (const { email } of customers) {
      await recordAttributions(db.pool, world.actor, [
        { customerEmail: email, code: world.advocates[place % 6]![place % 3 ? "shortcode" : "coupon"] },
      ]);
    }
  };
  const merger = async (half: number) => {
    for (const [place, { id }] of stay.entries()) {
      if (place % 2 === half) await mergeThrough(world, { staysId: id, goesId: go[place]!.id });
    }
  };
  const advocateMerger = async () => {
    const [first, second, third] = world.advocates.map(({ id }) => id);
    await mergeThrough(world, { staysId: first!, goesId: second! });
    await mergeThrough(world, { staysId: third!, goesId: first! });
  };
  await Promise.all([
    ...Array.from({ length: 12 }, (_, place) => writer(place)),
    merger(0),
    merger(1),
    advocateMerger(),
  ]);
  expect(await inconsistencies(db.pool)).toEqual([]);
  const stored = await storedAttributions(db.pool);
  expect(stored).toHaveLength(12 * 20);
  const merged = new Set([...go.map(({ id }) => id), world.advocates[0]!.id, world.advocates[1]!.id]);
  expect(stored.filter(({ customerId, advocateId }) => merged.has(customerId) || merged.has(advocateId))).toEqual([]);
  expect(stored.filter(({ status }) => status === "active")).toHaveLength(20);
});

test("two who merge the same contacts the other way round do not both succeed", async () => {
  const world = await makeWorld(db.pool);
  const [first, second] = [world.customers[0]!.id, world.customers[1]!.id];
  const pairs = [
    { staysId: first, goesId: second },
    { staysId: second, goesId: first },
  ];
  const previews = await Promise.all(pairs.map((pair) => mergePreview(db.pool, pair)));
  const outcomes = await Promise.all(
    pairs.map((pair, place) => mergeContacts(db.pool, world.actor, { ...pair, ...previews[place]! })),
  );
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["merged", "refused"]);
});
