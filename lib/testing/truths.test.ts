import { expect, test } from "vitest";
import { useTestDatabase } from "./database";
import { listSources } from "./sources";

const db = useTestDatabase();

type Truth = { name: string; table: string };

/** Every constraint, unique index and trigger of our tables. NOT NULL has no name before PostgreSQL 18. */
async function truthsOfTheDatabase(): Promise<Truth[]> {
  const { rows } = await db.pool.query<Truth>(`
    WITH ours AS (
      SELECT oid, relname FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations'
    )
    SELECT conname AS name, relname AS table FROM pg_constraint JOIN ours ON ours.oid = conrelid WHERE contype <> 'n'
    UNION
    SELECT tgname, relname FROM pg_trigger JOIN ours ON ours.oid = tgrelid WHERE NOT tgisinternal
    UNION
    SELECT indexrelid::regclass::text, relname FROM pg_index JOIN ours ON ours.oid = indrelid WHERE indisunique
    ORDER BY name`);
  return rows;
}

function truthsWithATest(): string[] {
  const files = listSources().filter(({ path }) => path.endsWith("truths.test.ts") && !path.startsWith("lib/testing/"));
  const names = files.flatMap(({ text }) =>
    [...text.matchAll(/\b(?:refuses|guarantees)\(\s*"([^"]+)"/g)].map(([, name]) => name!),
  );
  return [...new Set(names)].sort();
}

test("every constraint, unique index and trigger of the migrations has a test that breaks it, in a *truths.test.ts", async () => {
  const truths = await truthsOfTheDatabase();
  expect(truths.length).toBeGreaterThan(50);
  expect(truthsWithATest()).toEqual(truths.map(({ name }) => name).sort());
});

test("every truth is named table__meaning, so that an error says what was broken", async () => {
  const unnamed = (await truthsOfTheDatabase()).filter(
    ({ name, table }) => !name.startsWith(`${table}__`) || !/^[a-z_]+[a-z]$/.test(name),
  );
  expect(unnamed).toEqual([]);
});
