import "server-only";
import type pg from "pg";
import sql, { type Sql } from "sql-template-tag";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { mappingProblems } from "./columns";
import { FileProblem } from "./csv-reader";
import { describeFile } from "./receive";
import { lockRun, phaseBegins, type Run, readRun, updateRun } from "./run-record";
import {
  CHOICES,
  type Choices,
  type FileFormat,
  type FileRefusal,
  type ImportState,
  type Mapping,
  type UndoTally,
} from "./schema";
import { countUndo } from "./undo";
import { FILE_REFUSAL_MESSAGES, STATE_LABELS } from "./wording";
import { wakeImportWorker } from "./worker";

/** Why a step was not taken; `fields` says it at each field of a mapping. */
export type StepRefusal = {
  code: "not_found" | "wrong_state" | "counted_anew" | "invalid_mapping" | "invalid_choices" | FileRefusal;
  message: string;
  fields?: Record<string, string>;
};
export type StepResult = { ok: true } | ({ ok: false } & StepRefusal);

const DONE: StepResult = { ok: true };

/** Takes a step that is open in some states only; the import is locked meanwhile. */
async function step(
  pool: pg.Pool,
  id: string,
  states: readonly ImportState[],
  take: (tx: Transaction, run: Run) => Promise<StepResult>,
): Promise<StepResult> {
  const result = await inTransaction(pool, async (tx): Promise<StepResult> => {
    const run = await lockRun(tx, id);
    if (!run) return { ok: false, code: "not_found", message: "There is no such import any more." };
    if (!states.includes(run.state)) return wrongState(run.state);
    return take(tx, run);
  });
  if (result.ok) wakeImportWorker();
  return result;
}

function wrongState(state: ImportState): StepResult {
  const message = `This import is in another state by now: ${STATE_LABELS[state].toLowerCase()}. Look at it again, then decide.`;
  return { ok: false, code: "wrong_state", message };
}

async function set(tx: Transaction, id: string, changes: Sql): Promise<StepResult> {
  await updateRun(tx, id, changes);
  return DONE;
}

const BEFORE_RUN = ["uploaded", "checked"] as const;

/** Reads the file by another format; the columns are matched anew. */
export async function setFormat(
  pool: pg.Pool,
  { id, format }: { id: string; format: FileFormat },
): Promise<StepResult> {
  return step(pool, id, BEFORE_RUN, async (tx, run) => {
    try {
      const description = await describeFile(tx, { id, kind: run.kind, format });
      return set(tx, id, sql`state = 'uploaded', row_count = NULL, checked = NULL, ${description}`);
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      return { ok: false, code: error.refusal, message: FILE_REFUSAL_MESSAGES[error.refusal] };
    }
  });
}

/** Begins the check of all rows by a mapping and choices. */
export async function startCheck(
  pool: pg.Pool,
  { id, mapping, choices }: { id: string; mapping: Mapping; choices: Choices },
): Promise<StepResult> {
  return step(pool, id, BEFORE_RUN, async (tx, run) => {
    const fields = mappingProblems(run.kind, mapping, run.headers);
    const [message] = Object.values(fields);
    if (message) return { ok: false, code: "invalid_mapping", message, fields };
    if (!areOf(run, choices)) return FOREIGN_CHOICES;
    return set(
      tx,
      id,
      sql`state = 'checking', phase = 'reading', checkpoint = 0, done = 0, resumed_at = now(), resumed_done = 0,
        queued_at = now(), checked = NULL, failure = NULL, cancel_requested = false,
        mapping = ${JSON.stringify(mapping)}::jsonb, choices = ${JSON.stringify(choices)}::jsonb`,
    );
  });
}

/** Judges the checked rows by other choices. */
export async function setChoices(
  pool: pg.Pool,
  { id, choices }: { id: string; choices: Choices },
): Promise<StepResult> {
  return step(pool, id, ["checked"], async (tx, run) => {
    if (!areOf(run, choices)) return FOREIGN_CHOICES;
    return set(
      tx,
      id,
      sql`state = 'checking', ${phaseBegins("judging")}, queued_at = now(), cancel_requested = false,
        choices = ${JSON.stringify(choices)}::jsonb`,
    );
  });
}

const FOREIGN_CHOICES: StepResult = {
  ok: false,
  code: "invalid_choices",
  message: "These choices are not those of this kind of import. Load the page again.",
};

function areOf({ kind }: Run, choices: Choices): boolean {
  return CHOICES[kind].safeParse(choices).success;
}

/**
 * Queues a checked import for writing; one that was cancelled or failed goes on behind the last row it did.
 * @param checkedAt when what is to be done was counted, where somebody has seen that: by other choices, which somebody
 *   else has made since, nothing is written
 */
export async function startRun(pool: pg.Pool, id: string, checkedAt?: string | null): Promise<StepResult> {
  return step(pool, id, ["checked", "cancelled", "failed"], async (tx, run) => {
    if (run.undoActorId) return wrongState(run.state);
    if (checkedAt && !(await isCheckOf(tx, id, checkedAt))) return COUNTED_ANEW;
    return set(tx, id, sql`state = 'queued', queued_at = now(), cancel_requested = false, failure = NULL`);
  });
}

const COUNTED_ANEW: StepResult = {
  ok: false,
  code: "counted_anew",
  message:
    "Somebody else has chosen otherwise, and the rows were counted anew. Look at what would be done, then import.",
};

async function isCheckOf(tx: Transaction, id: string, checkedAt: string): Promise<boolean> {
  const { rowCount } = await tx.query(sql`
    SELECT FROM import_run WHERE id = ${id}::uuid AND date_trunc('milliseconds', checked_at) = ${checkedAt}::timestamptz`);
  return rowCount === 1;
}

/** Stops what is under way: a check at once, a run after its present chunk; what waits is taken out of the queue. */
export async function cancelImport(pool: pg.Pool, id: string): Promise<StepResult> {
  return step(pool, id, ["checking", "queued", "running"], (tx, run) =>
    set(
      tx,
      id,
      run.state === "queued" ? sql`state = ${run.actorId ? "cancelled" : "checked"}` : sql`cancel_requested = true`,
    ),
  );
}

/** What an undo would come to at this moment; null when there is no such import, or nothing it did. */
export async function previewUndo(pool: pg.Pool, id: string): Promise<UndoTally | null> {
  const run = await readRun(pool, id);
  return run?.actorId ? countUndo(pool, run) : null;
}

/** Begins to undo what an import did. */
export async function startUndo(pool: pg.Pool, { id, userId }: { id: string; userId: string }): Promise<StepResult> {
  return step(pool, id, ["done", "cancelled", "failed"], async (tx, run) =>
    run.actorId
      ? set(tx, id, sql`state = 'undoing', undone_by = ${userId}::uuid, queued_at = now(), failure = NULL`)
      : wrongState(run.state),
  );
}

/** Forgets an import that never wrote, with its file. */
export async function discardImport(pool: pg.Pool, id: string): Promise<StepResult> {
  return step(pool, id, BEFORE_RUN, async (tx) => {
    await tx.query(sql`DELETE FROM import_run WHERE id = ${id}::uuid`);
    return DONE;
  });
}
