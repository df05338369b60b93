import "server-only";
import Papa from "papaparse";
import { type AttributionField, FIELDS } from "./columns";
import type { ImportKind } from "./schema";

/** Without it Excel takes UTF-8 for its own code page and spoils every name with an accent. */
const BYTE_ORDER_MARK = "\uFEFF";
const LINE_END = "\r\n";

/** One row for each way to name an advocate, one that deactivates and one with its own date. */
const ATTRIBUTION_EXAMPLES: Partial<Record<AttributionField, string>>[] = [
  {
    customer_email: "riley.example@example.com",
    campaign_uid: "spring-2026",
    advocate_email: "sam.example@example.com",
  },
  { customer_email: "noor.example@example.com", short_code: "SAM-EXAMPLE" },
  { customer_email: "kim.example@example.com", coupon_code: "EXAMPLE-10" },
  {
    customer_email: "alex.example@example.com",
    campaign_uid: "spring-2026",
    advocate_email: "sam.example@example.com",
    status: "inactive",
    reason: "Entered by mistake, see the mail of 3 October",
  },
  {
    customer_email: "jo.example@example.com",
    campaign_uid: "spring-2026",
    advocate_email: "lee.example@example.com",
    status: "active",
    attributed_at: "2026-10-05T14:30:00Z",
  },
];

const EXAMPLES: Record<ImportKind, Record<string, string>[]> = { attributions: ATTRIBUTION_EXAMPLES };

/** A file to start from: the header of a kind and, as an example, rows that show what can stand below it. */
export function templateCsv(kind: ImportKind, example: boolean): string {
  const fields = FIELDS[kind].map(({ key }) => key);
  const data = (example ? EXAMPLES[kind] : []).map((row) => fields.map((field) => row[field] ?? ""));
  return BYTE_ORDER_MARK + Papa.unparse([fields, ...data], { newline: LINE_END }) + LINE_END;
}
