import "server-only";
import type pg from "pg";
import sql, { type Sql } from "sql-template-tag";
import type { Actor } from "@/lib/audit/trail";
import { contactIdByEmail } from "@/lib/contacts/statements";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import type { OrderDraft } from "@/lib/orders/schema";
import { cellValue, type LineRange, outcomeIndex, rowsOfRange } from "../../ranges";
import { ROW_OUTCOMES, type RowProblem } from "../../schema";
import type { Beside } from "../kind";
import { type OrderRun, readRows } from "./drafts";
import { foresee } from "./record-rows";

/** How many rows are tried at once: until they are taken back, others wait who write about the same people. */
export const TRIED_ROWS = 500;

/** In `facts`, of a row that can be read, so that what comes of it depends on what is there: whether it was tried. */
const TRIED = 1;
const UNTRIED = 2;

/** Whoever uploaded the file is who tries its rows; nothing of that is kept. */
const triedBy = (run: OrderRun): Actor => ({ actorId: run.createdBy, source: "csv_import" });

type Verdict = { line: number; outcome: number; problem: RowProblem | null; advocateId: string | null };
const rejection = (line: number, problem: RowProblem): Verdict => ({
  ...{ line, problem, outcome: ROW_OUTCOMES.indexOf("rejected"), advocateId: null },
});

/**
 * Understands the rows of a range, and tries each alone. Of several about one customer or one order only the first is
 * tried: all of them are, one after the other, once the whole file is read.
 */
export async function matchRows(tx: Transaction, run: OrderRun, range: LineRange): Promise<void> {
  const rows = await readRows(tx, run, rowsOfRange(range));
  const verdicts: Verdict[] = [];
  const readable: { line: number; draft: OrderDraft }[] = [];
  for (const row of rows) {
    if ("draft" in row) readable.push(row);
    else verdicts.push(rejection(row.line, row.problem));
  }
  const first = firstOnes(readable);
  for (let from = 0; from < first.length; from += TRIED_ROWS) {
    verdicts.push(...(await tryRows(tx, run, first.slice(from, from + TRIED_ROWS))));
  }
  const isTried = new Set(first);
  const untried = { outcome: ROW_OUTCOMES.indexOf("unchanged"), problem: null, advocateId: null };
  for (const row of readable) if (!isTried.has(row)) verdicts.push({ line: row.line, ...untried });
  await keep(
    tx,
    run,
    verdicts,
    readable.map((row) => ({ ...row, facts: isTried.has(row) ? TRIED : UNTRIED })),
  );
}

function firstOnes<R extends { draft: OrderDraft }>(rows: R[]): R[] {
  const seen = new Set<string>();
  return rows.filter(({ draft: { orderId, customerEmail } }) => {
    const keys = [`order ${orderId}`, `customer ${customerEmail.normalize("NFKC").toLowerCase()}`];
    const isFirst = keys.every((key) => !seen.has(key));
    for (const key of keys) seen.add(key);
    return isFirst;
  });
}

async function tryRows(
  tx: Transaction,
  run: OrderRun,
  rows: { line: number; draft: OrderDraft }[],
): Promise<Verdict[]> {
  // Names and UIDs decide nothing, and a UID that two files give at once is not worth waiting for.
  const drafts = rows.map(({ draft }) => ({ ...draft, customerUid: null, firstName: null, lastName: null }));
  const foreseen = await foresee(tx, triedBy(run), drafts);
  return foreseen.map(({ outcome, problem, advocateId }, place) => ({
    ...{ line: rows[place]!.line, outcome: ROW_OUTCOMES.indexOf(outcome), problem, advocateId },
  }));
}

