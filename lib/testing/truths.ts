import type { Sql } from "sql-template-tag";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inDryRun, type Transaction } from "@/lib/db/transaction";
import { createTestDatabase, type TestDatabase } from "./database";
import { makeWorld, type World } from "./world";

/** A statement, or several of which the last one breaks the truth. */
type Breaking = (world: World) => Sql | Sql[];

/**
 * Tests of what the database itself keeps true. One database for the file; every test is rolled back.
 * `refuses` and `guarantees` name a constraint, unique index or trigger of a migration in a literal:
 * lib/testing/truths.test.ts reads those names, and fails for a truth that no test breaks.
 */
export function useTruths() {
  let database: TestDatabase;
  let world: World;
  beforeAll(async () => {
    database = await createTestDatabase();
    world = await makeWorld(database.pool);
  });
  afterAll(() => database.drop());

  return {
    /**
     * Each statement is refused, by name. A trigger that guards several things names the one that was broken: `named`.
     */
    refuses(truth: string, statements: Record<string, Breaking>, named = truth): void {
      describe(truth, () => {
        for (const [guarantee, breaking] of Object.entries(statements)) {
          test(guarantee, () =>
            inDryRun(database.pool, async (tx) => {
              const steps = [breaking(world)].flat();
              for (const step of steps.slice(0, -1)) await tx.query(step);
              await tx.query("SAVEPOINT intact");
              const refusedBy = await tx.query(steps.at(-1)!).then(
                () => "nothing",
                (error) => error.constraint ?? error.message,
              );
              expect(refusedBy).toBe(named);
              await tx.query("ROLLBACK TO SAVEPOINT intact");
            }),
          );
        }
      });
    },

    /** What the truth brings about, or still allows. */
    guarantees(truth: string, guarantee: string, check: (tx: Transaction, world: World) => Promise<void>): void {
      test(`${truth}: ${guarantee}`, () => inDryRun(database.pool, (tx) => check(tx, world)));
    },
  };
}
