/** A LIKE pattern for "contains `text`", in the lower case that search columns are kept in; wildcards are literal. */
export function containsPattern(text: string): string {
  return `%${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
