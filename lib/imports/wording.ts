import type { Rejection } from "@/lib/attributions/schema";
import { rejectionSentence } from "@/lib/attributions/wording";
import type { AttributionField } from "./columns";
import type {
  Delimiter,
  Encoding,
  FileFormat,
  FileRefusal,
  ImportState,
  MatchedBy,
  Quote,
  RowFault,
  RowOutcome,
  RowProblem,
  UndoObstacle,
  UndoOutcome,
} from "./schema";

/** The words of imports: the one file that turns a stored value into a sentence. */

export const FILE_REFUSAL_MESSAGES: Record<FileRefusal, string> = {
  spreadsheet:
    "This is a spreadsheet file, not a CSV file. Open it in Excel, Numbers or LibreOffice, choose “Save as” and “CSV UTF-8”, and upload that file.",
  not_text: "This file is not text, so it has no rows to read. Save the data as CSV and upload that file.",
  empty_file: "This file has no rows. Check that it is the right one.",
  file_too_large: "This file is larger than 1 GB. Split it, and import the parts one after the other.",
  too_many_rows: "This file has more than 5,000,000 rows. Split it, and import the parts one after the other.",
  unclosed_quote:
    "A cell of this file is too large to be read: a quote is opened and never closed. Correct the line, or choose another quote character.",
  too_many_columns: "This file has more than 1,000 columns. Check the delimiter, or remove columns.",
};

export const ENCODING_LABELS: Record<Encoding, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16, little-endian",
  "utf-16be": "UTF-16, big-endian",
  "windows-1252": "Windows-1252 (Excel, Western)",
};
export const DELIMITER_LABELS: Record<Delimiter, string> = {
  ",": "Comma ,",
  ";": "Semicolon ;",
  "\t": "Tab",
  "|": "Bar |",
};
export const QUOTE_LABELS: Record<Quote, string> = { '"': 'Double quote "', "'": "Single quote '" };

/** How a file is read: "UTF-8, comma, header in the first row". */
export function formatSentence({ encoding, delimiter, header }: FileFormat): string {
  const separator = DELIMITER_LABELS[delimiter].split(" ")[0]!.toLowerCase();
  return `${ENCODING_LABELS[encoding]}, ${separator}, ${header ? "header in the first row" : "no header row"}`;
}

/** How a column was recognised. `confidence` is between 0 and 1. */
export function matchedByWords(by: MatchedBy, confidence: number): string {
  const sure = `${Math.round(confidence * 100)} % sure`;
  if (by === "spelling") return `by spelling, ${sure}`;
  if (by === "content") return `by its content, ${sure}`;
  return { remembered: "as last time", name: "by name", alias: "by another name" }[by];
}

/** What a row's outcome is called, before the run and after it. */
export const OUTCOME_LABELS: Record<RowOutcome, { will: string; did: string }> = {
  created: { will: "Will be created as active", did: "Created as active" },
  attempt: { will: "Will be recorded as inactive duplicate attempts", did: "Recorded as inactive duplicate attempts" },
  activated: { will: "Will be activated", did: "Activated" },
  deactivated: { will: "Will be deactivated", did: "Deactivated" },
  reassigned: { will: "Will be reassigned", did: "Reassigned" },
  unchanged: { will: "Unchanged", did: "Unchanged" },
  rejected: { will: "Rejected", did: "Rejected" },
};

/** The outcome of one row, before the run and after it. */
export const ROW_OUTCOME_NAMES: Record<RowOutcome, string> = {
  created: "Created",
  attempt: "Inactive attempt",
  activated: "Activated",
  deactivated: "Deactivated",
  reassigned: "Reassigned",
  unchanged: "Unchanged",
  rejected: "Rejected",
};

/** "120 inactive attempts", "1 inactive attempt", "7,412 created". */
export function outcomeCount(outcome: RowOutcome, count: number): string {
  const name = ROW_OUTCOME_NAMES[outcome].toLowerCase();
  return `${count.toLocaleString("en")} ${name}${outcome === "attempt" && count !== 1 ? "s" : ""}`;
}

export const IMPORT_GONE = "This import is not there any more: it was discarded. Upload the file again.";

export const STATE_LABELS: Record<ImportState, string> = {
  uploading: "Uploading",
  uploaded: "Uploaded",
  checking: "Checking",
  checked: "Checked",
  queued: "Queued",
  running: "Running",
  done: "Done",
  cancelled: "Cancelled",
  failed: "Failed",
  undoing: "Undoing",
  undone: "Undone",
};

