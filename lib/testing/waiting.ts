import type pg from "pg";
import { expect } from "vitest";

/** Waits until so many connections to this database wait for a lock that another one holds. */
export async function untilWaiting(pool: pg.Pool, count: number): Promise<void> {
  const waiting = async () => {
    const { rows } = await pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows[0]!.count;
  };
  await expect.poll(waiting, { timeout: 10_000, interval: 5 }).toBe(count);
}
