import "server-only";
import sql, { raw, type Sql } from "sql-template-tag";
import { type FieldSource, OUTCOME_BITS, ROW_OUTCOMES, type RowOutcome } from "./schema";

/** The lines after `after`, up to and including `upTo`. */
export type LineRange = { importId: string; after: number; upTo: number };

/**
 * The parts in which a run writes a file: first the rows that no other row of the file is in the way of, whose chunks
 * have nothing to do with each other, then those that repeat, in the order of the file.
 */
export type Part = "lone" | "repeated";
export type PartOfRange = LineRange & { part: Part };

/** The condition on a row of `import_match`, as the partial index has it. */
export function isOfPart(part: Part): Sql {
  return part === "repeated" ? sql`repeated` : sql`NOT repeated`;
}

export function rowsOfRange({ importId, after, upTo }: LineRange): Sql {
  return sql`import_row WHERE import_id = ${importId}::uuid AND line > ${after} AND line <= ${upTo}`;
}

/**
 * With what the check has found, as `found`, and the row as `given`. LIMIT leaves the planner no other way than to look
 * each row up by its key.
 */
export function rowsOfPart({ importId, after, upTo, part }: PartOfRange, where = sql`TRUE`): Sql {
  return sql`
    (SELECT * FROM import_match
     WHERE import_id = ${importId}::uuid AND line > ${after} AND line <= ${upTo} AND ${isOfPart(part)} AND ${where}
     ORDER BY line OFFSET 0) AS found
    CROSS JOIN LATERAL (
      SELECT cells, fault FROM import_row WHERE import_id = ${importId}::uuid AND line = found.line LIMIT 1
    ) AS given`;
}

/** The outcome in a verdict: its place in ROW_OUTCOMES. */
export function outcomeIn(verdict: Sql): Sql {
  return sql`(${verdict} & ${raw(String(2 ** OUTCOME_BITS - 1))})`;
}

/** The number that stands for an outcome, written out, so that it is one whatever is around it. */
export const outcomeIndex = (name: RowOutcome): Sql => raw(String(ROW_OUTCOMES.indexOf(name)));

/** What a field's cells say, trimmed; null for an empty cell, and for a field that nothing is mapped to. */
export function cellValue(source: FieldSource | undefined): Sql {
  if (!source) return sql`NULL::text`;
  return "constant" in source
    ? sql`${source.constant}::text`
    : sql`cell_value(cells[${raw(String(source.column + 1))}])`;
}
