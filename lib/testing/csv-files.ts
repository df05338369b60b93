import { type CsvRow, readCsv } from "@/lib/imports/csv-reader";
import type { Encoding, FileFormat } from "@/lib/imports/schema";

/** The format of most files. */
export const PLAIN_FORMAT: FileFormat = { encoding: "utf-8", delimiter: ",", quote: '"', header: true };

/** Only a streaming decoder knows the bytes 80 to 9F in every version of Node. */
const WINDOWS_1252 = new TextDecoder("windows-1252").decode(
  Uint8Array.from({ length: 256 }, (_, byte) => byte),
  { stream: true },
);

/** `text` as the bytes of a file. A character that the encoding does not have becomes a question mark. */
export function bytesOf(text: string, encoding: Encoding = "utf-8"): Uint8Array {
  if (encoding === "utf-8") return Buffer.from(text, "utf8");
  if (encoding === "utf-16le") return Buffer.from(text, "utf16le");
  if (encoding === "utf-16be") return Buffer.from(text, "utf16le").swap16();
  return Uint8Array.from(text, (character) => WINDOWS_1252.indexOf(WINDOWS_1252.includes(character) ? character : "?"));
}

/** The bytes in pieces of the given sizes, which are repeated until nothing is left. */
export async function* inPieces(bytes: Uint8Array, sizes: number[] = [65_536]): AsyncGenerator<Uint8Array> {
  for (let from = 0, index = 0; from < bytes.length; index++) {
    const size = sizes[index % sizes.length]!;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

export type ReadFile = { headers: string[]; rows: CsvRow[] };

/** All batches of a file as one. */
export async function readWhole(bytes: AsyncIterable<Uint8Array>, format: Partial<FileFormat> = {}): Promise<ReadFile> {
  let headers: string[] | undefined;
  const rows: CsvRow[] = [];
  for await (const batch of readCsv(bytes, { ...PLAIN_FORMAT, ...format })) {
    headers ??= batch.headers;
    if (batch.headers !== headers) throw new Error("another array of headers");
    rows.push(...batch.rows);
  }
  if (!headers) throw new Error("no batch");
  return { headers, rows };
}

/** What a file of this text reads as. */
export function readText(text: string, format: Partial<FileFormat> = {}): Promise<ReadFile> {
  return readWhole(inPieces(bytesOf(text, format.encoding)), format);
}
