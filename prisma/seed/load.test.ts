import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EVENT_KINDS, INACTIVE_REASONS, METHODS } from "@/lib/attributions/schema";
import { SOURCES } from "@/lib/audit/schema";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { readColumn } from "@/lib/testing/demo-content";
import { inconsistencies } from "@/lib/testing/history";
import { type LoadOutcome, loadDemoData } from "./load";

const NOW = new Date("2026-06-17T10:42:13.000Z");

describe("the demo data", () => {
  let database: TestDatabase;
  let outcome: LoadOutcome;
  beforeAll(async () => {
    database = await createTestDatabase();
    outcome = await loadDemoData(database.pool, { now: NOW });
  });
  afterAll(() => database.drop());
  const column = <T>(query: string) => readColumn<T>(database.pool, query);
  const one = async <T>(query: string) => (await column<T>(query))[0];

  test("the outcome counts what is in the database: 600 contacts, 5 campaigns, about 900 attributions, 400 orders", async () => {
    const contacts = await one<number>("SELECT count(*)::int FROM contact");
    const campaigns = await one<number>("SELECT count(*)::int FROM campaign");
    const attributions = await one<number>("SELECT count(*)::int FROM attribution");
    const orders = await one<number>("SELECT count(*)::int FROM customer_order");
    expect(outcome).toEqual({ outcome: "loaded", contacts, campaigns, attributions, orders });
    expect([contacts, campaigns]).toEqual([600, 5]);
    expect(attributions).toBeGreaterThan(850);
    expect(attributions).toBeLessThan(950);
  });

  test("one campaign of five has ended, and each is open to a segment", async () => {
    const ended = await column("SELECT uid FROM campaign WHERE ended_at IS NOT NULL");
    expect(ended).toEqual(["subscription-launch"]);
    expect(await one("SELECT count(DISTINCT campaign_id)::int FROM campaign_segment")).toBe(5);
    expect(await one("SELECT count(*)::int FROM segment")).toBe(6);
  });

  test("forty advocates are enrolled, in a segment of a campaign, and have a shortcode in every running campaign they may refer in", async () => {
    const enrolledWithCode = `
      SELECT count(DISTINCT contact.id)::int FROM contact JOIN referral_code ON advocate_id = contact.id
      JOIN campaign_segment USING (campaign_id) JOIN segment_member ON contact_id = contact.id
        AND segment_member.segment_id = campaign_segment.segment_id
      WHERE status = 'enrolled' AND kind = 'shortcode'`;
    expect(await one(enrolledWithCode)).toBe(40);
    const withoutShortcode = `
      SELECT DISTINCT email FROM contact JOIN segment_member ON contact_id = contact.id
      JOIN campaign_segment USING (segment_id) JOIN campaign ON campaign.id = campaign_id
      WHERE status = 'enrolled' AND ended_at IS NULL AND NOT EXISTS (
        SELECT FROM referral_code WHERE kind = 'shortcode' AND advocate_id = contact.id
          AND referral_code.campaign_id = campaign.id)`;
    expect(await column(withoutShortcode)).toEqual([]);
    expect(await one("SELECT count(*)::int FROM referral_code WHERE kind = 'coupon'")).toBeGreaterThan(25);
  });

  test("every source, method, status, reason and kind of event occurs", async () => {
    expect(await column("SELECT DISTINCT source FROM attribution ORDER BY 1")).toEqual([...SOURCES].sort());
    expect(await column("SELECT DISTINCT method FROM attribution ORDER BY 1")).toEqual([...METHODS].sort());
    expect(await column("SELECT DISTINCT status FROM attribution ORDER BY 1")).toEqual(["active", "inactive"]);
    expect(
      await column("SELECT DISTINCT inactive_reason FROM attribution WHERE status = 'inactive' ORDER BY 1"),
    ).toEqual([...INACTIVE_REASONS].sort());
    expect(await column("SELECT DISTINCT kind FROM attribution_event ORDER BY 1")).toEqual([...EVENT_KINDS].sort());
    expect(await column("SELECT DISTINCT status FROM contact ORDER BY 1")).toEqual([
      "banned",
      "enrolled",
      "prospect",
      "unsubscribed",
    ]);
    expect(await column("SELECT DISTINCT kind FROM actor JOIN attribution ON actor_id = actor.id ORDER BY 1")).toEqual([
      "api_key",
      "import",
      "system",
      "widget",
    ]);
  });

  test("about one attribution in eight is an inactive duplicate attempt", async () => {
    const share = await one<number>(
      "SELECT avg((inactive_reason = 'duplicate_attempt')::int)::float8 FROM (SELECT coalesce(inactive_reason, '') AS inactive_reason FROM attribution) AS all_of_them",
    );
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.14);
  });

  test("every history replays, forward in time, to the status its attribution has, and no slot has two active ones", async () => {
    expect(await inconsistencies(database.pool)).toEqual([]);
  });

  test("at no moment of the past did two attributions of one slot stand at once", async () => {
    // Of what happened in the same microsecond, the old one's end comes before the new one's beginning.
    const overlapping = await column(`
      SELECT customer_id FROM (
        SELECT customer_id, sum((to_status = 'active')::int - coalesce(from_status = 'active', false)::int)
          OVER (PARTITION BY campaign_id, customer_id ORDER BY at, to_status DESC ROWS UNBOUNDED PRECEDING) AS standing
        FROM attribution_event
      ) AS moment WHERE standing NOT IN (0, 1)`);
    expect(overlapping).toEqual([]);
  });

  test("every duplicate attempt names the attribution that stood at that moment", async () => {
    const wrong = await column(`
      SELECT attempt.attribution_id FROM attribution_event attempt
      LEFT JOIN LATERAL (
        SELECT to_status FROM attribution_event
        WHERE attribution_id = (attempt.detail->>'standing')::uuid AND campaign_id = attempt.campaign_id
          AND customer_id = attempt.customer_id AND at < attempt.at
        ORDER BY id DESC LIMIT 1
      ) AS stood ON TRUE
      WHERE attempt.kind = 'attribution.duplicate_logged' AND stood.to_status IS DISTINCT FROM 'active'`);
    expect(wrong).toEqual([]);
  });

  test("every referral came after its people, its code and its campaign, and before the campaign's end", async () => {
    const impossible = await column(`
      SELECT attribution.id FROM attribution
      JOIN campaign ON campaign.id = attribution.campaign_id
      JOIN contact customer ON customer.id = attribution.customer_id
      JOIN contact advocate ON advocate.id = attribution.advocate_id
      JOIN actor ON actor.id = actor_id
      LEFT JOIN referral_code code ON code.id = code_id
      WHERE attribution.created_at < greatest(customer.created_at, advocate.created_at, starts_at, code.created_at)
        OR attribution.created_at >= least(campaign.ended_at, code.retired_at)
        OR (actor.kind <> 'system' AND attribution.created_at < actor.created_at)
        OR NOT EXISTS (SELECT FROM segment_member JOIN campaign_segment USING (segment_id)
          WHERE campaign_id = campaign.id AND contact_id = advocate.id AND added_at <= attribution.created_at)`);
    expect(impossible).toEqual([]);
  });

  test("whoever was banned or unsubscribed was so only after the last referral", async () => {
    const tooEarly = await column(`
      SELECT email FROM contact JOIN attribution ON contact.id IN (customer_id, advocate_id)
      WHERE contact.status IN ('banned', 'unsubscribed') AND contact.updated_at <= attribution.created_at`);
    expect(tooEarly).toEqual([]);
  });

  test("all attributions are of the last twelve months, and nothing lies in the future", async () => {
    const [first] = await column<Date>("SELECT min(created_at) FROM attribution");
    expect(NOW.getTime() - first!.getTime()).toBeLessThan(366 * 86_400_000);
    expect(NOW.getTime() - first!.getTime()).toBeGreaterThan(350 * 86_400_000);
    const [last] = await column<Date>(`
      SELECT greatest(
        (SELECT max(greatest(created_at, changed_at)) FROM attribution), (SELECT max(at) FROM attribution_event),
        (SELECT max(greatest(created_at, updated_at)) FROM contact), (SELECT max(added_at) FROM segment_member),
        (SELECT max(greatest(created_at, retired_at)) FROM referral_code),
        (SELECT max(greatest(created_at, starts_at, ended_at)) FROM campaign), (SELECT max(created_at) FROM segment),
        (SELECT max(created_at) FROM actor WHERE kind <> 'system'))`);
    expect(last!.getTime()).toBeLessThanOrEqual(NOW.getTime());
    expect(NOW.getTime() - last!.getTime()).toBeLessThan(86_400_000);
  });

  test("the ids of attributions are in the order of their creation", async () => {
    const byId = await column<string>("SELECT created_at::text FROM attribution ORDER BY id");
    const byDate = await column<string>("SELECT created_at::text FROM attribution ORDER BY created_at");
    expect(byId).toEqual(byDate);
  });

  test("one contact has five competing attempts and two reassignments", async () => {
    const slots = await column(`
      SELECT customer_id FROM attribution_event GROUP BY campaign_id, customer_id
      HAVING count(*) FILTER (WHERE kind = 'attribution.duplicate_logged') = 5
        AND count(*) FILTER (WHERE kind = 'attribution.reassigned') = 2`);
    expect(slots).toHaveLength(1);
  });

  test("contacts have been referred in three campaigns at once", async () => {
    const slots = await column(
      "SELECT customer_id FROM attribution WHERE status = 'active' GROUP BY customer_id HAVING count(*) >= 3",
    );
    expect(slots.length).toBeGreaterThan(10);
  });

  test("the most successful advocate has exactly 80 referrals", async () => {
    const referrals = await column(
      "SELECT count(*)::int FROM attribution GROUP BY advocate_id ORDER BY count(*) DESC LIMIT 2",
    );
    expect(referrals[0]).toBe(80);
    expect(referrals[1]).toBeLessThan(80);
  });

  test("no address or domain can belong to a real person or company", async () => {
    const reachable = await column(
      `SELECT email FROM contact WHERE email !~* '@([a-z0-9-]+\\.)*example(\\.com|\\.org|\\.net)?$'`,
    );
    expect(reachable).toEqual([]);
    expect(
      await column("SELECT uid FROM campaign WHERE destination_url !~ '^https://www\\.kestrelcoffee\\.example/'"),
    ).toEqual([]);
  });

  test("there are names with accents and other scripts, a very long one, and contacts without any", async () => {
    expect(await one("SELECT count(*)::int FROM contact WHERE name ~ '[à-ỹ]'")).toBeGreaterThan(200);
    expect(await one("SELECT count(*)::int FROM contact WHERE name ~ '[ぁ-龯]'")).toBeGreaterThan(0);
    expect(await one("SELECT max(length(name)) FROM contact")).toBeGreaterThan(90);
    expect(await one("SELECT count(*)::int FROM contact WHERE name IS NULL")).toBeGreaterThan(0);
  });

  test("no reason of the audit trail holds a name or an address", async () => {
    const personal = await column(`
      SELECT DISTINCT reason FROM attribution_event JOIN contact
        ON reason ILIKE '%' || first_name || '%' || last_name || '%' OR reason LIKE '%@%'`);
    expect(personal).toEqual([]);
  });
});
