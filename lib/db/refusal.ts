import "server-only";
import { isUniqueViolation } from "./errors";
import type { Db } from "./pool";
import { inTransaction, type Transaction } from "./transaction";

/** Thrown in a transaction to undo all of it and to answer why. */
export class Refusal<Code extends string> extends Error {
  constructor(readonly outcome: Code) {
    super(outcome);
  }
}

/**
 * Runs `work` in a transaction; a Refusal thrown in it undoes it and is the outcome.
 * @param taken the outcome for each unique index that somebody else can have filled at the same moment
 */
export async function refusable<T, Code extends string>(
  db: Db,
  work: (tx: Transaction) => Promise<T>,
  taken: Record<string, Code>,
): Promise<T | { outcome: Code }> {
  try {
    return await inTransaction(db, work);
  } catch (error) {
    if (error instanceof Refusal) return { outcome: error.outcome };
    const index = Object.keys(taken).find((name) => isUniqueViolation(error, name));
    if (index) return { outcome: taken[index]! };
    throw error;
  }
}
