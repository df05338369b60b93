import "server-only";
import sql from "sql-template-tag";
import { UUID } from "@/lib/db/conditions";
import { contactMeant, shownPerson } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import type { AttributionFilter, PersonCell } from "./columns";

/** What the people and things are called that a filter names by id; null where none is named, or none is known. */
export type FilterNames = { advocate: string | null; actor: string | null };

/** The names behind a filter's ids, so that an address opened anew says whom it is about. */
export async function findFilterNames(db: Db, { advocate, actor }: AttributionFilter): Promise<FilterNames> {
  const [contacts, actors] = await Promise.all([
    advocate && UUID.test(advocate)
      ? db.query<{ person: PersonCell }>(sql`
          SELECT ${shownPerson("contact")} AS person FROM contact
          WHERE id = (SELECT id FROM (${contactMeant(sql`contact.id = ${advocate}::uuid`)}) AS meant)`)
      : { rows: [] },
    actor && UUID.test(actor)
      ? db.query<{ name: string }>(sql`SELECT name FROM actor WHERE id = ${actor}::uuid`)
      : { rows: [] },
  ]);
  const person = contacts.rows[0]?.person;
  return { advocate: person ? (person.name ?? person.email) : null, actor: actors.rows[0]?.name ?? null };
}
