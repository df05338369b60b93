import "server-only";
import sql, { empty, type Sql } from "sql-template-tag";
import type { Actor } from "@/lib/audit/trail";
import { preparedForFew } from "@/lib/db/prepared";
import { storable } from "@/lib/db/text";
import { sendAhead, type Transaction } from "@/lib/db/transaction";
import { type Draft, draftsAsQuery, resolvedDrafts } from "./resolve";
import type { InactiveReason, Method, Rejection } from "./schema";

/** Every statement that writes the attribution tables. A test refuses such a statement anywhere else. */

/** Who or what acts, through which door, and when (now, unless older data is brought in with its own dates). */
export type ActorContext = Actor & { at?: Date };

/** What came of one draft in `insertActive`; the ids are null where the draft names nothing. */
export type ResolvedDraft = {
  line: number;
  won: boolean;
  problems: Rejection[];
  id: string | null;
  customerId: string | null;
  campaignId: string | null;
  advocateId: string | null;
  codeId: string | null;
  method: Method;
  /** PostgreSQL's own text, so that no microsecond is lost on the way back. */
  at: string;
  reason: string | null;
};

/**
 * The moment of a change: as given, or now; always after the attribution's last change, so that a history never runs
 * backwards even where a clock does.
 */
export function momentOfChange(at: Date | undefined): Sql {
  return sql`greatest(coalesce(${at ?? null}::timestamptz, clock_timestamp()),
    coalesce(attribution.changed_at, attribution.created_at) + interval '1 microsecond')`;
}

/**
 * Holds off, until the transaction ends, whoever takes away what makes somebody eligible: they come after it. To be
 * called before the statement that reads who is eligible, and after row locks, which those may hold who wait for this.
 */
export async function relyOnEligibility(tx: Transaction): Promise<void> {
  await sendAhead(tx, tx.query("SELECT eligibility_is_relied_on()"));
}

/** What happens where another writer has filled a slot: that draft is left out, or the whole statement fails. */
type WhereTaken = "leave out" | "fail";

/**
 * Common table expressions that insert the first of each slot of `chosen`, a subset of `resolved`, as active with its
 * event, unless one stands there: `candidate` are the chosen ones with the id each would get, `written` those that came
 * to exist. Slots are taken in one order by everybody, so that two batches cannot wait for each other.
 *
 * Where a taken slot fails, `written` is not asked of what was inserted: the planner takes that for a single row, and
 * may compare each with each.
 */
function insertedAsActive(actor: ActorContext, whereTaken: WhereTaken): Sql {
  const isSure = whereTaken === "fail";
  return sql`
    candidate AS MATERIALIZED (
      SELECT chosen.*, uuid_v7(chosen.at) AS id,
        row_number() OVER (PARTITION BY campaign_id, customer_id ORDER BY line) AS place
      FROM chosen
    ),
    inserted AS (
      INSERT INTO attribution (id, campaign_id, customer_id, advocate_id, status, method, code_id, source, actor_id, created_at)
      SELECT id, campaign_id, customer_id, advocate_id, 'active', method, code_id, ${actor.source}, ${actor.actorId}::uuid, at
      FROM candidate WHERE place = 1
      ORDER BY campaign_id, customer_id
      ${isSure ? empty : sql`ON CONFLICT (campaign_id, customer_id) WHERE status = 'active' DO NOTHING`}
      RETURNING id
    ),
    written AS (
      SELECT candidate.* FROM candidate ${isSure ? sql`WHERE place = 1` : sql`JOIN inserted USING (id)`}
    ),
    left_out AS (
      SELECT * FROM candidate ${isSure ? sql`WHERE place > 1` : sql`WHERE id NOT IN (SELECT id FROM inserted)`}
    ),
    logged AS (
      INSERT INTO attribution_event (id, attribution_id, campaign_id, customer_id, at, kind, to_status, actor_id, source, reason)
      SELECT uuid_v7(at), id, campaign_id, customer_id, at, 'attribution.created', 'active', ${actor.actorId}::uuid,
        ${actor.source}, reason
      FROM written
    )`;
}

