import "server-only";
import Papa from "papaparse";
import type { AttributionRow } from "./columns";

/** The columns of an exported file: what each says of a row. Instants are ISO 8601 in UTC. */
export type CsvColumns<T> = Record<string, (row: T) => string | null>;

const attributionCsvColumns: CsvColumns<AttributionRow> = {
  id: (row) => row.id,
  customer_id: (row) => row.customer.id,
  customer_email: (row) => row.customer.email,
  customer_name: (row) => row.customer.name,
  advocate_id: (row) => row.advocate.id,
  advocate_email: (row) => row.advocate.email,
  advocate_name: (row) => row.advocate.name,
  campaign_uid: (row) => row.campaign.uid,
  campaign_name: (row) => row.campaign.name,
  status: (row) => row.status,
  inactive_reason: (row) => row.inactiveReason,
  method: (row) => row.method,
  code: (row) => row.code,
  source: (row) => row.source,
  integration: (row) => row.actor.integration ?? null,
  actor_kind: (row) => row.actor.kind,
  actor: (row) => row.actor.name,
  created_at: (row) => row.createdAt,
  changed_at: (row) => row.changedAt,
};

/** Without it Excel takes UTF-8 for its own code page and spoils every name with an accent. */
const BYTE_ORDER_MARK = "\uFEFF";
const LINE_END = "\r\n";

/** Attributions as the text of a CSV file. */
export function attributionsCsv(batches: AsyncIterable<AttributionRow[]>): AsyncGenerator<string> {
  return csvOf(attributionCsvColumns, batches);
}

/**
 * Rows as the text of a CSV file, a piece for each batch. A cell that a spreadsheet would run as a formula (it begins
 * with = + - @, a tab or a carriage return) gets an apostrophe in front.
 */
export async function* csvOf<T>(columns: CsvColumns<T>, batches: AsyncIterable<T[]>): AsyncGenerator<string> {
  let head = BYTE_ORDER_MARK + toCsv([Object.keys(columns)]);
  for await (const batch of batches) {
    yield head + toCsv(batch.map((row) => Object.values(columns).map((value) => value(row))));
    head = "";
  }
  if (head) yield head;
}

function toCsv(lines: (string | null)[][]): string {
  return Papa.unparse(lines, { escapeFormulae: true, newline: LINE_END }) + LINE_END;
}
