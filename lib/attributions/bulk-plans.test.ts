import { expect, test } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld } from "@/lib/testing/world";
import { recordAttributions } from "./commands";

const db = useTestDatabase();

test("a connection that wrote into tables known to be empty looks the parents of the next thousands up by their keys", async () => {
  const world = await makeWorld(db.pool, { customers: 3_000 });
  const drafts = world.customers.map(({ id }) => ({ customerId: id, code: "short-0" }));
  await db.pool.query("ANALYZE attribution");
  const read = await inTransaction(db.pool, async (tx) => {
    await recordAttributions(tx, world.actor, [{ ...drafts[0]!, code: "unknown" }]);
    await recordAttributions(tx, world.actor, drafts);
    const { rows } = await tx.query<{ rowsRead: number }>(
      `SELECT seq_tup_read::int AS "rowsRead" FROM pg_stat_xact_user_tables WHERE relname = 'attribution'`,
    );
    return rows[0]!.rowsRead;
  });
  expect(read).toBe(0);
});
