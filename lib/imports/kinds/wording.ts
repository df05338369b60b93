import type { RowOutcome, RowProblem, UndoObstacle } from "../schema";

/** The words of a kind of import: what its rows, outcomes and problems are called where people read it. */
export type KindWords = {
  /** What a row's outcome is called, before the run and after it. */
  outcomes: Partial<Record<RowOutcome, { will: string; did: string }>>;
  /** What is wrong with a row, and what to do about it. */
  problem: (problem: RowProblem) => string | undefined;
  /** The fields a problem is about: their cells are marked. */
  problemFields: Partial<Record<RowProblem, readonly string[]>>;
  /** Why a row is not undone, or not as a whole. */
  obstacles: Partial<Record<UndoObstacle, string>>;
  /** What undoing does, said before it is done. */
  undo: string;
  /** Rows that are not undone because of what happened since. */
  kept: { will: string; did: string };
  /** Above the reasons: why rows are not, or were not, undone. */
  undoReasons: { will: string; did: string };
  /** What a row is that changes nothing, of `count` rows. */
  repeats: (count: number) => string;
  /** Of an upload that is discarded. */
  discard: string;
  /** Below the title of values that all rows share. */
  constants: string;
};
