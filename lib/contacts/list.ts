import "server-only";
import sql from "sql-template-tag";
import type { SortKey } from "@/lib/db/keyset";
import { fetchIdPage } from "@/lib/db/keyset-page";
import type { Db } from "@/lib/db/pool";
import type { ContactFilter, ContactListRow, ContactParams, ContactSort } from "./columns";
import { allOf, contactConditions } from "./filters";
import { BULK_LIMIT } from "./schema";

/** One page of the list, with the cursors of its neighbours: null where there is none. */
export type ContactListPage = { rows: ContactListRow[]; next: string | null; previous: string | null };

const DEFAULT_SIZE = 50;
const ID = "contact.id";

const sortKeys: Record<ContactSort, SortKey> = {
  created: { expression: ID, type: "uuid" },
  name: { expression: "contact.sort_key", type: "text" },
};

/** One page of contacts by filter, sort and cursor (see columns.ts); fast however many there are and however deep. */
export async function listContacts(db: Db, params: ContactParams, size?: number): Promise<ContactListPage> {
  const sort = params.sort ?? "-created";
  const { ids, ...cursors } = await fetchIdPage(db, {
    from: sql`contact`,
    where: allOf(await contactConditions(db, params)),
    sort: sortKeys[sort.replace("-", "") as ContactSort],
    id: ID,
    descending: sort.startsWith("-"),
    size: size ?? params.size ?? DEFAULT_SIZE,
    after: params.after,
    before: params.before,
  });
  return { rows: await listContactsByIds(db, ids), ...cursors };
}

/** The contacts with these ids as the list shows them, in the order of the ids; unknown ids are left out. */
export async function listContactsByIds(db: Db, ids: string[]): Promise<ContactListRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<ContactListRow & { createdAt: Date }>(sql`
    SELECT contact.id, uid, name, email, first_name AS "firstName", last_name AS "lastName", phone, company, status,
      source, created_at AS "createdAt",
      ARRAY(SELECT segment.name FROM segment_member JOIN segment ON segment.id = segment_id
        WHERE contact_id = contact.id ORDER BY lower(segment.name)) AS segments,
      CASE WHEN status = 'enrolled' THEN ARRAY(SELECT campaign.name FROM campaign WHERE id IN (
          SELECT campaign_id FROM segment_member JOIN campaign_segment USING (segment_id) WHERE contact_id = contact.id)
        AND coalesce(ended_at > now(), TRUE) ORDER BY lower(campaign.name)) ELSE '{}' END AS campaigns
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given (id, line) JOIN contact ON contact.id = given.id
    ORDER BY given.line`);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/** The ids that match, newest first, at most `limit`; `more` when there are more than that. */
export async function listMatchingContactIds(
  db: Db,
  filter: ContactFilter,
  limit = BULK_LIMIT,
): Promise<{ ids: string[]; more: boolean }> {
  const where = allOf(await contactConditions(db, filter));
  const { rows } = await db.query<{ id: string }>(
    sql`SELECT id FROM contact WHERE ${where} ORDER BY id DESC LIMIT ${limit + 1}`,
  );
  return { ids: rows.slice(0, limit).map(({ id }) => id), more: rows.length > limit };
}
