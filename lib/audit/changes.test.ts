import sql from "sql-template-tag";
import { beforeEach, expect, test } from "vitest";
import { updateCampaign } from "@/lib/campaigns/commands";
import { createCoupons, retireCode } from "@/lib/codes/commands";
import { renameSegment } from "@/lib/segments/commands";
import { addMembers, removeMembers } from "@/lib/segments/member-commands";
import { useTestDatabase } from "@/lib/testing/database";
import { makeContacts, makeWorld, type World } from "@/lib/testing/world";
import { type Changes, listChanges } from "./changes";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 2 });
});

const kinds = ({ entries }: Changes) => entries.map(({ kind, count }) => `${kind} ${count}`);

test("the changes of a segment put together what was done at once, and name a single contact", async () => {
  const [cara, dan] = world.customers.map(({ id }) => id) as [string, string];
  const { segmentId } = world;
  await addMembers(db.pool, world.actor, { segmentId, contactIds: [cara, dan] });
  await removeMembers(db.pool, world.actor, { segmentId, contactIds: [cara] });
  await renameSegment(db.pool, world.actor, { id: segmentId, name: "Friends", was: "Partners" });
  const { entries, earlier } = await listChanges(db.pool, { segmentId });
  expect(entries.map(({ kind, count, contact, detail }) => ({ kind, count, contact, detail }))).toEqual([
    { kind: "segment.renamed", count: 1, contact: null, detail: { from: "Partners", to: "Friends" } },
    { kind: "segment.member_removed", count: 1, contact: { id: cara, name: "Customer No 1" }, detail: {} },
    { kind: "segment.member_added", count: 2, contact: null, detail: {} },
  ]);
  expect(entries[0]).toMatchObject({ actor: { kind: "user", name: "Ada Admin" }, source: "manual" });
  expect(earlier).toBeNull();
});

test("earlier changes follow where the shown ones end, none twice and none left out", async () => {
  const { segmentId } = world;
  const contactIds = world.customers.map(({ id }) => id);
  for (let round = 0; round < 15; round++) {
    await addMembers(db.pool, world.actor, { segmentId, contactIds });
    await removeMembers(db.pool, world.actor, { segmentId, contactIds: contactIds.slice(0, 1) });
    await removeMembers(db.pool, world.actor, { segmentId, contactIds: contactIds.slice(1) });
  }
  const first = await listChanges(db.pool, { segmentId });
  const second = await listChanges(db.pool, { segmentId }, first.earlier);
  expect([first.entries.length, second.entries.length]).toEqual([20, 10]);
  expect(second.earlier).toBeNull();
  // Two removals at once are one change, as two additions are.
  expect(kinds({ entries: [...first.entries, ...second.entries], earlier: null })).toEqual(
    Array.from({ length: 15 }, () => ["segment.member_removed 2", "segment.member_added 2"]).flat(),
  );
});

test("what one did a minute later, and what another did in between, is a change of its own", async () => {
  const people = await makeContacts(db.pool, "many", 4, "prospect");
  const { rows } = await db.pool.query<{ id: string }>(
    sql`INSERT INTO actor (kind, name) VALUES ('api_key', 'HubSpot') RETURNING id`,
  );
  const write = (index: number, actorId: string, secondsAgo: number) =>
    db.pool.query(sql`
      INSERT INTO audit_event (kind, actor_id, source, segment_id, contact_id, at)
      VALUES ('segment.member_added', ${actorId}::uuid, 'manual', ${world.segmentId}::uuid, ${people[index]!.id}::uuid,
        now() - ${secondsAgo} * interval '1 second')`);
  await write(0, world.actor.actorId, 300);
  await write(1, world.actor.actorId, 200);
  await write(2, rows[0]!.id, 195);
  await write(3, world.actor.actorId, 190);
  expect(kinds(await listChanges(db.pool, { segmentId: world.segmentId }))).toEqual(
    Array.from({ length: 4 }, () => "segment.member_added 1"),
  );
});

test("more than are put together at once are told as at least so many, and the rest when asked for", async () => {
  await makeContacts(db.pool, "many", 60_000, "prospect");
  await db.pool.query(sql`
    INSERT INTO audit_event (kind, actor_id, source, segment_id, contact_id)
    SELECT 'segment.member_added', ${world.actor.actorId}::uuid, 'manual', ${world.segmentId}::uuid, id
    FROM contact WHERE email LIKE 'many-%'`);
  const first = await listChanges(db.pool, { segmentId: world.segmentId });
  expect(first.entries).toMatchObject([{ count: 50_000, capped: true }]);
  const second = await listChanges(db.pool, { segmentId: world.segmentId }, first.earlier);
  expect(second).toMatchObject({ entries: [{ count: 10_000, capped: false }], earlier: null });
}, 60_000);

test("the changes of a campaign are its own and those of its codes, each edit by itself", async () => {
  const campaignId = world.campaign.id;
  for (const name of ["Summer", "Autumn"]) await updateCampaign(db.pool, world.actor, { id: campaignId, name });
  const [ada] = world.advocates;
  await createCoupons(db.pool, world.actor, { campaignId, advocateId: ada!.id, pattern: "ADA-####", count: 30 });
  const { rows } = await db.pool.query<{ id: string }>(
    sql`SELECT id FROM referral_code WHERE code = ${ada!.shortcode}`,
  );
  await retireCode(db.pool, world.actor, rows[0]!.id);
  const { entries } = await listChanges(db.pool, { campaignId });
  expect(kinds({ entries, earlier: null })).toEqual([
    ...["code.retired 1", "code.created 30", "campaign.updated 1", "campaign.updated 1"],
  ]);
  expect(entries[0]).toMatchObject({ code: ada!.shortcode, contact: { id: ada!.id } });
  expect(entries[2]).toMatchObject({ detail: { fields: ["name"] }, code: null });
});
