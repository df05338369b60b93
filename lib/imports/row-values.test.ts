import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { attributionsCsv, checkFile, importAsChecked, rowsOf, standingOf, viewOf } from "@/lib/testing/imports";
import { makeCampaign, makeWorld, refer, type World } from "@/lib/testing/world";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { customers: 20 });
});

const customer = (number: number) => `customer-${number}@example.test`;

test("e-mails, campaigns and codes are found whatever the case and the spaces around them, even those nobody sees", async () => {
  const view = await importAsChecked(
    db.pool,
    world,
    attributionsCsv(
      { customer_email: "  CUSTOMER-1@Example.TEST ", short_code: "\tSHORT-0 " },
      { customer_email: "\u00A0customer-2@example.test\u200B", coupon_code: "\u3000coupon1\uFEFF" },
      {
        customer_email: "\u2009Customer-3@example.test\u2060",
        campaign_uid: "\u202Fspring\u00A0",
        advocate_email: "\uFEFFADVOCATE-3@example.test",
      },
    ),
  );
  expect(view.result?.outcomes.created).toBe(3);
  expect(await standingOf(db.pool)).toEqual({
    "spring customer-1@example.test": "advocate-1@example.test",
    "spring customer-2@example.test": "advocate-2@example.test",
    "spring customer-3@example.test": "advocate-3@example.test",
  });
});

test("a status is read in any case, and none means active", async () => {
  await refer(db.pool, world, 4, [0]);
  await refer(db.pool, world, 5, [0]);
  const statuses = ["active", " Active ", "ACTIVE", "", "INACTIVE", "InActive\u00A0"];
  const view = await importAsChecked(
    db.pool,
    world,
    attributionsCsv(
      ...statuses.map((status, index) => ({ customer_email: customer(index + 1), short_code: "short-0", status })),
    ),
  );
  expect(view.result?.outcomes).toMatchObject({ created: 4, deactivated: 2, rejected: 0 });
});

describe("a code implies its campaign", () => {
  test("and may say it too", async () => {
    const view = await importAsChecked(
      db.pool,
      world,
      attributionsCsv(
        { customer_email: customer(1), short_code: "short-0" },
        { customer_email: customer(2), short_code: "short-0", campaign_uid: "spring" },
        { customer_email: customer(3), short_code: "short-0", advocate_email: "advocate-1@example.test" },
      ),
    );
    expect(view.result?.outcomes.created).toBe(3);
  });

  test("and a row that names another campaign is an error of that row alone", async () => {
    await makeCampaign(db.pool, "autumn", world.segmentId);
    const view = await importAsChecked(
      db.pool,
      world,
      attributionsCsv(
        { customer_email: customer(1), short_code: "short-0", campaign_uid: "autumn" },
        { customer_email: customer(2), short_code: "short-0" },
      ),
    );
    expect(await rowsOf(db.pool, view.id)).toEqual(["2: rejected code_campaign_mismatch", "3: created"]);
  });
});

const ACCEPTED = [
  ["2024-02-29", "2024-02-29T00:00:00.000Z"],
  ["2024-02-29 14:05", "2024-02-29T14:05:00.000Z"],
  ["2024-02-29T14:05", "2024-02-29T14:05:00.000Z"],
  ["2024-02-29T14:05:06", "2024-02-29T14:05:06.000Z"],
  ["2024-02-29T14:05:06.789", "2024-02-29T14:05:06.789Z"],
  ["2024-02-29 14:05:06,789", "2024-02-29T14:05:06.789Z"],
  ["2024-02-29T14:05Z", "2024-02-29T14:05:00.000Z"],
  ["2024-02-29T14:05:06z", "2024-02-29T14:05:06.000Z"],
  ["2024-02-29T14:05:06+02:00", "2024-02-29T12:05:06.000Z"],
  ["2024-02-29 14:05:06 -0530", "2024-02-29T19:35:06.000Z"],
  ["2024-02-29T14:05:06.5+01", "2024-02-29T13:05:06.500Z"],
  ["1970-01-01", "1970-01-01T00:00:00.000Z"],
] as const;

