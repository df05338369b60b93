import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { UUID } from "@/lib/db/conditions";
import { shownPerson } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import type { RecordName } from "./columns";

/** Of the requests about one record the newest so many are looked at. */
const ABOUT_ONE = 10_000;

/**
 * What stands in FROM: the log, or what of it was about one record. Of a contact that is also what named one that was merged into it, and what
 * named their e-mail before there was a contact: a first request that was refused.
 */
export async function requestsOf(db: Db, record: string | null | undefined): Promise<Sql> {
  if (!record) return sql`integration_event`;
  if (!UUID.test(record)) return sql`(SELECT * FROM integration_event WHERE FALSE) AS integration_event`;
  // Each request is looked up by its id: joined, the whole log would be read in its order until a page is full.
  const { rows } = await db.query<{ id: string; email: string | null }>(sql`
    SELECT id, email_key AS email FROM contact WHERE id = ${record}::uuid OR merged_into = ${record}::uuid`);
  const records = [record, ...rows.map(({ id }) => id)];
  const emails = rows.flatMap(({ email }) => email ?? []);
  return sql`(
    SELECT event_id FROM unnest(${records}::uuid[]) AS record (id) CROSS JOIN LATERAL (
      SELECT event_id FROM integration_event_record WHERE record_id = record.id
      ORDER BY event_id DESC LIMIT ${ABOUT_ONE}) AS named
    UNION
    SELECT event_id FROM unnest(${emails}::text[]) AS contact (email) CROSS JOIN LATERAL (
      SELECT id AS event_id FROM integration_event WHERE email_key = contact.email
      ORDER BY id DESC LIMIT ${ABOUT_ONE}) AS addressed
  ) AS about CROSS JOIN LATERAL (
    SELECT * FROM integration_event WHERE id = about.event_id LIMIT 1) AS integration_event`;
}

/** What an attribution, an order or a contact is called, or null where there is none with this id. */
export async function findRecordName(db: Db, id: string): Promise<RecordName | null> {
  if (!UUID.test(id)) return null;
  const { rows } = await db.query<RecordName>(sql`
    SELECT 'contact' AS kind, id, ${shownPerson("contact")}->>'name' AS name FROM contact WHERE id = ${id}::uuid
    UNION ALL SELECT 'order', id, order_id FROM customer_order WHERE id = ${id}::uuid
    UNION ALL SELECT 'attribution', attribution.id, ${shownPerson("customer")}->>'name'
      FROM attribution JOIN contact customer ON customer.id = customer_id WHERE attribution.id = ${id}::uuid`);
  return rows[0] ?? null;
}
