import "server-only";
import sql, { join, raw, type Sql } from "sql-template-tag";
import { type Actor, logged } from "@/lib/audit/trail";

/**
 * The statements that write contacts, for one or for thousands: common table expressions of the statement of whoever
 * knows the rows. Every event is written with its change.
 */

/** What is written of a contact besides its status. */
export const CONTACT_COLUMNS = [
  "email",
  "first_name",
  "last_name",
  "uid",
  "phone",
  "company",
  "custom_fields",
] as const;

/**
 * `made` (id, status): inserts each row of `contacts`, a query with an id, CONTACT_COLUMNS and a status. An e-mail or
 * external uid that somebody has fails the statement.
 */
export function insertedContacts(actor: Actor, contacts: Sql): Sql {
  const columns = raw(CONTACT_COLUMNS.join(", "));
  return sql`
    made AS (
      INSERT INTO contact (id, ${columns}, status, source)
      SELECT id, ${columns}, status, ${actor.source} FROM (${contacts}) AS given
      RETURNING id, status
    ),
    made_event AS (${logged(actor, "contact.created", {
      from: sql`made`,
      about: { contactId: sql`id` },
      detail: sql`jsonb_build_object('to', status)`,
    })})`;
}

/**
 * `changed` (id, was, status, fields): writes each row of `wanted`, a query with the id of a contact, CONTACT_COLUMNS and
 * a status, over that contact where anything differs. Logs the names of the fields, and a change of status with both;
 * attributions stay as they are. `compared` has what is wanted beside what was, in one: thousands of rows are not joined
 * with each other.
 */
export function changedContacts(actor: Actor, wanted: Sql): Sql {
  const sets = CONTACT_COLUMNS.map((name) => sql`${raw(name)} = compared.${raw(name)}`);
  const names = CONTACT_COLUMNS.map(
    (name) => sql`CASE WHEN wanted.${raw(name)} IS DISTINCT FROM before.${raw(name)} THEN ${name}::text END`,
  );
  return sql`
    wanted AS MATERIALIZED (${wanted}),
    compared AS MATERIALIZED (
      SELECT wanted.*, before.status AS was, array_remove(ARRAY[${join(names)}], NULL) AS fields
      FROM wanted CROSS JOIN LATERAL (SELECT * FROM contact WHERE id = wanted.id LIMIT 1 FOR UPDATE) AS before
    ),
    changed AS (
      UPDATE contact SET ${join(sets)}, status = compared.status, updated_at = clock_timestamp()
      FROM compared
      WHERE contact.id = compared.id AND (cardinality(fields) > 0 OR was <> compared.status)
      RETURNING contact.id, was, contact.status, fields
    ),
    changed_event AS (${logged(actor, "contact.updated", {
      from: sql`changed`,
      where: sql`WHERE cardinality(fields) > 0`,
      about: { contactId: sql`id` },
      detail: sql`jsonb_build_object('fields', fields)`,
    })}),
    status_event AS (${loggedStatus(actor)})`;
}

/** The event of each row of `changed` whose status is another one than it `was`. */
export function loggedStatus(actor: Actor): Sql {
  return logged(actor, "contact.status_changed", {
    from: sql`changed`,
    where: sql`WHERE was <> status`,
    about: { contactId: sql`id` },
    detail: sql`jsonb_build_object('from', was, 'to', status)`,
  });
}

/**
 * The id of the contact that an e-mail means, whatever its case and Unicode form: of its survivor where it was merged;
 * null when there is none.
 */
export function contactIdByEmail(email: Sql): Sql {
  return sql`(SELECT coalesce(merged_into, id) FROM contact WHERE email_key = normal_form(${email}) LIMIT 1)`;
}

/** Whether a text is taken for an e-mail address, as the database has it. */
export function isEmail(email: Sql): Sql {
  return sql`(normal_form(${email}) ~ '^[^@\\s]+@[^@\\s]+$' AND length(normal_form(${email})) <= 254)`;
}
