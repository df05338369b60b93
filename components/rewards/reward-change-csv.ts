import { decimalAmount } from "@/lib/money/wording";
import type { RewardReportRow } from "@/lib/rewards/change-report";
import type { RewardChange } from "@/lib/rewards/schema";
import { CHANGE_DONE, rewardRefusalWords } from "@/lib/rewards/wording";

/** The result of a change as CSV, a line for each reward; what a spreadsheet would run as a formula is text. */
export async function rewardChangeCsv(change: RewardChange, rows: RewardReportRow[]): Promise<string> {
  const { default: Papa } = await import("papaparse");
  const lines = rows.map(({ id, outcome, code, about }) => ({
    reward_id: id,
    contact_email: about?.contact.email ?? "",
    contact_name: about?.contact.name ?? "",
    amount: about ? decimalAmount(about.amountMinor, about.currency) : "",
    currency: about?.currency ?? "",
    campaign_uid: about?.campaign.uid ?? "",
    order_id: about?.orderId ?? "",
    outcome: outcome === "refused" ? "not changed" : CHANGE_DONE[change],
    reason: code ? rewardRefusalWords(change, code) : "",
  }));
  return Papa.unparse(lines, { escapeFormulae: true, newline: "\r\n" });
}
