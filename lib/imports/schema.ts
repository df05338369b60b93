import { z } from "zod";
import type { Rejection } from "@/lib/attributions/schema";
import {
  type ATTRIBUTION_FAULTS,
  attributionChoicesSchema,
  DEFAULT_ATTRIBUTION_CHOICES,
} from "./kinds/attributions/schema";
import { type CONTACT_FAULTS, contactChoicesSchema, DEFAULT_CONTACT_CHOICES } from "./kinds/contacts/schema";
import { type COUPON_FAULTS, couponChoicesSchema } from "./kinds/coupons/schema";
import { DEFAULT_ORDER_CHOICES, type ORDER_FAULTS, orderChoicesSchema } from "./kinds/orders/schema";

/** What can be imported. Each kind has a folder in kinds/: its fields, choices, check, write, undo and words. */
export const IMPORT_KINDS = ["attributions", "contacts", "coupons", "orders"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What a field's values look like, by which a column is recognised without its name. */
export type FieldContent = "email" | "campaign" | "code" | "status" | "instant" | "text";

/** A field of a row, as a kind declares it. */
export type ImportField = {
  key: string;
  label: string;
  /** Other names of the column seen in the field; compared without case, spaces and punctuation. */
  aliases: readonly string[];
  content: FieldContent;
  hint: string;
  /** No two rows share it, so that one value for all of them makes no sense. */
  perRow?: boolean;
};

/** The largest file that is taken, in bytes, and the most rows. */
export const MAX_FILE_BYTES = 1024 ** 3;
export const MAX_ROWS = 5_000_000;
/** A row with a longer cell is refused for its size. */
export const MAX_CELL_CHARACTERS = 100_000;

export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];
export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];
export const QUOTES = ['"', "'"] as const;
export type Quote = (typeof QUOTES)[number];

/** How the bytes of a file become rows of cells. `header`: whether the first row names the columns. */
export const fileFormatSchema = z.object({
  encoding: z.enum(ENCODINGS),
  delimiter: z.enum(DELIMITERS),
  quote: z.enum(QUOTES),
  header: z.boolean(),
});
export type FileFormat = z.infer<typeof fileFormatSchema>;

/** Why a whole file is refused. */
export const FILE_REFUSALS = [
  "spreadsheet",
  "not_text",
  "empty_file",
  "file_too_large",
  "too_many_rows",
  "unclosed_quote",
  "too_many_columns",
] as const;
export type FileRefusal = (typeof FILE_REFUSALS)[number];

/** Where a field's value comes from: a column (counted from 0), one value for all rows, or nowhere. */
const sourceSchema = z.union([
  z.object({ column: z.number().int().min(0).max(16_383) }),
  z.object({ constant: z.string().trim().min(1, "Enter the value for all rows.").max(500) }),
  z.null(),
]);
export type FieldSource = z.infer<typeof sourceSchema>;
export const mappingSchema = z.record(z.string().max(110), sourceSchema);
export type Mapping = Record<string, FieldSource>;

/** How sure a proposed match is: the same name, a known other name, a similar name, by what the column holds. */
export const MATCHED_BY = ["remembered", "name", "alias", "spelling", "content"] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];
/** A proposal for one field. `confidence` is between 0 and 1. */
export type Proposal = { field: string; column: number; by: MatchedBy; confidence: number };

/** What the importer may decide, by the kind of the import. */
export const CHOICES = {
  attributions: attributionChoicesSchema,
  contacts: contactChoicesSchema,
  coupons: couponChoicesSchema,
  orders: orderChoicesSchema,
} as const satisfies Record<ImportKind, z.ZodType>;
export type ChoicesOf<K extends ImportKind> = z.infer<(typeof CHOICES)[K]>;
export type Choices = ChoicesOf<ImportKind>;
export const DEFAULT_CHOICES: { [K in ImportKind]: ChoicesOf<K> } = {
  attributions: DEFAULT_ATTRIBUTION_CHOICES,
  contacts: DEFAULT_CONTACT_CHOICES,
  coupons: {},
  orders: DEFAULT_ORDER_CHOICES,
};

/** What can become of a row. Every row has exactly one of these; its place in the list is what is stored. */
export const ROW_OUTCOMES = [
  "created",
  "attempt",
  "activated",
  "deactivated",
  "reassigned",
  "unchanged",
  "rejected",
  "updated",
  "credited_new",
  "credited_standing",
  "uncredited",
] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];
/** A verdict of the check has the outcome in so many of its lower bits. */
export const OUTCOME_BITS = 4;

/** What can become of a row of each kind, in the order in which it is shown. */
export const OUTCOMES: Record<ImportKind, readonly RowOutcome[]> = {
  attributions: ["created", "attempt", "activated", "deactivated", "reassigned", "unchanged", "rejected"],
  contacts: ["created", "updated", "unchanged", "rejected"],
  coupons: ["created", "unchanged", "rejected"],
  orders: ["credited_new", "credited_standing", "uncredited", "updated", "unchanged", "rejected"],
};

/** What can be wrong with a row whatever its cells mean. */
export const CELL_FAULTS = ["row_too_short", "row_too_long", "cell_too_large", "unclosed_quote"] as const;
export type CellFault = (typeof CELL_FAULTS)[number];
export type RowProblem =
  | CellFault
  | Rejection
  | (typeof ATTRIBUTION_FAULTS)[number]
  | (typeof CONTACT_FAULTS)[number]
  | (typeof COUPON_FAULTS)[number]
  | (typeof ORDER_FAULTS)[number];
