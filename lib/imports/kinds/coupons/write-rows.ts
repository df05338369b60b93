import "server-only";
import sql from "sql-template-tag";
import type { Actor } from "@/lib/audit/trail";
import { insertedCodes } from "@/lib/codes/statements";
import type { Transaction } from "@/lib/db/transaction";
import type { Chunk } from "../../chunks";
import { outcomeIndex, rowsOfPart } from "../../ranges";
import type { Beside } from "../kind";
import { type CouponRun, judgedRows } from "./judged-rows";

/** Somebody else made the same code between the judging and the writing: the chunk is judged and written anew. */
export class CodeTakenMeanwhile extends Error {}

/**
 * Writes the rows of a chunk by the statement that makes every code, and keeps what became of each. What the check
 * rejected stays rejected; everything else is judged anew.
 */
export async function writeRows(tx: Transaction, run: CouponRun, chunk: Chunk): Promise<Beside> {
  const actor: Actor = { actorId: run.actorId!, source: "csv_import" };
  const refusal = sql`CASE WHEN verdict = ${outcomeIndex("rejected")} THEN identity_problem END`;
  const created = outcomeIndex("created");
  const codes = sql`
    SELECT id, 'coupon', code, campaign_id, advocate_id FROM numbered WHERE outcome = ${created} ORDER BY line`;
  const { rows } = await tx.query<{ isComplete: boolean }>(sql`
    WITH ${judgedRows(run, rowsOfPart(chunk), refusal)},
    numbered AS MATERIALIZED (
      SELECT judged.*, CASE WHEN outcome = ${created} THEN uuid_v7() END AS id FROM judged ORDER BY line
    ),
    ${insertedCodes(actor, codes)},
    kept AS (
      INSERT INTO import_outcome (import_id, line, outcome, problem, record_id)
      SELECT ${run.id}::uuid, line, outcome, problem, id FROM numbered ORDER BY line
    )
    SELECT (SELECT count(*) FROM changed) = (SELECT count(*) FROM numbered WHERE outcome = ${created}) AS "isComplete"`);
  if (!rows[0]!.isComplete) throw new CodeTakenMeanwhile();
  return { contactsCreated: 0 };
}
