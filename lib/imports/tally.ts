import "server-only";
import { type OutcomeCounts, ROW_OUTCOMES, type RowProblem, type Tally } from "./schema";

const NOTHING: OutcomeCounts = {
  ...{ created: 0, attempt: 0, activated: 0, deactivated: 0, reassigned: 0, unchanged: 0, rejected: 0 },
};

/** A tally with further rows, counted by outcome and problem. */
export function addToTally(
  tally: Tally | null,
  counted: { outcome: number; problem: RowProblem | null; count: number }[],
  contactsCreated: number,
): Tally {
  const outcomes = { ...(tally?.outcomes ?? NOTHING) };
  const problems = new Map(tally?.problems.map(({ problem, count }) => [problem, count]));
  for (const { outcome, problem, count } of counted) {
    outcomes[ROW_OUTCOMES[outcome]!] += count;
    if (problem) problems.set(problem, (problems.get(problem) ?? 0) + count);
  }
  return {
    outcomes,
    problems: [...problems].map(([problem, count]) => ({ problem, count })).sort((a, b) => b.count - a.count),
    contactsCreated: (tally?.contactsCreated ?? 0) + contactsCreated,
  };
}
