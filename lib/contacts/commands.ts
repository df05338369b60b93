import "server-only";
import sql, { join, raw, type Sql } from "sql-template-tag";
import { type Actor, logged } from "@/lib/audit/trail";
import { giveShortcodes } from "@/lib/codes/shortcodes";
import { isUniqueViolation } from "@/lib/db/errors";
import { isPresent } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import { preparedForFew } from "@/lib/db/prepared";
import { storable } from "@/lib/db/text";
import { inTransaction } from "@/lib/db/transaction";
import { type ContactOption, findContact, findMeant } from "./queries";
import { type ContactFields, plainEmail, type SetContactStatus, type UpdateContact } from "./schema";
import { CONTACT_COLUMNS, changedContacts, insertedContacts, loggedStatus } from "./statements";

/** Somebody who may be new: known by an e-mail, the rest only where it is known. */
export type Prospect = { email: string; firstName?: string | null; lastName?: string | null; uid?: string | null };

/**
 * Creates a contact as prospect for each e-mail that has none, with the name and uid given first. What is no e-mail
 * address is left out, and so is who exists, whatever the case of the e-mail; a uid that somebody has is left out alone.
 *
 * @returns the places of those who came to exist by it, each of the first prospect with the e-mail
 */
export async function recordProspects(db: Db, actor: Actor, prospects: Prospect[]): Promise<number[]> {
  const column = (key: "firstName" | "lastName" | "uid") =>
    prospects.map((one) => (one[key] ? storable(one[key]) : null));
  const emails = prospects.map(({ email }) => storable(plainEmail(email)));
  const statement = sql`
    WITH made AS (
      INSERT INTO contact (email, first_name, last_name, uid, status, source)
      SELECT DISTINCT ON (key) email, first_name, last_name,
        CASE WHEN place = first_place AND NOT EXISTS (SELECT FROM contact WHERE contact.uid = given.uid) THEN uid END,
        'prospect', ${actor.source}
      FROM (
        SELECT *, normal_form(email) AS key, min(place) OVER (PARTITION BY uid) AS first_place
        FROM unnest(${emails}::text[], ${column("firstName")}::text[], ${column("lastName")}::text[],
          ${column("uid")}::text[]) WITH ORDINALITY AS sent (email, first_name, last_name, uid, place)
      ) AS given
      WHERE key ~ '^[^@\\s]+@[^@\\s]+$' AND length(key) <= 254
      ORDER BY key, place
      ON CONFLICT (email_key) DO NOTHING
      RETURNING id, email
    ),
    event AS (${logged(actor, "contact.created", { from: sql`made`, about: { contactId: sql`id` } })})
    SELECT email FROM made`;
  const { rows } = await db.query<{ email: string }>(preparedForFew(statement, prospects.length));
  const made = new Set(rows.map(({ email }) => email));
  return [...emails.keys()].filter((place) => made.delete(emails[place]!));
}

type Taken = { outcome: "email_taken" | "uid_taken"; holder: ContactOption | null };
export type CreateOutcome = { outcome: "created"; id: string } | Taken;
export type UpdateOutcome = { outcome: "updated" | "changed_meanwhile" | "not_found" } | Taken;

/** Creates a contact. An e-mail or external uid that somebody has is refused, with who has it. */
export async function createContact(db: Db, actor: Actor, fields: ContactFields): Promise<CreateOutcome> {
  return answeringTaken(db, fields, () =>
    inTransaction(db, async (tx): Promise<CreateOutcome> => {
      const given = sql`SELECT uuid_v7() AS id, ${named(fields)}`;
      const { rows } = await tx.query<{ id: string }>(sql`WITH ${insertedContacts(actor, given)} SELECT id FROM made`);
      // Nobody is in a segment from the beginning, so nobody becomes an advocate here.
      return { outcome: "created", id: rows[0]!.id };
    }),
  );
}

/**
 * Saves a contact over the version that was read, unless it was merged or erased since. Whoever becomes enrolled gets their shortcodes. Logs the names of the
 * fields that changed, and a change of status with both; attributions stay as they are.
 */
export async function updateContact(
  db: Db,
  actor: Actor,
  { id, version, ...fields }: UpdateContact,
): Promise<UpdateOutcome> {
  return answeringTaken(db, fields, () =>
    inTransaction(db, async (tx): Promise<UpdateOutcome> => {
      const wanted = sql`
        SELECT id, ${named(fields)} FROM contact
        WHERE id = ${id}::uuid AND updated_at::text = ${version} AND ${isPresent} FOR UPDATE`;
      const { rows } = await tx.query<{ enrolled: boolean }>(sql`
        WITH ${changedContacts(actor, wanted)}
        SELECT was <> 'enrolled' AND status = 'enrolled' AS enrolled FROM compared`);
      if (!rows[0]) return { outcome: (await findContact(tx, id)) ? "changed_meanwhile" : "not_found" };
      if (rows[0].enrolled) await giveShortcodes(tx, actor, { contactIds: [id] });
      return { outcome: "updated" };
    }),
  );
}

/** How many contacts got another status, how many had it or do not exist, how many shortcodes were given. */
export type StatusOutcome = { changed: number; unchanged: number; codes: number };

/**
 * Gives contacts another status. Whoever becomes enrolled gets a shortcode in each campaign open to their segments;
 * standing attributions stay as they are, whatever the status.
 */
export async function setContactStatus(db: Db, actor: Actor, { ids, to }: SetContactStatus): Promise<StatusOutcome> {
  const distinct = [...new Set(ids)];
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(sql`
      WITH before AS (
        SELECT id, status FROM contact WHERE id = ANY(${distinct}::uuid[]) AND status <> ${to} AND ${isPresent}
        ORDER BY id FOR UPDATE
      ),
      changed AS (
        UPDATE contact SET status = ${to}, updated_at = clock_timestamp() FROM before WHERE contact.id = before.id
        RETURNING contact.id, before.status AS was, contact.status
      ),
      event AS (${loggedStatus(actor)})
      SELECT id FROM changed`);
    const contactIds = rows.map(({ id }) => id);
    const codes = to === "enrolled" ? await giveShortcodes(tx, actor, { contactIds }) : 0;
    return { changed: rows.length, unchanged: distinct.length - rows.length, codes };
  });
}

/** What is said of a contact, as columns of a query. */
function named(fields: ContactFields): Sql {
  const { email, firstName, lastName, uid, phone, company, status } = fields;
  const texts = [email, firstName, lastName, uid, phone, company].map((text) => sql`${text && storable(text)}::text`);
  const custom = fields.customFields.map(({ name, value }) => [storable(name), storable(value)]);
  const values = [...texts, sql`${JSON.stringify(Object.fromEntries(custom))}::jsonb`];
  const columns = values.map((value, index) => sql`${value} AS ${raw(CONTACT_COLUMNS[index]!)}`);
  return sql`${join(columns)}, ${status}::text AS status`;
}

/** Runs `write`; where the database refuses what somebody else has, says who. */
async function answeringTaken<T>(db: Db, { email, uid }: ContactFields, write: () => Promise<T>): Promise<T | Taken> {
  try {
    return await write();
  } catch (error) {
    const taken = (["email", "uid"] as const).find((field) => isUniqueViolation(error, `contact__${field}_unique`));
    if (!taken) throw error;
    const holder =
      taken === "email" ? sql`email_key = normal_form(${storable(email)})` : sql`uid = ${storable(uid ?? "")}`;
    return { outcome: `${taken}_taken`, holder: await findMeant(db, holder) };
  }
}
