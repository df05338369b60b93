import "server-only";

/**
 * `text` as PostgreSQL can take it. A NUL, which no text in it has (a truncated file, a hand-made address), becomes the
 * replacement character: so the text is compared like any other, and found nowhere, instead of failing the statement.
 */
export function storable(text: string): string {
  return text.replaceAll("\0", "\uFFFD");
}
