import "server-only";
import sql, { raw, type Sql } from "sql-template-tag";
import type { Db } from "./pool";
import { containsPattern } from "./search";
import { storable } from "./text";

/**
 * Who a contact's id, e-mail or external uid stands for. A contact that was merged keeps its row and with it those names,
 * and means the contact it was merged into (docs/decisions/0016); one that was erased is nobody any more (0017).
 */

/** The condition of every list, count and picker of contacts: neither merged into another one nor erased. */
export const isPresent = sql`contact.merged_into IS NULL AND contact.erased_at IS NULL`;

/**
 * A query for id and status of the contact that is meant by the row of `contact` which `where` finds: that of its survivor
 * where it was merged. One look-up, and a second one for a merged contact alone.
 */
export function contactMeant(where: Sql): Sql {
  return sql`
    SELECT coalesce(contact.merged_into, contact.id) AS id, CASE WHEN contact.merged_into IS NULL THEN contact.status
      ELSE (SELECT status FROM contact AS survivor WHERE survivor.id = contact.merged_into) END AS status
    FROM contact WHERE ${where}`;
}

/** So many merged contacts are found by one search. */
const ALIASES = 1_000;

/**
 * The condition that a search finds the row of `contact`: by its own e-mail or name, or by those, or the external uid, of
 * a contact that was merged into it. The latter are looked up first, so that the condition stays one that indexes serve.
 */
export async function foundBySearch(db: Db, q: string): Promise<Sql> {
  const pattern = containsPattern(q);
  const { rows } = await db.query<{ id: string }>(sql`
    SELECT DISTINCT merged_into AS id FROM (
      SELECT merged_into FROM contact
      WHERE merged_into IS NOT NULL AND (search_text LIKE ${pattern} OR uid = ${storable(q.trim())}) LIMIT ${ALIASES}
    ) AS alias`);
  const own = sql`contact.search_text LIKE ${pattern}`;
  return rows.length === 0 ? own : sql`(${own} OR contact.id = ANY(${rows.map(({ id }) => id)}::uuid[]))`;
}

/**
 * The row of `actor` as a JSON value as lists show who or what acted (ActorCell of lib/attributions): of an API key also
 * what kind of program has it. Keys are few, and looked up by their id.
 */
export const shownActor = sql`json_build_object('id', actor.id, 'kind', actor.kind, 'name', actor.name,
  'integration', (SELECT integration FROM api_key WHERE api_key.id = actor.id))`;

/** What an erased contact is called wherever a name is shown. */
export const ERASED_NAME = "Erased contact";

/** The contact under the alias `of` as a JSON value as screens show a person (PersonCell of lib/attributions). */
export function shownPerson(of: string): Sql {
  const person = raw(of);
  const fields = sql`'id', ${person}.id,
    'name', CASE WHEN ${person}.erased_at IS NULL THEN ${person}.name ELSE ${ERASED_NAME}::text END,
    'email', CASE WHEN ${person}.erased_at IS NULL THEN ${person}.email ELSE '' END`;
  return sql`CASE WHEN ${person}.merged_into IS NULL OR ${person}.erased_at IS NOT NULL THEN json_build_object(${fields})
    ELSE json_build_object(${fields}, 'mergedInto', (
      SELECT json_build_object('id', survivor.id, 'name', survivor.name, 'email', survivor.email)
      FROM contact AS survivor WHERE survivor.id = ${person}.merged_into)) END`;
}
