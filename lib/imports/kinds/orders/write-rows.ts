import "server-only";
import sql from "sql-template-tag";
import type { Actor } from "@/lib/audit/trail";
import type { Transaction } from "@/lib/db/transaction";
import type { OrderDraft } from "@/lib/orders/schema";
import type { Chunk } from "../../chunks";
import { isOfPart, outcomeIndex, rowsOfPart } from "../../ranges";
import { ROW_OUTCOMES, type RowProblem } from "../../schema";
import type { Beside } from "../kind";
import { type OrderRun, readRows } from "./drafts";
import { type Became, recordRows } from "./record-rows";

/**
 * Writes the rows of a chunk by the command every door uses, and keeps what became of each, in the caller's transaction.
 * What the check rejected stays rejected; everything else is judged anew by what is there now.
 *
 * @returns how many contacts came to exist
 */
export async function writeRows(tx: Transaction, run: OrderRun, chunk: Chunk): Promise<Beside> {
  const actor: Actor = { actorId: run.actorId!, source: "csv_import" };
  const rejected = outcomeIndex("rejected");
  const rows = await readRows<{ refusal: RowProblem | null }>(
    tx,
    run,
    rowsOfPart(chunk),
    sql`, CASE WHEN verdict = ${rejected} THEN identity_problem END AS refusal`,
  );
  const refused = rows.flatMap((row) => {
    const problem = row.refusal ?? ("problem" in row ? row.problem : null);
    return problem ? [{ line: row.line, ...REFUSED, problem }] : [];
  });
  const isRefused = new Set(refused.map(({ line }) => line));
  const open = rows.filter((row): row is typeof row & { draft: OrderDraft } => !isRefused.has(row.line));
  const missing = await findMissing(tx, chunk);
  const became = await recordRows(
    tx,
    actor,
    open.map(({ draft }) => draft),
  );
  await keepOutcomes(tx, run.id, [...refused, ...became.map((one, place) => ({ line: open[place]!.line, ...one }))]);
  return { contactsCreated: await countCreated(tx, actor, missing) };
}

const REFUSED = { outcome: "rejected", recordId: null } as const;

/** Of the customers whom the check did not find: those who are still not there. */
async function findMissing(tx: Transaction, { importId, after, upTo, part }: Chunk): Promise<string[]> {
  const { rows } = await tx.query<{ newcomer: string }>(sql`
    SELECT DISTINCT newcomer FROM import_match
    WHERE import_id = ${importId}::uuid AND line > ${after} AND line <= ${upTo} AND ${isOfPart(part)}
      AND newcomer IS NOT NULL AND NOT EXISTS (SELECT FROM contact WHERE email_key = newcomer)`);
  return rows.map(({ newcomer }) => newcomer);
}

/** How many of them this import created; somebody else may have been first. */
async function countCreated(tx: Transaction, { actorId }: Actor, missing: string[]): Promise<number> {
  if (missing.length === 0) return 0;
  const { rows } = await tx.query<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM contact
    WHERE email_key = ANY(${missing}::text[]) AND EXISTS (
      SELECT FROM audit_event
      WHERE contact_id = contact.id AND kind = 'contact.created' AND actor_id = ${actorId}::uuid)`);
  return rows[0]!.count;
}

type Outcome = { line: number } & Pick<Became, "outcome" | "problem" | "recordId">;

async function keepOutcomes(tx: Transaction, importId: string, outcomes: Outcome[]): Promise<void> {
  await tx.query(sql`
    INSERT INTO import_outcome (import_id, line, outcome, problem, record_id)
    SELECT ${importId}::uuid, * FROM unnest(${outcomes.map(({ line }) => line)}::int[],
      ${outcomes.map(({ outcome }) => ROW_OUTCOMES.indexOf(outcome))}::smallint[],
      ${outcomes.map(({ problem }) => problem)}::text[], ${outcomes.map(({ recordId }) => recordId)}::uuid[])`);
}
