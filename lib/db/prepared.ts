import "server-only";
import { createHash } from "node:crypto";
import type { QueryConfig } from "pg";
import type { Sql } from "sql-template-tag";

/**
 * Names follow from the text alone: a server holds this module several times over, and all of them share one pool, where
 * a name that one gave to something else would be refused.
 */
const names = new Map<string, string>();

/**
 * The statement under a name of its own, so that each connection parses and plans it once and not with every request:
 * for those that every request of a kind runs, where that is most of their cost. Only for statements whose text is one
 * of a few (what differs is a value), and that touch a few rows: PostgreSQL plans them without looking at the values,
 * and what is planned so for ten rows may compare each of a thousand with each.
 */
export function prepared({ text, values }: Sql): QueryConfig {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash("sha256").update(text).digest("base64url");
    names.set(text, name);
  }
  return { name, text, values };
}

/** So many rows are few: a statement over more of them is worth a plan of its own. */
const FEW = 20;

/** The statement prepared where it is about a few rows only, and as it is for more. */
export function preparedForFew(statement: Sql, rows: number): QueryConfig | Sql {
  return rows <= FEW ? prepared(statement) : statement;
}
