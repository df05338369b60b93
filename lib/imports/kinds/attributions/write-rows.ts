import "server-only";
import sql from "sql-template-tag";
import {
  type ActorContext,
  changeStatus,
  recordAttributions,
  recordStagedAttributions,
} from "@/lib/attributions/commands";
import { type Reassignment, reassignEach } from "@/lib/attributions/reassign";
import { recordProspects } from "@/lib/contacts/commands";
import type { Transaction } from "@/lib/db/transaction";
import type { Chunk } from "../../chunks";
import { isOfPart, outcomeIn } from "../../ranges";
import type { Run } from "../../run-record";
import { ROW_OUTCOMES, type RowOutcome } from "../../schema";
import type { Beside } from "../kind";
import { askedByRun, judgedRows, problemOf } from "./judged-rows";
import { afterCreation, BLAME_PROBLEMS, blameOf, createFold, outcomeOf, type Verdict, verdictsOf } from "./rules";

/** Somebody changed an attribution between the judging and the writing of a row: the chunk is judged and written anew. */
export class ChangedMeanwhile extends Error {}

type AttributionRun = Run<"attributions">;

/** A row that is not written by the statement that judged it, with all it is about. */
type OpenRow = {
  line: number;
  slot: string;
  facts: number;
  verdict: Verdict;
  isLate: boolean;
  customerId: string;
  campaignId: string;
  advocateId: string;
  codeId: string | null;
  at: string;
  reason: string | null;
  standing: string | null;
  standingId: string | null;
  pastId: string | null;
  identityProblem: string | null;
  ruleProblem: string | null;
};

type Outcome = { line: number; outcome: RowOutcome; problem?: string | null; recordId?: string; formerId?: string };

/**
 * Writes the rows of a chunk by the commands every door uses, and keeps what became of each, in the caller's transaction.
 * Rows that stand alone in the file and create an attribution, change nothing or are rejected are judged, written and
 * kept by one statement; all others follow, rows of one contact and campaign one after the other.
 *
 * @returns how many contacts came to exist
 * @throws ChangedMeanwhile when another writer came in between; nothing of the chunk is to be kept then
 */
export async function writeRows(tx: Transaction, run: AttributionRun, chunk: Chunk, tries: number): Promise<Beside> {
  const actor: ActorContext = { actorId: run.actorId!, source: "csv_import" };
  const contactsCreated = run.choices.createContacts ? await createContacts(tx, actor, run, chunk) : 0;
  const open = await writeLoneRows(tx, actor, run, chunk, tries);
  const outcomes: Outcome[] = [];
  for (const wave of inWaves(open, run, outcomes)) {
    outcomes.push(...(await writeWave(tx, actor, wave)));
  }
  await keepOutcomes(tx, run.id, outcomes);
  return { contactsCreated };
}

/** Creates the referred contacts that do not exist, of rows that are not rejected for anything else. */
async function createContacts(
  tx: Transaction,
  actor: ActorContext,
  run: AttributionRun,
  chunk: Chunk,
): Promise<number> {
  const { rows } = await tx.query<{ newcomer: string }>(sql`
    SELECT DISTINCT newcomer FROM import_match
    WHERE import_id = ${run.id}::uuid AND line > ${chunk.after} AND line <= ${chunk.upTo} AND newcomer IS NOT NULL
      AND ${isOfPart(chunk.part)} AND verdict <> ALL(${verdictsOf(["rejected"])}::smallint[])`);
  if (rows.length === 0) return 0;
  const newcomers = await recordProspects(
    tx,
    actor,
    rows.map(({ newcomer }) => ({ email: newcomer })),
  );
  return newcomers.length;
}

