import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { containsPattern } from "@/lib/db/search";
import { storable } from "@/lib/db/text";
import type { ContactStatus } from "./schema";

export type ContactOption = { id: string; name: string | null; email: string; status: ContactStatus };

/**
 * Contacts whose e-mail or name contains `q` (any case), best known first: for as-you-type search over any number of
 * contacts. An empty `q` gives the first contacts by name. At most `limit` (default 20).
 */
export async function searchContacts(
  db: Db,
  { q, limit = 20 }: { q: string; limit?: number },
): Promise<ContactOption[]> {
  const text = storable(q.trim());
  const { rows } = await db.query<ContactOption>(
    text === ""
      ? sql`SELECT id, name, email, status FROM contact ORDER BY sort_key, id LIMIT ${limit}`
      : // The matches are bounded before they are sorted: "a" must not sort a million contacts.
        sql`SELECT id, name, email, status FROM (
              SELECT id, name, email, status, sort_key, email_key FROM contact
              WHERE search_text LIKE ${containsPattern(text)} LIMIT 500
            ) AS matching
            ORDER BY email_key = normal_form(${text}) DESC, sort_key, id LIMIT ${limit}`,
  );
  return rows;
}

/** The contact with this id, or null. */
export async function findContact(db: Db, id: string): Promise<ContactOption | null> {
  const { rows } = await db.query<ContactOption>(
    sql`SELECT id, name, email, status FROM contact WHERE id = ${id}::uuid`,
  );
  return rows[0] ?? null;
}
