import "server-only";

/** A body may have so many bytes. */
const LIMIT_BYTES = 1024 * 1024;

export type BodyProblem = "body_too_large" | "unreadable" | "unsupported_type";
/** What a body says, and its very text; or why it could not be read. */
export type Body = { text: string; value: unknown } | { text: null; problem: BodyProblem };

/** Reads a request's body: JSON or a form, by its Content-Type; JSON where none is given. One cut off is unreadable. */
export async function readBody(request: Request): Promise<Body> {
  const text = await readText(request).catch(() => undefined);
  if (text === undefined) return { text: null, problem: "unreadable" };
  if (text === null) return { text, problem: "body_too_large" };
  const type = (request.headers.get("content-type") ?? "application/json").split(";", 1)[0]!.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded")
    return { text, value: Object.fromEntries(new URLSearchParams(text)) };
  if (type !== "application/json") return { text: null, problem: "unsupported_type" };
  try {
    return { text, value: JSON.parse(text) };
  } catch {
    return { text: null, problem: "unreadable" };
  }
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
