import sql from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { createCampaign } from "@/lib/campaigns/commands";
import { createCampaignSchema } from "@/lib/campaigns/schema";
import { createCoupons, setShortcode } from "@/lib/codes/commands";
import { createCouponsSchema, setShortcodeSchema } from "@/lib/codes/schema";
import { createSegment, renameSegment } from "@/lib/segments/commands";
import { addMembersByEmail } from "@/lib/segments/member-commands";
import { createSegmentSchema, pastedSchema } from "@/lib/segments/schema";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld, type World } from "@/lib/testing/world";
import { createContact, recordProspects, updateContact } from "./commands";
import { findContactDetails } from "./details";
import { type ContactFieldsInput, contactFieldsSchema, updateContactSchema } from "./schema";

/** What looks the same, or is the same word, is one e-mail, one code, one segment: through every command and by SQL. */
const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 1, customers: 1 });
});

/** The name that somebody has, and what somebody else types. */
const forms: Record<string, [string, string]> = {
  "in another case": ["jose-1", "JOSE-1"],
  "in another case of accented letters": ["josé", "JOSÉ"],
  decomposed: ["josé".normalize("NFC"), "josé".normalize("NFD")],
  "decomposed, with its marks in another order": ["q\u0323\u0307", "q\u0307\u0323"],
  "in full-width letters": ["jose-1", "ｊｏｓｅ-１"],
  "with a ligature": ["office", "oﬃce"],
  "with the dotted capital İ of Turkish": ["izmir", "İZMİR"],
  "with the capital ẞ": ["straße", "STRAẞE"],
  "with no-break spaces around it": ["jose-1", "\u00a0jose-1\u202f"],
  "with a zero-width space inside": ["jose-1", "jo\u200bse-1"],
  "with a zero-width joiner and a byte order mark inside": ["jose-1", "\ufeffjo\u200dse-1"],
  "with a soft hyphen inside": ["jose-1", "jo\u00adse-1"],
  "with marks of direction inside": ["jose-1", "\u202ajose\u200e-1\u202c"],
};
const cases = Object.entries(forms).map(([how, [had, typed]]) => [how, had, typed] as const);

const fieldsOf = (email: string): ContactFieldsInput => ({ email, status: "prospect", customFields: [] });
const create = (email: string) => createContact(db.pool, world.actor, contactFieldsSchema.parse(fieldsOf(email)));
const emails = async () => (await db.pool.query<{ email: string }>("SELECT email FROM contact")).rows.length;

describe.each(cases)("an e-mail %s", (_how, name, other) => {
  const [had, typed] = [name, other].map((text) => text.replace(/\s*$/, (space) => `@example.test${space}`)) as [
    string,
    string,
  ];

  test("is taken, by whichever command it comes, and names the same contact", async () => {
    const made = await create(had);
    expect(made.outcome).toBe("created");
    const { id } = made as { id: string };
    const before = await emails();
    expect(await create(typed)).toMatchObject({ outcome: "email_taken", holder: { id } });
    expect(await recordProspects(db.pool, world.actor, [{ email: typed }])).toEqual([]);
    const { version } = (await findContactDetails(db.pool, world.customers[0]!.id))!;
    const saved = updateContactSchema.parse({ ...fieldsOf(typed), id: world.customers[0]!.id, version });
    expect(await updateContact(db.pool, world.actor, saved)).toMatchObject({ outcome: "email_taken", holder: { id } });
    const pasted = pastedSchema.parse({ segmentId: world.segmentId, text: typed });
    expect(await addMembersByEmail(db.pool, world.actor, pasted)).toMatchObject({ added: 1, unknown: [] });
    expect(await emails()).toBe(before);
  });

  test("is taken by straight SQL too", async () => {
    const insert = (email: string) =>
      db.pool.query(sql`INSERT INTO contact (email, status) VALUES (${email}, 'prospect')`);
    await insert(had);
    await expect(insert(typed)).rejects.toMatchObject({ constraint: "contact__email_unique" });
  });

  test("is one contact where both come at the same moment", async () => {
    const outcomes = await Promise.all([create(had), create(typed), create(typed), create(had)]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["created", ...Array(3).fill("email_taken")]);
    await Promise.all(
      [had, typed].map((email) => recordProspects(db.pool, world.actor, [{ email }, { email: typed }, { email: had }])),
    );
    expect(await emails()).toBe(3);
  });
});

test("an e-mail is kept as it can be written to, without what nobody sees in it", async () => {
  const typed = "\ufeffＡda\u200b@exam\u00adple.test";
  expect(contactFieldsSchema.parse(fieldsOf(typed)).email).toBe("Ada@example.test");
  await recordProspects(db.pool, world.actor, [{ email: typed }]);
  const { rowCount } = await db.pool.query("SELECT FROM contact WHERE email = 'Ada@example.test'");
  expect(rowCount).toBe(1);
});

