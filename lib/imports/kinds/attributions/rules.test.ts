import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFold, FACTS, judge, outcomeOf, type RepeatedRow, verdictTable } from "./rules";
import { type AttributionChoices, DEFAULT_ATTRIBUTION_CHOICES } from "./schema";

const reassigning: AttributionChoices = { ...DEFAULT_ATTRIBUTION_CHOICES, other: "reassign" };
const logging: AttributionChoices = { ...DEFAULT_ATTRIBUTION_CHOICES, repeat: "log" };
const creating: AttributionChoices = { ...DEFAULT_ATTRIBUTION_CHOICES, createContacts: true };
const outcome = (facts: number, choices = DEFAULT_ATTRIBUTION_CHOICES) => outcomeOf(judge(facts, choices));
const { inactive, same, other, past, unknown, newcomer, ineligible, unsubscribed, banned } = FACTS;

describe("an active row", () => {
  test.each([
    ["creates where nothing stands", 0, DEFAULT_ATTRIBUTION_CHOICES, "created"],
    [
      "activates an inactive attribution to the same advocate where nothing stands",
      past,
      DEFAULT_ATTRIBUTION_CHOICES,
      "activated",
    ],
    ["activates even where a rule would forbid a new one", past | ineligible, DEFAULT_ATTRIBUTION_CHOICES, "activated"],
    ["does not activate for a banned contact", past | banned, DEFAULT_ATTRIBUTION_CHOICES, "rejected"],
    ["is rejected where a rule forbids recording", ineligible, DEFAULT_ATTRIBUTION_CHOICES, "rejected"],
    ["is rejected for an unsubscribed contact", unsubscribed, DEFAULT_ATTRIBUTION_CHOICES, "rejected"],
    ["leaves what it repeats unchanged", same, DEFAULT_ATTRIBUTION_CHOICES, "unchanged"],
    [
      "leaves what it repeats unchanged whatever the rules say by now",
      same | ineligible,
      DEFAULT_ATTRIBUTION_CHOICES,
      "unchanged",
    ],
    ["logs what it repeats when asked to", same, logging, "attempt"],
    ["logs no repetition that the rules forbid", same | banned, logging, "rejected"],
    ["logs an attempt where another advocate stands", other, DEFAULT_ATTRIBUTION_CHOICES, "attempt"],
    ["logs a further attempt where an earlier one exists", other | past, DEFAULT_ATTRIBUTION_CHOICES, "attempt"],
    ["reassigns when asked to", other, reassigning, "reassigned"],
    ["reassigns an unsubscribed contact, which was referred already", other | unsubscribed, reassigning, "reassigned"],
    ["reassigns to no advocate who may not refer", other | ineligible, reassigning, "rejected"],
    ["reassigns to an attempt whatever the rules say by now", other | past | ineligible, reassigning, "reassigned"],
    ["reassigns to no attempt of a banned contact", other | past | banned, reassigning, "rejected"],
    ["is rejected for a contact that does not exist", newcomer, DEFAULT_ATTRIBUTION_CHOICES, "rejected"],
    ["creates for a contact that is created with it", newcomer, creating, "created"],
  ] as const)("%s", (_, facts, choices, expected) => expect(outcome(facts, choices)).toBe(expected));
});

describe("an inactive row", () => {
  test.each([
    ["deactivates what it names", inactive | same, "deactivated"],
    ["deactivates whatever the rules say by now", inactive | same | banned | ineligible, "deactivated"],
    ["changes nothing where it is inactive already", inactive | past, "unchanged"],
    ["leaves another advocate's attribution alone", inactive | other, "rejected"],
    ["is rejected where there is nothing to deactivate", inactive, "rejected"],
  ] as const)("%s", (_, facts, expected) => expect(outcome(facts)).toBe(expected));
});

test("a row that does not say whom it means is rejected whatever else is true", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 511 }), (facts) => {
      expect(outcome(facts | unknown, { repeat: "log", other: "reassign", createContacts: true })).toBe("rejected");
    }),
  );
});

test("the table the database looks up holds the very verdicts of the rules", () => {
  for (const choices of [DEFAULT_ATTRIBUTION_CHOICES, reassigning, logging, creating]) {
    expect(verdictTable(choices)).toEqual(Array.from({ length: 512 }, (_, facts) => judge(facts, choices)));
  }
});

describe("rows about the same contact and campaign", () => {
  const row = (line: number, advocate: string, facts = 0, standing: string | null = null): RepeatedRow => ({
    ...{ line, slot: "s", advocate, facts, standing },
  });
  const played = (rows: RepeatedRow[], choices = DEFAULT_ATTRIBUTION_CHOICES) =>
    createFold(choices)(rows).map(({ verdict, wave }) => [outcomeOf(verdict), wave]);

  test("are judged by what those before them will have done", () => {
    const rows = [row(1, "a"), row(2, "a"), row(3, "b"), row(4, "a", inactive), row(5, "b")];
    expect(played(rows)).toEqual([
      ["created", 0],
      ["unchanged", 0],
      ["attempt", 0],
      ["deactivated", 1],
      ["activated", 2],
    ]);
  });

  test("hand a contact over and back, each time to the one who gave way before", () => {
    expect(played([row(1, "a"), row(2, "b"), row(3, "a"), row(4, "b")], reassigning)).toEqual([
      ["created", 0],
      ["reassigned", 1],
      ["reassigned", 2],
      ["reassigned", 3],
    ]);
  });

  test("are judged the same however they are cut into pieces", () => {
    const rows = fc.array(
      fc.record({
        advocate: fc.constantFrom("a", "b", "c"),
        facts: fc.constantFrom(0, inactive, past, past | inactive, ineligible, banned | past, unknown),
        slot: fc.constantFrom("s", "t"),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(rows, fc.nat(20), fc.boolean(), (given, cut, reassign) => {
        const all = given
          .map((one, line): RepeatedRow => ({ ...one, line, standing: null }))
          .sort((x, y) => x.slot.localeCompare(y.slot) || x.line - y.line);
        const choices = reassign ? reassigning : DEFAULT_ATTRIBUTION_CHOICES;
        const pieces = createFold(choices);
        expect([...pieces(all.slice(0, cut)), ...pieces(all.slice(cut))]).toEqual(createFold(choices)(all));
      }),
    );
  });
});
