import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import type { Transaction } from "@/lib/db/transaction";
import type { ChoicesOf, FileFormat, ImportKind, ImportState, Mapping, Progress, Tally, UndoTally } from "./schema";

/** An import as its workers know it. */
export type Run<K extends ImportKind = ImportKind> = {
  id: string;
  kind: K;
  state: ImportState;
  createdBy: string;
  fileName: string;
  format: FileFormat;
  headers: string[];
  mapping: Mapping;
  choices: ChoicesOf<K>;
  readAs: FileFormat | null;
  rowCount: number | null;
  phase: Progress["phase"] | "judging" | null;
  /** Rows up to this line are done; when undoing, rows from this line on. */
  checkpoint: number;
  /** Of the run: ranges behind the checkpoint that are written before those in front of them. */
  ahead: { after: number; upTo: number }[];
  /** Of the run: up to which line the rows are written that repeat; null while the others are not all written. */
  repeatedCheckpoint: number | null;
  done: number;
  actorId: string | null;
  result: Tally | null;
  cancelRequested: boolean;
  undoneBy: string | null;
  undoActorId: string | null;
  undone: UndoTally | null;
};

const columns = sql`id, kind, state, created_by AS "createdBy", file_name AS "fileName", format, headers, mapping, choices,
  read_as AS "readAs", row_count AS "rowCount", phase, checkpoint, ahead,
  repeated_checkpoint AS "repeatedCheckpoint", done, actor_id AS "actorId", result,
  cancel_requested AS "cancelRequested", undone_by AS "undoneBy", undo_actor_id AS "undoActorId", undone`;

/** The import, whoever else reads or changes it; null when there is none. */
export async function readRun(db: Db, id: string): Promise<Run | null> {
  const { rows } = await db.query<Run>(sql`SELECT ${columns} FROM import_run WHERE id = ${id}::uuid`);
  return rows[0] ?? null;
}

/** The import, which nobody else changes until the transaction ends; null when there is none. */
export async function lockRun(tx: Transaction, id: string): Promise<Run | null> {
  const { rows } = await tx.query<Run>(sql`SELECT ${columns} FROM import_run WHERE id = ${id}::uuid FOR UPDATE`);
  return rows[0] ?? null;
}

/** Changes columns of an import; `set` is the list after SET. */
export async function updateRun(db: Db, id: string, set: Sql): Promise<void> {
  await db.query(sql`UPDATE import_run SET ${set} WHERE id = ${id}::uuid`);
}

/** What a phase begins with: nothing done, and its clock at now. */
export function phaseBegins(phase: NonNullable<Run["phase"]>, checkpoint = 0): Sql {
  return sql`phase = ${phase}, checkpoint = ${checkpoint}, done = 0, resumed_at = now(), resumed_done = 0`;
}

/**
 * Settings for statements over many rows, until the transaction ends: plans that triggers made while the tables were
 * small are not used again, and no time goes into compiling a statement that runs for a second.
 */
export async function planForMany(tx: Transaction): Promise<void> {
  await tx.query("SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL jit = off");
}
