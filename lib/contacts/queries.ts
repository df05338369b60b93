import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { contactMeant, foundBySearch, isPresent } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import { storable } from "@/lib/db/text";
import type { ContactStatus } from "./schema";

export type ContactOption = { id: string; name: string | null; email: string; status: ContactStatus };

/**
 * Contacts whose e-mail or name, or that of a contact merged into them, contains `q` (any case), best known first: for
 * as-you-type search over any number of contacts. An empty `q` gives the first contacts by name. At most `limit` (default 20).
 */
export async function searchContacts(
  db: Db,
  { q, limit = 20 }: { q: string; limit?: number },
): Promise<ContactOption[]> {
  const text = storable(q.trim());
  const found = text === "" ? null : await foundBySearch(db, text);
  const { rows } = await db.query<ContactOption>(
    found === null
      ? sql`SELECT id, name, email, status FROM contact WHERE ${isPresent} ORDER BY sort_key, id LIMIT ${limit}`
      : // The matches are bounded before they are sorted: "a" must not sort a million contacts.
        sql`SELECT id, name, email, status FROM (
              SELECT id, name, email, status, sort_key, email_key FROM contact
              WHERE ${isPresent} AND ${found} LIMIT 500
            ) AS matching
            ORDER BY email_key = normal_form(${text}) DESC, sort_key, id LIMIT ${limit}`,
  );
  return rows;
}

/** The contact that this id means, which is the survivor of a merged one; null where there is none, or an erased one. */
export async function findContact(db: Db, id: string): Promise<ContactOption | null> {
  return findMeant(db, sql`contact.id = ${id}::uuid`);
}

/** The contact that is meant by the one which `where` finds on the table `contact`. */
export async function findMeant(db: Db, where: Sql): Promise<ContactOption | null> {
  const { rows } = await db.query<ContactOption>(sql`
    SELECT id, name, email, status FROM contact
    WHERE id = (SELECT id FROM (${contactMeant(where)}) AS meant) AND ${isPresent}`);
  return rows[0] ?? null;
}
