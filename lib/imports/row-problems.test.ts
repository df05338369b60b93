import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REJECTIONS } from "@/lib/attributions/schema";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { allRows, attributionsCsv, columnsOf, importAsChecked } from "@/lib/testing/imports";
import { makeCampaign, makeContacts, makeWorld } from "@/lib/testing/world";
import type { AttributionField } from "./kinds/attributions/columns";
import { ATTRIBUTION_FAULTS } from "./kinds/attributions/schema";
import { CELL_FAULTS, type ImportRow, type ImportView, MAX_CELL_CHARACTERS } from "./schema";

/** All that can be wrong with a row of attributions. */
const ROW_PROBLEMS = [...REJECTIONS, ...CELL_FAULTS, ...ATTRIBUTION_FAULTS] as const;
type RowProblem = (typeof ROW_PROBLEMS)[number];

/** A row as its fields, or as the line of a file. */
type Row = Partial<Record<AttributionField, string>> | string;
type Case = { row: Row; marks: AttributionField[] };

const CUSTOMER = "customer-1@example.test";
const ADVOCATE = "advocate-1@example.test";
const named = { customer_email: CUSTOMER, campaign_uid: "spring", advocate_email: ADVOCATE };
const coded = { customer_email: CUSTOMER, short_code: "short-0" };
const LATE = "2999-01-01";

/** A row for each problem, and the cells that are to be corrected. The compiler misses the case of a new problem. */
const CASES: Record<RowProblem, Case> = {
  invalid_email: { row: { ...coded, customer_email: "ada at home" }, marks: ["customer_email"] },
  campaign_not_found: { row: { ...named, campaign_uid: "nowhere" }, marks: ["campaign_uid"] },
  campaign_required: { row: { ...named, campaign_uid: "" }, marks: ["campaign_uid"] },
  campaign_not_started: { row: { ...named, campaign_uid: "later" }, marks: ["campaign_uid"] },
  campaign_ended: { row: { ...named, campaign_uid: "over" }, marks: ["campaign_uid"] },
  unknown_code: { row: { ...coded, short_code: "short-99" }, marks: ["short_code"] },
  code_retired: { row: { customer_email: CUSTOMER, coupon_code: "GONE" }, marks: ["coupon_code"] },
  code_campaign_mismatch: { row: { ...coded, campaign_uid: "autumn" }, marks: ["campaign_uid", "short_code"] },
  code_advocate_mismatch: {
    row: { ...coded, advocate_email: "advocate-2@example.test" },
    marks: ["advocate_email", "short_code"],
  },
  advocate_required: {
    row: { ...named, advocate_email: "" },
    marks: ["advocate_email", "short_code", "coupon_code"],
  },
  advocate_not_found: { row: { ...named, advocate_email: "nobody@example.test" }, marks: ["advocate_email"] },
  advocate_not_enrolled: { row: { ...named, advocate_email: "customer-2@example.test" }, marks: ["advocate_email"] },
  advocate_not_in_segment: { row: { ...named, advocate_email: "outsider-1@example.test" }, marks: ["advocate_email"] },
  customer_not_found: { row: { ...coded, customer_email: "nobody@example.test" }, marks: ["customer_email"] },
  customer_unsubscribed: { row: { ...coded, customer_email: "lost-1@example.test" }, marks: ["customer_email"] },
  self_referral: { row: { ...coded, customer_email: ADVOCATE }, marks: ["customer_email", "short_code"] },
  contact_banned: {
    row: { ...coded, customer_email: "banned-1@example.test" },
    marks: ["customer_email", "short_code"],
  },
  row_too_short: { row: `${CUSTOMER},spring,${ADVOCATE}`, marks: [] },
  row_too_long: { row: `${CUSTOMER},spring,${ADVOCATE},,,,,,too much`, marks: [] },
  cell_too_large: { row: { ...named, reason: "x".repeat(MAX_CELL_CHARACTERS + 1) }, marks: [] },
  customer_required: { row: { ...coded, customer_email: " \u00A0" }, marks: ["customer_email"] },
  invalid_advocate_email: { row: { ...named, advocate_email: "ada at work" }, marks: ["advocate_email"] },
  two_codes: { row: { ...coded, coupon_code: "COUPON0" }, marks: ["short_code", "coupon_code"] },
  invalid_status: { row: { ...coded, status: "maybe" }, marks: ["status"] },
  invalid_date: { row: { ...coded, attributed_at: "11/12/2026" }, marks: ["attributed_at"] },
  date_out_of_range: { row: { ...coded, attributed_at: LATE }, marks: ["attributed_at"] },
  reason_too_long: { row: { ...coded, reason: "x".repeat(501) }, marks: ["reason"] },
  nothing_to_deactivate: { row: { ...coded, status: "inactive" }, marks: ["status"] },
  // Nothing follows a quote that is never closed.
  unclosed_quote: { row: `${CUSTOMER},spring,${ADVOCATE},,,,"Left`, marks: [] },
};

let database: TestDatabase;
let view: ImportView;
let rows: Map<RowProblem, { check: ImportRow; result: ImportRow }>;

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  const world = await makeWorld(pool);
  await makeCampaign(pool, "autumn", world.segmentId);
  for (const uid of ["later", "over"]) await makeCampaign(pool, uid, world.segmentId);
  await pool.query("UPDATE campaign SET starts_at = now() + interval '1 day' WHERE uid = 'later'");
  await pool.query("UPDATE campaign SET ended_at = now() - interval '1 day' WHERE uid = 'over'");
  await pool.query(
    `INSERT INTO referral_code (kind, code, campaign_id, advocate_id, retired_at)
     VALUES ('coupon', 'GONE', $1, $2, now() - interval '1 day')`,
    [world.campaign.id, world.advocates[0]!.id],
  );
  await makeContacts(pool, "outsider", 1, "enrolled");
  await makeContacts(pool, "lost", 1, "unsubscribed");
  await makeContacts(pool, "banned", 1, "banned");

  const problems = Object.keys(CASES) as RowProblem[];
  const lines = problems.map((problem) => {
    const { row } = CASES[problem];
    return typeof row === "string" ? row : attributionsCsv(row).split("\n")[1]!;
  });
  view = await importAsChecked(pool, world, [attributionsCsv(), ...lines].join("\n"));
  const [check, result] = [await allRows(pool, view.id, "check"), await allRows(pool, view.id, "result")];
  rows = new Map(problems.map((problem, index) => [problem, { check: check[index]!, result: result[index]! }]));
});
afterAll(() => database.drop());

describe("a row is rejected, by the check as by the run, with the cells marked that are to be corrected", () => {
  test.each(ROW_PROBLEMS)("for %s", (problem) => {
    const { check, result } = rows.get(problem)!;
    const faulty = columnsOf(...CASES[problem].marks);
    expect(check).toMatchObject({ outcome: "rejected", problem, faulty, recordId: null });
    expect(result).toEqual(check);
    expect(result.line).toBe([...rows.keys()].indexOf(problem) + 2);
  });
});

test("each problem is counted once, and no rejected row leaves anything behind", async () => {
  expect(view.result).toMatchObject({ outcomes: { rejected: ROW_PROBLEMS.length }, contactsCreated: 0 });
  expect(view.result!.problems.map(({ problem, count }) => [problem, count]).sort()).toEqual(
    ROW_PROBLEMS.map((problem) => [problem, 1]).sort(),
  );
  const { rows: left } = await database.pool.query("SELECT FROM attribution UNION ALL SELECT FROM attribution_event");
  expect(left).toEqual([]);
});
