import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeStatus, recordAttributions } from "@/lib/attributions/commands";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { inconsistencies } from "@/lib/testing/history";
import { ImportModel, type ModelRow, type ModelWorld } from "@/lib/testing/import-model";
import { allRows, attributionsCsv, importAsChecked } from "@/lib/testing/imports";
import type { Code, ContactStatus, Person } from "@/lib/testing/model";
import { changeStage, type Stage, setStage } from "@/lib/testing/stage";
import { makeWorld, type World } from "@/lib/testing/world";
import type { AttributionChoices } from "./kinds/attributions/schema";
import type { ImportView } from "./schema";

const CUSTOMERS = 3;
const ADVOCATES = 3;
const PEOPLE = CUSTOMERS + ADVOCATES;
const CAMPAIGNS = 2;
const NEWCOMERS = 2;
const RUNS = 60;

let database: TestDatabase;
let world: World;
beforeAll(async () => {
  database = await createTestDatabase();
  world = await makeWorld(database.pool);
});
afterAll(() => database.drop());

/** `often` so many times for each time of `seldom`. */
function mostly<T>(times: number, often: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: times, arbitrary: often }, { weight: 1, arbitrary: seldom });
}

const nobody = fc.constant(null);
const advocates = fc.integer({ min: CUSTOMERS, max: PEOPLE - 1 });
const newcomers = fc.integer({ min: PEOPLE, max: PEOPLE + NEWCOMERS - 1 });
/** Mostly one of few contacts, so that rows meet; now and then an advocate themselves, somebody new, or nobody. */
const customers = mostly<number | null>(
  8,
  mostly(4, fc.nat(CUSTOMERS - 1), newcomers),
  mostly<number | null>(2, advocates, nobody),
);
const CODES: Code[] = Array.from({ length: CAMPAIGNS * ADVOCATES }, (_, place) => ({
  kind: place % 3 ? "shortcode" : "coupon",
  campaign: place % CAMPAIGNS,
  advocate: CUSTOMERS + Math.floor(place / CAMPAIGNS),
}));
const byCode = fc.record<ModelRow>({
  customer: customers,
  campaign: mostly<number | null>(5, nobody, fc.nat(CAMPAIGNS - 1)),
  advocate: mostly<number | null>(8, nobody, advocates),
  code: mostly<number | "unknown">(10, fc.nat(CODES.length - 1), fc.constant("unknown")),
  status: fc.constantFrom("active", "", "inactive"),
});
const byName = fc.record<ModelRow>({
  customer: customers,
  campaign: mostly<number | null>(12, fc.nat(CAMPAIGNS - 1), nobody),
  advocate: mostly<number | null>(12, advocates, fc.option(fc.nat(CUSTOMERS - 1))),
  code: nobody,
  status: fc.constantFrom("active", "active", "", "inactive", "inactive", "paused"),
});
const people = fc.tuple(
  ...Array.from({ length: PEOPLE }, (_, place) =>
    fc.record<Person>({
      status: mostly<ContactStatus>(
        5,
        fc.constant(place < CUSTOMERS ? "prospect" : "enrolled"),
        fc.constantFrom("prospect", "enrolled", "unsubscribed", "banned"),
      ),
      member: mostly<boolean>(6, fc.constant(place >= CUSTOMERS), fc.boolean()),
    }),
  ),
);
const campaigns = fc.tuple(
  ...Array.from({ length: CAMPAIGNS }, () => fc.record({ ended: fc.constantFrom(false, false, false, false, true) })),
);
const choices = fc.record<AttributionChoices>({
  repeat: fc.constantFrom("unchanged", "log"),
  other: fc.constantFrom("log", "reassign"),
  createContacts: fc.boolean(),
});
/** What was there before: recorded one after the other while everybody was eligible; some were deactivated again. */
const past = fc.array(
  fc.record({
    customer: fc.nat(CUSTOMERS - 1),
    campaign: fc.nat(CAMPAIGNS - 1),
    advocate: advocates,
    ends: fc.boolean(),
  }),
  { maxLength: 8 },
);
type Past = { customer: number; campaign: number; advocate: number; ends: boolean }[];

const ELIGIBLE: ModelWorld = {
  people: Array.from({ length: PEOPLE }, () => ({ status: "enrolled", member: true })),
  campaigns: Array.from({ length: CAMPAIGNS }, () => ({ ended: false })),
  codes: CODES,
};

async function setPast(stage: Stage, model: ImportModel, given: Past): Promise<void> {
  for (const { customer, campaign, advocate, ends } of given) {
    const slot = model.slot(campaign, customer);
    const draft = {
      customerId: stage.people[customer],
      campaignId: stage.campaigns[campaign],
      advocateId: stage.people[advocate],
    };
    const [recorded] = await recordAttributions(database.pool, world.actor, [draft]);
    if (!recorded || recorded.outcome === "rejected") throw new Error("The world is not as the test thinks.");
    if (slot.standing === null && !ends) {
      slot.standing = advocate;
      continue;
    }
    if (slot.standing === null) {
      await changeStatus(database.pool, world.actor, { ids: [recorded.id], to: "inactive" });
    }
    slot.inactive[advocate]!++;
  }
}

