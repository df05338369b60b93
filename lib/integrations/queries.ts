import "server-only";
import sql, { join, raw, type Sql } from "sql-template-tag";
import { UUID } from "@/lib/db/conditions";
import { fetchIdPage } from "@/lib/db/keyset-page";
import type { Db } from "@/lib/db/pool";
import { storable } from "@/lib/db/text";
import { requestsOf } from "./about";
import type { Bounded, RequestCounts, RequestFilter, RequestParams, RequestRow } from "./columns";
import { maskAnswer, maskEmail, maskId, maskSent, maskSentence, maskTrace } from "./mask";
import type { EventOutcome, Trace } from "./schema";
import { type RequestStory, tellStory } from "./story";
import { batchReason } from "./wording";

export type RequestPage = { rows: RequestRow[]; next: string | null; previous: string | null };
/** Whether whoever looks may see personal data. */
export type Viewer = { seesPersonalData: boolean };

const DEFAULT_SIZE = 50;
/** Counting stops here. */
const COUNT_CAP = 10_000;

/** One page of the log, the newest first. `q` is a whole e-mail address or code: both are found by an index. */
export async function listRequests(
  db: Db,
  params: Omit<RequestParams, "size"> & { size?: number },
  viewer: Viewer,
): Promise<RequestPage> {
  const { ids, ...cursors } = await fetchIdPage(db, {
    ...{
      from: await requestsOf(db, params.record),
      where: matching(params),
      id: "integration_event.id",
      descending: true,
    },
    ...{ sort: { expression: "integration_event.id", type: "uuid" }, size: params.size ?? DEFAULT_SIZE },
    ...{ after: params.after, before: params.before },
  });
  const { rows } = await db.query<RequestRow & { at: Date; counts: Counts; rejected: Counts }>(sql`
    SELECT event.id, event.at, event.endpoint, event.status, event.outcome, event.code, event.answer->>'message' AS message,
      event.email_key AS email, event.duration_us AS "durationUs", event.replay_of IS NOT NULL AS "isReplay",
      trace->'counts' AS counts, trace->'rejected' AS rejected,
      CASE WHEN actor.id IS NOT NULL THEN json_build_object('id', actor.id, 'name', actor.name) END AS key
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given (id, line)
    JOIN integration_event event ON event.id = given.id LEFT JOIN actor ON actor.id = event.key_id
    ORDER BY given.line`);
  const told = rows.map(({ counts, rejected, ...row }) => {
    const message = counts && rejected ? batchReason(counts, rejected) : row.message;
    return seenBy(viewer, { ...row, at: row.at.toISOString(), message });
  });
  return { rows: told, ...cursors };
}

/** How many of each kind, of a request that is a batch. */
type Counts = Record<string, number> | null;

function seenBy<T extends { email: string | null; message: string | null }>(viewer: Viewer, row: T): T {
  if (viewer.seesPersonalData) return row;
  return { ...row, email: row.email && maskEmail(row.email), message: row.message && maskSentence(row.message) };
}

/** The latest requests about one record, and how many there are. */
export type RequestSummary = { rows: RequestRow[]; total: Bounded };

const SHOWN_AT_RECORD = 5;

/** The latest requests about an attribution, an order or a contact, with how many there are up to a bound. */
export async function summariseRequests(db: Db, record: string, viewer: Viewer): Promise<RequestSummary> {
  const [{ rows }, total] = await Promise.all([
    listRequests(db, { record, size: SHOWN_AT_RECORD }, viewer),
    countMatching(db, { record }),
  ]);
  return { rows, total };
}

const bounded = (count: number): Bounded => ({ count, capped: count === COUNT_CAP });

