import "server-only";
import sql, { raw, type Sql } from "sql-template-tag";
import { UUID } from "./conditions";

/** What a list may be sorted by. `expression` is SQL of ours, never input. */
export type SortKey = {
  /** The sorted expression; rows without a value come last whichever the direction. */
  expression: string;
  /** Its PostgreSQL type: a cursor carries the value as text and is cast back, so that no microsecond is lost. */
  type: "timestamptz" | "text" | "uuid";
  nullable?: boolean;
};

/** The place of one row in a sorted list. */
export type Cursor = { value: string | null; id: string };

export type KeysetPage = {
  sort: SortKey;
  /** The unique column that breaks ties. When it is the sort itself, the id alone is the cursor. */
  id: string;
  descending: boolean;
  after?: Cursor;
  before?: Cursor;
};

/** One query of a page: a page is the rows of its parts, one after the other, until it is full. */
export type KeysetPart = { where: Sql; orderBy: Sql };

/**
 * The queries that fetch a page by row-value keyset, which stays fast however deep the page lies. Values and NULLs are
 * two parts, because one condition over both could not use an index. Walking backwards (`before`) reverses the order of
 * parts and rows: the caller turns the rows round again.
 */
export function keysetParts(page: KeysetPage): KeysetPart[] {
  const { sort, id, before } = page;
  const backwards = before !== undefined;
  const cursor = before ?? page.after;
  const descending = page.descending !== backwards;
  const order = raw(descending ? "DESC" : "ASC");
  const byId: KeysetPart = {
    where: cursor ? sql`${raw(id)} ${raw(descending ? "<" : ">")} ${cursor.id}::uuid` : sql`TRUE`,
    orderBy: sql`${raw(id)} ${order}`,
  };
  if (sort.expression === id) return [byId];

  const rowIsBeyond = (at: Cursor) =>
    sql`(${raw(sort.expression)}, ${raw(id)}) ${raw(descending ? "<" : ">")} (${at.value}::${raw(sort.type)}, ${at.id}::uuid)`;
  const inValues = cursor !== undefined && cursor.value !== null;
  const inNulls = cursor !== undefined && cursor.value === null;
  const isNull = sql`${raw(sort.expression)} IS NULL`;
  const isValue = sort.nullable ? sql`${raw(sort.expression)} IS NOT NULL` : sql`TRUE`;
  const values: KeysetPart = {
    where: inValues ? sql`${isValue} AND ${rowIsBeyond(cursor)}` : isValue,
    orderBy: sql`${raw(sort.expression)} ${order}, ${raw(id)} ${order}`,
  };
  if (!sort.nullable) return [values];

  const nulls: KeysetPart = {
    where: inNulls ? sql`${isNull} AND ${byId.where}` : isNull,
    orderBy: byId.orderBy,
  };
  if (backwards) return inNulls ? [nulls, values] : [values];
  return inNulls ? [nulls] : [values, nulls];
}

/** A cursor as it stands in the address: opaque, safe in a URL, tied to nothing in memory. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.id, cursor.value])).toString("base64url");
}

const instant = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,6})?[+-](0\d|1[0-5])(:[0-5]\d){0,2}$/;

/** Whether `text` is an instant as PostgreSQL writes it, of a day that there is: anything else it might not read back. */
function isInstant(text: string): boolean {
  const [, day, time] = instant.exec(text) ?? [];
  const date = new Date(`${day}T${time}Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCFullYear() > 0 && date.toISOString().startsWith(`${day}T${time}`);
}

/**
 * The cursor in `text`, or null when it is not one of ours for this sort: a broken or stale link shows the first page,
 * not an error.
 */
export function decodeCursor(text: string, sort: SortKey): Cursor | null {
  const cursor = readCursor(text);
  if (cursor === null) return null;
  if (cursor.value === null) return sort.nullable || sort.type === "uuid" ? cursor : null;
  return sort.type !== "timestamptz" || isInstant(cursor.value) ? cursor : null;
}

function readCursor(text: string): Cursor | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(parsed)) return null;
    const [id, value] = parsed;
    if (typeof id !== "string" || !UUID.test(id)) return null;
    return value === null || (typeof value === "string" && !value.includes("\0")) ? { id, value } : null;
  } catch {
    return null;
  }
}