/** Resolves the drafts and inserts the first valid one of each slot as active, with its event, unless one stands there. */
export async function insertActive(tx: Transaction, actor: ActorContext, drafts: Draft[]): Promise<ResolvedDraft[]> {
  const statement = sql`
    WITH ${resolvedDrafts(draftsAsQuery(drafts))},
    chosen AS (SELECT * FROM resolved WHERE problems = '{}'),
    ${insertedAsActive(actor, "leave out")}
    SELECT resolved.line::int AS line, inserted.id IS NOT NULL AS won, resolved.problems, candidate.id,
      resolved.customer_id AS "customerId", resolved.campaign_id AS "campaignId", resolved.advocate_id AS "advocateId",
      resolved.code_id AS "codeId", resolved.method, resolved.at::text AS at, resolved.reason
    FROM resolved
    LEFT JOIN candidate ON candidate.line = resolved.line
    LEFT JOIN inserted ON inserted.id = candidate.id
    ORDER BY resolved.line`;
  const { rows } = await tx.query<ResolvedDraft>(preparedForFew(statement, drafts.length));
  return rows;
}

/** Drafts that are rows of the database already, and what a bulk writer does with them in the statement that inserts. */
export type StagedDrafts = {
  /** Common table expressions before all others; `drafts` may read them. */
  given: Sql;
  /** A query with the columns of `draftsAsQuery`. */
  drafts: Sql;
  /** Further columns of `drafts` that `resolved` has too, each after a comma. */
  carried: Sql;
  /** Common table expressions over `resolved` that end in one with its columns and `chosen_here`: those to insert now. */
  judged: Sql;
  /** The name of the last of `judged`. */
  judgedAs: Sql;
  /** Common table expressions that keep what came of the drafts; they may read `written` and `left_out`. */
  kept: Sql;
  /** The final query: what the writer needs to know. */
  answer: Sql;
  /** To fail is a sixth faster: for whoever finds out before which slots are free, and can try again. */
  whereTaken: WhereTaken;
};

/**
 * The same for drafts that never leave the database, however many: what `judged` chooses is inserted, provided that it
 * has no problem.
 * @throws a unique violation of `attribution__one_active` where a slot is taken and that is to fail
 */
export async function insertStaged<T extends object>(
  tx: Transaction,
  actor: ActorContext,
  { given, drafts, carried, judged, judgedAs, kept, answer, whereTaken }: StagedDrafts,
): Promise<T[]> {
  const { rows } = await tx.query<T>(sql`
    WITH ${given},
    ${resolvedDrafts(drafts, carried)},
    ${judged},
    chosen AS (SELECT * FROM ${judgedAs} WHERE chosen_here AND problems = '{}'),
    ${insertedAsActive(actor, whereTaken)},
    ${kept}
    ${answer}`);
  return rows;
}

/**
 * Logs each of the given drafts as an inactive duplicate attempt beside the attribution that stands in its slot. A
 * draft in whose slot nothing stands any more is left out of the answer: it has to be tried as active again.
 */
export async function insertDuplicates(
  tx: Transaction,
  actor: ActorContext,
  losers: ResolvedDraft[],
): Promise<{ line: number; id: string; standingId: string }[]> {
  const column = <K extends keyof ResolvedDraft>(key: K) => losers.map((loser) => loser[key]);
  const statement = sql`
    WITH loser AS (
      SELECT * FROM unnest(${column("line")}::int[], ${column("id")}::uuid[], ${column("customerId")}::uuid[],
        ${column("campaignId")}::uuid[], ${column("advocateId")}::uuid[], ${column("codeId")}::uuid[],
        ${column("method")}::text[], ${column("at")}::timestamptz[], ${column("reason")}::text[])
      AS given (line, id, customer_id, campaign_id, advocate_id, code_id, method, at, reason)
    ),
    attempt AS MATERIALIZED (
      SELECT loser.*, standing.id AS standing_id
      FROM loser JOIN attribution standing USING (campaign_id, customer_id)
      WHERE standing.status = 'active'
    ),
    inserted AS (
      INSERT INTO attribution (id, campaign_id, customer_id, advocate_id, status, inactive_reason, method, code_id, source, actor_id, created_at)
      SELECT id, campaign_id, customer_id, advocate_id, 'inactive', 'duplicate_attempt', method, code_id,
        ${actor.source}, ${actor.actorId}::uuid, at
      FROM attempt
    ),
    logged AS (
      INSERT INTO attribution_event (id, attribution_id, campaign_id, customer_id, at, kind, to_status, actor_id, source, reason, detail)
      SELECT uuid_v7(at), id, campaign_id, customer_id, at, 'attribution.duplicate_logged', 'inactive',
        ${actor.actorId}::uuid, ${actor.source}, reason, jsonb_build_object('standing', standing_id)
      FROM attempt
    )
    SELECT line, id, standing_id AS "standingId" FROM attempt`;
  const { rows } = await tx.query<{ line: number; id: string; standingId: string }>(
    preparedForFew(statement, losers.length),
  );
  return rows;
}

