import "server-only";
import type { Beside } from "./kinds/kind";
import { type OutcomeCounts, ROW_OUTCOMES, type RowProblem, type Tally } from "./schema";

const NOTHING: OutcomeCounts = {
  ...{ created: 0, attempt: 0, activated: 0, deactivated: 0, reassigned: 0, unchanged: 0, rejected: 0, updated: 0 },
  ...{ credited_new: 0, credited_standing: 0, uncredited: 0 },
};

/** A tally with further rows, counted by outcome and problem. */
export function addToTally(
  tally: Tally | null,
  counted: { outcome: number; problem: RowProblem | null; count: number }[],
  beside: Beside,
): Tally {
  // Of a tally from before there was a kind with this outcome it is not there.
  const outcomes = { ...NOTHING, ...tally?.outcomes };
  const problems = new Map(tally?.problems.map(({ problem, count }) => [problem, count]));
  for (const { outcome, problem, count } of counted) {
    outcomes[ROW_OUTCOMES[outcome]!] += count;
    if (problem) problems.set(problem, (problems.get(problem) ?? 0) + count);
  }
  return {
    outcomes,
    problems: [...problems].map(([problem, count]) => ({ problem, count })).sort((a, b) => b.count - a.count),
    contactsCreated: (tally?.contactsCreated ?? 0) + beside.contactsCreated,
    segmentsCreated: (tally?.segmentsCreated ?? 0) + (beside.segmentsCreated ?? 0),
  };
}
