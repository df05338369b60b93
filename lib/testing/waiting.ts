import type pg from "pg";
import { expect } from "vitest";

async function countWaiting(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]!.count;
}

const POLL = { timeout: 10_000, interval: 5 };

/** Waits until so many connections to this database wait for a lock that another one holds. */
export async function untilWaiting(pool: pg.Pool, count: number): Promise<void> {
  await expect.poll(() => countWaiting(pool), POLL).toBe(count);
}

/** Waits until `work` has ended, or waits for a lock that another connection holds. */
export async function untilEndedOrWaiting(pool: pg.Pool, work: Promise<unknown>): Promise<void> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  work.then(end, end);
  await expect.poll(async () => ended || (await countWaiting(pool)) > 0, POLL).toBe(true);
}
