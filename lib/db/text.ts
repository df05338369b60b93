import "server-only";

/**
 * `text` as PostgreSQL can take it and gives it back. A NUL, which no text in it has (a truncated file, a hand-made
 * address), and half of a character that takes two (a text cut at so many units) become the replacement character: so
 * the text is compared like any other, and found nowhere, instead of failing the statement.
 */
export function storable(text: string): string {
  return text.replaceAll("\0", "\uFFFD").replaceAll(/\p{Cs}/gu, "\uFFFD");
}

/**
 * The same as `JSON.stringify` writes it, where both are escapes; a backslash before them would make them mere words.
 */
const UNSTORABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** `value` as JSON that jsonb takes. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSTORABLE, "$1\\ufffd");
}
