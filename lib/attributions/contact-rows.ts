import "server-only";
import sql from "sql-template-tag";
import type { ContactListRow, ContactParams, ContactRow } from "@/lib/contacts/columns";
import { listContacts } from "@/lib/contacts/list";
import { shownPerson } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";

/** One page of the list of contacts, with what the attributions say of each. */
export type ContactPage = { rows: ContactRow[]; next: string | null; previous: string | null };

const EXPORT_BATCH = 1000;
/** A contact's referrals are counted so far in a list; the contact's own page has them all. */
const COUNT_CAP = 1000;

/** One page of contacts with their active referrals; fast however many there are and however deep. */
export async function listContactPage(db: Db, params: ContactParams): Promise<ContactPage> {
  const page = await listContacts(db, params);
  return { ...page, rows: await withReferrals(db, page.rows) };
}

/** The whole filtered list in its order, in batches: for exports of any length in constant memory. */
export async function* exportContacts(db: Db, params: ContactParams): AsyncGenerator<ContactRow[]> {
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listContacts>> = await listContacts(
      db,
      { ...params, after, before: null },
      EXPORT_BATCH,
    );
    if (page.rows.length > 0) yield await withReferrals(db, page.rows);
    after = page.next;
  } while (after !== null);
}

async function withReferrals(db: Db, contacts: ContactListRow[]): Promise<ContactRow[]> {
  if (contacts.length === 0) return [];
  const { rows } = await db.query<{ made: number; referredBy: ContactRow["referredBy"] }>(sql`
    SELECT (SELECT count(*)::int FROM (
        SELECT FROM attribution WHERE advocate_id = given.id AND status = 'active' LIMIT ${COUNT_CAP + 1}) AS made) AS made,
      coalesce((SELECT json_agg(json_build_object('campaign', campaign.name, 'advocate', ${shownPerson("advocate")})
          ORDER BY lower(campaign.name))
        FROM attribution JOIN campaign ON campaign.id = campaign_id JOIN contact advocate ON advocate.id = advocate_id
        WHERE customer_id = given.id AND attribution.status = 'active'), '[]') AS "referredBy"
    FROM unnest(${contacts.map(({ id }) => id)}::uuid[]) WITH ORDINALITY AS given (id, line) ORDER BY given.line`);
  return contacts.map((contact, index) => {
    const { made, referredBy } = rows[index]!;
    return { ...contact, referralsMade: { count: Math.min(made, COUNT_CAP), capped: made > COUNT_CAP }, referredBy };
  });
}
