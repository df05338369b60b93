import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { storedAttributions, storedEvents } from "@/lib/testing/history";
import { makeCampaign, makeContacts, makeWorld, type World } from "@/lib/testing/world";
import { recordAttributions } from "./commands";
import type { Draft } from "./resolve";
import { REJECTIONS, type Rejection } from "./schema";
import { outcomeMessage, REJECTION_WORDS } from "./wording";

const db = useTestDatabase();
const NOTHING = "00000000-0000-7000-8000-00000000dead";
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

const valid = (): Draft => ({
  customerId: world.customers[0]!.id,
  campaignId: world.campaign.id,
  advocateId: world.advocates[0]!.id,
});
const byCode = (): Draft => ({ customerId: world.customers[0]!.id, code: world.advocates[0]!.shortcode });
const setStatus = (id: string, status: string) =>
  db.pool.query("UPDATE contact SET status = $2 WHERE id = $1", [id, status]);
const setCampaign = (change: string) => db.pool.query(`UPDATE campaign SET ${change}`);
const anotherCampaign = () => makeCampaign(db.pool, "autumn", world.segmentId);

type Case = [guarantee: string, code: Rejection, draft: () => Draft | Promise<Draft>];

const cases: Case[] = [
  ["text that is no e-mail", "invalid_email", () => ({ ...byCode(), customerId: null, customerEmail: "ada at home" })],
  [
    "an e-mail that nobody has",
    "customer_not_found",
    () => ({ ...byCode(), customerId: null, customerEmail: "x@y.z" }),
  ],
  [
    "an e-mail with a character no text can have",
    "customer_not_found",
    () => ({ ...byCode(), customerId: null, customerEmail: "x\0@y.z" }),
  ],
  ["an id that nobody has", "customer_not_found", () => ({ ...valid(), customerId: NOTHING })],
  ["no referred contact at all", "customer_not_found", () => ({ ...valid(), customerId: null })],
  [
    "a referred contact who is unsubscribed",
    "customer_unsubscribed",
    async () => {
      await setStatus(world.customers[0]!.id, "unsubscribed");
      return valid();
    },
  ],
  ["a code that does not exist", "unknown_code", () => ({ ...byCode(), code: "short-99" })],
  ["a code with a character no text can have", "unknown_code", () => ({ ...byCode(), code: "short-0\0" })],
  ["a code of nothing but spaces", "unknown_code", () => ({ ...byCode(), code: "  " })],
  [
    "a code that is retired",
    "code_retired",
    async () => {
      await db.pool.query("UPDATE referral_code SET retired_at = now()");
      return byCode();
    },
  ],
  [
    "a code of another campaign",
    "code_campaign_mismatch",
    async () => ({ ...byCode(), campaignUid: (await anotherCampaign()).uid }),
  ],
  ["a code of another advocate", "code_advocate_mismatch", () => ({ ...byCode(), advocateId: world.advocates[1]!.id })],
  ["no campaign, with an advocate", "campaign_required", () => ({ ...valid(), campaignId: null })],
  ["a uid no campaign has", "campaign_not_found", () => ({ ...valid(), campaignId: null, campaignUid: "summer" })],
  ["an id no campaign has", "campaign_not_found", () => ({ ...valid(), campaignId: NOTHING })],
  ["a uid no campaign has, beside a code", "campaign_not_found", () => ({ ...byCode(), campaignUid: "summer" })],
  [
    "a campaign that has not started",
    "campaign_not_started",
    async () => {
      await setCampaign("starts_at = now() + interval '1 hour'");
      return valid();
    },
  ],
  [
    "a campaign that had not started at the draft's own date",
    "campaign_not_started",
    async () => {
      await setCampaign("starts_at = '2026-03-01'");
      return { ...valid(), at: new Date("2026-02-28T23:59:59.999Z") };
    },
  ],
  [
    "a campaign that has ended",
    "campaign_ended",
    async () => {
      await setCampaign("ended_at = now()");
      return byCode();
    },
  ],
  ["neither advocate nor code", "advocate_required", () => ({ ...valid(), advocateId: null })],
  ["an advocate's id that nobody has", "advocate_not_found", () => ({ ...valid(), advocateId: NOTHING })],
  [
    "an advocate's e-mail that nobody has",
    "advocate_not_found",
    () => ({ ...valid(), advocateId: null, advocateEmail: "x@y.z" }),
  ],
  [
    "an advocate who is a prospect",
    "advocate_not_enrolled",
    async () => {
      await setStatus(world.advocates[0]!.id, "prospect");
      return valid();
    },
  ],
  [
    "an advocate who has unsubscribed, by code",
    "advocate_not_enrolled",
    async () => {
      await setStatus(world.advocates[0]!.id, "unsubscribed");
      return byCode();
    },
  ],
  [
    "an enrolled advocate in none of the campaign's segments",
    "advocate_not_in_segment",
    async () => ({ ...valid(), advocateId: (await makeContacts(db.pool, "outsider", 1, "enrolled"))[0]!.id }),
  ],
  [
    "an advocate who has left the segment since the code was made",
    "advocate_not_in_segment",
    async () => {
      await db.pool.query("DELETE FROM segment_member WHERE contact_id = $1", [world.advocates[0]!.id]);
      return byCode();
    },
  ],
  ["a contact who refers itself, by id", "self_referral", () => ({ ...valid(), customerId: world.advocates[0]!.id })],
  [
    "a contact who refers itself, by its own code",
    "self_referral",
    () => ({ ...byCode(), customerId: world.advocates[0]!.id }),
  ],
  [
    "a contact who refers itself, by e-mail in another case",
    "self_referral",
    () => ({ ...byCode(), customerId: null, customerEmail: world.advocates[0]!.email.toUpperCase() }),
  ],
  [
    "a banned referred contact",
    "contact_banned",
    async () => {
      await setStatus(world.customers[0]!.id, "banned");
      return valid();
    },
  ],
  [
    "a banned advocate",
    "contact_banned",
    async () => {
      await setStatus(world.advocates[0]!.id, "banned");
      return byCode();
    },
  ],
];

