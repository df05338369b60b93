import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { storable } from "./text";

/**
 * A LIKE pattern for "contains `text`"; wildcards are literal. Search columns are kept in lower case, and it is
 * PostgreSQL that makes the pattern so as well: JavaScript lowers Σ and İ to other letters.
 */
export function containsPattern(text: string): Sql {
  const literal = storable(text.trim()).replace(/[\\%_]/g, (character) => `\\${character}`);
  return sql`lower(${`%${literal}%`})`;
}
