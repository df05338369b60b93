import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";

/** The newest record of each kind that endpoints are addressed by; null where there is none. */
export type ExampleIds = { referral_attributions: string | null; orders: string | null };

/** Ids with which the examples of the reference can be run as they stand. */
export async function findExampleIds(db: Db): Promise<ExampleIds> {
  const { rows } = await db.query<ExampleIds>(sql`
    SELECT (SELECT id FROM attribution ORDER BY id DESC LIMIT 1) AS referral_attributions,
      (SELECT id FROM customer_order ORDER BY id DESC LIMIT 1) AS orders`);
  return rows[0]!;
}
