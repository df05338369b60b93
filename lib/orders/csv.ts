import "server-only";
import { type CsvColumns, csvOf } from "@/lib/attributions/csv";
import { decimalAmount } from "@/lib/money/wording";
import type { OrderRow } from "./columns";

const orderCsvColumns: CsvColumns<OrderRow> = {
  id: (row) => row.id,
  order_id: (row) => row.orderId,
  customer_email: (row) => row.customer.email,
  customer_name: (row) => row.customer.name,
  revenue_amount: (row) => decimalAmount(row.revenueMinor, row.currency),
  currency: (row) => row.currency,
  advocate_email: (row) => row.attribution?.advocate.email ?? null,
  advocate_name: (row) => row.attribution?.advocate.name ?? null,
  campaign_uid: (row) => row.campaign?.uid ?? null,
  campaign_name: (row) => row.campaign?.name ?? null,
  attribution_id: (row) => row.attribution?.id ?? null,
  method: (row) => row.attribution?.method ?? null,
  code: (row) => row.attribution?.code ?? null,
  status: (row) => row.status,
  external_status: (row) => row.externalStatus,
  rewards: ({ rewards }) =>
    rewards
      .map(({ amountMinor, currency, status }) => `${decimalAmount(amountMinor, currency)} ${currency} ${status}`)
      .join("; "),
  source: (row) => row.source,
  integration: (row) => row.actor.integration ?? null,
  actor: (row) => row.actor.name,
  ordered_at: (row) => row.orderedAt,
};

/** Orders as the text of a CSV file. */
export function ordersCsv(batches: AsyncIterable<OrderRow[]>): AsyncGenerator<string> {
  return csvOf(orderCsvColumns, batches);
}
