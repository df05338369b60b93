import "server-only";
import { type Delimiter, type FileFormat, type FileRefusal, MAX_CELL_CHARACTERS } from "./schema";

/** A row that is wider is no table: the delimiter or the quote is another one. */
export const MAX_COLUMNS = 1_000;
/** What an open quote may swallow, in characters, before the file is given up. */
const MAX_QUOTED_CHARACTERS = 64 * 1024 ** 2;
/** What is kept of a cell that is too large. */
const KEPT_CHARACTERS = 1_000;

export type RowFailure = "cell_too_large" | "unclosed_quote";
/** `line`: the line of the file on which the row begins, from 1, as an editor counts them. */
export type CsvRow = { line: number; cells: string[]; fault?: RowFailure };

/** Where the scanner stands: before a row, before a cell (or in the spaces before it), in a cell, in its quotes. */
type Place = "row" | "cell" | "plain" | "quoted";

const LF = "\n";
const CR = "\r";

/**
 * Rows of cells out of text that comes in pieces cut anywhere. It holds one piece and one cut-off row, never more, and
 * looks at each character a constant number of times, whatever the file.
 *
 * What RFC 4180 leaves open is read as LibreOffice does: spaces before an opening quote are dropped, any other text
 * before a quote makes it an ordinary character, and text after a closing quote belongs to the cell.
 */
export class CsvTokens {
  private readonly delimiter: Delimiter;
  private readonly quote: string;
  private place: Place = "row";
  private rows: CsvRow[] = [];
  private cells: string[] = [];
  private fault: RowFailure | undefined;
  private cell = "";
  private length = 0;
  private quoted = 0;
  private quoteLine = 1;
  private line = 1;
  private rowLine = 1;
  private text = "";
  private at = 0;
  /** The last character of a piece waits for the next one: it may be half of CR LF or of a doubled quote. */
  private end = 0;
  /** Where each special character is found next, so that none is searched for twice over the same text. */
  private nextDelimiter = 0;
  private nextQuote = 0;
  private nextLf = 0;
  private nextCr = 0;

  /** `refuse` throws: it is told why the whole file cannot be read, and the line. */
  constructor(
    format: Pick<FileFormat, "delimiter" | "quote">,
    private readonly refuse: (refusal: FileRefusal, line: number) => never,
  ) {
    this.delimiter = format.delimiter;
    this.quote = format.quote;
  }

  /** The rows that end in this piece, or with `last` also the one that the end of the file ends. */
  push(piece: string, last = false): CsvRow[] {
    this.text = this.text.slice(this.at) + piece;
    this.at = 0;
    this.end = last ? this.text.length : this.text.length - 1;
    this.nextDelimiter = this.nextQuote = this.nextLf = this.nextCr = -1;
    this.rows = [];
    while (this.at < this.end) this.step();
    if (last && this.place !== "row") {
      if (this.place === "quoted") this.fault = "unclosed_quote";
      this.endCell();
      this.endRow();
    }
    return this.rows;
  }

  private step(): void {
    if (this.place === "row") this.readRow();
    else if (this.place === "cell") this.openCell();
    else if (this.place === "plain") this.readPlain();
    else this.readQuoted();
  }

  /** Most lines of most files are whole and without quotes: those are split at once. */
  private readRow(): void {
    const stop = this.lineEnd();
    const size = stop - this.at;
    if (stop >= this.end || this.quoteAt() < stop || size > MAX_CELL_CHARACTERS) {
      this.place = "cell";
      return;
    }
    if (size > 0) {
      this.cells = this.text.slice(this.at, stop).split(this.delimiter);
      if (this.cells.length > MAX_COLUMNS) this.refuse("too_many_columns", this.rowLine);
      this.endRow();
    }
    this.passLineEnd(stop);
  }

  private openCell(): void {
    let opening = this.at;
    while (opening < this.end && this.text[opening] === " ") opening++;
    if (opening === this.end) {
      this.append(this.at, opening);
    } else if (this.text[opening] === this.quote) {
      this.place = "quoted";
      this.cell = "";
      this.length = this.quoted = 0;
      this.quoteLine = this.line;
      this.at = opening + 1;
    } else {
      this.place = "plain";
    }
  }