/** The names under which the file knows everybody and everything. */
async function namesOf(stage: Stage) {
  const { rows } = await database.pool.query<{ id: string; name: string }>(
    "SELECT id, email AS name FROM contact UNION ALL SELECT id, uid FROM campaign",
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const newcomer = (place: number) => `new-${place}-${names.get(stage.people[0]!)}`;
  return {
    person: (place: number | null) => (place === null ? "" : (names.get(stage.people[place]!) ?? newcomer(place))),
    campaign: (place: number | null) => (place === null ? "" : names.get(stage.campaigns[place]!)!),
  };
}

async function fileOf(stage: Stage, rows: ModelRow[]): Promise<string> {
  const { person, campaign } = await namesOf(stage);
  return attributionsCsv(
    ...rows.map((row) => {
      const code = row.code === null ? "" : row.code === "unknown" ? "nobodys-code" : stage.codes[row.code]!;
      const field =
        row.code !== null && row.code !== "unknown" && CODES[row.code]!.kind === "coupon"
          ? "coupon_code"
          : "short_code";
      return {
        customer_email: person(row.customer),
        campaign_uid: campaign(row.campaign),
        advocate_email: person(row.advocate),
        [field]: code,
        status: row.status,
      };
    }),
  );
}

/** In each slot of the model: who stands, and how many inactive ones there are. */
async function expectSlots(stage: Stage, model: ImportModel): Promise<void> {
  const { person } = await namesOf(stage);
  const { rows } = await database.pool.query<{ slot: string; standing: string | null; inactive: number }>(
    `SELECT array_position($1::uuid[], campaign_id) - 1 || ' ' || customer.email AS slot,
       max(advocate.email) FILTER (WHERE attribution.status = 'active') AS standing,
       count(*) FILTER (WHERE attribution.status = 'inactive')::int AS inactive
     FROM attribution JOIN contact customer ON customer.id = customer_id JOIN contact advocate ON advocate.id = advocate_id
     WHERE campaign_id = ANY($1) GROUP BY 1`,
    [stage.campaigns],
  );
  const expected = [...model.slots]
    .map(([key, { standing, inactive }]) => {
      const [campaign, customer] = key.split(" ");
      return {
        slot: `${campaign} ${person(Number(customer))}`,
        standing: standing === null ? null : person(standing),
        inactive: inactive.reduce((sum, count) => sum + count, 0),
      };
    })
    .filter(({ standing, inactive }) => standing !== null || inactive > 0);
  const inOrder = <T extends { slot: string }>(slots: T[]) => slots.sort((a, b) => a.slot.localeCompare(b.slot));
  expect(inOrder(rows)).toEqual(inOrder(expected));
}

/** What a row did is in the audit trail under the import's name. */
async function expectTrail(view: ImportView): Promise<void> {
  const rows = await allRows(database.pool, view.id);
  const { rows: logged } = await database.pool.query<{ id: string }>(
    "SELECT DISTINCT attribution_id AS id FROM attribution_event WHERE actor_id = $1 AND source = 'csv_import'",
    [view.actorId],
  );
  const trail = new Set(logged.map(({ id }) => id));
  const without = rows.filter(({ outcome, recordId }) =>
    outcome === "rejected" || outcome === "unchanged" ? recordId !== null : !trail.has(recordId!),
  );
  expect(without).toEqual([]);
}

test(`of ${RUNS} random files in random worlds, each row becomes what a plain reading of the rules says, and nothing else changes`, async () => {
  await fc.assert(
    fc.asyncProperty(
      past,
      people,
      campaigns,
      choices,
      fc.array(fc.oneof(byCode, byName), { minLength: 1, maxLength: 30 }),
      async (given, persons, ends, chosen, rows) => {
        const stage = await setStage(database.pool, ELIGIBLE.people, ELIGIBLE.campaigns, CODES);
        const model = new ImportModel({ people: persons, campaigns: ends, codes: CODES }, chosen);
        await setPast(stage, model, given);
        await changeStage(database.pool, stage, persons, ends);
        const file = await fileOf(stage, rows);
        const expected = rows.map((row) => model.play(row));
        const view = await importAsChecked(database.pool, world, file, { choices: chosen });
        expect((await allRows(database.pool, view.id)).map(({ outcome }) => outcome)).toEqual(expected);
        expect(view.result!.contactsCreated).toBe(model.created.size);
        await expectSlots(stage, model);
        await expectTrail(view);
        expect(await inconsistencies(database.pool)).toEqual([]);
      },
    ),
    { numRuns: RUNS },
  );
}, 120_000);
