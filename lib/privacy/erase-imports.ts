import "server-only";
import sql, { raw, type Sql } from "sql-template-tag";
import type { Transaction } from "@/lib/db/transaction";
import type { Mapping } from "@/lib/imports/schema";
import { ERASED, holdsAnything, type Identity, namesPerson } from "./identity";
import type { ImportTrace } from "./traces";

/**
 * Takes a person out of the imports whose files name them: of a row the cells that are about the person, of the file
 * itself everything, its first rows included: a file cannot be kept without a part of it.
 */
export async function eraseFromImports(tx: Transaction, identity: Identity, traces: ImportTrace[]): Promise<void> {
  for (const trace of traces) await eraseRows(tx, identity, trace);
  const ids = traces.map(({ id }) => id);
  await tx.query(sql`DELETE FROM import_piece WHERE import_id = ANY(${ids}::uuid[])`);
  await tx.query(sql`
    UPDATE import_run SET file_erased_at = coalesce(file_erased_at, now()), samples = '[]'
    WHERE id = ANY(${ids}::uuid[])`);
  await tx.query(sql`
    UPDATE import_match SET newcomer = NULL
    WHERE newcomer IS NOT NULL AND ${namesPerson(identity, sql`newcomer`)}`);
  await tx.query(sql`
    UPDATE import_change SET before = '{}', after = '{}', segment_id = NULL WHERE contact_id = ANY(${identity.ids}::uuid[])`);
  await eraseFromRuns(tx, identity, new Set(ids));
}

/**
 * By value, and by what the check found out: the cell may name the person by an e-mail they had before. A row of an import
 * of contacts is about one person as a whole.
 */
async function eraseRows(tx: Transaction, identity: Identity, { id, lines }: ImportTrace): Promise<void> {
  const { rows } = await tx.query<{ kind: string; mapping: Mapping }>(
    sql`SELECT kind, mapping FROM import_run WHERE id = ${id}::uuid`,
  );
  const isWhollyTheirs =
    rows[0]?.kind === "contacts" ? meansPerson(identity, id, "customer_id", sql`import_row.line`) : sql`FALSE`;
  const placesOf = (...fields: string[]) =>
    fields.flatMap((field) => {
      const source = rows[0]?.mapping[field];
      return source && "column" in source ? source.column + 1 : [];
    });
  const isOfPerson = (places: number[], column: Role) => sql`(
    place = ANY(${places}::int[]) AND ${meansPerson(identity, id, column, sql`import_row.line`)})`;
  await tx.query(sql`
    UPDATE import_row SET cells = ARRAY(
      SELECT CASE WHEN ${isWhollyTheirs} OR ${holdsAnything(identity, sql`normal_form(cell)`)}
          OR ${isOfPerson(placesOf("customer_email", "customer_uid", "first_name", "last_name"), "customer_id")}
          OR ${isOfPerson(placesOf("advocate_email", "short_code", "coupon_code"), "advocate_id")}
        THEN ${ERASED}::text ELSE cell END
      FROM unnest(cells) WITH ORDINALITY AS given (cell, place) ORDER BY place)
    WHERE import_id = ${id}::uuid AND line = ANY(${lines}::int[])`);
  await tx.query(sql`
    UPDATE import_match SET newcomer = NULL
    WHERE import_id = ${id}::uuid AND line = ANY(${lines}::int[]) AND newcomer IS NOT NULL
      AND ${meansPerson(identity, id, "customer_id", sql`import_match.line`)}`);
}

type Role = "customer_id" | "advocate_id";

/** Whether a row means the person in a role: as the check found it, or as what came of it says. */
function meansPerson({ ids }: Identity, importId: string, role: Role, line: Sql): Sql {
  return sql`(EXISTS (SELECT FROM import_match AS found
      WHERE found.import_id = ${importId}::uuid AND found.line = ${line} AND found.${raw(role)} = ANY(${ids}::uuid[]))
    OR EXISTS (SELECT FROM import_outcome JOIN attribution ON attribution.id = record_id
      WHERE import_id = ${importId}::uuid AND import_outcome.line = ${line} AND ${raw(role)} = ANY(${ids}::uuid[]))
    OR EXISTS (SELECT FROM import_outcome JOIN customer_order ON customer_order.id = record_id
        LEFT JOIN attribution ON attribution.id = attribution_id
      WHERE import_id = ${importId}::uuid AND import_outcome.line = ${line}
        AND ${role === "customer_id" ? raw("customer_order.customer_id") : raw("attribution.advocate_id")} = ANY(${ids}::uuid[]))
    OR EXISTS (SELECT FROM import_change WHERE import_change.import_id = ${importId}::uuid AND import_change.line = ${line}
      AND import_change.contact_id = ANY(${ids}::uuid[])))`;
}

type RunTexts = {
  id: string;
  fileName: string;
  headers: string[];
  samples: string[][];
  mapping: Mapping;
  failure: string | null;
};

/** What an import keeps of its file besides the rows; and the names of the actors that are called by a file. */
async function eraseFromRuns(tx: Transaction, identity: Identity, named: Set<string>): Promise<void> {
  const { rows: runs } = await tx.query<RunTexts>(sql`
    SELECT id, file_name AS "fileName", headers, samples, mapping, failure FROM import_run ORDER BY id`);
  for (const run of runs) {
    const constants = Object.values(run.mapping).flatMap((to) => (to && "constant" in to ? to.constant : []));
    const texts = [run.fileName, run.failure ?? "", ...run.headers, ...run.samples.flat(), ...constants];
    const gone = await listTextsAbout(tx, identity, texts, named.has(run.id));
    if (gone.size === 0) continue;
    const kept = (row: string[]) => row.map((text) => (gone.has(text) ? ERASED : text));
    const mapping = Object.entries(run.mapping).map(([field, to]) => [
      field,
      to && "constant" in to && gone.has(to.constant) ? null : to,
    ]);
    await tx.query(sql`
      UPDATE import_run SET file_name = ${gone.has(run.fileName) ? `${ERASED}.csv` : run.fileName},
        failure = ${run.failure !== null && gone.has(run.failure) ? null : run.failure},
        headers = ${kept(run.headers)}::text[], samples = ${JSON.stringify(run.samples.map(kept))}::jsonb,
        mapping = ${JSON.stringify(Object.fromEntries(mapping))}::jsonb
      WHERE id = ${run.id}::uuid`);
  }
  await tx.query(sql`
    UPDATE actor SET name = ${ERASED} WHERE kind = 'import' AND ${namesPerson(identity, sql`normal_form(name)`)}`);
}

/**
 * Which of the texts are about the person. Of an import that names the person in its rows whatever is known of them; of
 * another one only what names them alone, for a first name is that of many.
 */
async function listTextsAbout(
  tx: Transaction,
  identity: Identity,
  texts: string[],
  isNamed: boolean,
): Promise<Set<string>> {
  const text = sql`normal_form(given.text)`;
  const { rows } = await tx.query<{ text: string }>(sql`
    SELECT DISTINCT given.text FROM unnest(${texts}::text[]) AS given (text)
    WHERE ${isNamed ? holdsAnything(identity, text) : namesPerson(identity, text)}`);
  return new Set(rows.map((row) => row.text));
}
