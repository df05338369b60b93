import "server-only";
import sql, { join, raw } from "sql-template-tag";
import { type Actor, logged } from "@/lib/audit/trail";
import type { Db } from "@/lib/db/pool";
import type { Transaction } from "@/lib/db/transaction";
import type { FilledField, MergeableFields } from "./rules";
import type { ContactStatus } from "./schema";

/** One of the two contacts of a merge. */
export type MergeSide = MergeableFields & {
  id: string;
  name: string | null;
  email: string;
  status: ContactStatus;
  mergedInto: string | null;
  erased: boolean;
  /** The e-mails and external uids of contacts that were merged into this one before. */
  aliases: { email: string; uid: string | null }[];
};

/** Locks contacts against whoever else would merge, erase, save or add to them, in one order for everybody. */
export async function lockContacts(tx: Transaction, ids: string[]): Promise<void> {
  await tx.query(sql`SELECT FROM contact WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`);
}

/** The contacts with these ids, in their order; null where there is none. */
export async function findMergeSides(db: Db, ids: string[]): Promise<(MergeSide | null)[]> {
  const { rows } = await db.query<MergeSide & { id: string | null }>(sql`
    SELECT contact.id, name, email, first_name AS "firstName", last_name AS "lastName", phone, company, uid, status,
      custom_fields AS "customFields", merged_into AS "mergedInto", erased_at IS NOT NULL AS erased,
      coalesce((SELECT json_agg(json_build_object('email', alias.email, 'uid', alias.uid) ORDER BY alias.id)
        FROM contact AS alias WHERE alias.merged_into = contact.id), '[]') AS aliases
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given (id, line) LEFT JOIN contact ON contact.id = given.id
    ORDER BY given.line`);
  return rows.map((row) => (row.id === null ? null : row));
}

type MergeRows = { staysId: string; goesId: string; filled: FilledField[]; status: ContactStatus };

/**
 * Makes one contact an alias of the other, and those that were merged into it before as well; the other gets what it
 * lacks. Logs the merge on both, and what it changes of the one that stays.
 */
export async function mergeRows(
  tx: Transaction,
  actor: Actor,
  { staysId, goesId, filled, status }: MergeRows,
): Promise<void> {
  const uidMoves = filled.some(({ field, custom }) => field === "uid" && !custom);
  await tx.query(sql`
    UPDATE contact SET merged_into = ${staysId}::uuid, updated_at = clock_timestamp(),
      uid = CASE WHEN id = ${goesId}::uuid AND ${uidMoves} THEN NULL ELSE uid END
    WHERE id = ${goesId}::uuid OR merged_into = ${goesId}::uuid`);
  const columns = filled.filter(({ custom }) => !custom);
  const custom = Object.fromEntries(filled.flatMap((one) => (one.custom ? [[one.field, one.value]] : [])));
  const sets = columns.map(({ field, value }) => sql`${raw(field)} = ${value}`);
  const fields = [...columns.map(({ field }) => field), ...(Object.keys(custom).length > 0 ? ["custom_fields"] : [])];
  await tx.query(sql`
    WITH before AS (SELECT id, status FROM contact WHERE id = ${staysId}::uuid),
    changed AS (
      UPDATE contact SET ${join([...sets, sql`custom_fields = custom_fields || ${JSON.stringify(custom)}::jsonb`])},
        status = ${status}, updated_at = clock_timestamp()
      FROM before WHERE contact.id = before.id RETURNING contact.id, before.status AS was, contact.status
    ),
    event AS (${logged(actor, "contact.updated", {
      from: sql`changed`,
      where: sql`WHERE ${fields.length > 0}`,
      about: { contactId: sql`id` },
      detail: sql`jsonb_build_object('fields', ${fields}::text[])`,
    })}),
    status_event AS (${logged(actor, "contact.status_changed", {
      from: sql`changed`,
      where: sql`WHERE was <> status`,
      about: { contactId: sql`id` },
      detail: sql`jsonb_build_object('from', was, 'to', status)`,
    })})
    ${logged(actor, "contact.merged", {
      from: sql`(VALUES (${staysId}::uuid, ${goesId}::uuid, TRUE), (${goesId}::uuid, ${staysId}::uuid, FALSE))
        AS merged (id, other, stays)`,
      about: { contactId: sql`id` },
      detail: sql`jsonb_build_object('other', other, 'stays', stays)`,
    })}`);
}
