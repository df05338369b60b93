import sql from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { listTrail } from "@/lib/audit/trail";
import { useTestDatabase } from "@/lib/testing/database";
import { makeCampaign, makeContacts, makeWorld, type World } from "@/lib/testing/world";
import { randomShortcode } from "./generate";
import { giveShortcodes } from "./shortcodes";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 2 });
});

const codes = async (campaignId: string) =>
  (
    await db.pool.query<{ id: string; code: string; advocateId: string }>(sql`
      SELECT id, code, advocate_id AS "advocateId" FROM referral_code
      WHERE campaign_id = ${campaignId}::uuid AND kind = 'shortcode' AND retired_at IS NULL ORDER BY advocate_id`)
  ).rows;

const join = (contactIds: string[]) =>
  db.pool.query(sql`INSERT INTO segment_member (segment_id, contact_id)
    SELECT ${world.segmentId}::uuid, unnest(${contactIds}::uuid[])`);

describe("whoever becomes an advocate of a campaign gets one shortcode there", () => {
  test("in a campaign that was opened to their segment", async () => {
    const campaign = await makeCampaign(db.pool, "autumn", world.segmentId);
    expect(await giveShortcodes(db.pool, world.actor, { campaignIds: [campaign.id] })).toBe(2);
    expect((await codes(campaign.id)).map(({ advocateId }) => advocateId)).toEqual(
      world.advocates.map(({ id }) => id).sort(),
    );
  });

  test("as a new member of a segment, in each of its campaigns", async () => {
    await makeCampaign(db.pool, "autumn", world.segmentId);
    const [person] = await makeContacts(db.pool, "new", 1, "enrolled");
    await join([person!.id]);
    expect(await giveShortcodes(db.pool, world.actor, { segmentIds: [world.segmentId] })).toBe(4);
    expect(await giveShortcodes(db.pool, world.actor, { contactIds: [person!.id] })).toBe(0);
  });

  test("once, and those who have one keep it", async () => {
    const before = await codes(world.campaign.id);
    expect(await giveShortcodes(db.pool, world.actor, { campaignIds: [world.campaign.id] })).toBe(0);
    expect(await codes(world.campaign.id)).toEqual(before);
  });

  test("once also where two make them an advocate at the same moment", async () => {
    const campaign = await makeCampaign(db.pool, "autumn", world.segmentId);
    const scope = { campaignIds: [campaign.id] };
    const given = await Promise.all(Array.from({ length: 8 }, () => giveShortcodes(db.pool, world.actor, scope)));
    expect(given.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(await codes(campaign.id)).toHaveLength(2);
  });

  test("anew when theirs was retired", async () => {
    await db.pool.query("UPDATE referral_code SET retired_at = now() WHERE code = 'short-0'");
    expect(await giveShortcodes(db.pool, world.actor, { campaignIds: [world.campaign.id] })).toBe(1);
  });
});

test.each(["prospect", "unsubscribed", "banned"])("a contact who is %s gets none", async (status) => {
  const people = await makeContacts(db.pool, "other", 1, status);
  await join(people.map(({ id }) => id));
  expect(await giveShortcodes(db.pool, world.actor, { segmentIds: [world.segmentId] })).toBe(0);
});

test("nobody gets one in a campaign that has ended", async () => {
  const campaign = await makeCampaign(db.pool, "autumn", world.segmentId);
  await db.pool.query(sql`UPDATE campaign SET ended_at = now() WHERE id = ${campaign.id}`);
  expect(await giveShortcodes(db.pool, world.actor, { campaignIds: [campaign.id] })).toBe(0);
});

test("more than a batch is given too", async () => {
  const people = await makeContacts(db.pool, "many", 10_500, "enrolled");
  await join(people.map(({ id }) => id));
  expect(await giveShortcodes(db.pool, world.actor, { segmentIds: [world.segmentId] })).toBe(10_500);
});

test("who gave a code is in the trail of the code, the advocate and the campaign", async () => {
  const campaign = await makeCampaign(db.pool, "autumn", world.segmentId);
  await giveShortcodes(db.pool, world.actor, { campaignIds: [campaign.id] });
  const [code] = await codes(campaign.id);
  const event = {
    ...{ kind: "code.created", source: "manual", actor: { kind: "user", name: "Ada Admin" }, code: code!.code },
    campaign: { id: campaign.id, name: "Campaign autumn" },
  };
  expect(await listTrail(db.pool, { codeId: code!.id })).toMatchObject([event]);
  expect(await listTrail(db.pool, { contactIds: [code!.advocateId] })).toMatchObject([event]);
  expect(await listTrail(db.pool, { campaignId: campaign.id }, { limit: 1 })).toHaveLength(1);
});

test("a shortcode can be read aloud and spells no word", () => {
  const many = Array.from({ length: 2_000 }, randomShortcode);
  for (const code of many) expect(code).toMatch(/^[34679CDFGHJKMNPQRTWXY]{8}$/);
  expect(new Set(many).size).toBe(many.length);
});
