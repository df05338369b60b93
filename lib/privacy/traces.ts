import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { decodePieces } from "@/lib/imports/decode";
import { readPieces } from "@/lib/imports/file-pieces";
import type { FileFormat, ImportState } from "@/lib/imports/schema";
import { type Identity, namesPerson, rowText } from "./identity";

const UNFINISHED: readonly ImportState[] = ["uploaded", "checking", "checked", "queued", "running", "undoing"];

/** Whether an import has to be finished or discarded before somebody in its file can be erased. */
export function isUnfinished(state: ImportState): boolean {
  return UNFINISHED.includes(state);
}

/** An import whose file names the person: in which rows, and whether it is still under way. */
export type ImportTrace = { id: string; fileName: string; state: ImportState; isUnfinished: boolean; lines: number[] };

type Run = { id: string; fileName: string; state: ImportState; format: FileFormat | null; isRead: boolean };

/**
 * The imports whose files name the person, with the rows: by whom the check found a row to mean, by what the run made of
 * it, and by the cells, of rejected rows too. Reads every row of every import: some seconds for millions.
 */
export async function findImportTraces(db: Db, identity: Identity): Promise<ImportTrace[]> {
  const { rows: runs } = await db.query<Run>(sql`
    SELECT id, file_name AS "fileName", state, format, read_as IS NOT NULL AS "isRead" FROM import_run
    WHERE state <> 'uploading' ORDER BY id`);
  const { rows: found } = await db.query<{ importId: string; lines: number[] | null; isCut: boolean }>(sql`
    SELECT import_id AS "importId", array_agg(line ORDER BY line) FILTER (WHERE named) AS lines,
      bool_or(cut) AS "isCut"
    FROM (
      SELECT import_id, line, named, cut FROM (
        SELECT import_id, line, ${namesPerson(identity, rowText(sql`cells`))} AS named,
          coalesce(fault IN ('cell_too_large', 'unclosed_quote'), FALSE) AS cut FROM import_row OFFSET 0
      ) AS searched WHERE named OR cut
      UNION ALL
      SELECT import_id, line, TRUE, FALSE FROM import_match
      WHERE customer_id = ANY(${identity.ids}::uuid[]) OR advocate_id = ANY(${identity.ids}::uuid[])
        OR code_id = ANY(${identity.codeIds}::uuid[])
      UNION ALL
      SELECT import_id, line, TRUE, FALSE FROM import_outcome JOIN attribution ON attribution.id = record_id
      WHERE customer_id = ANY(${identity.ids}::uuid[]) OR advocate_id = ANY(${identity.ids}::uuid[])
      UNION ALL
      SELECT import_id, line, TRUE, FALSE FROM import_outcome JOIN customer_order ON customer_order.id = record_id
      WHERE customer_id = ANY(${identity.ids}::uuid[])
      UNION ALL
      SELECT import_id, line, TRUE, FALSE FROM import_change WHERE contact_id = ANY(${identity.ids}::uuid[])
    ) AS found
    GROUP BY import_id`);
  const byImport = new Map(found.map((one) => [one.importId, one]));
  const traces: ImportTrace[] = [];
  for (const run of runs) {
    const rows = byImport.get(run.id);
    const lines = [...new Set(rows?.lines ?? [])];
    // What was not read into rows, or not wholly, is in the file alone.
    const isNamed = lines.length > 0 || ((!run.isRead || rows?.isCut) && (await isInFile(db, run, identity)));
    const { id, fileName, state } = run;
    if (isNamed) traces.push({ id, fileName, state, isUnfinished: isUnfinished(state), lines });
  }
  return traces;
}

/** More than anything that is searched for, so that nothing is cut in two by the pieces of a file. */
const OVERLAP = 1_000;

async function isInFile(db: Db, { id, format }: Run, identity: Identity): Promise<boolean> {
  if (!format) return false;
  let end = "";
  for await (const piece of decodePieces(readPieces(db, id), format.encoding)) {
    const text = (end + piece).replaceAll("\0", " ");
    const { rows } = await db.query<{ named: boolean }>(
      sql`SELECT ${namesPerson(identity, sql`normal_form(${text}::text)`)} AS named`,
    );
    if (rows[0]!.named) return true;
    end = text.slice(-OVERLAP);
  }
  return false;
}
