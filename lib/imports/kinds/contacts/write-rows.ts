import "server-only";
import sql, { join, raw } from "sql-template-tag";
import type { Actor } from "@/lib/audit/trail";
import { giveShortcodes } from "@/lib/codes/shortcodes";
import { changedContacts, insertedContacts } from "@/lib/contacts/statements";
import type { Transaction } from "@/lib/db/transaction";
import { foundedSegments, joinedMembers } from "@/lib/segments/statements";
import type { Chunk } from "../../chunks";
import { cellValue, isOfPart, outcomeIndex, rowsOfPart } from "../../ranges";
import type { Beside } from "../kind";
import { type ContactRun, isCreatedBy, judgedRows, REJECTED } from "./judged-rows";
import { customFields, patchedColumns } from "./values";

/**
 * Writes the rows of a chunk by the statements every door uses, and keeps what became of each with what was there before.
 * What the check rejected stays rejected; everything else is judged anew, by the contacts as they are now. Rows about one
 * contact are written one after the other.
 *
 * @returns how many segments came to exist
 */
export async function writeRows(tx: Transaction, run: ContactRun, chunk: Chunk): Promise<Beside> {
  const actor: Actor = { actorId: run.actorId!, source: "csv_import" };
  await lockContacts(tx, chunk);
  const segmentsCreated = await createSegments(tx, actor, run, chunk);
  for (const lines of await wavesOf(tx, chunk)) {
    const contactIds = await writeWave(tx, actor, run, chunk, lines);
    if (contactIds.length > 0) await giveShortcodes(tx, actor, { contactIds });
  }
  return { contactsCreated: 0, segmentsCreated };
}

const inChunk = ({ importId, after, upTo, part }: Chunk) => sql`
  import_id = ${importId}::uuid AND line > ${after} AND line <= ${upTo} AND ${isOfPart(part)}`;

/** What is read of a contact stays so until it is written. In the order of ids, as everybody locks several. */
async function lockContacts(tx: Transaction, chunk: Chunk): Promise<void> {
  const { rows } = await tx.query<{ ids: string[] | null; newcomers: string[] | null }>(sql`
    SELECT array_agg(customer_id) FILTER (WHERE customer_id IS NOT NULL) AS ids,
      array_agg(newcomer) FILTER (WHERE newcomer IS NOT NULL) AS newcomers
    FROM import_match WHERE ${inChunk(chunk)} AND verdict <> ${REJECTED}`);
  const { ids, newcomers } = rows[0]!;
  await tx.query(sql`
    SELECT FROM contact WHERE id = ANY(${ids ?? []}::uuid[]) OR email_key = ANY(${newcomers ?? []}::text[])
    ORDER BY id FOR UPDATE`);
}

/** Creates the segments that rows of the chunk name and that do not exist, where that was chosen. */
async function createSegments(tx: Transaction, actor: Actor, run: ContactRun, chunk: Chunk): Promise<number> {
  const { segment } = run.mapping;
  if (!segment || !run.choices.createSegments) return 0;
  const missing = sql`
    SELECT name, place FROM (
      SELECT ${cellValue(segment)} AS name, line AS place FROM ${rowsOfPart(chunk, sql`verdict <> ${REJECTED}`)}
    ) AS named WHERE name IS NOT NULL AND NOT EXISTS (
      SELECT FROM segment WHERE normal_form(segment.name) = normal_form(named.name))`;
  const { rowCount } = await tx.query(sql`WITH ${foundedSegments(actor, missing)} SELECT FROM founded`);
  return rowCount ?? 0;
}

/** The lines of the chunk in waves, within which no two are about the same contact; null for all of them at once. */
async function wavesOf(tx: Transaction, chunk: Chunk): Promise<(number[] | null)[]> {
  if (chunk.part === "lone") return [null];
  const { rows } = await tx.query<{ lines: number[] }>(sql`
    SELECT array_agg(line ORDER BY line) AS lines FROM (
      SELECT line, row_number() OVER (PARTITION BY coalesce(customer_id::text, newcomer) ORDER BY line) AS wave
      FROM import_match WHERE ${inChunk(chunk)}
    ) AS row GROUP BY wave ORDER BY wave`);
  return rows.map(({ lines }) => lines);
}

/** Writes rows of different contacts. Answers who may have become an advocate. */
async function writeWave(
  tx: Transaction,
  actor: Actor,
  run: ContactRun,
  chunk: Chunk,
  lines: number[] | null,
): Promise<string[]> {
  const from = rowsOfPart(chunk, lines ? sql`line = ANY(${lines}::int[])` : sql`TRUE`);
  const refusal = sql`CASE WHEN verdict = ${REJECTED} THEN identity_problem END`;
  const { rows } = await tx.query<{ id: string }>(sql`
    WITH ${judgedRows(run, { from, refusal, ours: isCreatedBy(run, sql`asked.contact_id`) })},
    placed AS MATERIALIZED (SELECT judged.*, coalesce(contact_id, uuid_v7()) AS id FROM judged ORDER BY line),
    ${insertedContacts(actor, NEW_CONTACTS)},
    ${changedContacts(actor, WANTED)},
    ${joinedMembers(actor, sql`SELECT segment_id, id AS contact_id FROM placed WHERE problem IS NULL AND joins`)},
    kept_outcome AS (
      INSERT INTO import_outcome (import_id, line, outcome, problem, record_id)
      SELECT ${run.id}::uuid, line, outcome, problem,
        CASE WHEN outcome IN (${outcomeIndex("created")}, ${outcomeIndex("updated")}) THEN id END
      FROM placed ORDER BY line
    ),
    kept_change AS (
      INSERT INTO import_change (import_id, line, contact_id, created, before, after, segment_id)
      SELECT ${run.id}::uuid, line, id, contact_id IS NULL,
        (SELECT coalesce(jsonb_object_agg(key, held -> key), '{}') FROM jsonb_object_keys(written) AS key), written,
        CASE WHEN joins THEN segment_id END
      FROM (
        SELECT *, CASE WHEN contact_id IS NULL THEN '{"status": "prospect"}' ELSE '{}'::jsonb END || delta AS written FROM placed
      ) AS placed
      WHERE outcome IN (${outcomeIndex("created")}, ${outcomeIndex("updated")}) ORDER BY line
    )
    SELECT id FROM placed WHERE problem IS NULL AND coalesce(after ->> 'status', 'prospect') = 'enrolled'
      AND (joins OR delta ? 'status')`);
  return rows.map(({ id }) => id);
}

const text = (name: string) => sql`delta ->> ${raw(`'${name}'`)} AS ${raw(name)}`;
const TEXTS = join(["first_name", "last_name", "uid", "phone", "company"].map(text));

/** The rows of `placed` whose contact does not exist, as contacts. */
const NEW_CONTACTS = sql`
  SELECT id, btrim(normalize(email, NFKC), E' \\t\\n\\r\\f\\v') AS email, ${TEXTS}, ${customFields(sql`delta`)} AS custom_fields,
    coalesce(delta ->> 'status', 'prospect') AS status
  FROM placed WHERE problem IS NULL AND contact_id IS NULL ORDER BY line`;

/** The contacts of `placed` that change, as they are to be. */
const WANTED = sql`
  SELECT contact.id, ${patchedColumns(sql`delta`)}
  FROM placed CROSS JOIN LATERAL (SELECT * FROM contact WHERE id = contact_id LIMIT 1) AS contact
  WHERE problem IS NULL AND delta <> '{}'`;
