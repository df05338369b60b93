import sql from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { listTrail } from "@/lib/audit/trail";
import { useTestDatabase } from "@/lib/testing/database";
import { makeCampaign, makeWorld, type World } from "@/lib/testing/world";
import { createCoupons, restoreCode, retireCode, setShortcode } from "./commands";
import { listCodes } from "./queries";

const db = useTestDatabase();
let world: World;
const NOTHING = "00000000-0000-7000-8000-00000000dead";

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 0 });
});

const owner = (index = 0) => ({ campaignId: world.campaign.id, advocateId: world.advocates[index]!.id });
const set = (code: string, index = 0) => setShortcode(db.pool, world.actor, { ...owner(index), code });
const coupons = (pattern: string, count = 1) => createCoupons(db.pool, world.actor, { ...owner(), pattern, count });
const shown = async (index = 0) =>
  (await listCodes(db.pool, owner(index))).codes.map(({ code, retiredAt }) => (retiredAt ? `${code} retired` : code));
const idOf = async (code: string) =>
  (await db.pool.query<{ id: string }>(sql`SELECT id FROM referral_code WHERE code = ${code}`)).rows[0]!.id;
const total = async () => (await db.pool.query("SELECT FROM referral_code")).rowCount;

describe("a custom shortcode", () => {
  test("takes the place of the one before, which stays in the history as retired", async () => {
    expect(await set("Ada_Spring-1")).toEqual({ outcome: "set" });
    expect((await shown()).sort()).toEqual(["Ada_Spring-1", "COUPON0", "short-0 retired"]);
    const kinds = (await listTrail(db.pool, { contactIds: [owner().advocateId] })).map(({ kind, code }) => [
      kind,
      code,
    ]);
    expect(kinds).toEqual([
      ["code.created", "Ada_Spring-1"],
      ["code.retired", "short-0"],
    ]);
  });

  test.each(["short-1", "SHORT-1", "coupon1", "COUPON0"])(
    "is refused when it is taken in any case or kind: %s",
    async (code) => {
      expect(await set(code)).toEqual({ outcome: "taken" });
      expect(await shown()).toContain("short-0");
    },
  );

  test("of another campaign is taken too", async () => {
    const autumn = await makeCampaign(db.pool, "autumn", world.segmentId);
    const given = { ...owner(), campaignId: autumn.id, code: "short-0" };
    expect(await setShortcode(db.pool, world.actor, given)).toEqual({ outcome: "taken" });
  });

  test("that the advocate has already is no change; one they had comes back", async () => {
    expect(await set("SHORT-0")).toEqual({ outcome: "unchanged" });
    await set("ada");
    expect(await set("short-0")).toEqual({ outcome: "set" });
    expect((await shown()).sort()).toEqual(["COUPON0", "ada retired", "short-0"]);
    const [latest] = await listTrail(db.pool, { codeId: await idOf("short-0") });
    expect(latest).toMatchObject({ kind: "code.restored" });
  });

  test("is one, however many are set at the same moment; one code goes to one advocate", async () => {
    await Promise.all(["a", "b", "c", "d"].map((code) => set(code)));
    expect((await shown()).filter((code) => !code.endsWith("retired"))).toHaveLength(2);
    const outcomes = await Promise.all([set("same", 0), set("same", 1)]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["set", "taken"]);
  });

  test("of an advocate or in a campaign that does not exist is refused", async () => {
    const nobody = { ...owner(), advocateId: NOTHING, code: "x" };
    expect(await setShortcode(db.pool, world.actor, nobody)).toEqual({ outcome: "not_found" });
  });
});

describe("retiring and restoring", () => {
  test("happens once and can be taken back, with both in the trail", async () => {
    const id = await idOf("COUPON0");
    expect(await retireCode(db.pool, world.actor, id)).toEqual({ outcome: "retired" });
    expect(await retireCode(db.pool, world.actor, id)).toEqual({ outcome: "already_retired" });
    expect(await restoreCode(db.pool, world.actor, id)).toEqual({ outcome: "restored" });
    expect(await restoreCode(db.pool, world.actor, id)).toEqual({ outcome: "not_retired" });
    expect((await listTrail(db.pool, { codeId: id })).map(({ kind }) => kind)).toEqual([
      "code.restored",
      "code.retired",
    ]);
    expect(await retireCode(db.pool, world.actor, NOTHING)).toEqual({ outcome: "not_found" });
  });

  test("a shortcode does not come back beside another one", async () => {
    const id = await idOf("short-0");
    await set("ada");
    expect(await restoreCode(db.pool, world.actor, id)).toEqual({ outcome: "has_another" });
    expect((await shown()).sort()).toEqual(["COUPON0", "ada", "short-0 retired"]);
  });
});

describe("coupon codes", () => {
  test("are made one by one as they are typed; one that exists in any case is refused", async () => {
    expect(await coupons("SAVE-10")).toEqual({ outcome: "created", count: 1 });
    expect(await shown()).toContain("SAVE-10");
    expect(await coupons("save-10")).toEqual({ outcome: "taken" });
    expect(await coupons("short-1")).toEqual({ outcome: "taken" });
  });

  test("are made in thousands from a pattern, each different, each in the trail", async () => {
    expect(await coupons("ADA-#####", 25_000)).toEqual({ outcome: "created", count: 25_000 });
    const { rows } = await db.pool.query<{ codes: number; events: number }>(`
      SELECT (SELECT count(*)::int FROM referral_code WHERE code ~ '^ADA-[34679CDFGHJKMNPQRTWXY]{5}$') AS codes,
        (SELECT count(*)::int FROM audit_event WHERE kind = 'code.created') AS events`);
    expect(rows).toEqual([{ codes: 25_000, events: 25_000 }]);
    const page = await listCodes(db.pool, owner());
    expect(page.codes).toHaveLength(200);
    expect(page.more).toBe(true);
  });

  test("use a pattern up to its last code, and beyond that none is made", async () => {
    const before = await total();
    expect(await coupons("A#", 22)).toEqual({ outcome: "pattern_full" });
    expect(await total()).toBe(before);
    expect(await coupons("A#", 15)).toEqual({ outcome: "created", count: 15 });
    expect(await coupons("A#", 7)).toEqual({ outcome: "pattern_full" });
    expect(await total()).toBe(before! + 15);
    expect(await coupons("A#", 6)).toEqual({ outcome: "created", count: 6 });
    expect(await coupons("A#")).toEqual({ outcome: "pattern_full" });
  });

  test("more than one needs a #", async () => {
    expect(await coupons("SAVE", 2)).toEqual({ outcome: "pattern_full" });
  });
});
