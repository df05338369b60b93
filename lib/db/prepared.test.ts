import sql from "sql-template-tag";
import { expect, test, vi } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";

const db = useTestDatabase();

/** The module as each bundle of the server has it for itself. */
async function another(): Promise<typeof import("./prepared")> {
  vi.resetModules();
  return import("./prepared");
}

test("two copies of the module prepare different statements on one connection, and each gets its own", async () => {
  const [one, other] = [await another(), await another()];
  expect(one).not.toBe(other);
  const client = await db.pool.connect();
  try {
    const { rows: first } = await client.query(one.prepared(sql`SELECT ${1}::int AS first`));
    const { rows: second } = await client.query(other.prepared(sql`SELECT ${2}::int AS second`));
    const { rows: again } = await client.query(other.prepared(sql`SELECT ${3}::int AS first`));
    expect([first, second, again]).toEqual([[{ first: 1 }], [{ second: 2 }], [{ first: 3 }]]);
  } finally {
    client.release();
  }
});

test("a statement over many rows is planned for itself", async () => {
  const { preparedForFew } = await another();
  const statement = sql`SELECT 1`;
  expect(preparedForFew(statement, 20)).toHaveProperty("name");
  expect(preparedForFew(statement, 21)).toBe(statement);
});