/**
 * Locks the given attributions, in one order for everybody: until the transaction ends their status stays as it is,
 * so that a refusal can name its true reason.
 */
export async function lockAttributions(tx: Transaction, ids: string[]): Promise<void> {
  await tx.query(sql`SELECT FROM attribution WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`);
}

/** Attributions to change, and why: the reason of each, or null. */
export type Changes = { ids: string[]; reasons: (string | null)[] };

const asText = (reasons: Changes["reasons"]) => reasons.map((reason) => reason && storable(reason));

/** Turns the active ones among `ids` inactive, with their events, for the reason `as`. Answers the ids that changed. */
export async function updateToInactive(
  tx: Transaction,
  actor: ActorContext,
  { ids, reasons }: Changes,
  as: InactiveReason = "deactivated",
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(sql`
    WITH changed AS (
      UPDATE attribution SET status = 'inactive', inactive_reason = ${as}, changed_at = ${momentOfChange(actor.at)}
      FROM unnest(${ids}::uuid[], ${asText(reasons)}::text[]) AS given (id, reason)
      WHERE attribution.id = given.id AND attribution.status = 'active'
      RETURNING attribution.id, campaign_id, customer_id, changed_at, reason
    ),
    logged AS (
      INSERT INTO attribution_event (id, attribution_id, campaign_id, customer_id, at, kind, from_status, to_status, actor_id, source, reason, detail)
      SELECT uuid_v7(changed_at), id, campaign_id, customer_id, changed_at, 'attribution.deactivated', 'active', 'inactive',
        ${actor.actorId}::uuid, ${actor.source}, reason, ${as === "deactivated" ? "{}" : JSON.stringify({ as })}::jsonb
      FROM changed
    )
    SELECT id FROM changed`);
  return rows.map((row) => row.id);
}

/**
 * Turns active those of `ids` that are inactive, in whose slot nothing stands, and neither of whose contacts is
 * banned or merged into another; the first of `ids` where several share a slot. Answers the ids that changed.
 * @throws a unique violation of `attribution__one_active` when another transaction fills a slot at the same moment.
 */
export async function updateToActive(
  tx: Transaction,
  actor: ActorContext,
  { ids, reasons }: Changes,
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(sql`
    WITH chosen AS (
      SELECT DISTINCT ON (wanted.campaign_id, wanted.customer_id) wanted.id, given.reason
      FROM unnest(${ids}::uuid[], ${asText(reasons)}::text[]) WITH ORDINALITY AS given (id, reason, line)
      JOIN attribution wanted ON wanted.id = given.id AND wanted.status = 'inactive'
      WHERE NOT EXISTS (
          SELECT FROM attribution standing
          WHERE standing.campaign_id = wanted.campaign_id AND standing.customer_id = wanted.customer_id
            AND standing.status = 'active')
        AND NOT EXISTS (
          SELECT FROM contact WHERE id IN (wanted.customer_id, wanted.advocate_id)
            AND (contact.status = 'banned' OR contact.merged_into IS NOT NULL))
      ORDER BY wanted.campaign_id, wanted.customer_id, given.line
    ),
    changed AS (
      UPDATE attribution SET status = 'active', inactive_reason = NULL, changed_at = ${momentOfChange(actor.at)}
      FROM chosen
      WHERE attribution.id = chosen.id AND attribution.status = 'inactive'
      RETURNING attribution.id, campaign_id, customer_id, changed_at, reason
    ),
    logged AS (
      INSERT INTO attribution_event (id, attribution_id, campaign_id, customer_id, at, kind, from_status, to_status, actor_id, source, reason)
      SELECT uuid_v7(changed_at), id, campaign_id, customer_id, changed_at, 'attribution.activated', 'inactive', 'active',
        ${actor.actorId}::uuid, ${actor.source}, reason
      FROM changed
    )
    SELECT id FROM changed`);
  return rows.map((row) => row.id);
}
