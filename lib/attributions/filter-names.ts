import "server-only";
import sql from "sql-template-tag";
import { findContact } from "@/lib/contacts/queries";
import type { Db } from "@/lib/db/pool";
import type { AttributionFilter } from "./columns";

/** What the people and things are called that a filter names by id; null where none is named, or none is known. */
export type FilterNames = { advocate: string | null; actor: string | null };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The names behind a filter's ids, so that an address opened anew says whom it is about. */
export async function findFilterNames(db: Db, { advocate, actor }: AttributionFilter): Promise<FilterNames> {
  const [contact, actors] = await Promise.all([
    advocate && uuid.test(advocate) ? findContact(db, advocate) : null,
    actor && uuid.test(actor)
      ? db.query<{ name: string }>(sql`SELECT name FROM actor WHERE id = ${actor}::uuid`)
      : { rows: [] },
  ]);
  return { advocate: contact ? (contact.name ?? contact.email) : null, actor: actors.rows[0]?.name ?? null };
}
