import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { z } from "zod";
import { ERASED_NAME } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import { isBlank } from "./blank";
import { workOf } from "./kinds/all";
import { outcomeIn } from "./ranges";
import { type Run, readRun } from "./run-record";
import {
  type ImportRow,
  type ImportRowPage,
  ROW_OUTCOMES,
  type RowOutcome,
  type RowProblem,
  type rowsSchema,
  type UndoOutcome,
} from "./schema";
import { undoPreview } from "./undo";
import { WORDS } from "./wording";

export type AskedRows = z.output<typeof rowsSchema>;

const PAGE_ROWS = 50;

type Found = Omit<ImportRow, "outcome" | "faulty"> & { outcome: number };

/** The rows asked for, with all of their cells, in the order of the file; at most `limit`. */
function rowsQuery(run: Run, { id, phase, outcome, problem, after }: AskedRows, limit: number): Sql {
  return sql`
    SELECT judged.line, cells, judged.outcome, judged.undo, judged.problem, judged."recordId",
      ${run.kind === "orders" ? creditedIn(phase) : sql`NULL::text`} AS credited
    FROM (${JUDGED_ROWS[phase](run)}) AS judged
    JOIN import_row ON import_row.import_id = ${id}::uuid AND import_row.line = judged.line
    WHERE judged.line > ${after} AND ${outcome ? outcomeIs(outcome) : sql`TRUE`}
      AND ${problem ? sql`judged.problem = ${problem}` : sql`TRUE`}
    ORDER BY judged.line LIMIT ${limit}`;
}

function outcomeIs(outcome: RowOutcome | UndoOutcome): Sql {
  const index = ROW_OUTCOMES.indexOf(outcome as RowOutcome);
  return index < 0 ? sql`judged.undo = ${outcome}` : sql`judged.outcome = ${index}`;
}

/** What the advocate is called whom an order is, or would be, credited to. */
function creditedIn(phase: AskedRows["phase"]): Sql {
  const advocateId =
    phase === "check"
      ? sql`judged."advocateId"`
      : sql`(SELECT advocate_id FROM customer_order JOIN attribution ON attribution.id = attribution_id
          WHERE customer_order.id = judged."recordId")`;
  return sql`(SELECT CASE WHEN erased_at IS NULL THEN coalesce(name, email) ELSE ${ERASED_NAME}::text END
    FROM contact WHERE contact.id = ${advocateId})`;
}

/** What is known of each row: by the check, by the run, and by the undo of what the run did, or would do. */
const JUDGED_ROWS: Record<AskedRows["phase"], (run: Run) => Sql> = {
  check: (run) => sql`
    SELECT line, ${outcomeIn(sql`verdict`)} AS outcome, NULL::text AS undo, ${workOf(run).problem} AS problem,
      NULL::uuid AS "recordId", advocate_id AS "advocateId"
    FROM import_match WHERE import_id = ${run.id}::uuid`,
  result: ({ id }) => sql`
    SELECT line, outcome, NULL::text AS undo, problem, record_id AS "recordId"
    FROM import_outcome WHERE import_id = ${id}::uuid`,
  undo: (run) =>
    run.undoActorId
      ? sql`
    SELECT import_outcome.line, import_outcome.outcome, import_undo.outcome AS undo, obstacle AS problem,
      record_id AS "recordId"
    FROM import_undo JOIN import_outcome USING (import_id, line) WHERE import_id = ${run.id}::uuid`
      : undoPreview(run),
};

/** A page of an import's rows in the order of the file; null when there is no such import. */
export async function listImportRows(db: Db, asked: AskedRows): Promise<ImportRowPage | null> {
  const run = await readRun(db, asked.id);
  if (!run) return null;
  const { rows } = await db.query<Found>(rowsQuery(run, asked, PAGE_ROWS + 1));
  const page = rows.slice(0, PAGE_ROWS).map((row) => toRow(row, run));
  return { rows: page, next: rows.length > PAGE_ROWS ? page.at(-1)!.line : null };
}

/** All rows asked for, in batches. */
export async function* streamRows(db: Db, run: Run, asked: AskedRows): AsyncGenerator<ImportRow[]> {
  const batchRows = 2_000;
  let after = asked.after;
  for (;;) {
    const { rows } = await db.query<Found>(rowsQuery(run, { ...asked, after }, batchRows));
    if (rows.length > 0) yield rows.map((row) => toRow(row, run));
    if (rows.length < batchRows) return;
    after = rows.at(-1)!.line;
  }
}

function toRow(row: Found, run: Run): ImportRow {
  return { ...row, outcome: ROW_OUTCOMES[row.outcome]!, faulty: faultyColumns(row, run) };
}

/**
 * The columns a problem is about, so that their cells can be marked. Of several ways to say the same, as by shortcode or
 * by coupon code, those that the row uses are at fault; all of them where it uses none.
 */
function faultyColumns({ problem, cells }: Found, { kind, mapping }: Run): number[] {
  const fields = (problem && WORDS[kind].problemFields[problem as RowProblem]) || [];
  const columns = fields.flatMap((field) => {
    const source = mapping[field];
    return source && "column" in source ? [source.column] : [];
  });
  const used = columns.filter((column) => !isBlank(cells[column] ?? ""));
  return used.length > 0 ? used : columns;
}
