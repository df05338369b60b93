import "server-only";
import { isBlank, trimInvisible } from "./blank";
import { type CsvRow, CsvTokens } from "./csv-tokens";
import { decodePieces } from "./decode";
import { type FileFormat, type FileRefusal, MAX_ROWS } from "./schema";
import { declaredDelimiter } from "./sep-line";

export type { CsvRow };

/** `headers` is the same array in every batch. */
export type CsvBatch = { headers: string[]; rows: CsvRow[] };

const BATCH_ROWS = 5_000;
const BATCH_CHARACTERS = 256 * 1024;

/** Why a file as a whole cannot be read, and the line at which that was seen. */
export class FileProblem extends Error {
  constructor(
    readonly refusal: FileRefusal,
    readonly line: number,
  ) {
    super(`${refusal} at line ${line}`);
    this.name = "FileProblem";
  }
}

/** Throws a `FileProblem`. */
export function refuseFile(refusal: FileRefusal, line: number): never {
  throw new FileProblem(refusal, line);
}

/**
 * The rows of a CSV file in batches, of which there is at least one, in memory that does not grow with the file. Cells
 * are as they stand in the file. Blank lines are no rows, and neither are lines of nothing but delimiters and white
 * space. A row has the cells it has: fewer than there are headers or more, but for empty ones at its end, which are
 * left out where no header stands above them.
 *
 * Throws `FileProblem` (`unclosed_quote`, `too_many_columns`, `too_many_rows`), and what `bytes` throws.
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>, format: FileFormat): AsyncGenerator<CsvBatch> {
  const tokens = new CsvTokens(format, refuseFile);
  const table = new Table(format);
  let read = 0;
  for await (const piece of decodePieces(bytes, format.encoding)) {
    table.take(tokens.push(piece));
    read += piece.length;
    if (read < BATCH_CHARACTERS && table.waiting < BATCH_ROWS) continue;
    read = 0;
    yield* table.batches();
  }
  table.take(tokens.push("", true));
  yield* table.batches(true);
}

/** What the rows of a file are to each other: one names the columns, the others are counted. */
class Table {
  private headers: string[] | null = null;
  private rows: CsvRow[] = [];
  private count = 0;
  private yielded = false;

  constructor(private readonly format: FileFormat) {}

  get waiting(): number {
    return this.rows.length;
  }

  take(rows: CsvRow[]): void {
    for (const row of rows) {
      if (row.cells.every(isBlank) || this.isSepLine(row)) continue;
      if (this.headers) this.add(row, this.headers.length);
      else if (this.format.header) this.headers = headersOf(row);
      else {
        this.headers = row.cells.map((_cell, index) => columnName(index));
        this.add(row, row.cells.length);
      }
    }
  }

  /** What was taken so far; with `last` at least one batch for the whole file. */
  *batches(last = false): Generator<CsvBatch> {
    const rows = this.rows;
    const headers = this.headers ?? [];
    this.rows = [];
    for (let from = 0; from < rows.length; from += BATCH_ROWS) {
      this.yielded = true;
      yield { headers, rows: rows.slice(from, from + BATCH_ROWS) };
    }
    if (last && !this.yielded) yield { headers, rows: [] };
  }

  private add(row: CsvRow, width: number): void {
    this.count++;
    if (this.count > MAX_ROWS) refuseFile("too_many_rows", row.line);
    while (row.cells.length > width && isBlank(row.cells.at(-1)!)) row.cells.pop();
    this.rows.push(row);
  }

  private isSepLine({ line, cells }: CsvRow): boolean {
    return line === 1 && declaredDelimiter(cells.join(this.format.delimiter)) !== null;
  }
}

/** Names for all columns, no two alike. A header that has swallowed the rows below it is no header. */
function headersOf({ line, cells, fault }: CsvRow): string[] {
  if (fault) refuseFile("unclosed_quote", line);
  const names = cells.map(trimInvisible);
  while (names.at(-1) === "") names.pop();
  const uses = new Map<string, number>();
  return names.map((name, index) => {
    const wanted = name || columnName(index);
    let number = uses.get(wanted) ?? 0;
    let free = number ? `${wanted} (${++number})` : wanted;
    while (uses.has(free)) free = `${wanted} (${++number})`;
    uses.set(wanted, Math.max(number, 1)).set(free, 1);
    return free;
  });
}

function columnName(index: number): string {
  return `Column ${index + 1}`;
}
