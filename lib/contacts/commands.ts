import "server-only";
import sql from "sql-template-tag";
import { type Actor, logged } from "@/lib/audit/trail";
import type { Db } from "@/lib/db/pool";
import { storable } from "@/lib/db/text";

/**
 * Creates a contact as prospect for each e-mail that has none. What is no e-mail address is left out, and so is what
 * exists, whatever its case.
 *
 * @returns how many came to exist
 */
export async function recordProspects(db: Db, actor: Actor, emails: string[]): Promise<number> {
  const { rowCount } = await db.query(sql`
    WITH made AS (
    INSERT INTO contact (email, status, source)
    SELECT DISTINCT ON (normal_form(email)) btrim(normalize(email, NFKC), E' \\t\\n\\r\\f\\v'), 'prospect', ${actor.source}
    FROM unnest(${emails.map(storable)}::text[]) AS given (email)
    WHERE normal_form(email) ~ '^[^@\\s]+@[^@\\s]+$' AND length(normal_form(email)) <= 254
    ORDER BY normal_form(email)
    ON CONFLICT (email_key) DO NOTHING
    RETURNING id
    ),
    event AS (${logged(actor, "contact.created", { from: sql`made`, about: { contactId: sql`id` } })})
    SELECT FROM made`);
  return rowCount ?? 0;
}
