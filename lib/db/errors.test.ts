import { expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { isCheckViolation, isRetryable, isUniqueViolation } from "./errors";

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