test.each(cases)("%s is rejected as %s, and leaves nothing", async (_guarantee, code, draft) => {
  expect(await recordAttributions(db.pool, world.actor, [await draft()])).toEqual([
    { outcome: "rejected", code, problems: [code] },
  ]);
  expect(await storedAttributions(db.pool)).toEqual([]);
  expect(await storedEvents(db.pool)).toEqual([]);
});

test("every rejection has a case here", () => {
  expect([...new Set(cases.map(([, code]) => code))].sort()).toEqual([...REJECTIONS].sort());
});

test("every rejection has words of its own, a field and a way to mend it", () => {
  const words = REJECTIONS.map((code) => REJECTION_WORDS[code]);
  expect(new Set(REJECTIONS.map(outcomeMessage)).size).toBe(REJECTIONS.length);
  for (const { message, mend, field } of words) {
    expect(message).toMatch(/^[A-Z].*\.$/);
    expect(mend).toMatch(/^[A-Z].*\.$/);
    expect(["customer", "campaign", "advocate", "code"]).toContain(field);
  }
});

describe("a draft with several problems", () => {
  test("is rejected with all of them, the most basic first", async () => {
    await setCampaign("ended_at = now()");
    const draft = { customerEmail: "nobody", advocateId: world.customers[1]!.id, campaignId: world.campaign.id };
    expect(await recordAttributions(db.pool, world.actor, [draft])).toEqual([
      {
        outcome: "rejected",
        code: "invalid_email",
        problems: ["invalid_email", "campaign_ended", "advocate_not_enrolled", "advocate_not_in_segment"],
      },
    ]);
  });

  test("is not told of an advocate or a campaign that only its wrong code would have named", async () => {
    const outcomes = await recordAttributions(db.pool, world.actor, [{ customerEmail: "x@y.z", code: "nope" }]);
    expect(outcomes).toEqual([
      { outcome: "rejected", code: "customer_not_found", problems: ["customer_not_found", "unknown_code"] },
    ]);
  });
});