async function writeLoneRows(
  tx: Transaction,
  actor: ActorContext,
  run: AttributionRun,
  chunk: Chunk,
  tries: number,
): Promise<OpenRow[]> {
  const outcome = (name: RowOutcome) => ROW_OUTCOMES.indexOf(name);
  return recordStagedAttributions<OpenRow>(tx, actor, {
    ...askedByRun(chunk, run.mapping),
    // Another writer in the same slot is rare: it costs one more try.
    whereTaken: tries === 1 ? "fail" : "leave out",
    judged: sql`${judgedRows(afterCreation(run.choices))},
      placed AS (SELECT *, NOT repeated AND verdict = ${outcome("created")} AS chosen_here FROM judged)`,
    judgedAs: sql`placed`,
    kept: sql`
      kept_created AS (
        INSERT INTO import_outcome (import_id, line, outcome, record_id)
        SELECT ${run.id}::uuid, line, ${outcome("created")}, id FROM written ORDER BY line
      ),
      kept_still AS (
        INSERT INTO import_outcome (import_id, line, outcome, problem)
        SELECT ${run.id}::uuid, line, ${outcomeIn(sql`verdict`)}, ${problemOf(sql`still`)}
        FROM (SELECT line, verdict, identity_problems[1] AS identity_problem, rule_problems[1] AS rule_problem
              FROM placed WHERE NOT repeated) AS still
        WHERE ${outcomeIn(sql`verdict`)} IN (${outcome("unchanged")}, ${outcome("rejected")})
        ORDER BY line
      )`,
    answer: sql`
      SELECT line::int AS line, campaign_id || '|' || customer_id AS slot, facts, verdict, is_late AS "isLate",
        customer_id AS "customerId", campaign_id AS "campaignId", advocate_id AS "advocateId", code_id AS "codeId",
        at::text AS at, reason, standing_advocate_id AS standing, standing_id AS "standingId", past_id AS "pastId",
        identity_problems[1] AS "identityProblem", rule_problems[1] AS "ruleProblem"
      FROM (
        SELECT *, NULL::uuid AS id, NULL::bigint AS place, FALSE AS is_late FROM placed
        WHERE NOT chosen_here AND (repeated OR ${outcomeIn(sql`verdict`)} NOT IN (${outcome("unchanged")}, ${outcome("rejected")}))
        UNION ALL SELECT *, place > 1 FROM left_out
      ) AS open
      ORDER BY campaign_id, customer_id, line`,
  });
}

type Step = OpenRow & { outcome: RowOutcome };

/**
 * The rows in waves: within one, no row depends on another. Rows of which another is about the same contact and campaign
 * are judged anew, one after the other; those that change nothing are kept at once in `outcomes`.
 */
function inWaves(open: OpenRow[], { choices }: AttributionRun, outcomes: Outcome[]): Step[][] {
  const waves: Step[][] = [];
  const fold = createFold(afterCreation(choices));
  const folded = fold(open.map((row) => ({ ...row, advocate: row.advocateId ?? "" })));
  for (const [index, { verdict, wave }] of folded.entries()) {
    const row = open[index]!;
    const outcome = outcomeOf(verdict);
    if (outcome === "unchanged") outcomes.push({ line: row.line, outcome });
    else if (outcome === "rejected") outcomes.push({ line: row.line, outcome, problem: problemFor(row, verdict) });
    else {
      waves[wave] ??= [];
      waves[wave].push({ ...row, outcome });
    }
  }
  return waves.filter(Boolean);
}

function problemFor({ identityProblem, ruleProblem }: OpenRow, verdict: Verdict): string | null {
  const own = { ...BLAME_PROBLEMS, identity: identityProblem, rule: ruleProblem };
  const blame = blameOf(verdict);
  return blame === "none" ? null : (own[blame] ?? null);
}

async function writeWave(tx: Transaction, actor: ActorContext, wave: Step[]): Promise<Outcome[]> {
  const now = await presentAttributions(tx, wave);
  const of = (...outcomes: RowOutcome[]) => now.filter(({ outcome }) => outcomes.includes(outcome));
  return [
    ...(await record(tx, actor, of("created", "attempt"))),
    ...(await change(tx, actor, of("deactivated"), "inactive")),
    ...(await change(tx, actor, of("activated"), "active")),
    ...(await handOver(tx, actor, of("reassigned"))),
  ];
}