/** How many rows have each outcome. */
export type OutcomeCounts = Record<RowOutcome, number>;
/** Of the rejected rows: how many for each reason, the most frequent first. */
export type ProblemCount = { problem: RowProblem; count: number };
/** `contactsCreated` and `segmentsCreated`: what comes to exist beside what the rows are about. */
export type Tally = {
  outcomes: OutcomeCounts;
  problems: ProblemCount[];
  contactsCreated: number;
  segmentsCreated?: number;
};

/** What came of undoing a row. */
export const UNDO_OUTCOMES = ["reversed", "kept", "impossible"] as const;
export type UndoOutcome = (typeof UNDO_OUTCOMES)[number];
/** Why a row could not be undone, or not as a whole. */
export const UNDO_OBSTACLES = [
  "edited_since",
  "attempt_stays",
  "standing_exists",
  "contact_banned",
  "edited_in_part",
  "in_use",
  "order_ended",
  "status_stays",
  "attribution_stays",
] as const;
export type UndoObstacle = (typeof UNDO_OBSTACLES)[number];
export type UndoTally = {
  outcomes: Record<UndoOutcome, number>;
  obstacles: { obstacle: UndoObstacle; count: number }[];
};

export const IMPORT_STATES = [
  "uploading",
  "uploaded",
  "checking",
  "checked",
  "queued",
  "running",
  "done",
  "cancelled",
  "failed",
  "undoing",
  "undone",
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
/** The states in which a worker has something to do. */
export const WORKING_STATES = ["checking", "queued", "running", "undoing"] as const satisfies readonly ImportState[];

const id = z.uuid();
/** Whether they are those of the import's kind is for the command to say, which knows the import. */
const choices = z.union([CHOICES.attributions, CHOICES.contacts, CHOICES.coupons, CHOICES.orders]);
export const importIdSchema = z.object({ id });

/** `checkedAt`: when what is to be done was counted, as it was shown to whoever wants it. */
export const startRunSchema = z.object({ id, checkedAt: z.iso.datetime().nullable() });
export const setFormatSchema = z.object({ id, format: fileFormatSchema });
export const startCheckSchema = z.object({ id, mapping: mappingSchema, choices });
export const setChoicesSchema = z.object({ id, choices });

/** What an upload says of itself in its address. */
export const uploadSchema = z.object({
  kind: z.enum(IMPORT_KINDS),
  name: z.string().trim().min(1).max(255),
});

/** Which rows of an import are asked for: of the check (what would happen) or of the result (what happened). */
export const PHASES = ["check", "result", "undo"] as const;
export type Phase = (typeof PHASES)[number];
export const rowsSchema = z.object({
  id,
  phase: z.enum(PHASES),
  /** One of ROW_OUTCOMES; of the phase undo one of UNDO_OUTCOMES; all rows when it is left out. */
  outcome: z.enum([...ROW_OUTCOMES, ...UNDO_OUTCOMES]).optional(),
  problem: z.string().max(64).optional(),
  /** The line after which the page begins. */
  after: z.coerce.number().int().min(0).default(0),
});

/** One import in the history. Instants are ISO 8601 in UTC. */
export type ImportSummary = {
  id: string;
  kind: ImportKind;
  state: ImportState;
  fileName: string;
  fileSize: number;
  sha256: string;
  createdBy: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** Data rows of the file; null until the file was read as a whole. */
  rowCount: number | null;
  /** What happened so far; null before the run. */
  result: Tally | null;
};

/** How far the present work is. `perSecond` and `secondsLeft` are null while they are not known yet. */
export type Progress = {
  phase: "reading" | "checking" | "running" | "undoing";
  done: number;
  total: number | null;
  perSecond: number | null;
  secondsLeft: number | null;
};

/** Everything the pages of one import show. */
export type ImportView = ImportSummary & {
  /** Who acts in the audit trail; null before the run. The table filters by it. */
  actorId: string | null;
  format: FileFormat;
  headers: string[];
  /** The first data rows, cut to readable lengths. */
  samples: string[][];
  proposals: Proposal[];
  mapping: Mapping;
  choices: Choices;
  check: Tally | null;
  checkedAt: string | null;
  undo: UndoTally | null;
  undoneAt: string | null;
  undoneBy: string | null;
  progress: Progress | null;
  /** How many imports write before this one, when it is queued. */
  ahead: number;
  cancelling: boolean;
  /** Why it failed, in words; null when it did not. */
  failure: string | null;
  /** Since when the file is not kept any more, because somebody in it was erased. */
  fileErasedAt: string | null;
  /** The latest other import of the very same bytes. */
  sameFile: { id: string; fileName: string; state: ImportState; createdAt: string; createdBy: string } | null;
};

/** One row as the lists of an import show it. */
export type ImportRow = {
  line: number;
  cells: string[];
  outcome: RowOutcome;
  /** In the phase undo: what came of undoing it. */
  undo: UndoOutcome | null;
  problem: RowProblem | UndoObstacle | null;
  /** Whom an order is, or would be, credited to. */
  credited: string | null;
  /** The columns whose cells are at fault. */
  faulty: number[];
  /** What it created or changed: an attribution, a contact, a code, an order. */
  recordId: string | null;
};
export type ImportRowPage = { rows: ImportRow[]; next: number | null };
