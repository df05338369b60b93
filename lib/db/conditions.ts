import "server-only";
import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Db } from "./pool";

/** A UUID as people and links write it. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * That a column has one of these values; one alone by `=`, so that an index which ends in the list's order serves that
 * too. No value matches nothing.
 */
export function isOneOf(column: string, values: readonly string[]): Sql {
  if (values.length === 0) return sql`FALSE`;
  return values.length === 1 ? sql`${raw(column)} = ${values[0]}` : sql`${raw(column)} = ANY(${values})`;
}

/** A condition by an id from an address. What is no id (a broken link) matches nothing. */
export function byId(text: string, condition: (id: Sql) => Sql): Sql {
  return UUID.test(text) ? condition(sql`${text}::uuid`) : sql`FALSE`;
}

/** All conditions together. */
export function allOf(conditions: ReadonlyMap<string, Sql>): Sql {
  return conditions.size > 0 ? join([...conditions.values()], " AND ") : sql`TRUE`;
}

/** Up to this many matches of a search are looked up by id; beyond, a list's own order finds a page of them soon. */
export const MATCHES_BY_ID = 10_000;

/** The ids that a query finds; null where they are too many to be looked up one by one. */
export async function findIds(db: Db, query: Sql): Promise<string[] | null> {
  const { rows } = await db.query<{ id: string }>(sql`${query} LIMIT ${MATCHES_BY_ID + 1}`);
  return rows.length > MATCHES_BY_ID ? null : rows.map(({ id }) => id);
}
