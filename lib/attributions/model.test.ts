import fc from "fast-check";
import { expect, test } from "vitest";
import { SOURCES } from "@/lib/audit/schema";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies, storedAttributions, storedEvents } from "@/lib/testing/history";
import { type Campaign, type Code, Model, type ModelDraft, type Person } from "@/lib/testing/model";
import { changeStage, type Stage, setStage } from "@/lib/testing/stage";
import { makeWorld } from "@/lib/testing/world";
import { type ActorContext, changeStatus, type RecordOutcome, recordAttributions } from "./commands";
import { reassign } from "./reassign";

const db = useTestDatabase();
const NOTHING = "00000000-0000-7000-8000-00000000dead";
const SEED = Number(process.env.MODEL_SEED ?? Date.now() % 2 ** 31);
const RUNS = 300;

// Three who may refer, one who is in no segment, two who were never enrolled.
const PEOPLE: Person[] = [true, true, true, false].map((member): Person => ({ status: "enrolled", member }));
PEOPLE.push({ status: "prospect", member: false }, { status: "prospect", member: false });
const CAMPAIGNS: Campaign[] = [{ ended: false }, { ended: false }];
const CODES: Code[] = [
  { kind: "shortcode", campaign: 0, advocate: 0 },
  { kind: "coupon", campaign: 0, advocate: 1 },
  { kind: "shortcode", campaign: 1, advocate: 0 },
  { kind: "coupon", campaign: 1, advocate: 2 },
];

