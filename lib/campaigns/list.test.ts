import sql from "sql-template-tag";
import { describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { makeContacts, makeWorld, refer } from "@/lib/testing/world";
import { listAdvocates } from "./advocates";
import type { CampaignParams } from "./columns";
import { countCampaigns, listCampaigns } from "./queries";

const db = useTestDatabase();

describe("the list of campaigns", () => {
  const fill = () =>
    db.pool.query(`
      INSERT INTO campaign (uid, name, starts_at, ended_at) SELECT 'uid-' || n, 'Camp ' || lpad(n::text, 2, '0'),
        CASE WHEN n = 1 THEN now() + interval '1 day' END, CASE WHEN n = 2 THEN now() - interval '1 day' END
      FROM generate_series(1, 60) AS n`);
  const names = async (params: CampaignParams) => (await listCampaigns(db.pool, params)).rows.map(({ name }) => name);

  test("walks forth and back through every campaign once, in each order", async () => {
    await fill();
    for (const sort of ["name", "-name", "created", "-created"] as const) {
      const seen: string[] = [];
      let page = await listCampaigns(db.pool, { sort, size: 25 });
      expect(page.previous).toBeNull();
      const first = page.rows;
      seen.push(...page.rows.map(({ name }) => name));
      while (page.next) {
        page = await listCampaigns(db.pool, { sort, size: 25, after: page.next });
        seen.push(...page.rows.map(({ name }) => name));
      }
      expect(new Set(seen).size).toBe(60);
      const inOrder = [...seen].sort();
      expect(seen).toEqual(sort.startsWith("-") ? inOrder.reverse() : inOrder);
      const second = await listCampaigns(db.pool, { sort, size: 25, before: page.previous });
      expect((await listCampaigns(db.pool, { sort, size: 25, before: second.previous })).rows).toEqual(first);
    }
  });

  test("finds by part of name and uid in any case, and by state, each state counted", async () => {
    await fill();
    expect(await names({ q: "AMP 07" })).toEqual(["Camp 07"]);
    expect(await names({ q: "uid-33" })).toEqual(["Camp 33"]);
    expect(await names({ q: "%" })).toEqual([]);
    expect(await names({ q: "\0" })).toEqual([]);
    expect(await names({ state: ["not_started", "ended"], sort: "name" })).toEqual(["Camp 01", "Camp 02"]);
    const { total, states } = await countCampaigns(db.pool, { state: ["ended"] });
    expect(total).toEqual({ count: 1, capped: false });
    expect(Object.fromEntries(states.map(({ value, count }) => [value, count]))).toEqual({
      ...{ running: 58, not_started: 1, ended: 1 },
    });
  });

  test("shows the first page for a cursor that is not ours", async () => {
    await fill();
    expect(await names({ after: "nonsense", size: 25 })).toHaveLength(25);
  });

  test("counts each advocate of several segments once, only enrolled ones, and active referrals alone", async () => {
    const world = await makeWorld(db.pool);
    const [prospect] = await makeContacts(db.pool, "prospect", 1, "prospect");
    await db.pool.query(sql`
      WITH more AS (INSERT INTO segment (name) VALUES ('More') RETURNING id),
      opened AS (INSERT INTO campaign_segment (campaign_id, segment_id) SELECT ${world.campaign.id}::uuid, id FROM more)
      INSERT INTO segment_member (segment_id, contact_id)
      SELECT id, unnest(${[world.advocates[0]!.id, prospect!.id]}::uuid[]) FROM more`);
    await refer(db.pool, world, 0, [0, 1]);
    await refer(db.pool, world, 1, [0]);
    expect((await listCampaigns(db.pool, {})).rows).toMatchObject([
      { advocates: { count: 3, capped: false }, activeReferrals: 2, segments: ["More", "Partners"] },
    ]);
  });
});

describe("the advocates of a campaign", () => {
  test("are the enrolled members of its segments by name, each once, with codes and active referrals", async () => {
    const world = await makeWorld(db.pool);
    await makeContacts(db.pool, "outsider", 2, "enrolled");
    await refer(db.pool, world, 0, [1, 0]);
    await db.pool.query("UPDATE contact SET status = 'banned' WHERE id = $1", [world.advocates[2]!.id]);
    await db.pool.query("UPDATE referral_code SET retired_at = now() WHERE code = 'short-0'");
    const { rows } = await listAdvocates(db.pool, world.campaign.id, {});
    expect(rows).toMatchObject([
      { id: world.advocates[0]!.id, shortcode: null, coupons: { count: 1 }, activeReferrals: { count: 0 } },
      { id: world.advocates[1]!.id, shortcode: "short-1", coupons: { count: 1 }, activeReferrals: { count: 1 } },
    ]);
  });

  test("are walked page by page, forth and back, and found by name or e-mail", async () => {
    const world = await makeWorld(db.pool, { advocates: 60, customers: 0 });
    const first = await listAdvocates(db.pool, world.campaign.id, { size: 25 });
    const second = await listAdvocates(db.pool, world.campaign.id, { size: 25, after: first.next });
    const third = await listAdvocates(db.pool, world.campaign.id, { size: 25, after: second.next });
    expect(third.next).toBeNull();
    expect(new Set([first, second, third].flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(60);
    expect(await listAdvocates(db.pool, world.campaign.id, { size: 25, before: second.previous })).toEqual(first);
    const found = await listAdvocates(db.pool, world.campaign.id, { q: "ADVOCATE-17@" });
    expect(found.rows.map(({ email }) => email)).toEqual([world.advocates[16]!.email]);
  });
});
