import "server-only";
import sql from "sql-template-tag";
import { type Actor, logged } from "@/lib/audit/trail";
import type { Transaction } from "@/lib/db/transaction";

/** Leaves nothing personal of contacts: their rows stay for the history that refers to them (docs/decisions/0017). */
export async function eraseRows(tx: Transaction, actor: Actor, ids: string[]): Promise<void> {
  await tx.query(sql`
    WITH changed AS (
      UPDATE contact SET email = 'erased-' || id || '@erased.invalid', first_name = NULL, last_name = NULL, uid = NULL,
        phone = NULL, company = NULL, custom_fields = '{}', status = 'banned', erased_at = now(),
        updated_at = clock_timestamp()
      WHERE id = ANY(${ids}::uuid[]) RETURNING id
    )
    ${logged(actor, "contact.erased", { from: sql`changed`, about: { contactId: sql`id` } })}`);
}
