import sql from "sql-template-tag";
import { expect } from "vitest";
import { useTruths } from "@/lib/testing/truths";
import type { World } from "@/lib/testing/world";

const { refuses, guarantees } = useTruths();
const NOTHING = "00000000-0000-7000-8000-00000000dead";

const insertCampaign = (uid: string) => sql`INSERT INTO campaign (uid, name) VALUES (${uid}, 'Another')`;

refuses("campaign__pk", {
  "two campaigns never share an id": ({ campaign }) =>
    sql`INSERT INTO campaign (id, uid, name) VALUES (${campaign.id}, 'autumn', 'Autumn')`,
});

refuses("campaign__uid_unique", {
  "a campaign's public uid names one campaign": ({ campaign }) => insertCampaign(campaign.uid),
});

refuses("campaign__uid_plain", {
  "a campaign's uid has no space": () => insertCampaign("spring sale"),
  "a campaign's uid has no character that an address must escape": () => insertCampaign("spring/2026"),
  "a campaign's uid is not empty": () => insertCampaign(""),
  "a campaign's uid has at most 64 characters": () => insertCampaign("x".repeat(65)),
});

refuses("campaign__name_said", {
  "a campaign has a name that can be seen": () => sql`INSERT INTO campaign (uid, name) VALUES ('autumn', ' ')`,
  "a campaign's name has at most 200 characters": () =>
    sql`INSERT INTO campaign (uid, name) VALUES ('autumn', ${"x".repeat(201)})`,
});

const setDestination = (url: string) => sql`UPDATE campaign SET destination_url = ${url}`;

refuses("campaign__destination_is_web", {
  "a campaign's links lead to no script": () => setDestination("javascript:alert(1)"),
  "a campaign's links lead to a whole address": () => setDestination("example.test/welcome"),
  "a campaign's destination has no space": () => setDestination("https://example.test/a b"),
  "a campaign's destination has at most 2,000 characters": () =>
    setDestination(`https://example.test/${"x".repeat(2000)}`),
});

refuses("campaign__uid_changes_once", {
  "a campaign's uid is changed once": ({ campaign }) => [
    sql`UPDATE campaign SET uid = 'spring-2' WHERE id = ${campaign.id}`,
    sql`UPDATE campaign SET uid = 'spring-3' WHERE id = ${campaign.id}`,
  ],
  "a campaign's uid is not changed back": ({ campaign }) => [
    sql`UPDATE campaign SET uid = 'spring-2' WHERE id = ${campaign.id}`,
    sql`UPDATE campaign SET uid = ${campaign.uid} WHERE id = ${campaign.id}`,
  ],
});

guarantees("campaign__uid_changes_once", "saving the same uid is no change of it", async (tx, { campaign }) => {
  await tx.query(sql`UPDATE campaign SET uid = uid WHERE id = ${campaign.id}`);
  const { rowCount } = await tx.query(sql`UPDATE campaign SET uid = 'spring-2' WHERE id = ${campaign.id}`);
  expect(rowCount).toBe(1);
});

refuses("campaign__kept", {
  "a campaign is never deleted": ({ campaign }) => sql`DELETE FROM campaign WHERE id = ${campaign.id}`,
  "the campaigns are never emptied": () => sql`TRUNCATE campaign CASCADE`,
});

refuses("campaign__not_rekeyed", {
  "a campaign's id never changes": ({ campaign }) => sql`UPDATE campaign SET id = ${NOTHING} WHERE id = ${campaign.id}`,
});

const insertOpening = (campaignId: string, segmentId: string) =>
  sql`INSERT INTO campaign_segment (campaign_id, segment_id) VALUES (${campaignId}, ${segmentId})`;

refuses("campaign_segment__pk", {
  "a campaign is opened to a segment once": ({ campaign, segmentId }) => insertOpening(campaign.id, segmentId),
});

refuses("campaign_segment__campaign", {
  "a campaign that is opened exists": ({ segmentId }) => insertOpening(NOTHING, segmentId),
});

refuses("campaign_segment__segment", {
  "a segment that a campaign is opened to exists": ({ campaign }) => insertOpening(campaign.id, NOTHING),
  "a segment that a campaign is open to is not deleted": ({ segmentId }) => [
    sql`DELETE FROM segment_member`,
    sql`DELETE FROM segment WHERE id = ${segmentId}`,
  ],
});

type Code = { kind?: string; code?: string; campaignId?: string; advocateId?: string };
const insertCode = ({ campaign, advocates }: World, code: Code) => sql`
  INSERT INTO referral_code (kind, code, campaign_id, advocate_id)
  VALUES (${code.kind ?? "coupon"}, ${code.code ?? "NEW"}, ${code.campaignId ?? campaign.id},
    ${code.advocateId ?? advocates[0]!.id})`;

