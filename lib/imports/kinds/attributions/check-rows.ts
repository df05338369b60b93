import "server-only";
import type pg from "pg";
import sql from "sql-template-tag";
import { resolvedDrafts } from "@/lib/attributions/resolve";
import type { Transaction } from "@/lib/db/transaction";
import type { LineRange } from "../../ranges";
import type { Run } from "../../run-record";
import type { Beside } from "../kind";
import { askedByCheck, judgedRows } from "./judged-rows";
import { createFold, type RepeatedRow, verdictsOf, verdictTable } from "./rules";

type AttributionRun = Run<"attributions">;

/** How many rows about the same contact and campaign are judged at once. */
const FOLDED_ROWS = 20_000;

/** Understands and judges the rows of a range, each alone. */
export async function matchRows(tx: Transaction, run: AttributionRun, range: LineRange): Promise<void> {
  const { given, drafts, carried } = askedByCheck(range, run.mapping);
  await tx.query(sql`
    WITH ${given}, ${resolvedDrafts(drafts, carried)}, ${judgedRows(run.choices)}
    INSERT INTO import_match (import_id, line, customer_id, campaign_id, advocate_id, code_id, newcomer, facts, verdict,
      identity_problem, rule_problem)
    SELECT ${run.id}::uuid, line, customer_id, campaign_id, advocate_id, code_id, newcomer, facts, verdict,
      identity_problems[1], rule_problems[1]
    FROM judged ORDER BY line`);
}

/** Other choices: the facts stay, the verdicts that change are changed. */
export async function judgeAgain(pool: pg.Pool, run: AttributionRun): Promise<void> {
  await pool.query(sql`
    UPDATE import_match SET verdict = (${verdictTable(run.choices)}::smallint[])[facts + 1]
    WHERE import_id = ${run.id}::uuid AND NOT repeated
      AND verdict <> (${verdictTable(run.choices)}::smallint[])[facts + 1]`);
}

/** Which rows are about the same contact and campaign, and what becomes of each after those before it. */
export async function judgeRepeated(tx: Transaction, run: AttributionRun): Promise<void> {
  await tx.query(sql`
    UPDATE import_match SET repeated = TRUE
    FROM (
      SELECT campaign_id, coalesce(customer_id::text, newcomer) AS customer FROM import_match
      WHERE import_id = ${run.id}::uuid AND campaign_id IS NOT NULL AND (customer_id IS NOT NULL OR newcomer IS NOT NULL)
      GROUP BY campaign_id, customer_id, newcomer HAVING count(*) > 1
    ) AS slot
    WHERE import_match.import_id = ${run.id}::uuid AND NOT repeated AND import_match.campaign_id = slot.campaign_id
      AND coalesce(import_match.customer_id::text, newcomer) = slot.customer`);
  await tx.query(sql`
    DECLARE repeated_row NO SCROLL CURSOR FOR
    SELECT line, import_match.campaign_id || '|' || coalesce(import_match.customer_id::text, newcomer) AS slot,
      coalesce(import_match.advocate_id::text, '') AS advocate, facts, standing.advocate_id AS standing
    FROM import_match
    LEFT JOIN attribution standing ON standing.campaign_id = import_match.campaign_id
      AND standing.customer_id = import_match.customer_id AND standing.status = 'active'
    WHERE import_id = ${run.id}::uuid AND repeated
    ORDER BY import_match.campaign_id, import_match.customer_id, newcomer, line`);
  const fold = createFold(run.choices);
  for (;;) {
    const { rows } = await tx.query<RepeatedRow>(`FETCH ${FOLDED_ROWS} FROM repeated_row`);
    if (rows.length === 0) break;
    const judged = fold(rows);
    await tx.query(sql`
      UPDATE import_match SET verdict = given.verdict
      FROM unnest(${judged.map(({ line }) => line)}::int[], ${judged.map(({ verdict }) => verdict)}::smallint[])
        AS given (line, verdict)
      WHERE import_id = ${run.id}::uuid AND import_match.line = given.line AND import_match.verdict <> given.verdict`);
  }
  await tx.query("CLOSE repeated_row");
}

/** How many contacts will come to exist. */
export async function countNewcomers(tx: Transaction, run: AttributionRun): Promise<Beside> {
  if (!run.choices.createContacts) return { contactsCreated: 0 };
  const { rows } = await tx.query<{ count: number }>(sql`
    SELECT count(DISTINCT newcomer)::int AS count FROM import_match
    WHERE import_id = ${run.id}::uuid AND newcomer IS NOT NULL AND verdict <> ALL(${verdictsOf(["rejected"])}::smallint[])`);
  return { contactsCreated: rows[0]!.count };
}