/** The rows with the attributions that stand, and are past, at this moment: earlier waves have changed them. */
async function presentAttributions(tx: Transaction, wave: Step[]): Promise<Step[]> {
  const changing = wave.filter(({ outcome }) => outcome !== "created" && outcome !== "attempt");
  if (changing.length === 0) return wave;
  const { rows } = await tx.query<{ line: number; standingId: string | null; pastId: string | null }>(sql`
    SELECT given.line, standing.id AS "standingId", past.id AS "pastId"
    FROM unnest(${changing.map(({ line }) => line)}::int[], ${changing.map(({ campaignId }) => campaignId)}::uuid[],
        ${changing.map(({ customerId }) => customerId)}::uuid[], ${changing.map(({ advocateId }) => advocateId)}::uuid[])
      AS given (line, campaign_id, customer_id, advocate_id)
    LEFT JOIN attribution standing ON standing.campaign_id = given.campaign_id
      AND standing.customer_id = given.customer_id AND standing.status = 'active'
    LEFT JOIN LATERAL (
      SELECT id FROM attribution WHERE customer_id = given.customer_id AND campaign_id = given.campaign_id
        AND advocate_id = given.advocate_id AND status = 'inactive' ORDER BY id DESC LIMIT 1
    ) AS past ON TRUE`);
  const present = new Map(rows.map((row) => [row.line, row]));
  return wave.map((row) => ({ ...row, ...present.get(row.line) }));
}

async function record(tx: Transaction, actor: ActorContext, steps: Step[]): Promise<Outcome[]> {
  const ordered = [...steps].sort((a, b) => a.line - b.line);
  const recorded = await recordAttributions(tx, actor, ordered);
  return recorded.map((result, index): Outcome => {
    const { line, outcome, isLate } = ordered[index]!;
    if (result.outcome === "rejected") return { line, outcome: "rejected", problem: result.code };
    const became = result.outcome === "active" ? "created" : "attempt";
    if (became !== outcome && !isLate) throw new ChangedMeanwhile();
    return { line, outcome: became, recordId: result.id };
  });
}

async function change(
  tx: Transaction,
  actor: ActorContext,
  steps: Step[],
  to: "active" | "inactive",
): Promise<Outcome[]> {
  const byId = new Map<string, Step>();
  for (const step of steps) {
    const id = to === "active" ? step.pastId : step.standingId;
    if (!id) throw new ChangedMeanwhile();
    byId.set(id, step);
  }
  const reason = new Map([...byId].map(([id, step]) => [id, step.reason]));
  const changes = await changeStatus(tx, actor, { ids: [...byId.keys()], to, reason });
  return changes.map((changed): Outcome => {
    if (changed.outcome === "refused") throw new ChangedMeanwhile();
    const { line, outcome } = byId.get(changed.id)!;
    return { line, outcome, recordId: changed.id };
  });
}

async function handOver(tx: Transaction, actor: ActorContext, steps: Step[]): Promise<Outcome[]> {
  const reassignments = steps.map(({ standingId, pastId, advocateId, codeId, reason }): Reassignment => {
    if (!standingId) throw new ChangedMeanwhile();
    return pastId
      ? { id: standingId, toAttributionId: pastId, reason }
      : { id: standingId, toAdvocateId: advocateId, toCodeId: codeId, reason };
  });
  const results = await reassignEach(tx, actor, reassignments);
  return results.map((result, index): Outcome => {
    if (result.outcome === "refused") throw new ChangedMeanwhile();
    return { line: steps[index]!.line, outcome: "reassigned", recordId: result.newId, formerId: result.id };
  });
}

async function keepOutcomes(tx: Transaction, importId: string, outcomes: Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await tx.query(sql`
    INSERT INTO import_outcome (import_id, line, outcome, problem, record_id, former_id)
    SELECT ${importId}::uuid, * FROM unnest(${outcomes.map(({ line }) => line)}::int[],
      ${outcomes.map(({ outcome }) => ROW_OUTCOMES.indexOf(outcome))}::smallint[],
      ${outcomes.map(({ problem }) => problem ?? null)}::text[],
      ${outcomes.map(({ recordId }) => recordId ?? null)}::uuid[],
      ${outcomes.map(({ formerId }) => formerId ?? null)}::uuid[])`);
}
