import { OUTCOME_BITS, ROW_OUTCOMES, type RowOutcome, type RowProblem } from "../../schema";
import type { AttributionChoices } from "./schema";

/**
 * What becomes of a row of attributions: pure decisions, made from facts that the database finds. The check and the run
 * ask the same table, so that a check can be trusted.
 */

/**
 * The facts a row's outcome depends on, as bits of one number, so that a million rows can be judged where they are.
 * `same` and `other`: whose attribution stands. `past`: an inactive attribution of this contact to this advocate
 * exists. `unknown`: the row does not say whom it means. `newcomer`: nothing is wrong but that the referred contact does
 * not exist. `ineligible`: a rule is in the way of recording; `unsubscribed` and `banned` count where they matter.
 */
export const FACTS = {
  inactive: 1,
  same: 2,
  other: 4,
  past: 8,
  unknown: 16,
  newcomer: 32,
  ineligible: 64,
  unsubscribed: 128,
  banned: 256,
} as const;
const FACT_COMBINATIONS = 512;
const STANDING = FACTS.same | FACTS.other;

/** Where the reason of a rejection is found. */
export const BLAMES = ["none", "identity", "rule", "banned", "nothing", "newcomer"] as const;
type Blame = (typeof BLAMES)[number];

/** The reasons that are the same for every row; those of `identity` and `rule` are the row's own. */
export const BLAME_PROBLEMS: Partial<Record<Blame, RowProblem>> = {
  banned: "contact_banned",
  nothing: "nothing_to_deactivate",
  newcomer: "customer_not_found",
};

/** "done": contacts were created where the check found a use for them; who still does not exist will not come to be. */
export type JudgedBy = Omit<AttributionChoices, "createContacts"> & { createContacts: boolean | "done" };

/** Outcome and blame in one number: the outcome in the lower bits. */
export type Verdict = number;

function verdict(outcome: RowOutcome, blame: Blame = "none"): Verdict {
  return ROW_OUTCOMES.indexOf(outcome) | (BLAMES.indexOf(blame) << OUTCOME_BITS);
}

export function outcomeOf(code: Verdict): RowOutcome {
  return ROW_OUTCOMES[code & (2 ** OUTCOME_BITS - 1)]!;
}

export function blameOf(code: Verdict): Blame {
  return BLAMES[code >> OUTCOME_BITS]!;
}

/** All verdicts with one of these outcomes, for a query. */
export function verdictsOf(outcomes: readonly RowOutcome[]): Verdict[] {
  return outcomes.flatMap((outcome) => BLAMES.map((blame) => verdict(outcome, blame)));
}

/**
 * What becomes of a row ("How Duplicate Attribution Attempts Are Handled" and "Reassigning a Referral Attribution" in
 * the Referral Attribution Overview; what the article is silent about is in docs/decisions/0012).
 */
export function judge(facts: number, choices: JudgedBy): Verdict {
  const is = (fact: number) => (facts & fact) !== 0;
  if (is(FACTS.unknown)) return verdict("rejected", "identity");
  if (is(FACTS.newcomer) && choices.createContacts !== true) {
    const otherwise = choices.createContacts ? judge(facts & ~FACTS.newcomer, choices) : null;
    return otherwise && outcomeOf(otherwise) === "rejected" ? otherwise : verdict("rejected", "newcomer");
  }
  if (is(FACTS.inactive)) {
    if (is(FACTS.same)) return verdict("deactivated");
    return is(FACTS.past) ? verdict("unchanged") : verdict("rejected", "nothing");
  }
  const recorded = (outcome: RowOutcome) =>
    is(FACTS.ineligible | FACTS.unsubscribed | FACTS.banned) ? verdict("rejected", "rule") : verdict(outcome);
  const revived = (outcome: RowOutcome) => (is(FACTS.banned) ? verdict("rejected", "banned") : verdict(outcome));
  if (is(FACTS.same)) return choices.repeat === "unchanged" ? verdict("unchanged") : recorded("attempt");
  if (is(FACTS.other)) {
    if (choices.other === "log") return recorded("attempt");
    if (is(FACTS.past)) return revived("reassigned");
    return is(FACTS.ineligible | FACTS.banned) ? verdict("rejected", "rule") : verdict("reassigned");
  }
  return is(FACTS.past) ? revived("activated") : recorded("created");
}

/** How the run judges, after it has created contacts: what the check rejected is rejected for the same reason. */
export function afterCreation(choices: AttributionChoices): JudgedBy {
  return { ...choices, createContacts: choices.createContacts && "done" };
}

/** The verdict of every combination of facts, for the database to look up. */
export function verdictTable(choices: JudgedBy): Verdict[] {
  return Array.from({ length: FACT_COMBINATIONS }, (_, facts) => judge(facts, choices));
}

/** A row whose contact and campaign another row of the file is about too. `advocate` is any name of the advocate. */
export type RepeatedRow = {
  line: number;
  slot: string;
  advocate: string;
  facts: number;
  /** Whose attribution stands before the first of these rows; null for nobody's. */
  standing: string | null;
};

/** The state of one contact in one campaign while the rows of a file pass. */
type SlotState = { slot: string; standing: string | null; past: Set<string>; wave: number; last: RowOutcome | null };

/**
 * Judges rows about the same contact and campaign one after the other, each by what those before it will have done.
 * Rows come slot by slot, in the order of the file within each.
 *
 * @returns for each row its verdict, and its wave: what changes in one wave of a slot may be written at once
 */
export function createFold(choices: JudgedBy) {
  let state: SlotState | null = null;

  return function fold(rows: RepeatedRow[]): { line: number; verdict: Verdict; wave: number }[] {
    return rows.map((row) => {
      if (state?.slot !== row.slot) {
        state = { slot: row.slot, standing: row.standing, past: new Set(), wave: 0, last: null };
      }
      if (row.facts & FACTS.past) state.past.add(row.advocate);
      const code = judge(factsIn(state, row), choices);
      const outcome = outcomeOf(code);
      if (outcome !== "unchanged" && outcome !== "rejected") advance(state, row.advocate, outcome);
      return { line: row.line, verdict: code, wave: state.wave };
    });
  };
}

function factsIn(state: SlotState, row: RepeatedRow): number {
  let facts = row.facts & ~(STANDING | FACTS.past);
  if (state.standing === row.advocate) facts |= FACTS.same;
  else if (state.standing !== null) facts |= FACTS.other;
  if (state.past.has(row.advocate)) facts |= FACTS.past;
  return facts;
}

function advance(state: SlotState, advocate: string, outcome: RowOutcome): void {
  // Attempts change nothing that stands, so they are logged together with what they follow.
  const joins = outcome === "attempt" && (state.last === null || state.last === "created" || state.last === "attempt");
  if (!joins && state.last !== null) state.wave++;
  state.last = outcome;
  if (outcome === "attempt") {
    state.past.add(advocate);
    return;
  }
  if (state.standing !== null) state.past.add(state.standing);
  state.standing = outcome === "deactivated" ? null : advocate;
}
