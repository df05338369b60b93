import { beforeEach, describe, expect, test } from "vitest";
import { recordAttributions } from "@/lib/attributions/commands";
import { retireCode } from "@/lib/codes/commands";
import { useTestDatabase } from "@/lib/testing/database";
import {
  allRows,
  checkFile,
  contactMapping,
  importAsChecked,
  importFile,
  mustBeTaken,
  onceWhen,
  rowsOf,
  timesOf,
  trailOf,
  undoFile,
  viewOf,
} from "@/lib/testing/imports";
import { makeCampaign, makeContacts, makeWorld, type World } from "@/lib/testing/world";
import { WRITE_CHUNK_ROWS } from "../../chunks";
import { previewUndo, startRun } from "../../commands";
import { workOff } from "../../worker";
import type { COUPON_FAULTS } from "./schema";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 2 });
});

const HEADER = "code,advocate_email,campaign_uid";
const file = (...rows: string[]) => [HEADER, ...rows].join("\n");
const ADVOCATE = "advocate-1@example.test";
const given = { kind: "coupons" as const, mapping: contactMapping(HEADER) };
const run = (...rows: string[]) => importAsChecked(db.pool, world, file(...rows), given);

async function coupons() {
  const { rows } = await db.pool.query(
    `SELECT code, email, campaign.uid AS campaign, retired_at IS NOT NULL AS retired FROM referral_code
     JOIN contact ON contact.id = advocate_id JOIN campaign ON campaign.id = campaign_id
     WHERE kind = 'coupon' AND code NOT LIKE 'COUPON%' ORDER BY code_key`,
  );
  return rows.map(({ code, email, campaign, retired }) => `${code} ${email} ${campaign}${retired ? " retired" : ""}`);
}

test("each code of the file is its advocate's in its campaign, whatever the case of the e-mail and the code's Unicode form", async () => {
  const { id, actorId } = await run(
    `ADA-10,${ADVOCATE.toUpperCase()},spring`,
    `ｂｅｎ_１, advocate-2@example.test ,spring`,
  );
  expect(await rowsOf(db.pool, id)).toEqual(["2: created", "3: created"]);
  expect(await coupons()).toEqual([`ADA-10 ${ADVOCATE} spring`, "ben_1 advocate-2@example.test spring"]);
  expect(await trailOf(db.pool)).toEqual([
    ["code.created", "csv_import", actorId, {}],
    ["code.created", "csv_import", actorId, {}],
  ]);
});

test("a row that repeats is unchanged, in the file as in a second file, in any case", async () => {
  const { id } = await run(`ADA-10,${ADVOCATE},spring`, `ada-10,${ADVOCATE},spring`);
  expect(await rowsOf(db.pool, id)).toEqual(["2: created", "3: unchanged"]);
  const again = await run(`Ada-10,${ADVOCATE},spring`);
  expect(await rowsOf(db.pool, again.id)).toEqual(["2: unchanged"]);
  expect(await coupons()).toEqual([`ADA-10 ${ADVOCATE} spring`]);
});

type Problem = (typeof COUPON_FAULTS)[number];
const OTHERS = [
  ...["invalid_advocate_email", "advocate_not_found", "advocate_not_enrolled", "advocate_not_in_segment"],
  ...["contact_banned", "campaign_not_found", "campaign_ended"],
] as const;
const CASES: Record<Problem | (typeof OTHERS)[number], { row: string; marks: string[] }> = {
  code_required: { row: ` ,${ADVOCATE},spring`, marks: ["code"] },
  invalid_code: { row: `ADA 10,${ADVOCATE},spring`, marks: ["code"] },
  code_taken: { row: `SHORT-0,${ADVOCATE},spring`, marks: ["code"] },
  coupon_retired: { row: `old,${ADVOCATE},spring`, marks: ["code"] },
  advocate_email_required: { row: "A-1,,spring", marks: ["advocate_email"] },
  campaign_uid_required: { row: `A-2,${ADVOCATE},`, marks: ["campaign_uid"] },
  invalid_advocate_email: { row: "A-3,ada,spring", marks: ["advocate_email"] },
  advocate_not_found: { row: "A-4,nobody@x.test,spring", marks: ["advocate_email"] },
  advocate_not_enrolled: { row: "A-5,customer-1@example.test,spring", marks: ["advocate_email"] },
  advocate_not_in_segment: { row: "A-6,outsider-1@example.test,spring", marks: ["advocate_email"] },
  contact_banned: { row: "A-7,banned-1@example.test,spring", marks: ["advocate_email"] },
  campaign_not_found: { row: `A-8,${ADVOCATE},nowhere`, marks: ["campaign_uid"] },
  campaign_ended: { row: `A-9,${ADVOCATE},over`, marks: ["campaign_uid"] },
};

