import { once } from "node:events";
import type pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { getPool } from "./pool";
import { inTransaction } from "./transaction";

const db = useTestDatabase();
const globalForPool = globalThis as { attachePool?: pg.Pool };

afterEach(async () => {
  vi.unstubAllEnvs();
  await globalForPool.attachePool?.end();
  delete globalForPool.attachePool;
});

test("the pool is one and the same for the whole process", async () => {
  vi.stubEnv("DATABASE_URL", db.url);
  expect(getPool()).toBe(getPool());
  expect((await getPool().query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});

test("the pool is never made without DATABASE_URL: nothing guesses which database is meant", () => {
  vi.stubEnv("DATABASE_URL", undefined);
  expect(() => getPool()).toThrow("DATABASE_URL is not set");
});

test("a connection lost inside a transaction fails that transaction, not the process", async () => {
  vi.stubEnv("DATABASE_URL", db.url);
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);
  process.on("uncaughtExceptionMonitor", note);
  const gone = once(getPool(), "remove");
  const lost = inTransaction(getPool(), (tx) => tx.query("SELECT pg_terminate_backend(pg_backend_pid())"));
  await expect(lost).rejects.toThrow();
  await gone;
  await new Promise(setImmediate);
  process.off("uncaughtExceptionMonitor", note);
  expect(uncaught).toEqual([]);
  expect((await getPool().query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});
