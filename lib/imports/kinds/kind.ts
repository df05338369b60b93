import "server-only";
import type pg from "pg";
import type { Sql } from "sql-template-tag";
import type { Transaction } from "@/lib/db/transaction";
import type { Chunk } from "../chunks";
import type { LineRange } from "../ranges";
import type { Run } from "../run-record";
import type { ImportKind, Tally, UndoObstacle } from "../schema";

/**
 * What the engine asks of a kind. The engine reads files, takes chunks of rows under a lock, notes how far it is, counts,
 * reports, and goes on after a crash; a kind understands rows, writes them by the commands every door uses, and takes
 * that back.
 *
 * Of each row the check keeps one row in `import_match`: `verdict` has the outcome (its place in ROW_OUTCOMES) in its
 * lower OUTCOME_BITS, `repeated` says that it is written after all others. The run keeps one in `import_outcome`.
 */
export type KindWork<K extends ImportKind = ImportKind> = {
  /** Understands the rows of a range, each alone, in the caller's transaction. */
  match(tx: Transaction, run: Run<K>, range: LineRange): Promise<void>;
  /** Other choices over rows that are understood already. Left out where they are understood anew. */
  judgeAgain?(pool: pg.Pool, run: Run<K>): Promise<void>;
  /**
   * Once each row is understood alone: what becomes of those that others of the file stand in the way of. In
   * transactions of its own, which may be many; broken off, it is called anew.
   * @throws Cancelled
   */
  judgeInTurn?(pool: pg.Pool, run: Run<K>): Promise<void>;
  /** The same where one transaction is enough, with the end of the check in it. */
  judgeRepeated?(tx: Transaction, run: Run<K>): Promise<void>;
  /** The reason of a rejection, over a row of `import_match`. */
  problem: Sql;
  /** What will come to exist beside what the rows are about. */
  countBeside(tx: Transaction, run: Run<K>): Promise<Beside>;
  /** Writes a chunk and keeps an outcome of each of its rows. Called anew when it throws what `isMeanwhile` knows. */
  write(tx: Transaction, run: Run<K>, chunk: Chunk, tries: number): Promise<Beside>;
  /** Whether an error says that somebody else changed what a chunk is about, so that it is judged and written anew. */
  isMeanwhile(error: unknown): boolean;
  /**
   * The rows that had an effect, from the last to the first, at most `limit` before the line `before`, as they are now:
   * line, outcome, "recordId", obstacle, and whatever `undo` needs.
   */
  undoRows(run: Run<K>, before: number, limit: number): Sql;
  /** Takes back what these rows did, of those without an obstacle, and answers what came of each of all of them. */
  undo(tx: Transaction, run: Run<K>, rows: UndoRow[]): Promise<Undone[]>;
};

/** What came to exist beside what the rows are about. */
export type Beside = Pick<Tally, "contactsCreated" | "segmentsCreated">;

/** One row to undo, with whether it can be. */
export type UndoRow = { line: number; outcome: number; recordId: string; obstacle: UndoObstacle | null };
export type Undone = { line: number; obstacle: UndoObstacle | null };

/** The reason that undone rows have in the audit trail. */
export const UNDO_REASON = "Import undone";
