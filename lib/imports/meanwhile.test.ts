import { beforeEach, expect, test } from "vitest";
import { changeStatus } from "@/lib/attributions/commands";
import type { AttributionField } from "@/lib/imports/kinds/attributions/columns";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies } from "@/lib/testing/history";
import { attributionsCsv, checkFile, mustBeTaken, rowsOf, standingOf, viewOf } from "@/lib/testing/imports";
import { makeCampaign, makeContacts, makeWorld, refer, type World } from "@/lib/testing/world";
import { startRun } from "./commands";
import type { AttributionChoices } from "./kinds/attributions/schema";
import { workOff } from "./worker";

/** What changes between the check and the run: the result says what happened, not what was foreseen, and nothing fails. */
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

/** Checks, lets something change, runs; expects of each row what was foreseen and what came. */
async function between(
  rows: Row[],
  change: () => Promise<unknown>,
  { foreseen, came, choices }: { foreseen: string[]; came: string[]; choices?: Partial<AttributionChoices> },
) {
  const { id } = await checkFile(db.pool, world, attributionsCsv(...rows), { choices });
  const numbered = (outcomes: string[]) => outcomes.map((outcome, index) => `${index + 2}: ${outcome}`);
  expect(await rowsOf(db.pool, id, "check")).toEqual(numbered(foreseen));
  await change();
  await mustBeTaken(startRun(db.pool, id));
  await workOff(db.pool);
  const view = await viewOf(db.pool, id);
  expect([view.state, view.failure]).toEqual(["done", null]);
  expect(await rowsOf(db.pool, id)).toEqual(numbered(came));
  expect(await rowsOf(db.pool, id, "check")).toEqual(numbered(foreseen));
  expect(await inconsistencies(db.pool)).toEqual([]);
  return view;
}

test("a referred contact who came to exist meanwhile is found", async () => {
  await between(
    [by(0, { customer_email: "late-1@example.test" }), by(1, { customer_email: "LATE-1@example.test" })],
    () => makeContacts(db.pool, "late", 1, "prospect"),
    {
      foreseen: ["rejected customer_not_found", "rejected customer_not_found"],
      came: ["created", "attempt"],
    },
  );
});

test("a contact whom the import was to create, and who exists by now, is not counted as created", async () => {
  const view = await between(
    [by(0, { customer_email: "late-1@example.test" })],
    () => makeContacts(db.pool, "late", 1, "prospect"),
    { foreseen: ["created"], came: ["created"], choices: { createContacts: true } },
  );
  expect([view.check, view.result].map((tally) => tally?.contactsCreated)).toEqual([1, 0]);
});

test("an advocate who was enrolled no longer, banned, or out of the segment by then is refused", async () => {
  await between(
    [0, 1, 2].map((code) => by(code, { customer_email: `customer-${code + 1}@example.test` })),
    async () => {
      const set = "UPDATE contact SET status = $1 WHERE id = $2";
      await db.pool.query(set, ["prospect", world.advocates[0]!.id]);
      await db.pool.query(set, ["banned", world.advocates[1]!.id]);
      await db.pool.query("DELETE FROM segment_member WHERE contact_id = $1", [world.advocates[2]!.id]);
    },
    {
      foreseen: ["created", "created", "created"],
      came: ["rejected advocate_not_enrolled", "rejected contact_banned", "rejected advocate_not_in_segment"],
    },
  );
});

test("an advocate who was refused by the check and is eligible by now may refer", async () => {
  await db.pool.query("DELETE FROM segment_member");
  const join = () =>
    db.pool.query("INSERT INTO segment_member (segment_id, contact_id) VALUES ($1, $2)", [
      world.segmentId,
      world.advocates[0]!.id,
    ]);
  await between([by(0)], join, { foreseen: ["rejected advocate_not_in_segment"], came: ["created"] });
});

test("a campaign that ended, a code that was retired and a campaign that came to exist are seen", async () => {
  await makeCampaign(db.pool, "autumn", world.segmentId);
  const named = { short_code: "", advocate_email: "advocate-1@example.test" };
  await between(
    [by(0), by(0, { ...named, campaign_uid: "autumn" }), by(0, { ...named, campaign_uid: "winter" })],
    async () => {
      await db.pool.query("UPDATE referral_code SET retired_at = now()");
      await db.pool.query("UPDATE campaign SET ended_at = now() WHERE uid = 'autumn'");
      await makeCampaign(db.pool, "winter", world.segmentId);
    },
    {
      foreseen: ["created", "created", "rejected campaign_not_found"],
      came: ["rejected code_retired", "rejected campaign_ended", "created"],
    },
  );
});

test("a slot that another advocate took becomes an attempt, or a reassignment where that was chosen", async () => {
  const rows = [by(0)];
  const take = () => refer(db.pool, world, 0, [1]);
  await between(rows, take, { foreseen: ["created"], came: ["attempt"] });
  expect(await standingOf(db.pool)).toEqual({ "spring customer-1@example.test": "advocate-2@example.test" });
  const other = [by(0, { customer_email: "customer-2@example.test" })];
  const choices = { other: "reassign" } as const;
  await between(other, () => refer(db.pool, world, 1, [1]), { foreseen: ["created"], came: ["reassigned"], choices });
});

test("a slot that the same advocate took leaves nothing to do", async () => {
  await between([by(0)], () => refer(db.pool, world, 0, [0]), { foreseen: ["created"], came: ["unchanged"] });
});

test("what stood in the check and was deactivated meanwhile is decided by how it is now", async () => {
  const ids: string[] = [];
  for (const customer of [0, 1, 2]) ids.push((await refer(db.pool, world, customer, [0]))[0]!);
  await between(
    [
      by(0),
      by(0, { customer_email: "customer-2@example.test", status: "inactive" }),
      by(1, { customer_email: "customer-3@example.test" }),
    ],
    () => changeStatus(db.pool, world.actor, { ids, to: "inactive" }),
    { foreseen: ["unchanged", "deactivated", "attempt"], came: ["activated", "unchanged", "created"] },
  );
});

test("rows about one contact follow each other from where that contact is by then", async () => {
  await between([by(0), by(1), by(0, { status: "inactive" }), by(1)], () => refer(db.pool, world, 0, [2]), {
    foreseen: ["created", "attempt", "deactivated", "activated"],
    came: ["attempt", "attempt", "unchanged", "attempt"],
  });
});