refuses("referral_code__pk", {
  "two codes never share an id": ({ campaign, advocates }) => sql`
    INSERT INTO referral_code (id, kind, code, campaign_id, advocate_id)
    SELECT id, 'coupon', 'NEW', ${campaign.id}, ${advocates[0]!.id} FROM referral_code`,
});

refuses("referral_code__code_unique", {
  "a shortcode is taken in another case too": (world) => insertCode(world, { kind: "shortcode", code: "SHORT-0" }),
  "a coupon code is taken in another case too": (world) => insertCode(world, { code: "coupon0" }),
  "a coupon code cannot be spelled like a shortcode": (world) => insertCode(world, { code: "Short-0" }),
  "a shortcode cannot be spelled like a coupon code": (world) =>
    insertCode(world, { kind: "shortcode", code: "Coupon0" }),
  "a code is taken in another campaign too": (world) => [
    insertCampaign("autumn"),
    sql`INSERT INTO referral_code (kind, code, campaign_id, advocate_id)
        SELECT 'coupon', 'COUPON0', id, ${world.advocates[0]!.id} FROM campaign WHERE uid = 'autumn'`,
  ],
  "a coupon code is taken in full-width letters too": (world) => insertCode(world, { code: "ＣＯＵＰＯＮ0" }),
  "a coupon code is taken with a no-break space after it too": (world) => insertCode(world, { code: "COUPON0\u00a0" }),
});

refuses("referral_code__kind_known", {
  "a code is a shortcode or a coupon code": (world) => insertCode(world, { kind: "gift" }),
});

refuses("referral_code__shortcode_form", {
  "a shortcode is not empty": (world) => insertCode(world, { kind: "shortcode", code: "" }),
  "a shortcode has at most 32 characters": (world) => insertCode(world, { kind: "shortcode", code: "x".repeat(33) }),
  "a shortcode has no space": (world) => insertCode(world, { kind: "shortcode", code: "a b" }),
  "a shortcode has no character that a link must escape": (world) =>
    insertCode(world, { kind: "shortcode", code: "a/b" }),
});

refuses("referral_code__coupon_form", {
  "a coupon code is not empty": (world) => insertCode(world, { code: "" }),
  "a coupon code has at most 64 characters": (world) => insertCode(world, { code: "x".repeat(65) }),
  "a coupon code has no space before it": (world) => insertCode(world, { code: " A" }),
  "a coupon code has no space after it": (world) => insertCode(world, { code: "A " }),
});

guarantees("referral_code__coupon_form", "a coupon code may have a space inside", async (tx, world) => {
  const { rowCount } = await tx.query(insertCode(world, { code: "SPRING 10" }));
  expect(rowCount).toBe(1);
});

refuses("referral_code__campaign", {
  "a code belongs to a campaign that exists": (world) => insertCode(world, { campaignId: NOTHING }),
});

refuses("referral_code__advocate", {
  "a code belongs to a contact that exists": (world) => insertCode(world, { advocateId: NOTHING }),
});

refuses("referral_code__kept", {
  "a code is never deleted": () => sql`DELETE FROM referral_code`,
  "the codes are never emptied": () => sql`TRUNCATE referral_code CASCADE`,
});

refuses("referral_code__not_rekeyed", {
  "a code's id never changes": () => sql`UPDATE referral_code SET id = ${NOTHING} WHERE code = 'COUPON0'`,
  "a code's kind never changes": () => sql`UPDATE referral_code SET kind = 'shortcode' WHERE code = 'COUPON0'`,
  "a code's campaign never changes": ({ campaign }) =>
    sql`UPDATE referral_code SET campaign_id = ${campaign.id} WHERE code = 'COUPON0'`,
});

guarantees("referral_code__not_rekeyed", "a code can be retired", async (tx) => {
  const { rowCount } = await tx.query(sql`UPDATE referral_code SET retired_at = now() WHERE code = 'COUPON0'`);
  expect(rowCount).toBe(1);
});

refuses("referral_code__one_shortcode", {
  "an advocate has one shortcode in a campaign": (world) => insertCode(world, { kind: "shortcode", code: "another" }),
});

guarantees("referral_code__one_shortcode", "a retired shortcode makes room for another", async (tx, world) => {
  await tx.query(sql`UPDATE referral_code SET retired_at = now() WHERE code = 'short-0'`);
  const { rowCount } = await tx.query(insertCode(world, { kind: "shortcode", code: "another" }));
  expect(rowCount).toBe(1);
});
