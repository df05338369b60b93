import { ATTRIBUTION_WORDS } from "./kinds/attributions/wording";
import { CONTACT_WORDS } from "./kinds/contacts/wording";
import { COUPON_WORDS } from "./kinds/coupons/wording";
import { ORDER_WORDS } from "./kinds/orders/wording";
import type { KindWords } from "./kinds/wording";
import type {
  CellFault,
  Delimiter,
  Encoding,
  FileFormat,
  FileRefusal,
  ImportKind,
  ImportState,
  MatchedBy,
  Phase,
  Quote,
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

/** The words of each kind. */
export const WORDS: Record<ImportKind, KindWords> = {
  attributions: ATTRIBUTION_WORDS,
  contacts: CONTACT_WORDS,
  coupons: COUPON_WORDS,
  orders: ORDER_WORDS,
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
  updated: "Updated",
  credited_new: "Newly credited",
  credited_standing: "Credited to who stands",
  uncredited: "Uncredited",
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

const FAULT_SENTENCES: Record<CellFault, string> = {
  row_too_short: "The row has fewer cells than the header has columns. Add the missing delimiters.",
  row_too_long: "The row has more cells than the header has columns. Quote the cell that contains the delimiter.",
  cell_too_large: "A cell has more than 100,000 characters. Check for a quote that is never closed.",
  unclosed_quote:
    "A quote is opened in this row and never closed, so that the rest of the file became part of it. Close the quote, and import the rows from here on again.",
};

/** What is wrong with a row, or in the way of undoing it, and what to do about it. */
export function reasonSentence(kind: ImportKind, reason: RowProblem | UndoObstacle, phase: Phase): string {
  const { problem, obstacles } = WORDS[kind];
  const words =
    phase === "undo"
      ? obstacles[reason as UndoObstacle]
      : (FAULT_SENTENCES[reason as CellFault] ?? problem(reason as RowProblem));
  return words ?? reason.replaceAll("_", " ");
}

/** What came of undoing rows, before it is done and after. */
export function undoLabels(kind: ImportKind): Record<UndoOutcome, { will: string; did: string }> {
  return {
    reversed: { will: "Will be reversed", did: "Reversed" },
    kept: WORDS[kind].kept,
    impossible: { will: "Cannot be undone", did: "Could not be undone" },
  };
}

export const UNDO_NAMES: Record<UndoOutcome, string> = {
  reversed: "Reversed",
  kept: "Kept",
  impossible: "Impossible",
};
