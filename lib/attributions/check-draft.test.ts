import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { storedAttributions, storedEvents } from "@/lib/testing/history";
import { makeCampaign, makeContacts, makeWorld, refer, type World } from "@/lib/testing/world";
import { recordAttributions } from "./commands";
import { checkDraft, searchEligibleAdvocates } from "./record-queries";
import type { CheckDraftInput } from "./schema";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

const check = (input: CheckDraftInput) => checkDraft(db.pool, input);
const customer = (index = 0) => world.customers[index]!.id;
const advocate = (index = 0) => world.advocates[index]!.id;

describe("the check of a half-filled form", () => {
  test("finds nothing wrong with an empty one, nor with any part of a good one", async () => {
    const parts = { customerId: customer(), campaignId: world.campaign.id, advocateId: advocate() };
    expect((await check({})).problems).toEqual([]);
    for (const one of ["customerId", "campaignId", "advocateId"] as const) {
      expect((await check({ [one]: parts[one] })).problems).toEqual([]);
      expect((await check({ ...parts, [one]: null })).problems).toEqual([]);
    }
    expect((await check({ code: "short-0" })).problems).toEqual([]);
    expect((await check(parts)).problems).toEqual([]);
  });

  test("finds what is wrong already with what is filled in", async () => {
    const [outsider] = await makeContacts(db.pool, "outsider", 1, "prospect");
    expect((await check({ advocateId: outsider!.id })).problems).toEqual(["advocate_not_enrolled"]);
    expect((await check({ advocateId: outsider!.id, campaignId: world.campaign.id })).problems).toEqual([
      "advocate_not_enrolled",
      "advocate_not_in_segment",
    ]);
    expect((await check({ advocateId: advocate(), customerId: advocate() })).problems).toEqual(["self_referral"]);
    expect((await check({ code: "nope" })).problems).toEqual(["unknown_code"]);
  });

  test("says what a code means: whose it is, of which campaign, and as it is really spelled", async () => {
    expect(await check({ code: " SHORT-1 " })).toMatchObject({
      problems: [],
      code: { kind: "shortcode", code: "short-1", campaign: { id: world.campaign.id, name: "Campaign spring" } },
      advocate: { id: advocate(1), name: "Advocate No 2", email: world.advocates[1]!.email, status: "enrolled" },
      campaign: { ...world.campaign, name: "Campaign spring", ended: false },
    });
  });

  test("names a code's own campaign where another was chosen", async () => {
    const autumn = await makeCampaign(db.pool, "autumn", world.segmentId);
    expect(await check({ code: "COUPON0", campaignId: autumn.id })).toMatchObject({
      problems: ["code_campaign_mismatch"],
      campaign: { uid: "autumn" },
      code: { campaign: { id: world.campaign.id } },
    });
  });

  test("names the segments that are open to the campaign, by name, and whether it has ended", async () => {
    await db.pool.query(`
      WITH made AS (INSERT INTO segment (name) VALUES ('Zebra'), ('ambassadors') RETURNING id)
      INSERT INTO campaign_segment (campaign_id, segment_id) SELECT '${world.campaign.id}', id FROM made`);
    await db.pool.query("UPDATE campaign SET ended_at = now()");
    expect(await check({ campaignId: world.campaign.id })).toMatchObject({
      openSegments: ["ambassadors", "Partners", "Zebra"],
      campaign: { ended: true },
      problems: ["campaign_ended"],
    });
  });

  test("warns of the attribution that stands, and of none in another campaign or for another contact", async () => {
    const [standing] = await refer(db.pool, world, 0, [1]);
    const autumn = await makeCampaign(db.pool, "autumn", world.segmentId);
    expect(await check({ customerId: customer(), campaignId: world.campaign.id })).toMatchObject({
      customer: { id: customer(), status: "prospect" },
      standing: { id: standing, advocate: { id: advocate(1), name: "Advocate No 2" } },
      problems: [],
    });
    expect((await check({ customerId: customer(), code: "short-0" })).standing?.id).toBe(standing);
    expect((await check({ customerId: customer(), campaignId: autumn.id })).standing).toBeNull();
    expect((await check({ customerId: customer(1), campaignId: world.campaign.id })).standing).toBeNull();
  });

  test("writes nothing", async () => {
    await check({ customerId: customer(), code: "short-0" });
    expect(await storedAttributions(db.pool)).toEqual([]);
    expect(await storedEvents(db.pool)).toEqual([]);
  });

  test("of a whole form agrees with what recording it then says", async () => {
    await db.pool.query("UPDATE contact SET status = 'unsubscribed' WHERE id = $1", [customer(1)]);
    await db.pool.query("UPDATE contact SET status = 'banned' WHERE id = $1", [advocate(2)]);
    const contacts = [customer(0), customer(1), advocate(0), advocate(2)];
    for (const customerId of contacts) {
      for (const chosen of [...contacts.map((id) => ({ advocateId: id })), { code: "short-0" }, { code: "nope" }]) {
        const draft = { customerId, campaignId: world.campaign.id, ...chosen };
        const { problems } = await check(draft);
        const [outcome] = await recordAttributions(db.pool, world.actor, [draft]);
        expect(problems).toEqual(outcome?.outcome === "rejected" ? outcome.problems : []);
      }
    }
  });
});

describe("the search for advocates", () => {
  const search = async (q: string, campaignId = world.campaign.id) =>
    (await searchEligibleAdvocates(db.pool, { campaignId, q })).map(({ email }) => email);

  test("offers only who may refer in the campaign, by name", async () => {
    const [outsider, prospect] = [
      (await makeContacts(db.pool, "advocate-outside", 1, "enrolled"))[0]!,
      (await makeContacts(db.pool, "advocate-prospect", 1, "prospect"))[0]!,
    ];
    await db.pool.query("INSERT INTO segment_member (segment_id, contact_id) VALUES ($1, $2)", [
      world.segmentId,
      prospect.id,
    ]);
    const offered = await search("advocate");
    expect(offered).toEqual(world.advocates.map(({ email }) => email));
    expect(offered).not.toContain(outsider.email);
    expect(await search("advocate", (await makeCampaign(db.pool, "autumn")).id)).toEqual([]);
  });

  test("offers someone in two of the campaign's segments once", async () => {
    await db.pool.query(`
      WITH made AS (INSERT INTO segment (name) VALUES ('More') RETURNING id),
      opened AS (INSERT INTO campaign_segment (campaign_id, segment_id) SELECT '${world.campaign.id}', id FROM made)
      INSERT INTO segment_member (segment_id, contact_id) SELECT id, '${advocate()}' FROM made`);
    expect(await search("advocate-1@")).toEqual([world.advocates[0]!.email]);
  });

  test("finds any part of name or e-mail in any case, all for nothing, and takes wildcards as they are", async () => {
    expect(await search("VOCATE NO 2")).toEqual([world.advocates[1]!.email]);
    expect(await search("")).toHaveLength(3);
    expect(await search("%")).toEqual([]);
    expect(await search("\0")).toEqual([]);
  });

  test("offers at most twenty", async () => {
    const crowd = await makeContacts(db.pool, "crowd", 30, "enrolled");
    await db.pool.query("INSERT INTO segment_member (segment_id, contact_id) SELECT $1, unnest($2::uuid[])", [
      world.segmentId,
      crowd.map(({ id }) => id),
    ]);
    expect(await search("crowd")).toHaveLength(20);
  });
});
