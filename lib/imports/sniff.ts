import "server-only";
import { isBlank, trimInvisible } from "./blank";
import { looksLikeData } from "./content";
import { FileProblem, refuseFile } from "./csv-reader";
import { CsvTokens } from "./csv-tokens";
import { decodeHead, sniffEncoding } from "./decode";
import { DELIMITERS, type Delimiter, type Encoding, type FileFormat, type FileRefusal, type Quote } from "./schema";
import { declaredDelimiter } from "./sep-line";

/** How much of the text the delimiter, the quote and the header are judged by. */
const SAMPLE_CHARACTERS = 64 * 1024;
const SAMPLE_ROWS = 200;

/** How a document or an archive begins. Every spreadsheet of today is a zip file; those of old are OLE files. */
const SPREADSHEETS = ["PK\x03\x04", "\xD0\xCF\x11\xE0"];
const DOCUMENTS = ["%PDF-", "{\\rtf", "\x89PNG", "\x1F\x8B"];

/** Controls that text does have: tab, the breaks of lines and pages, the old mark of an end, escape. */
const TEXT_CONTROLS = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b, 0x85]);

/** One way to read the sample, and how far the rows it gives are a table: 0 to 1, with a little for more columns. */
type Reading = { delimiter: Delimiter; quote: Quote; rows: string[][]; score: number };

/**
 * How the bytes of a file become rows of cells, or why they cannot. `head` is the beginning of the file, up to 1 MB.
 * What it finds is a proposal: the importer can correct it.
 */
export function sniffFormat(head: Uint8Array): { format: FileFormat } | { refusal: FileRefusal } {
  if (beginsWith(head, SPREADSHEETS)) return { refusal: "spreadsheet" };
  if (beginsWith(head, DOCUMENTS)) return { refusal: "not_text" };
  const encoding = sniffEncoding(head);
  const text = decodeHead(head, encoding);
  if (!isText(text)) return { refusal: "not_text" };
  const firstLine = /^[^\r\n]*/.exec(text)![0];
  const declared = declaredDelimiter(firstLine);
  const body = (declared ? text.slice(firstLine.length) : text).replace(/^\s*[\r\n]/, "");
  if (/^[\s\uFEFF,;|"']*$/.test(body)) return { refusal: "empty_file" };
  return { format: formatOf(body, encoding, declared) };
}

function formatOf(body: string, encoding: Encoding, declared: Delimiter | null): FileFormat {
  const sample = wholeLines(body);
  const readings = (declared ? [declared] : DELIMITERS).map((delimiter) => readAs(sample, delimiter));
  // Of equals the rarer character: it is the comma that also stands in numbers and sentences.
  const likely = readings.reduce((a, b) => (b.score >= a.score ? b : a));
  const best = likely.score > 0 ? likely : readings[0]!;
  return { encoding, delimiter: best.delimiter, quote: best.quote, header: !beginsWithData(best.rows) };
}

function beginsWith(head: Uint8Array, beginnings: readonly string[]): boolean {
  const start = String.fromCharCode(...head.subarray(0, 8));
  return beginnings.some((beginning) => start.startsWith(beginning));
}

/** A few stray characters make no file binary: some old systems end their fields with NUL. */
function isText(text: string): boolean {
  let strange = 0;
  for (let index = 0; index < text.length; index++) if (isStrange(text.charCodeAt(index))) strange++;
  return strange <= 4 || strange * 25 <= text.length;
}

/** A control that text has no use for, or what stands for bytes that are no character. */
function isStrange(code: number): boolean {
  if (code === 0xfffd) return true;
  return (code < 0x20 || (code >= 0x7f && code < 0xa0)) && !TEXT_CONTROLS.has(code);
}

/** The sample without a last line that is cut off, which would be one cell short. */
function wholeLines(text: string): string {
  if (text.length <= SAMPLE_CHARACTERS) return text;
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const end = Math.max(sample.lastIndexOf("\n"), sample.lastIndexOf("\r"));
  return end < 0 ? sample : sample.slice(0, end);
}

function readAs(sample: string, delimiter: Delimiter): Reading {
  const quote = quoteOf(sample, delimiter);
  const rows = rowsOf(sample, delimiter, quote);
  return { delimiter, quote, rows, score: consistencyOf(rows) };
}

function rowsOf(sample: string, delimiter: Delimiter, quote: Quote): string[][] {
  try {
    return new CsvTokens({ delimiter, quote }, refuseFile)
      .push(sample, true)
      .map(({ cells }) => cells)
      .filter((cells) => !cells.every(isBlank))
      .slice(0, SAMPLE_ROWS);
  } catch (error) {
    if (error instanceof FileProblem) return [];
    throw error;
  }
}

/** `'` only where it encloses at least one cell for each line and `"` encloses none; it is an apostrophe else. */
function quoteOf(sample: string, delimiter: Delimiter): Quote {
  const enclosed = (quote: Quote) => {
    const cell = new RegExp(
      `(?<![^\\r\\n\\${delimiter}])${quote}[^${quote}]*${quote}(?=[\\r\\n\\${delimiter}]|$)`,
      "g",
    );
    return sample.match(cell)?.length ?? 0;
  };
  const lines = sample.split(/[\r\n]+/).filter((line) => line !== "").length;
  return enclosed('"') === 0 && enclosed("'") >= lines ? "'" : '"';
}

/**
 * The share of rows that have the most frequent number of columns, halved where the first row is not one of them, and
 * a little more for more columns. Rows of one column speak for no delimiter.
 */
function consistencyOf(rows: string[][]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  let width = 1;
  for (const [length, count] of counts) {
    const most = counts.get(width) ?? 0;
    if (count > most || (count === most && length > width)) width = length;
  }
  if (width === 1) return 0;
  const share = counts.get(width)! / rows.length;
  const led = rows[0]!.length === width ? 1 : 0.5;
  return share * led * (2 - 1 / width);
}

/** Whether the first row holds values already: a telling one, or only such as stand in the same column further down. */
function beginsWithData([first, ...others]: string[][]): boolean {
  const cells = (first ?? []).map(trimInvisible);
  if (cells.some(looksLikeData)) return true;
  const below = others.map((row) => row.map(trimInvisible));
  // A header may stand in the file again, where exports were put together: that repeats the row as a whole.
  const unlike = below.filter((row) => row.some((cell, index) => cell !== (cells[index] ?? "")));
  return cells.every((cell, index) => cell === "" || unlike.some((row) => row[index] === cell));
}
