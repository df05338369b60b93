import "server-only";
import type { Delimiter } from "./schema";

/** Excel's own first line that names the delimiter, also as other programs save it again: quoted, or filled up. */
const SEP_LINE = /^["']?sep=([,;\t|])["']?\1*[^\S\t]*$/i;

/** The delimiter that a first line `sep=;` names; null when the line is another one. */
export function declaredDelimiter(firstLine: string): Delimiter | null {
  return (SEP_LINE.exec(firstLine)?.[1] as Delimiter | undefined) ?? null;
}
