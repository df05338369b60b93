import { expect, test } from "vitest";
import { useTestDatabase } from "./database";

const db = useTestDatabase();

for (const name of ["one", "another"]) {
  test(`a test never sees what ${name} test wrote`, async () => {
    const before = await db.pool.query("SELECT count(*)::int AS count FROM segment");
    expect(before.rows[0].count).toBe(0);
    await db.pool.query("INSERT INTO segment (name) VALUES ('Partners')");
  });
}

test("tests use the database as its owner, not as a superuser, as the application does", async () => {
  const { rows } = await db.pool.query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
  expect(rows).toEqual([{ rolsuper: false }]);
});
