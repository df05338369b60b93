import sql from "sql-template-tag";
import { beforeEach, expect, test } from "vitest";
import { codesCsv } from "@/lib/attributions/code-csv";
import { recordAttributions } from "@/lib/attributions/commands";
import { createCoupons } from "@/lib/codes/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { makeCampaign, makeWorld, type World } from "@/lib/testing/world";
import { countCampaignCodes, exportCampaignCodes, listCampaignCodes } from "./codes";
import type { CodeParams } from "./columns";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 2 });
});

const list = (params: CodeParams = {}) => listCampaignCodes(db.pool, world.campaign.id, params);
const codes = async (params: CodeParams = {}) => (await list(params)).rows.map(({ code }) => code);
const retire = (code: string) => db.pool.query(sql`UPDATE referral_code SET retired_at = now() WHERE code = ${code}`);

test("a code is listed with its kind, advocate, active referrals and state, newest first or by code", async () => {
  const [ada] = world.advocates;
  const campaignId = world.campaign.id;
  await recordAttributions(
    db.pool,
    world.actor,
    world.customers.map(({ id }) => ({ customerId: id, code: ada!.shortcode, campaignId })),
  );
  await retire("COUPON1");
  expect(await codes()).toEqual(["COUPON1", "COUPON0", "short-1", "short-0"]);
  expect(await codes({ sort: "code" })).toEqual(["COUPON0", "COUPON1", "short-0", "short-1"]);
  const { rows } = await list({ sort: "-code" });
  expect(rows[1]).toMatchObject({
    ...{ kind: "shortcode", code: "short-0", retiredAt: null, activeReferrals: { count: 2, capped: false } },
    advocate: { id: ada!.id, name: "Advocate No 1", email: ada!.email },
  });
  expect(rows[2]!.retiredAt).not.toBeNull();
});

test("codes of other campaigns are neither listed nor counted", async () => {
  const other = await makeCampaign(db.pool, "autumn", world.segmentId);
  expect((await listCampaignCodes(db.pool, other.id, {})).rows).toEqual([]);
  expect(await countCampaignCodes(db.pool, other.id, {})).toMatchObject({ total: { count: 0, capped: false } });
});

test("codes are found by a part of the code in any case, and of the advocate's name or e-mail", async () => {
  expect(await codes({ q: "UPON1" })).toEqual(["COUPON1"]);
  expect(await codes({ q: "no 2" })).toEqual(["COUPON1", "short-1"]);
  expect(await codes({ q: "ADVOCATE-1@" })).toEqual(["COUPON0", "short-0"]);
  expect(await codes({ q: "100%" })).toEqual([]);
});

test("kind and state are filters, and each says what it would show beside the other", async () => {
  await retire("COUPON1");
  await retire("short-1");
  expect(await codes({ kind: ["coupon"], state: ["retired"] })).toEqual(["COUPON1"]);
  expect(await codes({ state: ["live"] })).toEqual(["COUPON0", "short-0"]);
  expect(await codes({ state: ["live", "retired"] })).toHaveLength(4);
  const counted = await countCampaignCodes(db.pool, world.campaign.id, { kind: ["coupon"] });
  const of = (count: number) => ({ count, capped: false });
  expect(counted).toEqual({
    total: of(2),
    facets: {
      kind: [
        { value: "shortcode", ...of(2) },
        { value: "coupon", ...of(2) },
      ],
      state: [
        { value: "live", ...of(1) },
        { value: "retired", ...of(1) },
      ],
    },
  });
});

test("pages by either sort hold every code once, forwards and back, and the file holds them all", async () => {
  const { campaign, advocates, actor } = world;
  await createCoupons(db.pool, actor, {
    campaignId: campaign.id,
    advocateId: advocates[0]!.id,
    pattern: "A-####",
    count: 96,
  });
  for (const sort of ["-created", "code"] as const) {
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const page: Awaited<ReturnType<typeof list>> = await list({ sort, size: 25, after });
      seen.push(...page.rows.map(({ code }) => code));
      after = page.next;
      if (!after) {
        const back = await list({ sort, size: 25, before: page.previous });
        expect(back.rows.map(({ code }) => code)).toEqual(seen.slice(50, 75));
        break;
      }
    }
    expect(seen).toHaveLength(100);
    expect(new Set(seen).size).toBe(100);
  }
  let text = "";
  for await (const piece of codesCsv(
    exportCampaignCodes(db.pool, campaign.id, { q: "short-0" }),
    "https://a.test/r/",
  )) {
    text += piece;
  }
  const [head, line, ...rest] = text.trim().split("\r\n");
  expect(head).toBe(
    "id,code,kind,state,advocate_id,advocate_email,advocate_name,referral_link,active_referrals,created_at,retired_at",
  );
  expect(line).toContain(`short-0,shortcode,live,${advocates[0]!.id},${advocates[0]!.email}`);
  expect(line).toContain("https://a.test/r/short-0");
  expect(rest).toEqual([]);
});

test("a page of 50,000 codes is read in the order of an index, from either sort", async () => {
  const { campaign, advocates, actor } = world;
  await createCoupons(db.pool, actor, {
    ...{ campaignId: campaign.id, advocateId: advocates[0]!.id, pattern: "MANY-######", count: 50_000 },
  });
  await db.pool.query("ANALYZE referral_code");
  for (const order of ["id DESC", "code_key, id"]) {
    const { rows } = await db.pool.query<{ "QUERY PLAN": string }>(
      `EXPLAIN SELECT id FROM referral_code WHERE campaign_id = '${campaign.id}' ORDER BY ${order} LIMIT 51`,
    );
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).not.toContain("Sort");
  }
  expect(await countCampaignCodes(db.pool, campaign.id, {})).toMatchObject({ total: { count: 20_000, capped: true } });
}, 60_000);
