import type pg from "pg";
import { expect, test } from "vitest";
import type { AttributionParams } from "@/lib/attributions/columns";
import { countList } from "@/lib/attributions/facets";
import { listAttributions } from "@/lib/attributions/queries";
import { useTestDatabase } from "@/lib/testing/database";
import { type Measured, medianMs, report } from "./measure";

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const db = useTestDatabase();

/** As many attributions as asked for, half as many contacts, five campaigns, every source; one in eight inactive. */
async function fill(pool: pg.Pool): Promise<void> {
  await pool.query(
    `INSERT INTO contact (email, first_name, last_name, status)
     SELECT 'person-' || n || '@example.test', 'First' || n % 997, 'Last' || n % 4999, 'enrolled'
     FROM generate_series(1, $1::int) AS n`,
    [ROWS / 2],
  );
  await pool.query(
    "INSERT INTO campaign (uid, name) SELECT 'c' || n, 'Campaign ' || n FROM generate_series(1, 5) AS n",
  );
  await pool.query("ANALYZE contact; ANALYZE campaign");
  await pool.query(
    `WITH people AS (SELECT array_agg(id ORDER BY id) AS ids FROM contact),
       campaigns AS (SELECT array_agg(id ORDER BY id) AS ids FROM campaign),
       moment AS (SELECT n, now() - (($1::int - n) * interval '30 seconds') AS at FROM generate_series(1, $1::int) AS n)
     INSERT INTO attribution (id, campaign_id, customer_id, advocate_id, status, inactive_reason, method, source, actor_id, created_at, changed_at)
     SELECT uuid_v7(at), campaigns.ids[1 + (n / 200000) % 5], people.ids[1 + n % ($1::int / 2)], people.ids[1 + (n * 7 + 3) % 5000],
       CASE WHEN n % 8 = 0 OR n > $1::int / 2 THEN 'inactive' ELSE 'active' END,
       CASE WHEN n % 8 = 0 OR n > $1::int / 2 THEN 'duplicate_attempt' END,
       'advocate', (ARRAY['manual','csv_import','api','order','widget'])[1 + n % 5],
       '00000000-0000-7000-8000-000000000001', at, CASE WHEN n % 10 = 0 THEN at + interval '1 hour' END
     FROM moment, people, campaigns
     WHERE people.ids[1 + n % ($1::int / 2)] <> people.ids[1 + (n * 7 + 3) % 5000]
     ON CONFLICT DO NOTHING`,
    [ROWS],
  );
  await pool.query("ANALYZE");
}

/** The cursor of a page in the middle of the list. */
async function deepCursor(pool: pg.Pool, params: AttributionParams): Promise<string | null> {
  let after: string | null = null;
  for (let pages = 0; pages < 20; pages++) {
    after = (await listAttributions(pool, { ...params, size: 100, after, timeZone: "UTC" })).next;
  }
  return after;
}

const PLAIN = `SELECT attribution.*, customer.email, customer.name, advocate.email, advocate.name
  FROM attribution JOIN contact customer ON customer.id = customer_id JOIN contact advocate ON advocate.id = advocate_id
  ORDER BY attribution.id DESC LIMIT 51`;

test(`the Referral Attribution table over ${ROWS.toLocaleString("en")} rows`, async () => {
  const { pool } = db;
  await fill(pool);
  const plainMs = await medianMs(() => pool.query(PLAIN));
  const page = (params: AttributionParams) => () => listAttributions(pool, { ...params, timeZone: "UTC" });
  const deep = { sort: "customer", after: await deepCursor(pool, { sort: "customer" }) } as const;
  const cases: [string, () => Promise<unknown>][] = [
    ["first page, newest first", page({})],
    ["sorted by last change", page({ sort: "-changed" })],
    ["sorted by referred contact", page({ sort: "customer" })],
    ["sorted by referred contact, 2,000 rows deep", page(deep)],
    ["sorted by advocate", page({ sort: "advocate" })],
    ["filtered by source and status", page({ source: ["widget"], status: ["inactive"] })],
    ["filtered by campaign and day", page({ campaign: ["c2"], from: "2026-01-01" })],
    ["searched, one contact matches", page({ q: "person-4321@" })],
    ["searched, many contacts match", page({ q: "first12" })],
    ["searched, nothing matches", page({ q: "no such person" })],
    ["total and counts of the filter chips, unfiltered", () => countList(pool, { timeZone: "UTC" })],
    ["total and counts of the filter chips, searched", () => countList(pool, { q: "first12", timeZone: "UTC" })],
    [
      "total and counts of the filter chips, filtered",
      () => countList(pool, { source: ["api"], status: ["active"], timeZone: "UTC" }),
    ],
  ];
  const measured: Measured[] = [];
  for (const [what, work] of cases) measured.push({ what, ms: await medianMs(work), plainMs });
  report(`Reading, ${ROWS.toLocaleString("en")} attributions`, "one bare newest-first page", measured);
  expect(measured).toHaveLength(cases.length);
});
