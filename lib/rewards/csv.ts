import "server-only";
import { type CsvColumns, csvOf } from "@/lib/attributions/csv";
import { decimalAmount } from "@/lib/money/wording";
import type { RewardRow } from "./columns";

/** What a payout system needs: who gets how much of what, and ids by which nothing is paid twice. */
const rewardCsvColumns: CsvColumns<RewardRow> = {
  id: (row) => row.id,
  status: (row) => row.status,
  recipient: (row) => row.recipient,
  contact_id: (row) => row.contact.id,
  contact_email: (row) => row.contact.email,
  contact_name: (row) => row.contact.name,
  amount: (row) => decimalAmount(row.amountMinor, row.currency),
  currency: (row) => row.currency,
  reward_trigger: (row) => row.rule.name,
  reward_trigger_version: (row) => String(row.rule.version),
  earned_by: (row) => row.rule.trigger,
  campaign_uid: (row) => row.campaign.uid,
  campaign_name: (row) => row.campaign.name,
  order_id: (row) => row.order?.orderId ?? null,
  order_status: (row) => row.order?.status ?? null,
  attribution_id: (row) => row.attribution.id,
  advocate_email: (row) => row.attribution.advocate.email,
  customer_email: (row) => row.attribution.customer.email,
  created_at: (row) => row.createdAt,
};

/** Rewards as the text of a CSV file. */
export function rewardsCsv(batches: AsyncIterable<RewardRow[]>): AsyncGenerator<string> {
  return csvOf(rewardCsvColumns, batches);
}
