import type { ReportRow } from "@/lib/attributions/change-report";
import type { ChangeKind } from "@/lib/attributions/schema";
import { CHANGE_WORDS, refusalSentence } from "./change-words";

/** The result of a change as CSV, a line for each attribution; what a spreadsheet would run as a formula is text. */
export async function changeCsv(kind: ChangeKind, rows: ReportRow[], newAdvocateEmail: string | null): Promise<string> {
  const { default: Papa } = await import("papaparse");
  const lines = rows.map(({ id, outcome, code, newId, about, facts }) => ({
    attribution_id: id,
    customer_email: about?.customer.email ?? "",
    customer_name: about?.customer.name ?? "",
    advocate_email: about?.advocate.email ?? "",
    campaign_uid: about?.campaign.uid ?? "",
    outcome: outcome === "refused" ? "not changed" : CHANGE_WORDS[kind].done,
    reason: code ? refusalSentence(code) : "",
    new_attribution_id: newId ?? "",
    new_advocate_email: newId ? (newAdvocateEmail ?? "") : "",
    standing_attribution_id: facts?.standing?.id ?? "",
    standing_advocate_email: facts?.standing?.advocate.email ?? "",
  }));
  return Papa.unparse(lines, { escapeFormulae: true, newline: "\r\n" });
}

/** Hands a file to the person, as a download. */
export function downloadCsv(name: string, csv: string): void {
  // The byte order mark tells Excel that this is UTF-8.
  const url = URL.createObjectURL(new Blob(["\uFEFF", csv], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
