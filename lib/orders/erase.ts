import "server-only";
import sql from "sql-template-tag";
import type { Transaction } from "@/lib/db/transaction";

/** Empties what may be personal of the orders of contacts that are erased. What was paid, and who is credited, stays. */
export async function eraseOrderFields(tx: Transaction, contactIds: string[]): Promise<void> {
  await tx.query(sql`
    UPDATE customer_order SET custom_fields = '{}' WHERE customer_id = ANY(${contactIds}::uuid[]) AND custom_fields <> '{}'`);
}
