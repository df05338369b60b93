import { beforeEach, describe, expect, test } from "vitest";
import { changeStatus } from "@/lib/attributions/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies } from "@/lib/testing/history";
import { allRows, attributionsCsv, importAsChecked, rowsOf, standingOf } from "@/lib/testing/imports";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import type { AttributionChoices } from "./kinds/attributions/schema";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { customers: 1 });
});

const CUSTOMER = "customer-1@example.test";
type Advocate = 1 | 2;
/** Whose attributions there are of the one customer: the standing one, and one that is inactive. */
type Before = { standing?: Advocate; past?: Advocate };
type Case = [before: Before, status: "active" | "inactive", outcome: string, standing: Advocate | null];

async function prepare({ standing, past }: Before): Promise<void> {
  if (past) {
    const [id] = await refer(db.pool, world, 0, [past - 1]);
    await changeStatus(db.pool, world.actor, { ids: [id!], to: "inactive" });
  }
  if (standing) await refer(db.pool, world, 0, [standing - 1]);
}

/** Every row is about advocate 1. */
async function expectOutcome(
  [before, status, outcome, standing]: Case,
  choices: Partial<AttributionChoices>,
): Promise<void> {
  await prepare(before);
  const file = attributionsCsv({ customer_email: CUSTOMER, short_code: "short-0", status });
  const { id } = await importAsChecked(db.pool, world, file, { choices });
  expect(await rowsOf(db.pool, id)).toEqual([`2: ${outcome}`]);
  const stands = standing ? { [`spring ${CUSTOMER}`]: `advocate-${standing}@example.test` } : {};
  expect(await standingOf(db.pool)).toEqual(stands);
  expect(await inconsistencies(db.pool)).toEqual([]);
  const [row] = await allRows(db.pool, id);
  const leavesTrace = !/unchanged|rejected/.test(outcome);
  expect(row!.recordId !== null).toBe(leavesTrace);
}

const ALWAYS: Case[] = [
  [{}, "active", "created", 1],
  [{ past: 2 }, "active", "created", 1],
  [{ past: 1 }, "active", "activated", 1],
  [{}, "inactive", "rejected nothing_to_deactivate", null],
  [{ standing: 1 }, "inactive", "deactivated", null],
  [{ standing: 1, past: 1 }, "inactive", "deactivated", null],
  [{ past: 1 }, "inactive", "unchanged", null],
  [{ standing: 2 }, "inactive", "rejected nothing_to_deactivate", 2],
  [{ standing: 2, past: 1 }, "inactive", "unchanged", 2],
];
const BY_CHOICE: Record<string, { choices: Partial<AttributionChoices>; cases: Case[] }> = {
  "by default": {
    choices: {},
    cases: [
      [{ standing: 1 }, "active", "unchanged", 1],
      [{ standing: 2 }, "active", "attempt", 2],
      [{ standing: 2, past: 1 }, "active", "attempt", 2],
    ],
  },
  "when repetitions are logged": {
    choices: { repeat: "log" },
    cases: [
      [{ standing: 1 }, "active", "attempt", 1],
      [{ standing: 1, past: 1 }, "active", "attempt", 1],
      [{ standing: 2 }, "active", "attempt", 2],
    ],
  },
  "when other advocates give way": {
    choices: { other: "reassign" },
    cases: [
      [{ standing: 1 }, "active", "unchanged", 1],
      [{ standing: 2 }, "active", "reassigned", 1],
      [{ standing: 2, past: 1 }, "active", "reassigned", 1],
    ],
  },
  "when repetitions are logged and other advocates give way": {
    choices: { repeat: "log", other: "reassign" },
    cases: [
      [{ standing: 1 }, "active", "attempt", 1],
      [{ standing: 2 }, "active", "reassigned", 1],
    ],
  },
};

const nameOf = ([{ standing, past }, status, outcome]: Case) =>
  `${status} row of advocate 1, where ${standing ? `advocate ${standing} stands` : "nobody stands"}${
    past ? ` and advocate ${past} is past` : ""
  }: ${outcome}`;

for (const [when, { choices, cases }] of Object.entries(BY_CHOICE)) {
  describe(`${when}, check and run agree on an`, () => {
    for (const one of [...ALWAYS, ...cases]) test(nameOf(one), () => expectOutcome(one, choices));
  });
}

test("a reassignment makes an attempt of the same advocate active, and no second one", async () => {
  await refer(db.pool, world, 0, [1, 0]);
  const file = attributionsCsv({ customer_email: CUSTOMER, short_code: "short-0", reason: "It was them" });
  await importAsChecked(db.pool, world, file, { choices: { other: "reassign" } });
  const { rows } = await db.pool.query("SELECT status, inactive_reason FROM attribution ORDER BY id");
  expect(rows).toEqual([
    { status: "inactive", inactive_reason: "reassigned" },
    { status: "active", inactive_reason: null },
  ]);
  const { rows: reasons } = await db.pool.query(
    "SELECT kind FROM attribution_event WHERE reason = 'It was them' ORDER BY 1",
  );
  expect(reasons).toEqual([{ kind: "attribution.activated" }, { kind: "attribution.reassigned" }]);
});

test("a reassignment takes over a contact who unsubscribed since, and a new attribution of that contact is refused", async () => {
  await prepare({ standing: 2 });
  await db.pool.query("UPDATE contact SET status = 'unsubscribed' WHERE email = $1", [CUSTOMER]);
  const file = attributionsCsv({ customer_email: CUSTOMER, short_code: "short-0" });
  const logged = await importAsChecked(db.pool, world, file);
  expect(await rowsOf(db.pool, logged.id)).toEqual(["2: rejected customer_unsubscribed"]);
  const reassigned = await importAsChecked(db.pool, world, file, { choices: { other: "reassign" } });
  expect(await rowsOf(db.pool, reassigned.id)).toEqual(["2: reassigned"]);
  expect(await standingOf(db.pool)).toEqual({ [`spring ${CUSTOMER}`]: "advocate-1@example.test" });
});
