import "server-only";
import sql, { raw, type Sql } from "sql-template-tag";
import { type Cursor, decodeCursor, encodeCursor, keysetParts, type SortKey } from "./keyset";
import type { Db } from "./pool";

export type KeysetQuery = {
  /** The tables, joined; `id` and the sort's expression are of them. */
  from: Sql;
  where: Sql;
  sort: SortKey;
  id: string;
  descending: boolean;
  size: number;
  /** Cursors as the address has them; one that is not ours shows the first page. */
  after?: string | null;
  before?: string | null;
  /**
   * Where nothing is left beyond the cursor: an empty page, for programs, which would take the first page for what comes
   * next. Otherwise the first page, for people, whose link would lead to nothing beside a full list.
   */
  keepsPlace?: boolean;
  /** A condition that follows from the one on the row: for an index that cannot serve the whole of it. */
  nearby?: (place: Cursor, downwards: boolean) => Sql;
};

/** The ids of one page in their order, with the cursors of its neighbours: null where there is none. */
export type IdPage = { ids: string[]; next: string | null; previous: string | null };

/** One page of ids by keyset. What a cursor pointed at may have gone (see `keepsPlace`). */
export async function fetchIdPage(db: Db, query: KeysetQuery): Promise<IdPage> {
  const page = await fetchAt(db, query);
  const isLost = !query.keepsPlace && page.ids.length === 0 && Boolean(query.before || query.after);
  return isLost ? fetchAt(db, { ...query, before: null, after: null }) : page;
}

async function fetchAt(
  db: Db,
  { from, where, sort, id, descending, size, nearby, ...at }: KeysetQuery,
): Promise<IdPage> {
  const before = at.before ? decodeCursor(at.before, sort) : null;
  const after = !before && at.after ? decodeCursor(at.after, sort) : null;
  const value = sort.expression === id ? sql`NULL` : sql`${raw(sort.expression)}::text`;
  const place = before ?? after;
  const bound = place && nearby ? sql`AND ${nearby(place, descending !== (before !== null))}` : sql``;
  const found: Cursor[] = [];
  for (const part of keysetParts({ sort, id, descending, after: after ?? undefined, before: before ?? undefined })) {
    const missing = size + 1 - found.length;
    if (missing <= 0) break;
    const { rows } = await db.query<Cursor>(sql`
      SELECT ${raw(id)} AS id, ${value} AS value FROM ${from}
      WHERE ${where} AND ${part.where} ${bound} ORDER BY ${part.orderBy} LIMIT ${missing}`);
    found.push(...rows);
  }
  const more = found.length > size;
  const kept = found.slice(0, size);
  if (before) kept.reverse();
  const edge = (cursor: Cursor | undefined, exists: boolean) => (cursor && exists ? encodeCursor(cursor) : null);
  return {
    ids: kept.map((cursor) => cursor.id),
    next: edge(kept.at(-1), before ? true : more),
    previous: edge(kept[0], before ? more : after !== null),
  };
}
