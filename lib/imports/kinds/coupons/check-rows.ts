import "server-only";
import sql from "sql-template-tag";
import type { Transaction } from "@/lib/db/transaction";
import { cellValue, type LineRange, outcomeIndex, rowsOfRange } from "../../ranges";
import { type CouponRun, judgedRows } from "./judged-rows";

/** Understands and judges the rows of a range by themselves. */
export async function matchRows(tx: Transaction, run: CouponRun, range: LineRange): Promise<void> {
  await tx.query(sql`
    WITH ${judgedRows(run, rowsOfRange(range))}
    INSERT INTO import_match (import_id, line, customer_id, campaign_id, advocate_id, code_id, facts, verdict, identity_problem)
    SELECT ${run.id}::uuid, line, NULL, campaign_id, advocate_id, present_id, 0, outcome, problem
    FROM judged ORDER BY line`);
}

/**
 * Rows with the same code: the first has it. Those behind it repeat it, where they name the same advocate and campaign,
 * and are rejected otherwise. They are written after all others.
 */
export async function judgeRepeated(tx: Transaction, run: CouponRun): Promise<void> {
  const rejected = outcomeIndex("rejected");
  await tx.query(sql`
    WITH given AS (
      SELECT line, advocate_id, campaign_id, row_number() OVER same AS place,
        first_value(advocate_id) OVER same AS first_advocate_id, first_value(campaign_id) OVER same AS first_campaign_id
      FROM (
        SELECT line, import_match.advocate_id, import_match.campaign_id, normal_form(${cellValue(run.mapping.code)}) AS code_key
        FROM import_match JOIN import_row USING (import_id, line)
        WHERE import_id = ${run.id}::uuid AND code_id IS NULL
          AND (verdict <> ${rejected} OR identity_problem = 'code_taken')
      ) AS row
      WINDOW same AS (PARTITION BY code_key ORDER BY line)
    ),
    behind AS (
      SELECT line, (advocate_id, campaign_id) = (first_advocate_id, first_campaign_id) AS is_same FROM given WHERE place > 1
    )
    UPDATE import_match SET repeated = TRUE,
      verdict = CASE WHEN is_same THEN ${outcomeIndex("unchanged")} ELSE ${rejected} END,
      identity_problem = CASE WHEN NOT is_same THEN 'code_taken' END
    FROM behind WHERE import_id = ${run.id}::uuid AND import_match.line = behind.line`);
}