test("a date is taken alone or with a time, with T or a space, with or without a zone, and UTC where it says none", async () => {
  const rows = ACCEPTED.map(([at], index) => ({
    customer_email: customer(index + 1),
    short_code: "short-0",
    attributed_at: at,
  }));
  const view = await importAsChecked(db.pool, world, attributionsCsv(...rows));
  expect(view.result?.outcomes).toMatchObject({ created: ACCEPTED.length });
  const { rows: stored } = await db.pool.query<{ createdAt: Date; at: Date; number: number }>(
    `SELECT attribution.created_at AS "createdAt", at, substring(email FROM '-(\\d+)@')::int AS number
     FROM attribution JOIN attribution_event ON attribution_id = attribution.id JOIN contact ON contact.id = attribution.customer_id
     ORDER BY number`,
  );
  const expected = ACCEPTED.map(([, instant]) => instant);
  expect(stored.map(({ createdAt }) => createdAt.toISOString())).toEqual(expected);
  expect(stored.map(({ at }) => at.toISOString())).toEqual(expected);
});

test.each([
  ["11/12/2026", "invalid_date"],
  ["12.11.2026", "invalid_date"],
  ["2026-02-30", "invalid_date"],
  ["2026-13-01", "invalid_date"],
  ["2026-1-5", "invalid_date"],
  ["20260105", "invalid_date"],
  ["2026-01-05T25:00", "invalid_date"],
  ["2026-01-05T10:61", "invalid_date"],
  ["2026-01-05T10:00+99:00", "invalid_date"],
  ["yesterday", "invalid_date"],
  ["now", "invalid_date"],
  ["infinity", "invalid_date"],
  ["1767607200", "invalid_date"],
  ["1969-12-31", "date_out_of_range"],
  ["0001-01-01", "date_out_of_range"],
  ["9999-12-31", "date_out_of_range"],
])("a date that is not certain or not possible is not taken: %s", async (at, problem) => {
  const file = attributionsCsv({ customer_email: customer(1), short_code: "short-0", attributed_at: at });
  const view = await checkFile(db.pool, world, file);
  expect(await rowsOf(db.pool, view.id, "check")).toEqual([`2: rejected ${problem}`]);
});

test("a row with a date is judged by what was in force then", async () => {
  await db.pool.query("UPDATE campaign SET starts_at = '2024-01-01', ended_at = '2024-07-01'");
  const at = ["2023-12-31", "2024-01-01", "2024-06-30", "2024-07-01"];
  const view = await importAsChecked(
    db.pool,
    world,
    attributionsCsv(
      ...at.map((day, index) => ({ customer_email: customer(index + 1), short_code: "short-0", attributed_at: day })),
    ),
  );
  expect(await rowsOf(db.pool, view.id)).toEqual([
    "2: rejected campaign_not_started",
    "3: created",
    "4: created",
    "5: rejected campaign_ended",
  ]);
});

test("an inactive row deactivates whatever the rules would say about a new attribution", async () => {
  for (const index of [0, 1, 2, 3]) await refer(db.pool, world, index, [0]);
  await db.pool.query("UPDATE campaign SET ended_at = now()");
  await db.pool.query("UPDATE referral_code SET retired_at = now()");
  await db.pool.query("DELETE FROM segment_member");
  await db.pool.query("UPDATE contact SET status = 'unsubscribed' WHERE email = $1", [customer(2)]);
  await db.pool.query("UPDATE contact SET status = 'banned' WHERE email = ANY($1)", [
    [customer(3), "advocate-1@example.test"],
  ]);
  const row = { campaign_uid: "spring", advocate_email: "advocate-1@example.test", status: "inactive" };
  const view = await importAsChecked(
    db.pool,
    world,
    attributionsCsv(...[1, 2, 3].map((number) => ({ ...row, customer_email: customer(number) })), {
      customer_email: customer(4),
      short_code: "short-0",
      status: "inactive",
    }),
  );
  expect(view.result?.outcomes).toMatchObject({ deactivated: 4, rejected: 0 });
  expect(await standingOf(db.pool)).toEqual({});
});

test("one value can stand for a missing column, and a column that is mapped to nothing is ignored", async () => {
  const file = ["who;status;junk", `${customer(1)};nonsense;x`, `${customer(2)};nonsense;y`].join("\n");
  const view = await importAsChecked(db.pool, world, file, {
    mapping: {
      customer_email: { column: 0 },
      campaign_uid: { constant: "spring" },
      advocate_email: { constant: "advocate-2@example.test" },
      reason: { constant: "From the fair" },
      attributed_at: { constant: "2024-05-01" },
      status: null,
    },
  });
  expect(view.result?.outcomes.created).toBe(2);
  const { rows } = await db.pool.query("SELECT DISTINCT reason, at FROM attribution_event");
  expect(rows).toEqual([{ reason: "From the fair", at: new Date("2024-05-01T00:00:00Z") }]);
  expect((await viewOf(db.pool, view.id)).mapping.status).toBeNull();
});
