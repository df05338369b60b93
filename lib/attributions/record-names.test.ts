import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { storedAttributions } from "@/lib/testing/history";
import { makeWorld, type World } from "@/lib/testing/world";
import { recordAttributions } from "./commands";
import type { Draft } from "./resolve";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

/** What is stored of a draft that is recorded as active. */
async function recorded(draft: Draft) {
  const [outcome] = await recordAttributions(db.pool, world.actor, [draft]);
  expect(outcome?.outcome).toBe("active");
  const [stored] = await storedAttributions(db.pool);
  return {
    customer: stored!.customerId,
    campaign: stored!.campaignId,
    advocate: stored!.advocateId,
    code: stored!.code,
  };
}

const meant = (code: string | null) => ({
  customer: world.customers[0]!.id,
  campaign: world.campaign.id,
  advocate: world.advocates[0]!.id,
  code,
});

describe("a code", () => {
  test.each([
    ["as it is", "short-0"],
    ["in upper case", "SHORT-0"],
    ["in mixed case", "sHoRt-0"],
    ["with spaces around it", "  short-0 "],
    ["with a line break after it", "short-0\r\n"],
    ["with a no-break space after it", "short-0\u00a0"],
    ["in full-width letters", "ｓｈｏｒｔ-0"],
  ])("is found %s, and names advocate and campaign at once", async (_name, code) => {
    expect(await recorded({ customerId: world.customers[0]!.id, code })).toEqual(meant("short-0"));
    expect((await storedAttributions(db.pool))[0]!.method).toBe("shortcode");
  });

  test("that is a coupon is found in any case, and is stored as a coupon", async () => {
    expect(await recorded({ customerId: world.customers[0]!.id, code: "coupon0" })).toEqual(meant("COUPON0"));
    expect((await storedAttributions(db.pool))[0]!.method).toBe("coupon");
  });

  test("may be given beside the campaign and the advocate it belongs to", async () => {
    const draft = {
      customerId: world.customers[0]!.id,
      campaignUid: world.campaign.uid,
      advocateEmail: world.advocates[0]!.email,
      code: "short-0",
    };
    expect(await recorded(draft)).toEqual(meant("short-0"));
  });

  test("that is retired still counts for a relationship from before it was", async () => {
    await db.pool.query("UPDATE referral_code SET retired_at = '2026-03-01'");
    const draft = { customerId: world.customers[0]!.id, code: "short-0" };
    expect(await recorded({ ...draft, at: new Date("2026-02-28T23:59:59.999Z") })).toEqual(meant("short-0"));
  });
});

describe("a contact", () => {
  test.each([
    ["as it is", (email: string) => email],
    ["in upper case", (email: string) => email.toUpperCase()],
    ["with spaces around it", (email: string) => `  ${email} `],
    ["with a tab and a no-break space around it", (email: string) => `\t${email}\u00a0`],
  ])("is found by its e-mail %s", async (_name, written) => {
    const draft = {
      customerEmail: written(world.customers[0]!.email),
      advocateEmail: written(world.advocates[0]!.email),
      campaignUid: world.campaign.uid,
    };
    expect(await recorded(draft)).toEqual(meant(null));
  });

  test("who is enrolled can be referred as well as a prospect", async () => {
    const draft = { customerId: world.advocates[1]!.id, code: world.advocates[0]!.shortcode };
    expect(await recorded(draft)).toEqual({ ...meant("short-0"), customer: world.advocates[1]!.id });
  });

  test("is taken by its id where an e-mail is given as well", async () => {
    const draft = {
      customerId: world.customers[0]!.id,
      customerEmail: world.customers[1]!.email,
      code: world.advocates[0]!.shortcode,
    };
    expect(await recorded(draft)).toEqual(meant("short-0"));
  });
});

test("a campaign is found by its uid with spaces around it", async () => {
  const draft = {
    customerId: world.customers[0]!.id,
    advocateId: world.advocates[0]!.id,
    campaignUid: ` ${world.campaign.uid} `,
  };
  expect(await recorded(draft)).toEqual(meant(null));
});

test("empty values are as good as none", async () => {
  const draft = {
    customerId: world.customers[0]!.id,
    customerEmail: "",
    campaignId: "",
    campaignUid: "",
    advocateId: "",
    advocateEmail: "",
    code: world.advocates[0]!.coupon,
    reason: "",
  };
  expect(await recorded(draft)).toEqual(meant("COUPON0"));
});
