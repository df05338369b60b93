import sql from "sql-template-tag";
import { expect } from "vitest";
import type { Transaction } from "@/lib/db/transaction";
import { useTruths } from "@/lib/testing/truths";
import type { World } from "@/lib/testing/world";

const { refuses, guarantees } = useTruths();

/** Two inactive ones by advocate of each customer, and an active one. */
async function insertThree(tx: Transaction, { campaign, customers, advocates, actor }: World): Promise<void> {
  await tx.query(sql`
    INSERT INTO attribution (campaign_id, customer_id, advocate_id, status, inactive_reason, method, source, actor_id)
    SELECT ${campaign.id}::uuid, ${customers[0]!.id}::uuid, ${advocates[0]!.id}::uuid, status, reason, 'advocate',
      'manual', ${actor.actorId}::uuid
    FROM (VALUES ('active', NULL), ('inactive', 'deactivated'), ('inactive', 'deactivated')) AS given (status, reason)`);
}

async function tally(tx: Transaction): Promise<unknown[]> {
  const { rows } = await tx.query(sql`
    SELECT status, inactive_reason AS reason, sum(difference)::int AS count FROM attribution_tally
    GROUP BY campaign_id, status, inactive_reason, method, source HAVING sum(difference) <> 0 ORDER BY 1, 2`);
  return rows;
}

refuses("attribution_tally__pk", {
  "a difference is counted once": ({ campaign }) => [
    sql`INSERT INTO attribution_tally (campaign_id, status, method, source, difference)
        VALUES (${campaign.id}, 'active', 'advocate', 'manual', 1)`,
    sql`INSERT INTO attribution_tally OVERRIDING SYSTEM VALUE SELECT * FROM attribution_tally`,
  ],
});

guarantees(
  "attribution__insert_is_tallied",
  "whatever is inserted is counted, by whichever statement",
  async (tx, world) => {
    await insertThree(tx, world);
    expect(await tally(tx)).toEqual([
      { status: "active", reason: null, count: 1 },
      { status: "inactive", reason: "deactivated", count: 2 },
    ]);
  },
);

guarantees("attribution__update_is_tallied", "whatever is changed is counted anew", async (tx, world) => {
  await insertThree(tx, world);
  await tx.query(
    sql`UPDATE attribution SET status = 'inactive', inactive_reason = 'reassigned' WHERE status = 'active'`,
  );
  expect(await tally(tx)).toEqual([
    { status: "inactive", reason: "deactivated", count: 2 },
    { status: "inactive", reason: "reassigned", count: 1 },
  ]);
});