async function keep(
  tx: Transaction,
  run: OrderRun,
  verdicts: Verdict[],
  readable: { line: number; draft: OrderDraft; facts: number }[],
): Promise<void> {
  await tx.query(sql`
    WITH person AS MATERIALIZED (
      SELECT line, facts, normal_form(given.email) AS email_key, ${contactIdByEmail(sql`given.email`)} AS contact_id
      FROM unnest(${readable.map(({ line }) => line)}::int[],
        ${readable.map(({ facts }) => facts)}::smallint[],
        ${readable.map(({ draft }) => draft.customerEmail)}::text[]) AS given (line, facts, email)
    )
    INSERT INTO import_match (import_id, line, customer_id, newcomer, advocate_id, facts, verdict, identity_problem)
    SELECT ${run.id}::uuid, line, contact_id, CASE WHEN contact_id IS NULL THEN email_key END, advocate_id,
      coalesce(facts, 0), outcome, problem
    FROM unnest(${verdicts.map(({ line }) => line)}::int[], ${verdicts.map(({ outcome }) => outcome)}::smallint[],
      ${verdicts.map(({ problem }) => problem)}::text[], ${verdicts.map(({ advocateId }) => advocateId)}::uuid[])
      AS verdict (line, outcome, problem, advocate_id)
    LEFT JOIN person USING (line) ORDER BY line`);
}

/** How many contacts will come to exist. */
export async function countNewcomers(tx: Transaction, run: OrderRun): Promise<Beside> {
  const recorded = [outcomeIndex("credited_new"), outcomeIndex("credited_standing"), outcomeIndex("uncredited")];
  const { rows } = await tx.query<{ count: number }>(sql`
    SELECT count(DISTINCT newcomer)::int AS count FROM import_match
    WHERE import_id = ${run.id}::uuid AND newcomer IS NOT NULL
      AND verdict IN (${recorded[0]}, ${recorded[1]}, ${recorded[2]})`);
  return { contactsCreated: rows[0]!.count };
}

/** Which rows others of the file stand in the way of: those with the same customer or the same order. */
export async function markRepeated(tx: Transaction, run: OrderRun): Promise<number> {
  const { rowCount } = await tx.query(sql`
    UPDATE import_match SET repeated = TRUE
    FROM (
      SELECT line, facts = ${UNTRIED} OR count(*) OVER (PARTITION BY customer) > 1
        OR count(*) OVER (PARTITION BY order_id) > 1 AS repeats
      FROM (${readableRows(run)}) AS readable
    ) AS counted
    WHERE import_id = ${run.id}::uuid AND import_match.line = counted.line AND repeats`);
  return rowCount ?? 0;
}

/** LIMIT and OFFSET have the cells of each row looked up by its key, whatever the planner thinks of how many there are. */
function readableRows(run: OrderRun): Sql {
  return sql`
    SELECT line, facts, repeated, coalesce(customer_id::text, newcomer) AS customer,
      ${cellValue(run.mapping.order_id)} AS order_id
    FROM (SELECT * FROM import_match WHERE import_id = ${run.id}::uuid AND facts <> 0 OFFSET 0) AS found
    CROSS JOIN LATERAL (
      SELECT cells FROM import_row WHERE import_id = ${run.id}::uuid AND line = found.line LIMIT 1
    ) AS given`;
}

/**
 * The lines that repeat, together with all that they depend on: in the order of their customers, and the customers who
 * share an order id with others in one group.
 */
export function repeatedLines(run: OrderRun): Sql {
  return sql`
    SELECT line, CASE WHEN bool_or(is_shared) OVER (PARTITION BY customer) THEN '' ELSE customer END AS group
    FROM (
      SELECT line, customer, min(customer) OVER same <> max(customer) OVER same AS is_shared
      FROM (${readableRows(run)}) AS readable WHERE repeated WINDOW same AS (PARTITION BY order_id)
    ) AS row
    ORDER BY 2, line`;
}

/** Tries rows that depend on each other, in the order of the file, and corrects what the check says of them. */
export async function judgeTogether(pool: pg.Pool, run: OrderRun, lines: number[]): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const asked = await readRows(
      tx,
      run,
      sql`import_row WHERE import_id = ${run.id}::uuid AND line = ANY(${lines}::int[])`,
    );
    const rows = asked.filter((row) => "draft" in row);
    const verdicts = await tryRows(tx, run, rows);
    await tx.query(sql`
      UPDATE import_match SET verdict = given.outcome, identity_problem = given.problem, advocate_id = given.advocate_id
      FROM unnest(${verdicts.map(({ line }) => line)}::int[], ${verdicts.map(({ outcome }) => outcome)}::smallint[],
        ${verdicts.map(({ problem }) => problem)}::text[], ${verdicts.map(({ advocateId }) => advocateId)}::uuid[])
        AS given (line, outcome, problem, advocate_id)
      WHERE import_id = ${run.id}::uuid AND import_match.line = given.line`);
  });
}