test("a row is rejected, by the check as by the run, with the cell marked that is to be corrected", async () => {
  await makeCampaign(db.pool, "over", world.segmentId);
  await db.pool.query("UPDATE campaign SET ended_at = now() - interval '1 day' WHERE uid = 'over'");
  await makeContacts(db.pool, "outsider", 1, "enrolled");
  await makeContacts(db.pool, "banned", 1, "banned");
  await run(`OLD,${ADVOCATE},spring`);
  await db.pool.query("UPDATE referral_code SET retired_at = now() WHERE code = 'OLD'");
  const { id } = await run(...Object.values(CASES).map(({ row }) => row));
  const rows = (await allRows(db.pool, id)).map(({ outcome, problem, faulty }) => ({ outcome, problem, faulty }));
  expect(rows).toEqual(
    Object.entries(CASES).map(([problem, { marks }]) => ({
      ...{ outcome: "rejected", problem, faulty: marks.map((mark) => HEADER.split(",").indexOf(mark)) },
    })),
  );
  expect(await coupons()).toEqual([`OLD ${ADVOCATE} spring retired`]);
});

test("of rows that give one code to several, the first that is in order has it", async () => {
  const { id } = await run(
    ...["X,nobody@x.test,spring", `x,${ADVOCATE},spring`, "X,advocate-2@example.test,spring", `X,${ADVOCATE},spring`],
  );
  expect(await rowsOf(db.pool, id)).toEqual([
    ...["2: rejected advocate_not_found", "3: created", "4: rejected code_taken", "5: unchanged"],
  ]);
  expect(await coupons()).toEqual([`x ${ADVOCATE} spring`]);
});

test("a campaign that begins later may have its codes already", async () => {
  await makeCampaign(db.pool, "later", world.segmentId);
  await db.pool.query("UPDATE campaign SET starts_at = now() + interval '1 day' WHERE uid = 'later'");
  expect(await rowsOf(db.pool, (await run(`A,${ADVOCATE},later`)).id)).toEqual(["2: created"]);
});

test("what changed between check and run counts as it is at the run", async () => {
  const { id } = await importFile(db.pool, world, file(`A,${ADVOCATE},spring`, "B,advocate-2@example.test,spring"), {
    ...given,
    checked: async () => {
      await db.pool.query("UPDATE contact SET status = 'unsubscribed' WHERE email = $1", [ADVOCATE]);
      await db.pool.query(
        "INSERT INTO referral_code (kind, code, campaign_id, advocate_id) VALUES ('coupon', 'b', $1, $2)",
        [world.campaign.id, world.advocates[0]!.id],
      );
    },
  });
  expect(await rowsOf(db.pool, id)).toEqual(["2: rejected advocate_not_enrolled", "3: rejected code_taken"]);
});

describe("undoing an import of coupon codes", () => {
  test("retires what it created, but for what attributions were made by and what somebody retired since", async () => {
    const { id } = await run(
      `A,${ADVOCATE},spring`,
      `B,${ADVOCATE},spring`,
      `C,${ADVOCATE},spring`,
      `a,${ADVOCATE},spring`,
    );
    await recordAttributions(db.pool, world.actor, [{ customerId: world.customers[0]!.id, code: "b" }]);
    const { rows } = await db.pool.query("SELECT id FROM referral_code WHERE code = 'C'");
    await retireCode(db.pool, world.actor, rows[0].id);
    const preview = await previewUndo(db.pool, id);
    const view = await undoFile(db.pool, world, id);
    expect(view).toMatchObject({ state: "undone", undo: preview, failure: null });
    expect(await rowsOf(db.pool, id, "undo")).toEqual(["2: reversed", "3: kept in_use", "4: kept edited_since"]);
    expect(await coupons()).toEqual([
      ...[`A ${ADVOCATE} spring retired`, `B ${ADVOCATE} spring`, `C ${ADVOCATE} spring retired`],
    ]);
  });
});

test.each([
  ["of the rows that stand alone", "NEW.done > OLD.done"],
  ["of the rows that repeat", "NEW.repeated_checkpoint IS NOT NULL"],
])("an import that is broken off at a chunk %s goes on, and no code is made twice", async (_, ends) => {
  const rows = Array.from({ length: WRITE_CHUNK_ROWS + 300 }, (_, n) => `A-${n},${ADVOCATE},spring`);
  const text = file(...rows, ...rows.slice(0, 200).map((row) => row.toLowerCase()));
  const { id, check } = await checkFile(db.pool, world, text, given);
  await onceWhen(db.pool, `NEW.state = 'running' AND ${ends}`, "PERFORM pg_terminate_backend(pg_backend_pid())");
  await mustBeTaken(startRun(db.pool, id));
  await workOff(db.pool);
  expect(await timesOf(db.pool)).toBeGreaterThan(1);
  expect(await viewOf(db.pool, id)).toMatchObject({ state: "done", result: check, failure: null });
  expect(await coupons()).toHaveLength(rows.length);
});
