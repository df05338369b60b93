/** Connections of tests and benchmarks to a database that they stop, drop or kill. */
import pg from "pg";

/**
 * A pool whose connections may be lost at any time. Its end does not wait for them to be gone, so the end of the
 * database may reach one of them first, and an error that nobody hears ends the process. A query that runs then fails
 * all the same.
 * @param {string} connectionString
 * @param {import("pg").PoolConfig} options
 */
export function openTestPool(connectionString, options = {}) {
  const pool = new pg.Pool({ connectionString, ...options });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}
