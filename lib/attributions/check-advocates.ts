import "server-only";
import { searchContacts } from "@/lib/contacts/queries";
import type { Db } from "@/lib/db/pool";
import { findDraftProblems } from "./obstacles";
import type { Rejection } from "./schema";

/** A contact who was looked for, and what keeps them from advocating in the campaign; nothing where they may. */
export type AdvocateCheck = {
  /** Null where no contact is called so. */
  contact: { id: string; name: string | null; email: string; status: string } | null;
  problems: Rejection[];
};

const LIMIT = 5;

/**
 * Whether the contacts that match `q` may advocate in a campaign, and why not: what recording would say of them as
 * advocates, by the same resolution. Where none matches, what it would say of an advocate who is not there.
 */
export async function checkAdvocates(
  db: Db,
  { campaignId, q }: { campaignId: string; q: string },
): Promise<AdvocateCheck[]> {
  const contacts = await searchContacts(db, { q, limit: LIMIT });
  const drafts = contacts.map(({ id }) => ({ campaignId, advocateId: id }));
  const checked = await findDraftProblems(db, drafts.length > 0 ? drafts : [{ campaignId, advocateEmail: q }]);
  return checked.map((problems, index) => ({
    contact: contacts[index] ?? null,
    // Nobody is being referred here: that no customer is named is no problem of the advocate's.
    problems: problems.filter((code) => code !== "customer_not_found"),
  }));
}
