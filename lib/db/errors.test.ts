import { describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { openTestPool } from "../../scripts/launcher/test-pool.mjs";
import { isCheckViolation, isOutage, isRetryable, isUniqueViolation } from "./errors";

const db = useTestDatabase();

const errorOf = (statement: string) =>
  db.pool.query(statement).then(
    () => null,
    (error: unknown) => error,
  );

test("a unique violation is told by its code and its constraint", async () => {
  await db.pool.query("INSERT INTO segment (name) VALUES ('Partners')");
  const error = await errorOf("INSERT INTO segment (name) VALUES ('PARTNERS')");
  expect(isUniqueViolation(error, "segment__name_unique")).toBe(true);
  expect(isUniqueViolation(error, "segment__pk")).toBe(false);
  expect(isCheckViolation(error, "segment__name_unique")).toBe(false);
  expect(isRetryable(error)).toBe(false);
});

test("a check violation is told by its code and its constraint", async () => {
  const error = await errorOf("INSERT INTO contact (email, status) VALUES ('a@b.c', 'dead')");
  expect(isCheckViolation(error, "contact__status_known")).toBe(true);
  expect(isCheckViolation(error, "contact__email_plausible")).toBe(false);
  expect(isUniqueViolation(error, "contact__status_known")).toBe(false);
});

test.each(["40P01", "40001"])("%s goes away by trying again", async (code) => {
  const error = await errorOf(`DO $$ BEGIN RAISE EXCEPTION 'made to fail' USING ERRCODE = '${code}'; END $$`);
  expect(isRetryable(error)).toBe(true);
});

test.each([null, undefined, "23505", new Error("23505"), { code: "23505", constraint: "a" }, { code: 40001 }])(
  "what no database says is none of these: %s",
  (error) => {
    expect([isUniqueViolation(error, "a"), isCheckViolation(error, "a"), isRetryable(error)]).toEqual([
      false,
      false,
      false,
    ]);
  },
);

describe("an outage is told from a mistake", () => {
  test("a connection that the server ended is an outage", async () => {
    const client = await db.pool.connect();
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const waiting = client.query("SELECT pg_sleep(60)").catch((error: unknown) => error);
    await db.pool.query("SELECT pg_terminate_backend($1)", [rows[0]!.pid]);
    expect(isOutage(await waiting)).toBe(true);
    const later = await client.query("SELECT 1").catch((error: unknown) => error);
    expect(isOutage(later)).toBe(true);
    client.release(true);
  });

  test("a server that is not there is an outage", async () => {
    const nowhere = openTestPool("postgres://nobody@127.0.0.1:1/nothing");
    const error = await nowhere.query("SELECT 1").catch((reason: unknown) => reason);
    await nowhere.end();
    expect(isOutage(error)).toBe(true);
  });

  test("a pool that has no connection free in time is an outage", async () => {
    const full = openTestPool(db.url, { max: 1, connectionTimeoutMillis: 1_500 });
    const client = await full.connect();
    const error = await full.query("SELECT 1").catch((reason: unknown) => reason);
    client.release();
    await full.end();
    expect(isOutage(error)).toBe(true);
  });

  test.each(["53100", "53300", "57014", "57P01", "57P03", "58030", "08006"])("%s is an outage", async (code) => {
    const error = await errorOf(`DO $$ BEGIN RAISE EXCEPTION 'made to fail' USING ERRCODE = '${code}'; END $$`);
    expect(isOutage(error)).toBe(true);
  });

  test.each([
    "SELECT 1 / 0",
    "SELECT nothing",
    "SELEC",
    "INSERT INTO contact (email, status) VALUES ('a@b.c', 'dead')",
  ])("what no later try would mend is none: %s", async (statement) =>
    expect(isOutage(await errorOf(statement))).toBe(false),
  );

  test.each([null, "ECONNRESET", { code: "57P01" }, new Error("23505"), new TypeError("x is not a function")])(
    "what says nothing of a database is none: %s",
    (error) => expect(isOutage(error)).toBe(false),
  );
});
