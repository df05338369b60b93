import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { firstIdAt } from "@/lib/attributions/days";
import type { Db } from "@/lib/db/pool";
import type { Bounded } from "./columns";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Counting stops here. */
const COUNT_CAP = 10_000;

/** The first id that is kept. Ids begin with their moment, so that the log is in the order of its age without an index more. */
async function firstKept(db: Db, days: number): Promise<string> {
  // By the database's clock, which made the ids.
  const { rows } = await db.query<{ now: Date }>(sql`SELECT clock_timestamp() AS now`);
  return firstIdAt(new Date(rows[0]!.now.getTime() - days * DAY_MS));
}

/**
 * Deletes requests that are older than they are kept, the oldest first and at most so many; answers how many. With each
 * goes to which records it led, and nothing else: attributions, orders and their histories do not refer to it. One that
 * somebody is sending again at this moment, or another process deletes already, is left alone.
 */
export async function deleteOldRequests(db: Db, days: number, limit: number): Promise<number> {
  const { rowCount } = await db.query(sql`
    WITH old AS MATERIALIZED (
      SELECT id FROM integration_event WHERE id < ${await firstKept(db, days)}::uuid
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    DELETE FROM integration_event USING old WHERE integration_event.id = old.id`);
  return rowCount ?? 0;
}

/** What would be deleted if requests were kept for so many days. */
export type Retention = {
  requests: Bounded;
  /** Those of them that were refused and have not been recorded since by being sent again. */
  unmended: Bounded;
};

/** Counts what is older than so many days, each up to a bound. */
export async function previewRetention(db: Db, days: number): Promise<Retention> {
  const older = sql`event.id < ${await firstKept(db, days)}::uuid`;
  const count = async (which: Sql): Promise<Bounded> => {
    const { rows } = await db.query<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM (SELECT FROM integration_event event WHERE ${which} LIMIT ${COUNT_CAP}) AS counted`);
    return { count: rows[0]!.count, capped: rows[0]!.count === COUNT_CAP };
  };
  const unmended = sql`code IS NOT NULL AND replay_of IS NULL AND NOT EXISTS (
    SELECT FROM integration_event replay WHERE replay.replay_of = event.id AND replay.code IS NULL)`;
  const [requests, refused] = await Promise.all([count(older), count(sql`${older} AND ${unmended}`)]);
  return { requests, unmended: refused };
}
