import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { Actor } from "@/lib/audit/trail";
import { retiredCodes } from "@/lib/codes/statements";
import type { Transaction } from "@/lib/db/transaction";
import type { Undone, UndoRow } from "../kind";
import type { CouponRun } from "./judged-rows";

/**
 * No code is deleted: undoing retires those that the import created, unless an attribution was made by them since. LIMIT
 * has each code looked up: all attributions are not read for a few codes.
 */
const OBSTACLE = sql`CASE
  WHEN (SELECT TRUE FROM attribution WHERE code_id = referral_code.id LIMIT 1) THEN 'in_use'
  WHEN retired_at IS NOT NULL THEN 'edited_since' END`;

/** The codes an import created, from the last row to the first: at most `limit` before the line `before`. */
export function undoRows(run: CouponRun, before: number, limit: number): Sql {
  return sql`
    SELECT line, outcome, record_id AS "recordId", ${OBSTACLE} AS obstacle
    FROM (
      SELECT * FROM import_outcome
      WHERE import_id = ${run.id}::uuid AND line < ${before} AND record_id IS NOT NULL
      ORDER BY line DESC LIMIT ${limit}
    ) AS effect JOIN referral_code ON referral_code.id = record_id
    ORDER BY line DESC`;
}

/** Retires the codes that nothing stands in the way of. */
export async function undo(tx: Transaction, run: CouponRun, rows: UndoRow[]): Promise<Undone[]> {
  const actor: Actor = { actorId: run.undoActorId!, source: "csv_import" };
  const ids = rows.filter(({ obstacle }) => !obstacle).map(({ recordId }) => recordId);
  const { rows: retired } = await tx.query<{ id: string }>(
    sql`WITH ${retiredCodes(actor, sql`id = ANY(${ids}::uuid[])`)} SELECT id FROM changed`,
  );
  const done = new Set(retired.map(({ id }) => id));
  return rows.map(({ line, recordId, obstacle }) => ({
    line,
    obstacle: obstacle ?? (done.has(recordId) ? null : "edited_since"),
  }));
}
