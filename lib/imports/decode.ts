import "server-only";
import { setImmediate } from "node:timers/promises";
import type { Encoding } from "./schema";

/** Bytes that are decoded at once: a millisecond of work. */
const PIECE_BYTES = 64 * 1024;
/** How long a file may keep the event loop, which it shares with the requests of others. */
const TURN_MS = 8;

/**
 * The text of a file in pieces, without its byte order mark. Bytes that are no text of the encoding become U+FFFD. A
 * character that is cut in two by the pieces is not.
 */
export async function* decodePieces(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decode = decoderOf(encoding);
  let turn = performance.now();
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
      yield decode(chunk.subarray(from, from + PIECE_BYTES));
      if (performance.now() - turn < TURN_MS) continue;
      await setImmediate();
      turn = performance.now();
    }
  }
  yield decode();
}

/** The text of the beginning of a file; half a character at its end is left out. */
export function decodeHead(head: Uint8Array, encoding: Encoding): string {
  return decoderOf(encoding)(head);
}

/** A function that takes one piece after the other, and at last none. */
function decoderOf(encoding: Encoding): (bytes?: Uint8Array) => string {
  if (encoding === "windows-1252") return (bytes) => (bytes ? decodeWindows1252(bytes) : "");
  const decoder = new TextDecoder(encoding);
  return (bytes) => decoder.decode(bytes, { stream: bytes !== undefined });
}

/** The characters of the bytes 80 to 9F, in which Windows-1252 differs from Latin-1. */
const WINDOWS_EXTRAS = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ";

/** Not by TextDecoder, which in some versions of Node gives control characters for those bytes. */
function decodeWindows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return text.replace(/[\x80-\x9F]/g, (control) => WINDOWS_EXTRAS[control.charCodeAt(0) - 0x80]!);
}

/** The encoding of a file by its beginning: its byte order mark, else the pattern of its bytes. */
export function sniffEncoding(head: Uint8Array): Encoding {
  const mark = markOf(head);
  if (mark) return mark;
  const wide = wideEncodingOf(head.subarray(0, PIECE_BYTES));
  if (wide) return wide;
  return isUtf8(head) ? "utf-8" : "windows-1252";
}

function markOf([first, second, third]: Uint8Array): Encoding | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return null;
}

/** Text of two bytes a character has a zero in every other place wherever it is Latin, and next to none beside. */
function wideEncodingOf(head: Uint8Array): Encoding | null {
  const pairs = head.length >> 1;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < pairs * 2; index += 2) {
    if (head[index] === 0) even++;
    if (head[index + 1] === 0) odd++;
  }
  if (odd * 2 > pairs && even * 20 < pairs) return "utf-16le";
  if (even * 2 > pairs && odd * 20 < pairs) return "utf-16be";
  return null;
}

/** A head of this many bytes may be cut off in the middle of a character. */
const CUT_HEAD_BYTES = 1_000_000;

/**
 * Whether the bytes are UTF-8, of which the last character may be cut off. A short file of ASCII that ends in half a
 * character is not: it ends in an accented letter of Windows-1252.
 */
function isUtf8(head: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    const whole = new TextEncoder().encode(text).length === head.length;
    return whole || head.length >= CUT_HEAD_BYTES || /\P{ASCII}/u.test(text);
  } catch {
    return false;
  }
}
