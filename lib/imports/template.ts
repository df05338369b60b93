import "server-only";
import Papa from "papaparse";
import { FIELDS } from "./columns";
import { ATTRIBUTION_EXAMPLES } from "./kinds/attributions/examples";
import { CONTACT_EXAMPLES } from "./kinds/contacts/examples";
import { COUPON_EXAMPLES } from "./kinds/coupons/examples";
import { ORDER_EXAMPLES } from "./kinds/orders/examples";
import type { ImportKind } from "./schema";

/** Without it Excel takes UTF-8 for its own code page and spoils every name with an accent. */
const BYTE_ORDER_MARK = "\uFEFF";
const LINE_END = "\r\n";

/** Rows that show what can stand below the header of a kind. */
const EXAMPLES: Record<ImportKind, Record<string, string>[]> = {
  attributions: ATTRIBUTION_EXAMPLES,
  contacts: CONTACT_EXAMPLES,
  coupons: COUPON_EXAMPLES,
  orders: ORDER_EXAMPLES,
};

/** A file to start from: the header of a kind and, as an example, rows that show what can stand below it. */
export function templateCsv(kind: ImportKind, example: boolean): string {
  const rows = example ? EXAMPLES[kind] : [];
  // What an example has beside the fields is a column of the admin's own.
  const fields = [...new Set([...FIELDS[kind].map(({ key }) => key), ...rows.flatMap((row) => Object.keys(row))])];
  const data = rows.map((row) => fields.map((field) => row[field] ?? ""));
  return BYTE_ORDER_MARK + Papa.unparse([fields, ...data], { newline: LINE_END }) + LINE_END;
}
