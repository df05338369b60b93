import "server-only";
import sql from "sql-template-tag";
import type { Actor } from "@/lib/audit/trail";
import { giveShortcodes } from "@/lib/codes/shortcodes";
import type { Db } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { resolveEmails } from "./member-queries";
import type { MembersInput, PastedInput } from "./schema";
import { joinedMembers, partedMembers } from "./statements";

/** What became of contacts that were to be added. */
export type AddReport = {
  added: number;
  already: number;
  /** Of those added, how many are not enrolled: they refer nobody until they are. */
  notEnrolled: number;
  /** The shortcodes given to those who became advocates. */
  shortcodes: number;
  /** What names no contact, as it was given. */
  unknown: string[];
};
export type AddOutcome = ({ outcome: "added" } & AddReport) | { outcome: "not_found" };

/** Adds contacts to a segment and gives a shortcode to each who becomes an advocate by it, or does neither. */
export async function addMembers(db: Db, actor: Actor, { segmentId, contactIds }: MembersInput): Promise<AddOutcome> {
  return inTransaction(db, async (tx) => {
    // Held against its deletion.
    const { rowCount } = await tx.query(sql`SELECT FROM segment WHERE id = ${segmentId}::uuid FOR KEY SHARE`);
    if (!rowCount) return { outcome: "not_found" };
    // Whoever is being merged joins as the one who stays.
    await tx.query(sql`SELECT FROM contact WHERE id = ANY(${contactIds}::uuid[]) ORDER BY id FOR KEY SHARE`);
    const meant = sql`
      SELECT coalesce(merged_into, id) AS id, id AS given_id FROM contact
      WHERE id = ANY(${contactIds}::uuid[]) AND erased_at IS NULL`;
    const asked = sql`SELECT ${segmentId}::uuid AS segment_id, id AS contact_id FROM (${meant}) AS meant`;
    const { rows: added } = await tx.query<{ id: string; enrolled: boolean }>(sql`
      WITH ${joinedMembers(actor, asked)}
      SELECT contact_id AS id, contact.status = 'enrolled' AS enrolled FROM joined JOIN contact ON contact.id = contact_id`);
    const { rows: known } = await tx.query<{ id: string; givenId: string }>(
      sql`SELECT id, given_id AS "givenId" FROM (${meant}) AS meant`,
    );
    const knownIds = new Set(known.map(({ givenId }) => givenId));
    return {
      outcome: "added",
      added: added.length,
      already: new Set(known.map(({ id }) => id)).size - added.length,
      notEnrolled: added.filter(({ enrolled }) => !enrolled).length,
      shortcodes: await giveShortcodes(tx, actor, { contactIds: added.map(({ id }) => id) }),
      unknown: contactIds.filter((id) => !knownIds.has(id.toLowerCase())),
    };
  });
}

/** Adds the contacts with these e-mails (any case); an address that no contact has is reported, never created. */
export async function addMembersByEmail(db: Db, actor: Actor, { segmentId, emails }: PastedInput): Promise<AddOutcome> {
  return inTransaction(db, async (tx) => {
    const resolved = await resolveEmails(tx, { segmentId, emails });
    const contactIds = resolved.flatMap(({ contactId }) => contactId ?? []);
    const outcome = await addMembers(tx, actor, { segmentId, contactIds });
    const unknown = resolved.filter(({ contactId }) => contactId === null).map(({ email }) => email);
    return outcome.outcome === "added" ? { ...outcome, unknown } : outcome;
  });
}

/** Takes contacts out of a segment; answers how many were members. What is attributed to them stays. */
export async function removeMembers(db: Db, actor: Actor, { segmentId, contactIds }: MembersInput): Promise<number> {
  const asked = sql`SELECT ${segmentId}::uuid AS segment_id, unnest(${contactIds}::uuid[]) AS contact_id`;
  const { rowCount } = await db.query(sql`WITH ${partedMembers(actor, asked)} SELECT FROM parted`);
  return rowCount ?? 0;
}

/** Gives one contact the memberships of another, which keeps none. Both are logged; a membership keeps its date. */
export async function moveMemberships(
  tx: Transaction,
  actor: Actor,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  const asked = sql`
    SELECT segment_id, ${toId}::uuid AS contact_id, added_at FROM segment_member WHERE contact_id = ${fromId}::uuid`;
  await tx.query(sql`WITH ${joinedMembers(actor, asked, { keepDates: true })} SELECT FROM joined`);
  await removeMemberships(tx, actor, [fromId]);
}

/** Takes contacts out of all their segments. */
export async function removeMemberships(tx: Transaction, actor: Actor, contactIds: string[]): Promise<void> {
  const asked = sql`SELECT segment_id, contact_id FROM segment_member WHERE contact_id = ANY(${contactIds}::uuid[])`;
  await tx.query(sql`WITH ${partedMembers(actor, asked)} SELECT FROM parted`);
}
