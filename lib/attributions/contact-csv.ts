import "server-only";
import type { ContactRow } from "@/lib/contacts/columns";
import { type CsvColumns, csvOf } from "./csv";

/** Between several names in one cell. */
const SEPARATOR = "; ";

const contactCsvColumns: CsvColumns<ContactRow> = {
  id: (row) => row.id,
  email: (row) => row.email,
  first_name: (row) => row.firstName,
  last_name: (row) => row.lastName,
  uid: (row) => row.uid,
  phone: (row) => row.phone,
  company: (row) => row.company,
  status: (row) => row.status,
  segments: (row) => row.segments.join(SEPARATOR),
  advocate_in: (row) => row.campaigns.join(SEPARATOR),
  active_referrals: ({ referralsMade: { count, capped } }) => `${count}${capped ? "+" : ""}`,
  referred_by: (row) =>
    row.referredBy.map(({ campaign, advocate }) => `${campaign}: ${advocate.email}`).join(SEPARATOR),
  source: (row) => row.source,
  created_at: (row) => row.createdAt,
};

/** Contacts as the text of a CSV file. */
export function contactsCsv(batches: AsyncIterable<ContactRow[]>): AsyncGenerator<string> {
  return csvOf(contactCsvColumns, batches);
}