const person = fc.nat(PEOPLE.length - 1);
// Most drafts are about the two prospects, so that slots are fought over.
const customer = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(4, 5) }, { weight: 1, arbitrary: person });
const campaign = fc.nat(CAMPAIGNS.length - 1);
const draft = fc.oneof(
  { weight: 4, arbitrary: fc.record({ customer, campaign, advocate: fc.nat(3), code: fc.constant(null) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      customer,
      campaign: fc.constant(null),
      advocate: fc.constant(null),
      code: fc.nat(CODES.length - 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      customer,
      campaign: fc.option(campaign),
      advocate: fc.option(person),
      code: fc.oneof(fc.nat(CODES.length - 1), fc.constantFrom("unknown" as const, null)),
    }),
  },
);
// An attribution by its place among those there are by then; now and then one that does not exist.
const some = fc.array(fc.nat(30), { minLength: 1, maxLength: 5 });
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("record" as const),
      drafts: fc.array(draft, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("change" as const),
      to: fc.constantFrom("active" as const, "inactive" as const),
      some,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("to advocate" as const), some, advocate: person }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("to attempt" as const),
      one: fc.option(fc.nat(30)),
      attempt: fc.nat(30),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("world" as const),
      person,
      status: fc.constantFrom("prospect" as const, "enrolled" as const, "unsubscribed" as const, "banned" as const),
      member: fc.boolean(),
      campaign,
      ended: fc.boolean(),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** The model and the database side by side, with the ids of the attributions by their places in the model. */
class Both {
  readonly ids: string[] = [];
  readonly model = new Model(structuredClone(PEOPLE), structuredClone(CAMPAIGNS), CODES);

  constructor(
    readonly stage: Stage,
    readonly actor: ActorContext,
  ) {}

  /** A few more places than there are attributions: those beyond name nothing. */
  place = (given: number) => (given % (this.model.attributions.length + 1)) - 1;
  id = (place: number) => this.ids[place] ?? NOTHING;
  placeOf = (id: string | null) => (id === null ? null : this.ids.indexOf(id));

  async take(step: Step): Promise<void> {
    if (step.kind === "record") return this.record(step.drafts);
    if (step.kind === "world") {
      this.model.people[step.person] = { status: step.status, member: step.member };
      this.model.campaigns[step.campaign] = { ended: step.ended };
      return changeStage(db.pool, this.stage, this.model.people, this.model.campaigns);
    }
    if (step.kind === "change") {
      const places = step.some.map(this.place);
      const expected = this.model.changeStatus(places, step.to);
      const ids = places.map(this.id);
      return this.compare(await changeStatus(db.pool, this.actor, { ids, to: step.to, reason: step.kind }), expected);
    }
    if (step.kind === "to advocate") {
      const places = step.some.map(this.place);
      const expected = this.model.reassignToAdvocate(places, step.advocate);
      const toAdvocateId = this.stage.people[step.advocate]!;
      return this.compare(
        await reassign(db.pool, this.actor, { ids: places.map(this.id), toAdvocateId, reason: step.kind }),
        expected,
      );
    }
    const attempt = this.place(step.attempt);
    // Where no other is given, it is the one that stands in the attempt's slot.
    const slot = this.model.attributions[attempt];
    const one = step.one === null && slot ? (this.model.standingIn(slot) ?? attempt) : this.place(step.one ?? 0);
    const expected = this.model.reassignToAttempt(one, attempt);
    const given = { ids: [this.id(one)], toAttributionId: this.id(attempt), reason: step.kind };
    return this.compare(await reassign(db.pool, this.actor, given), expected);
  }

  private async record(drafts: ModelDraft[]): Promise<void> {
    const expected = this.model.record(drafts);
    const actual = await recordAttributions(
      db.pool,
      this.actor,
      drafts.map((one) => ({
        customerId: this.stage.people[one.customer],
        campaignId: one.campaign === null ? null : this.stage.campaigns[one.campaign],
        advocateId: one.advocate === null ? null : this.stage.people[one.advocate],
        code: typeof one.code === "number" ? this.stage.codes[one.code] : one.code,
        reason: "record",
      })),
    );
    this.ids.push(...actual.flatMap((outcome) => (outcome.outcome === "rejected" ? [] : [outcome.id])));
    const named = (outcome: RecordOutcome) => {
      if (outcome.outcome === "rejected") return { outcome: "rejected", problems: outcome.problems };
      const made = this.placeOf(outcome.id);
      if (outcome.outcome === "active") return { outcome: "active", made };
      return { outcome: "inactive_duplicate", made, standing: this.placeOf(outcome.standingId) };
    };
    expect(actual.map(named)).toEqual(expected);
  }

  private compare(actual: Awaited<ReturnType<typeof changeStatus | typeof reassign>>, expected: unknown[]): void {
    for (const outcome of actual) {
      if (outcome.outcome === "reassigned" && !this.ids.includes(outcome.newId)) this.ids.push(outcome.newId);
    }
    const named = actual.map((outcome) => {
      if (outcome.outcome === "changed") return { outcome: "changed" };
      if (outcome.outcome === "reassigned") return { outcome: "reassigned", successor: this.placeOf(outcome.newId) };
      return { outcome: "refused", code: outcome.code, standing: this.placeOf(outcome.standingId) };
    });
    expect(named).toEqual(expected);
  }

  /** The attributions and events of this stage, named as the model names them. */
  async stored() {
    const [attributions, events] = [await storedAttributions(db.pool), await storedEvents(db.pool)];
    return this.ids.map((id) => {
      const one = attributions.find((stored) => stored.id === id)!;
      return {
        campaign: this.stage.campaigns.indexOf(one.campaignId),
        customer: this.stage.people.indexOf(one.customerId),
        advocate: this.stage.people.indexOf(one.advocateId),
        method: one.method,
        status: one.status,
        reason: one.reason,
        events: events
          .filter(({ attributionId }) => attributionId === id)
          .map(({ kind, from, to, detail }) => ({
            kind,
            from,
            to,
            detail: Object.fromEntries(Object.entries(detail).map(([role, other]) => [role, this.placeOf(other)])),
          })),
      };
    });
  }
}

test("whatever is recorded, activated, deactivated and reassigned, in whatever order, ends as the rules say", async () => {
  process.stdout.write(`model test: MODEL_SEED=${SEED}\n`);
  const world = await makeWorld(db.pool);
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 2, maxLength: 20, size: "max" }),
    fc.constantFrom(...SOURCES),
    async (steps, source) => {
      const both = new Both(await setStage(db.pool, PEOPLE, CAMPAIGNS, CODES), { ...world.actor, source });
      for (const next of steps) await both.take(next);
      expect(await both.stored()).toEqual(both.model.attributions);
    },
  );
  await fc.assert(property, { seed: SEED, numRuns: RUNS });
  expect(await inconsistencies(db.pool)).toEqual([]);
}, 120_000);
