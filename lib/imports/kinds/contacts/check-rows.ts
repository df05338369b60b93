import "server-only";
import sql from "sql-template-tag";
import type { Transaction } from "@/lib/db/transaction";
import { cellValue, type LineRange, outcomeIndex } from "../../ranges";
import type { Beside } from "../kind";
import { type ContactRun, checkedRows, judgedRows, REJECTED } from "./judged-rows";
import { differing, HELD_VALUES, saidValues } from "./values";

/** Understands and judges the rows of a range, each alone. */
export async function matchRows(tx: Transaction, run: ContactRun, range: LineRange): Promise<void> {
  await tx.query(sql`
    WITH ${judgedRows(run, checkedRows(range))}
    INSERT INTO import_match (import_id, line, customer_id, newcomer, facts, verdict, identity_problem)
    SELECT ${run.id}::uuid, line, contact_id, CASE WHEN contact_id IS NULL AND problem IS NULL THEN normal_form(email) END, 0,
      outcome, problem
    FROM judged ORDER BY line`);
}

/** The rows of the file that are not rejected, each with its cells. */
const rowsLeft = (run: ContactRun) => sql`
  import_match JOIN import_row USING (import_id, line) WHERE import_id = ${run.id}::uuid AND verdict <> ${REJECTED}`;

/** Whom a row is about, whether they exist or not. */
const WHOM = sql`coalesce(customer_id::text, newcomer)`;

/**
 * What the rows of a file are to each other. A UID is that of the first row that gives it: whoever else is given it is
 * rejected. Of the rows about one contact the first stands alone; those behind it are judged one after the other, each
 * by what the ones before it will have done, and written after all that stand alone.
 */
export async function judgeRepeated(tx: Transaction, run: ContactRun): Promise<void> {
  await refuseRepeatedUids(tx, run);
  const { rowCount } = await tx.query(sql`
    UPDATE import_match SET repeated = TRUE
    FROM (
      SELECT line, row_number() OVER (PARTITION BY ${WHOM} ORDER BY line) AS place
      FROM import_match WHERE import_id = ${run.id}::uuid AND verdict <> ${REJECTED}
    ) AS row
    WHERE import_id = ${run.id}::uuid AND import_match.line = row.line AND place > 1`);
  if (rowCount) await judgeInOrder(tx, run);
}

async function refuseRepeatedUids(tx: Transaction, run: ContactRun): Promise<void> {
  const { uid } = run.mapping;
  if (!uid) return;
  await tx.query(sql`
    WITH given AS (
      SELECT line, ${WHOM} AS whom, ${cellValue(uid)} AS uid FROM ${rowsLeft(run)}
    ),
    placed AS (
      SELECT line, whom, first_value(whom) OVER (PARTITION BY uid ORDER BY line) AS first FROM given WHERE uid IS NOT NULL
    )
    UPDATE import_match SET verdict = ${REJECTED}, identity_problem = 'uid_repeated'
    FROM placed
    WHERE import_id = ${run.id}::uuid AND import_match.line = placed.line AND placed.whom <> placed.first`);
}

/** Whether a row behind another one about the same contact changes anything, all rows before it taken into account. */
async function judgeInOrder(tx: Transaction, run: ContactRun): Promise<void> {
  const { overwriting, filling } = saidValues(run.mapping, run.choices.fill);
  await tx.query(sql`
    WITH said AS MATERIALIZED (
      SELECT line, repeated, customer_id, ${WHOM} AS whom, ${overwriting} AS overwriting, ${filling} AS filling,
        normal_form(${cellValue(run.mapping.segment)}) AS segment
      FROM ${rowsLeft(run)} AND ${WHOM} IN (
        SELECT ${WHOM} FROM import_match WHERE import_id = ${run.id}::uuid AND repeated)
    ),
    ordered AS (
      SELECT said.*, jsonb_last_values(overwriting) OVER earlier AS overwritten, jsonb_first_values(filling) OVER earlier AS filled,
        first_value(filling -> 'status') OVER (PARTITION BY whom ORDER BY line) AS first_status,
        row_number() OVER (PARTITION BY whom, segment ORDER BY line) AS mention
      FROM said WINDOW earlier AS (PARTITION BY whom ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    ),
    known AS (
      SELECT ordered.*, coalesce(filled, '{}') || coalesce(held, jsonb_build_object('status', coalesce(first_status, '"prospect"')))
          || coalesce(overwritten, '{}') AS before
      FROM ordered LEFT JOIN LATERAL (
        SELECT ${HELD_VALUES} AS held FROM contact WHERE id = customer_id LIMIT 1
      ) AS present ON TRUE
      WHERE repeated OFFSET 0
    )
    UPDATE import_match SET verdict = CASE
      WHEN ${differing(sql`before`, sql`filling || before || overwriting`)} <> '{}' THEN ${outcomeIndex("updated")}
      WHEN segment IS NOT NULL AND mention = 1 AND (
        SELECT TRUE FROM segment_member JOIN segment ON segment.id = segment_id
        WHERE contact_id = known.customer_id AND normal_form(segment.name) = known.segment LIMIT 1) IS NULL
        THEN ${outcomeIndex("updated")}
      ELSE ${outcomeIndex("unchanged")} END
    FROM known WHERE import_id = ${run.id}::uuid AND import_match.line = known.line`);
}

/** How many segments will come to exist. */
export async function countSegments(tx: Transaction, run: ContactRun): Promise<Beside> {
  const { segment } = run.mapping;
  if (!segment || !run.choices.createSegments) return { contactsCreated: 0 };
  const { rows } = await tx.query<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM (
      SELECT DISTINCT normal_form(${cellValue(segment)}) AS name FROM ${rowsLeft(run)}
    ) AS named WHERE name IS NOT NULL AND NOT EXISTS (SELECT FROM segment WHERE normal_form(segment.name) = named.name)`);
  return { contactsCreated: 0, segmentsCreated: rows[0]!.count };
}
