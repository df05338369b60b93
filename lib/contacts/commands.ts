import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { storable } from "@/lib/db/text";

/**
 * Creates a contact as prospect for each e-mail that has none. What is no e-mail address is left out, and so is what
 * exists, whatever its case.
 *
 * @returns how many came to exist
 */
export async function recordProspects(db: Db, emails: string[]): Promise<number> {
  const { rowCount } = await db.query(sql`
    INSERT INTO contact (email, status)
    SELECT DISTINCT ON (normal_form(email)) btrim(normalize(email, NFKC), E' \\t\\n\\r\\f\\v'), 'prospect'
    FROM unnest(${emails.map(storable)}::text[]) AS given (email)
    WHERE normal_form(email) ~ '^[^@\\s]+@[^@\\s]+$' AND length(normal_form(email)) <= 254
    ORDER BY normal_form(email)
    ON CONFLICT (email_key) DO NOTHING`);
  return rowCount ?? 0;
}
