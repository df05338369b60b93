import sql from "sql-template-tag";
import { beforeEach, expect, test } from "vitest";
import type { ContactTarget } from "@/lib/contacts/schema";
import { useTestDatabase } from "@/lib/testing/database";
import { makeCampaign, makeContacts, makeWorld, type World } from "@/lib/testing/world";
import { changeMembership, previewMembership } from "./membership";

const db = useTestDatabase();
const NOBODY = "00000000-0000-7000-8000-00000000dead";
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 2 });
});

const preview = (change: "add" | "remove", target: ContactTarget, segmentId: string | null = world.segmentId) =>
  previewMembership(db.pool, { change, segmentId, target });
const run = (
  change: "add" | "remove",
  target: ContactTarget,
  { segment = { id: world.segmentId } as { id: string } | { name: string }, expected = 0 } = {},
) => changeMembership(db.pool, world.actor, { change, segment, target, expected });
const count = async (query: string) => (await db.pool.query(query)).rowCount;
const everybody: ContactTarget = { filter: { status: ["enrolled", "prospect"] } };

test("adding says who joins, who is in already and in which running campaigns they become advocates, and does that", async () => {
  const autumn = await makeCampaign(db.pool, "autumn", world.segmentId);
  const old = await makeCampaign(db.pool, "old", world.segmentId);
  await db.pool.query(sql`UPDATE campaign SET ended_at = now() WHERE id = ${old.id}::uuid`);
  const [fay] = await makeContacts(db.pool, "fay", 1, "enrolled");
  const target = { ids: [fay!.id, world.advocates[0]!.id, world.customers[0]!.id] };
  expect(await preview("add", target)).toEqual({
    ...{ contacts: 3, more: false, moving: 2, notEnrolled: 1 },
    campaigns: [
      { id: autumn.id, name: "Campaign autumn", advocates: 1 },
      { id: world.campaign.id, name: "Campaign spring", advocates: 1 },
    ],
  });
  expect(await run("add", target)).toEqual({
    ...{ outcome: "done", change: "add", segment: { id: world.segmentId, name: "Partners" } },
    // Fay in both campaigns; the others keep what they have.
    ...{ moved: 2, unchanged: 1, notEnrolled: 1, shortcodes: 2 },
  });
  expect(await count("SELECT FROM audit_event WHERE kind = 'segment.member_added'")).toBe(2);
});

test("who may refer in a campaign by another segment neither gains nor loses it", async () => {
  const [ada] = world.advocates;
  const { rows } = await db.pool.query<{ id: string }>(sql`
    WITH vips AS (INSERT INTO segment (name) VALUES ('VIPs') RETURNING id),
      opened AS (INSERT INTO campaign_segment SELECT ${world.campaign.id}::uuid, id FROM vips)
    SELECT id FROM vips`);
  const vips = { id: rows[0]!.id };
  const target = { ids: [ada!.id] };
  expect(await preview("add", target, vips.id)).toMatchObject({ moving: 1, campaigns: [] });
  expect(await run("add", target, { segment: vips })).toMatchObject({ moved: 1, shortcodes: 0 });
  expect(await preview("remove", target)).toMatchObject({ moving: 1, campaigns: [] });
  await run("remove", target, { segment: vips });
  expect(await preview("remove", target)).toMatchObject({ moving: 1, campaigns: [{ advocates: 1 }] });
});

test("removing takes out members only, keeps their codes and attributes, and has an event for each", async () => {
  const target = { ids: [world.advocates[0]!.id, world.customers[0]!.id] };
  expect(await run("remove", target)).toMatchObject({ moved: 1, unchanged: 1, shortcodes: 0 });
  expect(await count("SELECT FROM segment_member")).toBe(1);
  expect(await count("SELECT FROM referral_code WHERE retired_at IS NULL")).toBe(4);
  expect(await count("SELECT FROM audit_event WHERE kind = 'segment.member_removed'")).toBe(1);
});

test("a new segment is created with its members in one step, or not at all", async () => {
  const target = { ids: [world.customers[0]!.id] };
  expect(await preview("add", target, null)).toMatchObject({ contacts: 1, moving: 1, campaigns: [] });
  expect(await run("add", target, { segment: { name: "partners " } })).toEqual({ outcome: "name_taken" });
  expect(await run("add", target, { segment: { name: "Friends" } })).toMatchObject({
    ...{ outcome: "done", moved: 1, segment: { name: "Friends" } },
  });
  expect(await run("add", everybody, { segment: { name: "Others" }, expected: 3 })).toEqual({
    outcome: "others_match",
  });
  expect((await db.pool.query("SELECT name FROM segment ORDER BY name")).rows).toEqual([
    { name: "Friends" },
    { name: "Partners" },
  ]);
});

test("a segment that somebody deleted meanwhile is answered as gone", async () => {
  const target = { ids: [world.customers[0]!.id] };
  expect(await run("add", target, { segment: { id: NOBODY } })).toEqual({ outcome: "not_found" });
});

test("all that match are changed, and nobody when others match than in the preview", async () => {
  const { contacts } = await preview("add", everybody);
  expect(contacts).toBe(4);
  await makeContacts(db.pool, "late", 1, "prospect");
  expect(await run("add", everybody, { expected: contacts })).toEqual({ outcome: "others_match" });
  expect(await run("add", everybody, { expected: 5 })).toMatchObject({ outcome: "done", moved: 3, unchanged: 2 });
  // The filter is the membership itself: who leaves matches no more, and all have left nevertheless.
  const members: ContactTarget = { filter: { segment: [world.segmentId] } };
  expect(await run("remove", members, { expected: 5 })).toMatchObject({ moved: 5, unchanged: 0 });
});

test("more contacts than are one statement join and leave, each with an event and the advocates with a shortcode", async () => {
  await makeContacts(db.pool, "many", 25_000, "enrolled");
  const target: ContactTarget = { filter: { q: "many-" } };
  expect(await preview("add", target)).toMatchObject({ moving: 25_000, campaigns: [{ advocates: 25_000 }] });
  const joined = await run("add", target, { expected: 25_000 });
  expect(joined).toMatchObject({ moved: 25_000, shortcodes: 25_000 });
  expect(await preview("remove", target)).toMatchObject({ moving: 25_000, campaigns: [{ advocates: 25_000 }] });
  expect(await run("remove", target, { expected: 25_000 })).toMatchObject({ moved: 25_000 });
  expect(await count("SELECT FROM audit_event WHERE kind = 'segment.member_removed'")).toBe(25_000);
}, 60_000);
