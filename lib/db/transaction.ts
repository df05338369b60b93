import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { isOutage, isRetryable } from "./errors";
import type { Db } from "./pool";

/** A client inside an open transaction. */
export type Transaction = pg.PoolClient;

const transactions = new WeakSet<object>();

function isPool(db: Db): db is pg.Pool {
  return !transactions.has(db) && "totalCount" in db;
}

/** How often a transaction is tried that PostgreSQL breaks off for the sake of another one. */
const MAX_TRIES = 5;
/** Before the second try; each further one waits longer. */
const RETRY_PAUSE_MS = 50;

/**
 * Runs `work` in a READ COMMITTED transaction: a new one on a pool, a savepoint of the given one otherwise, so that a
 * command behaves the same whether it opens the transaction or joins its caller's. Any throw undoes all of `work`.
 *
 * After a deadlock or a serialization failure the transaction is tried again from its start, by whoever opened it: so
 * `work` may run more than once, and must have no effect outside of `tx`.
 */
export async function inTransaction<T>(db: Db, work: (tx: Transaction) => Promise<T>): Promise<T> {
  if (!isPool(db)) return inSavepoint(db as Transaction, work);
  for (let tries = 1; ; tries++) {
    try {
      return await inNewTransaction(db, work);
    } catch (error) {
      if (tries === MAX_TRIES || !isRetryable(error)) throw error;
      // The other one was woken by this one's end and must come first, or the two would only meet again.
      await wait(tries * (RETRY_PAUSE_MS + Math.random() * RETRY_PAUSE_MS));
    }
  }
}

/** The connection was lost while a transaction was being committed: it is not known whether it was. */
export class EndUnknown extends Error {
  constructor(options: ErrorOptions) {
    super("The connection to the database was lost at the end of a transaction.", options);
  }
}

async function inNewTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    transactions.add(client);
    await sendAhead(client, client.query("BEGIN"));
    const result = await work(client);
    const { command } = await client.query("COMMIT").catch((error) => {
      throw error instanceof pg.DatabaseError && !isOutage(error) ? error : new EndUnknown({ cause: error });
    });
    if (command !== "COMMIT") throw new Error("The transaction had failed before its end, and was undone.");
    return result;
  } catch (error) {
    // A connection that cannot even roll back is thrown away, never handed to the next request.
    await client.query("ROLLBACK").catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error instanceof EndUnknown ? error : (failures.get(client) ?? error);
  } finally {
    transactions.delete(client);
    failures.delete(client);
    client.release(broken);
  }
}

async function inSavepoint<T>(tx: Transaction, work: (tx: Transaction) => Promise<T>): Promise<T> {
  await sendAhead(tx, tx.query("SAVEPOINT step"));
  try {
    const result = await work(tx);
    await sendAhead(tx, tx.query("RELEASE SAVEPOINT step"));
    return result;
  } catch (error) {
    await tx.query("ROLLBACK TO SAVEPOINT step; RELEASE SAVEPOINT step");
    const cause = failures.get(tx) ?? error;
    failures.delete(tx);
    throw cause;
  }
}

/** What failed first of what was sent ahead in a transaction. */
const failures = new WeakMap<object, unknown>();

/**
 * For a statement whose answer nobody needs: on a connection that may send further ones meanwhile (`getApiPool`) it is
 * not waited for. If it fails then so does every statement after it, and the transaction is not committed.
 */
export async function sendAhead(tx: Transaction, sent: Promise<unknown>): Promise<void> {
  if (!(tx as Transaction & { pipeline?: boolean }).pipeline) {
    await sent;
    return;
  }
  sent.catch((error) => {
    if (!failures.has(tx)) failures.set(tx, error);
  });
}

class DryRun<T> extends Error {
  constructor(readonly result: T) {
    super("dry run");
  }
}

/** Runs `work` for its result alone: the very code that would write, rolled back. */
export async function inDryRun<T>(db: Db, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(db, async (tx) => {
      throw new DryRun(await work(tx));
    });
  } catch (error) {
    if (error instanceof DryRun) return error.result as T;
    throw error;
  }
}
