import "server-only";

/** White space of any script, and the marks of no width that come along when people copy from web pages. */
const INVISIBLE = /[\s\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/;
const ALL_INVISIBLE = new RegExp(`^${INVISIBLE.source}*$`);

/** Whether nothing of the text can be seen. */
export function isBlank(text: string): boolean {
  return text === "" || (!isPlain(text.charCodeAt(0)) && ALL_INVISIBLE.test(text));
}

/** The text without invisible characters at its ends. By index: a pattern is quadratic in a run of spaces inside. */
export function trimInvisible(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && INVISIBLE.test(text[start]!)) start++;
  while (end > start && INVISIBLE.test(text[end - 1]!)) end--;
  return text.slice(start, end);
}

/** Most cells begin with a character of ASCII that is seen, and need no pattern. */
function isPlain(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}
