import "server-only";

/** A body may have so many bytes. */
const LIMIT_BYTES = 1024 * 1024;

export type BodyProblem = "body_too_large" | "unreadable" | "unsupported_type";
/**
 * What a body says, and its very text; or why it could not be read, with its beginning. `isJsonInForm`: it came as a form,
 * and looks like JSON that was sent without saying so, as curl does.
 */
export type Body =
  | { text: string; value: unknown; isJsonInForm: boolean }
  | { text: null; problem: BodyProblem; unread: string | null };

/** Of a body that could not be read so many characters are kept. */
const KEPT_UNREAD = 10_000;
const BYTE_ORDER_MARK = "\uFEFF";

/** Reads a request's body: JSON or a form, by its Content-Type; JSON where none is given. One cut off is unreadable. */
export async function readBody(request: Request): Promise<Body> {
  const sent = await readText(request).catch(() => undefined);
  if (sent === undefined) return { text: null, problem: "unreadable", unread: null };
  if (sent === null) return { text: null, problem: "body_too_large", unread: null };
  const text = sent.startsWith(BYTE_ORDER_MARK) ? sent.slice(1) : sent;
  const type = (request.headers.get("content-type") ?? "application/json").split(";", 1)[0]!.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded") {
    const fields = [...new URLSearchParams(text)];
    return { text, value: Object.fromEntries(fields), isJsonInForm: /^\s*[{[]/.test(fields[0]?.[0] ?? "") };
  }
  if (type !== "application/json") return unread(text, "unsupported_type");
  try {
    return { text, value: JSON.parse(text), isJsonInForm: false };
  } catch {
    return unread(text, "unreadable");
  }
}

function unread(text: string, problem: BodyProblem): Body {
  return { text: null, problem, unread: text.slice(0, KEPT_UNREAD) || null };
}

/** The body's text, or null when it has more bytes than it may have: the rest is not waited for. */
async function readText(request: Request): Promise<string | null> {
  if (Number(request.headers.get("content-length")) > LIMIT_BYTES) return null;
  if (!request.body) return "";
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body) {
    size += piece.byteLength;
    if (size > LIMIT_BYTES) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}
