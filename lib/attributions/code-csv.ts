import "server-only";
import type { CodeRow } from "@/lib/campaigns/columns";
import { type CsvColumns, csvOf } from "./csv";

/** A campaign's codes as the text of a CSV file; `linkBase` is what a referral link begins with, up to the code. */
export function codesCsv(batches: AsyncIterable<CodeRow[]>, linkBase: string): AsyncGenerator<string> {
  const columns: CsvColumns<CodeRow> = {
    id: (row) => row.id,
    code: (row) => row.code,
    kind: (row) => row.kind,
    state: (row) => (row.retiredAt ? "retired" : "live"),
    advocate_id: (row) => row.advocate.id,
    advocate_email: (row) => row.advocate.email,
    advocate_name: (row) => row.advocate.name,
    referral_link: (row) => (row.kind === "shortcode" && !row.retiredAt ? `${linkBase}${row.code}` : null),
    active_referrals: ({ activeReferrals: { count, capped } }) => `${count}${capped ? "+" : ""}`,
    created_at: (row) => row.createdAt,
    retired_at: (row) => row.retiredAt,
  };
  return csvOf(columns, batches);
}
