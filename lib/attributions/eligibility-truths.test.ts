import sql, { type Sql } from "sql-template-tag";
import { expect } from "vitest";
import type { Transaction } from "@/lib/db/transaction";
import { useTruths } from "@/lib/testing/truths";
import type { World } from "@/lib/testing/world";

/** Eligibility is taken away under a lock, at the commit; lib/attributions/eligibility-races.test.ts shows what for. */
const { guarantees } = useTruths();

/** Whether the transaction would hold off every recording at its commit. */
async function holdsOffRecordings(tx: Transaction, ...statements: Sql[]): Promise<boolean> {
  await tx.query("SAVEPOINT before");
  for (const statement of statements) await tx.query(statement);
  await tx.query("SET CONSTRAINTS ALL IMMEDIATE");
  const { rowCount } = await tx.query(
    "SELECT FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory' AND mode = 'ExclusiveLock'",
  );
  await tx.query("ROLLBACK TO SAVEPOINT before");
  return rowCount === 1;
}

const setStatus = ({ advocates }: World, status: string) =>
  sql`UPDATE contact SET status = ${status} WHERE id = ${advocates[0]!.id}::uuid`;

guarantees(
  "contact__recordings_finish",
  "a contact loses its standing after what is being recorded",
  async (tx, world) => {
    for (const status of ["prospect", "unsubscribed", "banned"]) {
      expect(await holdsOffRecordings(tx, setStatus(world, status))).toBe(true);
    }
  },
);

guarantees("contact__recordings_finish", "other changes of a contact hold off nobody", async (tx, world) => {
  const customer = sql`UPDATE contact SET status = 'enrolled' WHERE id = ${world.customers[0]!.id}::uuid`;
  const rename = sql`UPDATE contact SET first_name = 'X', status = status`;
  expect(await holdsOffRecordings(tx, customer, rename)).toBe(false);
});

guarantees("segment_member__recordings_finish", "a member leaves after what is being recorded", async (tx, world) => {
  const { segmentId, customers } = world;
  const insert = sql`INSERT INTO segment_member SELECT ${segmentId}::uuid, ${customers[0]!.id}::uuid`;
  expect(await holdsOffRecordings(tx, insert)).toBe(false);
  expect(await holdsOffRecordings(tx, sql`DELETE FROM segment_member`)).toBe(true);
  const move = sql`UPDATE segment_member SET contact_id = ${customers[0]!.id}::uuid
    WHERE contact_id = ${world.advocates[0]!.id}::uuid`;
  expect(await holdsOffRecordings(tx, move)).toBe(true);
});

guarantees("campaign_segment__recordings_finish", "a campaign closes after what is being recorded", async (tx) => {
  expect(await holdsOffRecordings(tx, sql`DELETE FROM campaign_segment`)).toBe(true);
});

guarantees("campaign__recordings_finish", "a campaign's dates move after what is being recorded", async (tx) => {
  expect(await holdsOffRecordings(tx, sql`UPDATE campaign SET ended_at = now()`)).toBe(true);
  expect(await holdsOffRecordings(tx, sql`UPDATE campaign SET starts_at = now()`)).toBe(true);
  expect(await holdsOffRecordings(tx, sql`UPDATE campaign SET name = 'X', ended_at = ended_at`)).toBe(false);
});

guarantees("referral_code__recordings_finish", "a code is retired after what is being recorded", async (tx) => {
  const retire = sql`UPDATE referral_code SET retired_at = now()`;
  expect(await holdsOffRecordings(tx, retire)).toBe(true);
  await tx.query("ALTER TABLE referral_code DISABLE TRIGGER referral_code__recordings_finish");
  await tx.query(retire);
  await tx.query("ALTER TABLE referral_code ENABLE TRIGGER referral_code__recordings_finish");
  expect(await holdsOffRecordings(tx, sql`UPDATE referral_code SET retired_at = NULL`)).toBe(false);
});