  private readPlain(): void {
    const lineEnd = this.lineEnd();
    const stop = Math.min(this.delimiterAt(), lineEnd, this.end);
    this.append(this.at, stop);
    if (stop === this.end) return;
    this.endCell();
    if (stop === lineEnd) {
      this.endRow();
      this.passLineEnd(stop);
    } else {
      this.place = "cell";
      this.at = stop + 1;
    }
  }

  private readQuoted(): void {
    const from = this.at;
    const stop = Math.min(this.quoteAt(), this.end);
    this.append(from, stop);
    this.countLines(from, stop);
    this.quoted += stop - from;
    if (this.quoted > MAX_QUOTED_CHARACTERS) this.refuse("unclosed_quote", this.quoteLine);
    if (stop === this.end) return;
    if (this.text[stop + 1] === this.quote) {
      this.append(stop, stop + 1);
      this.quoted += 2;
      this.at = stop + 2;
    } else {
      this.place = "plain";
      this.at = stop + 1;
    }
  }

  /** Takes the text up to `to` into the cell; of a cell that becomes too large only the beginning stays. */
  private append(from: number, to: number): void {
    this.at = to;
    const before = this.length;
    this.length += to - from;
    if (this.length <= MAX_CELL_CHARACTERS) this.cell += this.text.slice(from, to);
    else if (before <= MAX_CELL_CHARACTERS) {
      this.cell = beginningOf(this.cell + this.text.slice(from, Math.min(to, from + KEPT_CHARACTERS)));
    }
  }

  private endCell(): void {
    if (this.length > MAX_CELL_CHARACTERS) this.fault ??= "cell_too_large";
    this.cells.push(this.cell);
    this.cell = "";
    this.length = 0;
    if (this.cells.length > MAX_COLUMNS) this.refuse("too_many_columns", this.rowLine);
  }

  private endRow(): void {
    const row: CsvRow = { line: this.rowLine, cells: this.cells };
    if (this.fault) row.fault = this.fault;
    this.rows.push(row);
    this.cells = [];
    this.fault = undefined;
    this.place = "row";
  }

  private passLineEnd(stop: number): void {
    this.at = this.text[stop] === CR && this.text[stop + 1] === LF ? stop + 2 : stop + 1;
    this.line++;
    this.rowLine = this.line;
  }

  private countLines(from: number, to: number): void {
    let lf = this.lfAt(from);
    for (; lf < to; lf = find(this.text, LF, lf + 1)) this.line++;
    this.nextLf = lf;
    let cr = this.crAt(from);
    for (; cr < to; cr = find(this.text, CR, cr + 1)) if (this.text[cr + 1] !== LF) this.line++;
    this.nextCr = cr;
  }

  private lineEnd(): number {
    return Math.min(this.lfAt(this.at), this.crAt(this.at));
  }

  private lfAt(from: number): number {
    if (this.nextLf < from) this.nextLf = find(this.text, LF, from);
    return this.nextLf;
  }

  private crAt(from: number): number {
    if (this.nextCr < from) this.nextCr = find(this.text, CR, from);
    return this.nextCr;
  }

  private quoteAt(): number {
    if (this.nextQuote < this.at) this.nextQuote = find(this.text, this.quote, this.at);
    return this.nextQuote;
  }

  private delimiterAt(): number {
    if (this.nextDelimiter < this.at) this.nextDelimiter = find(this.text, this.delimiter, this.at);
    return this.nextDelimiter;
  }
}

function find(text: string, character: string, from: number): number {
  const index = text.indexOf(character, from);
  return index < 0 ? Number.POSITIVE_INFINITY : index;
}

/** The first characters and an ellipsis; a pair of surrogates is not cut in two. */
function beginningOf(cell: string): string {
  const last = cell.charCodeAt(KEPT_CHARACTERS - 1);
  return `${cell.slice(0, last >= 0xd800 && last < 0xdc00 ? KEPT_CHARACTERS - 1 : KEPT_CHARACTERS)}…`;
}
