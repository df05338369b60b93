import { beforeEach, expect, test } from "vitest";
import type { AttributionField } from "@/lib/imports/kinds/attributions/columns";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies } from "@/lib/testing/history";
import { attributionsCsv, importAsChecked, rowsOf, standingOf } from "@/lib/testing/imports";
import { makeCampaign, makeWorld, refer, type World } from "@/lib/testing/world";
import { CHECK_CHUNK_ROWS } from "./check";
import type { AttributionChoices } from "./kinds/attributions/schema";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

type Row = Partial<Record<AttributionField, string>>;
const by = (code: number, more: Row = {}): Row => ({
  ...{ customer_email: "customer-1@example.test", short_code: `short-${code}` },
  ...more,
});
const outcomesOf = async (rows: Row[], choices: Partial<AttributionChoices> = {}) => {
  const view = await importAsChecked(db.pool, world, attributionsCsv(...rows), { choices });
  expect(await inconsistencies(db.pool)).toEqual([]);
  return (await rowsOf(db.pool, view.id)).map((row) => row.replace(/^\d+: /, ""));
};

test("each row about one contact is decided by what the rows before it have done", async () => {
  const inactive = { status: "inactive" };
  expect(await outcomesOf([by(0), by(0), by(1), by(0, inactive), by(0, inactive), by(1), by(2), by(0)])).toEqual([
    ...["created", "unchanged", "attempt", "deactivated", "unchanged", "activated", "attempt", "attempt"],
  ]);
  expect(await standingOf(db.pool)).toEqual({ "spring customer-1@example.test": "advocate-2@example.test" });
});

test("a contact is handed over as often as the file says, and ends with the last advocate", async () => {
  await refer(db.pool, world, 0, [2]);
  const rows = [by(0), by(1), by(0), by(2), by(2), by(1)];
  expect(await outcomesOf(rows, { other: "reassign" })).toEqual([
    ...["reassigned", "reassigned", "reassigned", "reassigned", "unchanged", "reassigned"],
  ]);
  expect(await standingOf(db.pool)).toEqual({ "spring customer-1@example.test": "advocate-2@example.test" });
  const { rows: counted } = await db.pool.query("SELECT count(*)::int AS count FROM attribution");
  expect(counted).toEqual([{ count: 3 }]);
});

test("the same row many times is logged as often as it is asked to be", async () => {
  expect(await outcomesOf([by(0), by(0), by(0), by(0)], { repeat: "log" })).toEqual([
    ...["created", "attempt", "attempt", "attempt"],
  ]);
});

test("a row that is rejected, and one about another campaign, change nothing for the rows behind them", async () => {
  const autumn = await makeCampaign(db.pool, "autumn", world.segmentId);
  const other = { short_code: "", campaign_uid: autumn.uid, advocate_email: "advocate-3@example.test" };
  expect(await outcomesOf([by(9), by(0, { status: "x" }), by(0, other), by(1), by(0)])).toEqual([
    ...["rejected unknown_code", "rejected invalid_status", "created", "created", "attempt"],
  ]);
});

test("each row keeps its own reason and date, however often its contact is in the file", async () => {
  const rows = [
    by(0, { reason: "First", attributed_at: "2024-01-01" }),
    by(0, { reason: "Second", status: "inactive" }),
    by(1, { reason: "Third", attributed_at: "2024-02-01" }),
  ];
  expect(await outcomesOf(rows)).toEqual(["created", "deactivated", "created"]);
  const { rows: reasons } = await db.pool.query(
    "SELECT reason, kind, at < '2025-01-01' AS old FROM attribution_event ORDER BY reason",
  );
  expect(reasons).toEqual([
    { reason: "First", kind: "attribution.created", old: true },
    { reason: "Second", kind: "attribution.deactivated", old: false },
    { reason: "Third", kind: "attribution.created", old: true },
  ]);
});

test("rows about one contact that are chunks apart follow each other too, in the check as in the run", async () => {
  const special = new Map([
    [0, by(0)],
    [CHECK_CHUNK_ROWS + 10, by(1)],
    [2 * CHECK_CHUNK_ROWS + 10, by(1, { status: "inactive" })],
    [2 * CHECK_CHUNK_ROWS + 11, by(2)],
  ]);
  const count = 2 * CHECK_CHUNK_ROWS + 100;
  const rows = Array.from({ length: count }, (_, index) => special.get(index) ?? { short_code: "short-0" });
  const view = await importAsChecked(db.pool, world, attributionsCsv(...rows), { choices: { other: "reassign" } });
  expect(view.result!.outcomes.rejected).toBe(count - special.size);
  expect((await rowsOf(db.pool, view.id)).filter((row) => !row.includes("rejected"))).toEqual([
    "2: created",
    `${CHECK_CHUNK_ROWS + 12}: reassigned`,
    `${2 * CHECK_CHUNK_ROWS + 12}: deactivated`,
    `${2 * CHECK_CHUNK_ROWS + 13}: created`,
  ]);
});
