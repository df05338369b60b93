import "server-only";
import pg from "pg";
import { log } from "@/lib/log";

/** What a statement can be run on: the pool itself, or one client in an open transaction. */
export type Db = Pick<pg.Pool, "query"> | Pick<pg.PoolClient, "query">;

const globalForPool = globalThis as typeof globalThis & { attachePool?: pg.Pool; attacheApiPool?: pg.Pool };

/**
 * The one pool of this process, made at first use from DATABASE_URL. Prisma runs on it too, so that the number of
 * connections is bounded in one place. Kept on globalThis because Next bundles this module more than once.
 * @throws when DATABASE_URL is not set: only the launcher decides which database this is.
 */
export function getPool(): pg.Pool {
  globalForPool.attachePool ??= openPool({ max: 20 });
  return globalForPool.attachePool;
}

/**
 * The connections on which requests of other programs are recorded. They send statements without waiting for the answer
 * to the one before (`sendAhead`): waking each other up is most of what many short statements cost both sides. They can
 * do no COPY, which is why they are connections of their own; and pages do not wait when programs send a great deal.
 */
export function getApiPool(): pg.Pool {
  globalForPool.attacheApiPool ??= openPool({ max: 20, pipeline: true });
  return globalForPool.attacheApiPool;
}

function openPool(options: pg.PoolConfig): pg.Pool {
  const connectionString = process.env.DATABASE_URL;
  if (!connectionString) throw new Error("DATABASE_URL is not set. Start Attaché with npm start.");
  const pool = new pg.Pool({ connectionString, connectionTimeoutMillis: 10_000, ...options });
  // A connection lost in the middle of a transaction is the client's error, which unheard would end the process; one
  // lost while idle is the client's as well, and then again the pool's.
  pool.on("connect", (client) => {
    client.on("error", (error) => log.error({ err: error }, "a database connection was lost"));
  });
  pool.on("error", () => {});
  return pool;
}