const FAULT_SENTENCES: Record<RowFault, string> = {
  row_too_short: "The row has fewer cells than the header has columns. Add the missing delimiters.",
  row_too_long: "The row has more cells than the header has columns. Quote the cell that contains the delimiter.",
  cell_too_large: "A cell has more than 100,000 characters. Check for a quote that is never closed.",
  unclosed_quote:
    "A quote is opened in this row and never closed, so that the rest of the file became part of it. Close the quote, and import the rows from here on again.",
  customer_required: "The referred contact's e-mail is empty. Enter it.",
  invalid_advocate_email: "The advocate's e-mail is not an e-mail address. Correct it.",
  two_codes: "Both a shortcode and a coupon code are given. Leave one of them.",
  invalid_status: "The status is neither active nor inactive. Correct it, or leave it empty for active.",
  invalid_date: "The date is not one that can be read for certain. Write it as 2026-11-24 or 2026-11-24T14:05:00Z.",
  date_out_of_range: "The date lies in the future or before 1970. Correct it.",
  reason_too_long: "The reason has more than 500 characters. Shorten it.",
  nothing_to_deactivate:
    "There is no attribution of this contact to this advocate in this campaign, so there is nothing to deactivate.",
};

/** A row can have a date of its own, by which a campaign is judged: of a draft of now less can be wrong. */
const DATED_SENTENCES: Partial<Record<RowProblem, string>> = {
  campaign_not_started:
    "The campaign had not started on the date of the row, or has not started yet. Correct the date, or choose a campaign that was running.",
  campaign_ended:
    "The campaign had ended on the date of the row, or has ended by now. Correct the date, or choose a campaign that was running.",
};

/** What is wrong with a row, and what to do about it. */
export function problemSentence(problem: RowProblem): string {
  if (problem in FAULT_SENTENCES) return FAULT_SENTENCES[problem as RowFault];
  return DATED_SENTENCES[problem] ?? rejectionSentence(problem as Rejection);
}

export const UNDO_LABELS: Record<UndoOutcome, { will: string; did: string }> = {
  reversed: { will: "Will be reversed", did: "Reversed" },
  kept: { will: "Will be kept: edited since", did: "Kept: edited since" },
  impossible: { will: "Cannot be undone", did: "Could not be undone" },
};

export const UNDO_NAMES: Record<UndoOutcome, string> = {
  reversed: "Reversed",
  kept: "Kept",
  impossible: "Impossible",
};

export const UNDO_OBSTACLE_SENTENCES: Record<UndoObstacle, string> = {
  edited_since: "Somebody changed this attribution after the import; their change stays.",
  attempt_stays: "A logged attempt stays in the history. It is inactive and credits nobody.",
  standing_exists: "Another attribution of this contact is active in the campaign by now.",
  contact_banned: "A contact of the former attribution is banned by now.",
};

/** The fields a problem is about: their cells are marked. A problem of the row as a whole has none. */
export const PROBLEM_FIELDS: Partial<Record<RowProblem, readonly AttributionField[]>> = {
  customer_required: ["customer_email"],
  invalid_email: ["customer_email"],
  customer_not_found: ["customer_email"],
  customer_unsubscribed: ["customer_email"],
  campaign_required: ["campaign_uid"],
  campaign_not_found: ["campaign_uid"],
  campaign_not_started: ["campaign_uid", "short_code", "coupon_code", "attributed_at"],
  campaign_ended: ["campaign_uid", "short_code", "coupon_code", "attributed_at"],
  unknown_code: ["short_code", "coupon_code"],
  code_retired: ["short_code", "coupon_code"],
  code_campaign_mismatch: ["campaign_uid", "short_code", "coupon_code"],
  code_advocate_mismatch: ["advocate_email", "short_code", "coupon_code"],
  two_codes: ["short_code", "coupon_code"],
  advocate_required: ["advocate_email", "short_code", "coupon_code"],
  advocate_not_found: ["advocate_email"],
  advocate_not_enrolled: ["advocate_email", "short_code", "coupon_code"],
  advocate_not_in_segment: ["advocate_email", "short_code", "coupon_code"],
  invalid_advocate_email: ["advocate_email"],
  self_referral: ["customer_email", "advocate_email", "short_code", "coupon_code"],
  contact_banned: ["customer_email", "advocate_email", "short_code", "coupon_code"],
  invalid_status: ["status"],
  nothing_to_deactivate: ["status"],
  invalid_date: ["attributed_at"],
  date_out_of_range: ["attributed_at"],
  reason_too_long: ["reason"],
};