test.each([
  ["ss for ß", "straße", "strasse"],
  ["no accent", "josé", "jose"],
  ["a dotless ı", "izmir", "ızmır"],
  ["a Cyrillic letter that looks the same", "ace", "асе"],
  ["a hyphen inside", "ace", "a-ce"],
])("an e-mail with %s is another one", async (_how, had, other) => {
  expect((await create(`${had}@example.test`)).outcome).toBe("created");
  expect((await create(`${other}@example.test`)).outcome).toBe("created");
});

describe.each(cases)("a segment's name %s", (_how, had, typed) => {
  const segment = (name: string) => createSegment(db.pool, world.actor, createSegmentSchema.parse({ name }));

  test("is taken, when created, when renamed and by straight SQL", async () => {
    expect((await segment(had)).outcome).toBe("created");
    expect(await segment(typed)).toEqual({ outcome: "name_taken" });
    const rename = { id: world.segmentId, name: typed, was: "Partners" };
    expect(await renameSegment(db.pool, world.actor, rename)).toBe("name_taken");
    const insert = db.pool.query(sql`INSERT INTO segment (name) VALUES (${typed})`);
    await expect(insert).rejects.toMatchObject({ constraint: "segment__name_unique" });
  });
});

describe.each(cases)("a code %s", (_how, had, typed) => {
  const insert = (code: string) =>
    db.pool.query(sql`INSERT INTO referral_code (kind, code, campaign_id, advocate_id)
      VALUES ('coupon', ${code}, ${world.campaign.id}::uuid, ${world.advocates[0]!.id}::uuid)`);
  const owner = () => ({ campaignId: world.campaign.id, advocateId: world.advocates[0]!.id });

  test("is taken, across shortcodes and coupons", async () => {
    await insert(had);
    // Spaces around a coupon code are refused as such.
    const constraint = /^\s|\s$/.test(typed)
      ? /referral_code__(code_unique|coupon_form)/
      : /referral_code__code_unique/;
    await expect(insert(typed)).rejects.toMatchObject({ constraint: expect.stringMatching(constraint) });
    for (const code of [had, typed]) {
      const shortcode = setShortcodeSchema.safeParse({ ...owner(), code });
      const coupon = createCouponsSchema.safeParse({ ...owner(), pattern: code, count: 1 });
      expect(shortcode.success).toBe(coupon.success);
      // The forms take plain letters only; those are looked up in every form.
      if (!shortcode.success) continue;
      expect(await setShortcode(db.pool, world.actor, shortcode.data)).toEqual({ outcome: "taken" });
      expect(await createCoupons(db.pool, world.actor, coupon.data!)).toEqual({ outcome: "taken" });
    }
  });
});

test("a plain code is taken by one that is only its lookalike", async () => {
  await db.pool.query(sql`INSERT INTO referral_code (kind, code, campaign_id, advocate_id)
    VALUES ('coupon', ${"ＳＰ\u200bＲＩＮＧ\u00ad"}, ${world.campaign.id}::uuid, ${world.advocates[0]!.id}::uuid)`);
  const given = { campaignId: world.campaign.id, advocateId: world.advocates[0]!.id };
  expect(await setShortcode(db.pool, world.actor, { ...given, code: "Spring" })).toEqual({ outcome: "taken" });
  expect(await createCoupons(db.pool, world.actor, { ...given, pattern: "sPRING", count: 1 })).toEqual({
    outcome: "taken",
  });
});

describe("a campaign's uid", () => {
  const typed = (uid: string) =>
    createCampaignSchema.safeParse({
      ...{ name: "Another", uid, destinationUrl: null, segmentIds: [], startsAt: null, endsAt: null },
    });

  test.each(cases)("%s has no other spelling than plain letters", async (_how, had, other) => {
    for (const uid of [had, other].filter((name) => !/^[\w-]+$/.test(name))) {
      // What is around it is taken away by the form.
      const parsed = typed(uid);
      if (parsed.success) expect(parsed.data.uid).toBe(had);
      const insert = db.pool.query(sql`INSERT INTO campaign (uid, name) VALUES (${uid}, 'Another')`);
      await expect(insert).rejects.toMatchObject({ constraint: "campaign__uid_plain" });
    }
  });

  test("that somebody has is refused; files name a campaign by it to the letter, so another case is another", async () => {
    const create = (uid: string) => createCampaign(db.pool, world.actor, typed(uid).data!);
    expect(await create(" spring ")).toEqual({ outcome: "uid_taken" });
    expect(await create("Spring")).toMatchObject({ outcome: "created" });
  });
});