async function countMatching(db: Db, filter: RequestFilter): Promise<Bounded> {
  const { rows } = await db.query<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM (
      SELECT FROM ${await requestsOf(db, filter.record)} WHERE ${matching(filter)} LIMIT ${COUNT_CAP}) AS counted`);
  return bounded(rows[0]!.count);
}

/** How many requests match, and how many each outcome and reason would show beside the other filters; up to a bound. */
export async function countRequests(db: Db, filter: RequestFilter): Promise<RequestCounts> {
  const from = await requestsOf(db, filter.record);
  const countBy = async (column: "outcome" | "code") => {
    const { rows } = await db.query<{ value: string; count: number }>(sql`
      SELECT value, count(*)::int AS count FROM (
        SELECT ${raw(column)} AS value FROM ${from}
        WHERE ${matching({ ...filter, [column]: null })} AND ${raw(column)} IS NOT NULL
        ORDER BY id DESC LIMIT ${COUNT_CAP}) AS counted
      GROUP BY value ORDER BY count DESC, value`);
    return rows.map(({ value, count }) => ({ value, ...bounded(count) }));
  };
  const [outcome, code, total] = await Promise.all([
    countBy("outcome") as Promise<RequestCounts["facets"]["outcome"]>,
    countBy("code"),
    countMatching(db, filter),
  ]);
  return { total, facets: { outcome, code } };
}

function matching({ q, outcome, code, key }: RequestFilter): Sql {
  const conditions = [sql`TRUE`];
  if (outcome?.length) conditions.push(sql`outcome = ANY(${outcome}::text[])`);
  if (code?.length) conditions.push(sql`code = ANY(${code.map(storable)}::text[])`);
  if (key) conditions.push(UUID.test(key) ? sql`key_id = ${key}::uuid` : sql`FALSE`);
  if (q?.trim()) {
    const text = storable(q);
    conditions.push(sql`(email_key = normal_form(${text}) OR ref_code_key = normal_form(${text}))`);
  }
  return join(conditions, " AND ");
}

/** One request with all that is known of it. */
export type RequestDetails = RequestRow & {
  target: string | null;
  payload: unknown;
  answer: unknown;
  trace: Trace;
  story: RequestStory;
  idempotencyKey: string | null;
  replayOf: string | null;
  replayedBy: string | null;
  /** Its replays, or the other ones of the request that it is a replay of; the newest first. */
  replays: { id: string; outcome: EventOutcome; at: string; isDone: boolean }[];
};

type Stored = Omit<RequestDetails, "at" | "story"> & { at: Date; refCode: string | null };

/** The request with this id, or null. */
export async function findRequest(db: Db, id: string, viewer: Viewer): Promise<RequestDetails | null> {
  if (!UUID.test(id)) return null;
  const { rows } = await db.query<Stored>(sql`
    SELECT event.id, event.at, event.endpoint, event.status, event.outcome, event.code, event.answer->>'message' AS message,
      event.email_key AS email, event.duration_us AS "durationUs", event.replay_of IS NOT NULL AS "isReplay",
      CASE WHEN actor.id IS NOT NULL THEN json_build_object('id', actor.id, 'name', actor.name) END AS key,
      event.target, event.payload, event.answer, event.trace, event.idempotency_key AS "idempotencyKey",
      event.ref_code_key AS "refCode",
      event.replay_of AS "replayOf", app_user.name AS "replayedBy",
      coalesce((SELECT json_agg(json_build_object('id', id, 'outcome', outcome, 'at', at, 'isDone', code IS NULL) ORDER BY id DESC)
        FROM integration_event replay
        WHERE replay.replay_of = coalesce(event.replay_of, event.id) AND replay.id <> event.id), '[]') AS replays
    FROM integration_event event LEFT JOIN actor ON actor.id = event.key_id
    LEFT JOIN app_user ON app_user.id = event.replayed_by
    WHERE event.id = ${id}::uuid`);
  const [row] = rows;
  if (!row) return null;
  const { refCode, ...stored } = row;
  const story = await tellStory(db, { trace: row.trace, refCode }, viewer);
  const details = seenBy(viewer, { ...stored, story, at: row.at.toISOString() });
  if (viewer.seesPersonalData) return details;
  return {
    ...details,
    ...{
      target: row.target && maskId(row.target),
      payload: maskSent(row.payload),
      answer: maskAnswer(row.answer),
      trace: maskTrace(row.trace),
      idempotencyKey: row.idempotencyKey && maskId(row.idempotencyKey),
    },
  };
}
