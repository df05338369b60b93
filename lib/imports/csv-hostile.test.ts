import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { bytesOf, inPieces, readWhole } from "@/lib/testing/csv-files";
import { FileProblem } from "./csv-reader";
import { DELIMITERS, ENCODINGS, type FileFormat, QUOTES } from "./schema";
import { sniffFormat } from "./sniff";

const SPECIAL = [...DELIMITERS, ...QUOTES, "\r", "\n", "\r\n", "\0", " ", "\u00A0", "\u2003", "\u2028", "\u200B"];
const ORDINARY = ["a", "B", "7", "é", "€", "ß", "中", "😀", "\uFEFF", "=", "@"];
const LINE_BREAK = /\r\n|\r|\n/g;

const cell = fc.string({ unit: fc.constantFrom(...SPECIAL, ...ORDINARY), maxLength: 8 });
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 });
const format: fc.Arbitrary<FileFormat> = fc.record({
  encoding: fc.constantFrom(...ENCODINGS),
  delimiter: fc.constantFrom(...DELIMITERS),
  quote: fc.constantFrom(...QUOTES),
  header: fc.boolean(),
});
const pieces = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const lineBreaks = fc.array(fc.constantFrom("\r\n", "\n", "\r"), { minLength: 1, maxLength: 4 });

const HEADERS = ["first", "second", "third", "fourth", "fifth"];
const isSeen = (row: string[]) => row.some((text) => /[^\s\u200B]/u.test(text));

function writeCell(text: string, { delimiter, quote }: FileFormat, always: boolean): string {
  const plain = !always && !/^[ \uFEFF]|[\r\n]/.test(text) && !text.includes(delimiter) && !text.includes(quote);
  return plain ? text : quote + text.replaceAll(quote, quote + quote) + quote;
}

/** A file of these rows, and of each row the line it begins on: one more than the line breaks in front of it. */
function write(rows: string[][], given: FileFormat, always: boolean, breaks: string[]) {
  let text = "";
  const lines: number[] = [];
  for (const [index, row] of rows.entries()) {
    lines.push(1 + (text.match(LINE_BREAK)?.length ?? 0));
    text += row.map((one) => writeCell(one, given, always)).join(given.delimiter) + breaks[index % breaks.length]!;
  }
  return { text, lines };
}

/** What is left of a cell in an encoding that lacks some of its characters. */
function inEncoding(text: string, { encoding }: FileFormat): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytesOf(text, encoding), { stream: true });
}

test("whatever is in the cells, they are read as they were written, each row with its line", async () => {
  const property = fc.asyncProperty(
    table,
    format,
    fc.boolean(),
    lineBreaks,
    pieces,
    async (given, form, always, breaks, sizes) => {
      const rows = [HEADERS, ...given].map((row) => row.map((one) => inEncoding(one, form)));
      const { text, lines } = write(rows, form, always, breaks);
      const mark = form.encoding === "windows-1252" ? "" : "\uFEFF";
      const file = await readWhole(inPieces(bytesOf(mark + text, form.encoding), sizes), form);
      const expected = rows.map((cells, index) => ({ line: lines[index], cells })).filter((row) => isSeen(row.cells));
      expect(file.rows).toEqual(form.header ? expected.slice(1) : expected);
    },
  );
  await fc.assert(property, { numRuns: 2_000 });
});

test("whatever a file holds, writing what was read and reading it again gives the same", async () => {
  const property = fc.asyncProperty(cell, table, format, pieces, async (start, rest, form, sizes) => {
    const wild = bytesOf(start + rest.map((row) => row.join(form.delimiter)).join("\n"), form.encoding);
    const headless = { ...form, header: false };
    const cells = (file: { rows: { cells: string[] }[] }) => file.rows.map((row) => row.cells);
    const first = cells(await readWhole(inPieces(wild, sizes), headless));
    const { text } = write(first, headless, true, ["\n"]);
    const second = await readWhole(inPieces(bytesOf(text, form.encoding), sizes), headless);
    expect(cells(second)).toEqual(first);
  });
  await fc.assert(property, { numRuns: 2_000 });
});

test("however the bytes are cut, the rows are the same", async () => {
  const property = fc.asyncProperty(cell, table, format, pieces, async (start, rest, form, sizes) => {
    const bytes = bytesOf(`a\n${start}${rest.map((row) => row.join(form.delimiter)).join("\r\n")}`, form.encoding);
    const read = (cut: number[]) => readWhole(inPieces(bytes, cut), form).catch(String);
    expect(await read(sizes)).toEqual(await read([bytes.length]));
  });
  await fc.assert(property, { numRuns: 1_000 });
});

test("whatever the bytes are, reading them ends, with rows in the order of their lines or with a problem", async () => {
  const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from("\",;\t|\r\n 'a\0")));
  const bytes = fc.array(byte, { maxLength: 300 }).map((list) => Uint8Array.from(list));
  const property = fc.asyncProperty(bytes, format, pieces, async (given, form, sizes) => {
    const sniffed = sniffFormat(given);
    expect(Object.keys(sniffed)).toHaveLength(1);
    for (const one of "format" in sniffed ? [form, sniffed.format] : [form]) {
      try {
        const lines = (await readWhole(inPieces(given, sizes), one)).rows.map(({ line }) => line);
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
      } catch (error) {
        if (!(error instanceof FileProblem)) throw error;
      }
    }
  });
  await fc.assert(property, { numRuns: 2_000 });
});

test("a file with one kind of line break is read as the usual parser reads it", async () => {
  const property = fc.asyncProperty(
    table,
    format,
    fc.boolean(),
    fc.constantFrom("\r\n" as const, "\n" as const),
    async (given, form, quotes, newline) => {
      const { delimiter, quote: quoteChar } = form;
      const text = Papa.unparse([HEADERS, ...given], { delimiter, quoteChar, quotes, newline });
      const oracle = Papa.parse<string[]>(text, { delimiter, quoteChar, newline }).data.filter(isSeen).slice(1);
      const file = await readWhole(inPieces(bytesOf(text)), { ...form, encoding: "utf-8", header: true });
      expect(file.rows.map(({ cells }) => cells)).toEqual(oracle);
    },
  );
  await fc.assert(property, { numRuns: 1_000 });
});
