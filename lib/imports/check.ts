import "server-only";
import type pg from "pg";
import sql from "sql-template-tag";
import { resolvedDrafts } from "@/lib/attributions/resolve";
import type { Db } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { askedByCheck, judgedRows, type LineRange, problemOf } from "./judged-rows";
import { Cancelled, readRows } from "./read-rows";
import { createFold, type RepeatedRow, verdictsOf, verdictTable } from "./rules";
import { lockRun, phaseBegins, planForMany, type Run, readRun, updateRun } from "./run-record";
import type { RowProblem, Tally } from "./schema";
import { addToTally } from "./tally";

/** How many rows are judged in one transaction. */
export const CHECK_CHUNK_ROWS = 20_000;

/**
 * Finds out what every row of an import would do, by the code that will do it, and writes nothing but that: reads the
 * file where that has not been done, understands each row, and judges rows about the same contact and campaign one after
 * the other. Goes on where an earlier attempt ended.
 *
 * @throws Cancelled, FileProblem
 */
export async function checkImport(pool: pg.Pool, id: string): Promise<void> {
  let run = await readRun(pool, id);
  if (run?.state !== "checking") return;
  if (run.readAs === null) await readRows(pool, run);
  if (run.phase !== "judging") {
    if (run.phase !== "checking") await beginMatching(pool, id);
    while (await matchChunks(pool, id));
    await pool.query("ANALYZE import_match");
  } else {
    await judgeAgain(pool, run);
  }
  run = (await readRun(pool, id))!;
  await inTransaction(pool, async (tx) => {
    const locked = await lockRun(tx, id);
    if (locked?.state !== "checking") return;
    if (locked.cancelRequested) throw new Cancelled();
    await judgeRepeated(tx, run!);
    const tally = await tallyCheck(tx, run!);
    await updateRun(
      tx,
      id,
      sql`state = 'checked', phase = NULL, checked = ${JSON.stringify(tally)}::jsonb, checked_at = now()`,
    );
  });
}

async function beginMatching(pool: pg.Pool, id: string): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query(sql`DELETE FROM import_match WHERE import_id = ${id}::uuid`);
    await updateRun(tx, id, phaseBegins("checking"));
  });
}

/** The next rows after the checkpoint; null when there are none. */
async function nextRange(
  db: Db,
  { id, checkpoint }: Pick<Run, "id" | "checkpoint">,
): Promise<(LineRange & { rows: number }) | null> {
  const { rows } = await db.query<{ upTo: number | null; rows: number }>(sql`
    SELECT max(line)::int AS "upTo", count(*)::int AS rows FROM (
      SELECT line FROM import_row WHERE import_id = ${id}::uuid AND line > ${checkpoint} ORDER BY line LIMIT ${CHECK_CHUNK_ROWS}
    ) AS next`);
  const { upTo, rows: count } = rows[0]!;
  return upTo === null ? null : { importId: id, after: checkpoint, upTo, rows: count };
}

/** How many chunks are judged at once: reading them, chunks have nothing to do with each other. */
const CHUNKS_AT_ONCE = 2;

/** Understands and judges the next rows, each alone. Answers whether there may be more. */
async function matchChunks(pool: pg.Pool, id: string): Promise<boolean> {
  const run = await readRun(pool, id);
  if (run?.state !== "checking") return false;
  if (run.cancelRequested) throw new Cancelled();
  // An attempt that was broken off may have judged the one chunk and not the other.
  await pool.query(sql`DELETE FROM import_match WHERE import_id = ${id}::uuid AND line > ${run.checkpoint}`);
  const ranges: LineRange[] = [];
  let { checkpoint, done } = run;
  for (let chunk = 0; chunk < CHUNKS_AT_ONCE; chunk++) {
    const range = await nextRange(pool, { id, checkpoint });
    if (!range) break;
    ranges.push(range);
    checkpoint = range.upTo;
    done += range.rows;
  }
  if (ranges.length === 0) return false;
  const judged = await Promise.allSettled(ranges.map((range) => matchChunk(pool, run, range)));
  for (const one of judged) if (one.status === "rejected") throw one.reason;
  await updateRun(pool, id, sql`checkpoint = ${checkpoint}, done = ${done}`);
  return true;
}

async function matchChunk(pool: pg.Pool, run: Run, range: LineRange): Promise<void> {
  const { given, drafts, carried } = askedByCheck(range, run.mapping);
  await inTransaction(pool, async (tx) => {
    await planForMany(tx);
    await tx.query(sql`
      WITH ${given}, ${resolvedDrafts(drafts, carried)}, ${judgedRows(run.choices)}
      INSERT INTO import_match (import_id, line, customer_id, campaign_id, advocate_id, code_id, newcomer, facts, verdict,
        identity_problem, rule_problem)
      SELECT ${run.id}::uuid, line, customer_id, campaign_id, advocate_id, code_id, newcomer, facts, verdict,
        identity_problems[1], rule_problems[1]
      FROM judged ORDER BY line`);
  });
}

/** Other choices: the facts stay, the verdicts that change are changed. */
async function judgeAgain(pool: pg.Pool, run: Run): Promise<void> {
  await pool.query(sql`
    UPDATE import_match SET verdict = (${verdictTable(run.choices)}::smallint[])[facts + 1]
    WHERE import_id = ${run.id}::uuid AND NOT repeated
      AND verdict <> (${verdictTable(run.choices)}::smallint[])[facts + 1]`);
}

/** Which rows are about the same contact and campaign, and what becomes of each after those before it. */
async function judgeRepeated(tx: Transaction, run: Run): Promise<void> {
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
    const { rows } = await tx.query<RepeatedRow>(`FETCH ${CHECK_CHUNK_ROWS} FROM repeated_row`);
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

async function tallyCheck(tx: Transaction, run: Run): Promise<Tally> {
  const { rows } = await tx.query<{ outcome: number; problem: RowProblem | null; count: number }>(sql`
    SELECT verdict & 7 AS outcome, ${problemOf(sql`import_match`)} AS problem, count(*)::int AS count
    FROM import_match WHERE import_id = ${run.id}::uuid GROUP BY 1, 2`);
  const newcomers = run.choices.createContacts
    ? await tx.query<{ count: number }>(sql`
        SELECT count(DISTINCT newcomer)::int AS count FROM import_match
        WHERE import_id = ${run.id}::uuid AND newcomer IS NOT NULL AND verdict <> ALL(${verdictsOf(["rejected"])}::smallint[])`)
    : null;
  return addToTally(null, rows, newcomers?.rows[0]?.count ?? 0);
}
