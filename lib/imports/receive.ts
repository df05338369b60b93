import "server-only";
import type pg from "pg";
import sql, { type Sql } from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { storable } from "@/lib/db/text";
import { FIELDS } from "./columns";
import { FileProblem, readCsv } from "./csv-reader";
import { FileTooLarge, keepPieces, readPieces } from "./file-pieces";
import { proposeColumns } from "./match-columns";
import { isReport, OWN_COLUMNS } from "./report";
import {
  DEFAULT_CHOICES,
  type FileFormat,
  type FileRefusal,
  type ImportKind,
  type Mapping,
  type Proposal,
} from "./schema";
import { sniffFormat } from "./sniff";

/** How much of a file is looked at to find out its format and columns: this many pieces of 1 MB. */
const HEAD_PIECES = 1;
const SAMPLE_ROWS = 200;
const SHOWN_ROWS = 10;
const SHOWN_CHARACTERS = 200;
/** An upload that has not ended after this long never will: its server was killed. */
const ABANDONED = "1 day";

/**
 * Takes a file as it comes, keeps it, and finds out how it is to be read.
 * @throws whatever `bytes` throws when the upload breaks off; nothing is kept then
 */
export async function receiveFile(
  pool: pg.Pool,
  { kind, name, userId, bytes }: { kind: ImportKind; name: string; userId: string; bytes: AsyncIterable<Uint8Array> },
): Promise<{ ok: true; id: string } | { ok: false; refusal: FileRefusal }> {
  await pool.query(
    sql`DELETE FROM import_run WHERE state = 'uploading' AND created_at < now() - ${ABANDONED}::interval`,
  );
  const { rows } = await pool.query<{ id: string }>(sql`
    INSERT INTO import_run (kind, state, created_by, file_name, choices)
    VALUES (${kind}, 'uploading', ${userId}::uuid, ${storable(name)}, ${JSON.stringify(DEFAULT_CHOICES[kind])}::jsonb)
    RETURNING id`);
  const { id } = rows[0]!;
  const drop = () => pool.query(sql`DELETE FROM import_run WHERE id = ${id}::uuid`);
  try {
    const { size, sha256 } = await keepPieces(pool, id, bytes);
    const refusal = await describeUpload(pool, { id, kind, size, sha256 });
    if (refusal) await drop();
    return refusal ? { ok: false, refusal } : { ok: true, id };
  } catch (error) {
    await drop();
    if (error instanceof FileTooLarge) return { ok: false, refusal: "file_too_large" };
    throw error;
  }
}

async function describeUpload(
  pool: pg.Pool,
  { id, kind, size, sha256 }: { id: string; kind: ImportKind; size: number; sha256: string },
): Promise<FileRefusal | null> {
  const head = await headOf(pool, id);
  const sniffed = sniffFormat(head);
  if ("refusal" in sniffed) return sniffed.refusal;
  try {
    const description = await describeFile(pool, { id, kind, format: sniffed.format });
    await pool.query(sql`
      UPDATE import_run SET state = 'uploaded', file_size = ${size}, file_sha256 = ${sha256}, ${description}
      WHERE id = ${id}::uuid`);
    return null;
  } catch (error) {
    if (error instanceof FileProblem) return error.refusal;
    throw error;
  }
}

async function headOf(db: Db, id: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of readPieces(db, id, HEAD_PIECES)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/**
 * What a file shows when it is read by a format: its columns, its first rows, and the fields they are proposed for; as
 * a list after SET.
 * @throws FileProblem when it cannot be read so
 */
export async function describeFile(
  db: Db,
  { id, kind, format }: { id: string; kind: ImportKind; format: FileFormat },
): Promise<Sql> {
  const { headers, samples } = await firstRows(db, id, format);
  const proposals = await proposeColumns(FIELDS[kind], headers, samples, {
    campaigns: (values) => countKnown(db, sql`SELECT FROM campaign WHERE uid = btrim(value)`, values),
    codes: (values) => countKnown(db, sql`SELECT FROM referral_code WHERE code_key = normal_form(value)`, values),
  });
  const remembered = await rememberedMapping(db, { id, kind, headers });
  const mapping = remembered ?? mappingOf(proposals);
  const shown = samples.slice(0, SHOWN_ROWS).map((cells) => cells.map(shorten));
  return sql`format = ${JSON.stringify(format)}::jsonb, headers = ${headers.map(storable)}, read_as = NULL,
    samples = ${storableJson(shown)}::jsonb, failure = NULL,
    proposals = ${JSON.stringify(remembered ? proposedBefore(remembered) : proposals)}::jsonb,
    mapping = ${storableJson(mapping)}::jsonb`;
}

async function firstRows(db: Db, id: string, format: FileFormat): Promise<{ headers: string[]; samples: string[][] }> {
  const samples: string[][] = [];
  let headers: string[] = [];
  for await (const batch of readCsv(readPieces(db, id, HEAD_PIECES), format)) {
    headers = batch.headers;
    for (const { cells } of batch.rows) samples.push(cells);
    if (samples.length >= SAMPLE_ROWS) break;
  }
  return { headers, samples: samples.slice(0, SAMPLE_ROWS) };
}

function shorten(cell: string): string {
  return cell.length > SHOWN_CHARACTERS ? `${cell.slice(0, SHOWN_CHARACTERS)}…` : cell;
}

/** JSON as jsonb can take it: its text has no NUL. */
function storableJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("\\u0000", "\uFFFD");
}

async function countKnown(db: Db, isKnown: Sql, values: string[]): Promise<number> {
  const { rows } = await db.query<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM unnest(${values.map(storable)}::text[]) AS given (value) WHERE EXISTS (${isKnown})`);
  return rows[0]!.count;
}

/**
 * The mapping with which the latest file of the same columns was checked. A report of rejected rows that comes back
 * corrected has the columns of the file it reports on, behind its own.
 */
async function rememberedMapping(
  db: Db,
  { id, kind, headers }: { id: string; kind: ImportKind; headers: string[] },
): Promise<Mapping | null> {
  const original = isReport(headers) ? headers.slice(OWN_COLUMNS.length) : headers;
  const { rows } = await db.query<{ headers: string[]; mapping: Mapping }>(sql`
    SELECT headers, mapping FROM import_run
    WHERE kind = ${kind} AND headers IN (${headers.map(storable)}::text[], ${original.map(storable)}::text[])
      AND checked_at IS NOT NULL AND id <> ${id}::uuid
    ORDER BY checked_at DESC LIMIT 1`);
  if (!rows[0]) return null;
  return rows[0].headers.length === headers.length ? rows[0].mapping : shifted(rows[0].mapping, OWN_COLUMNS.length);
}

function shifted(mapping: Mapping, by: number): Mapping {
  return Object.fromEntries(
    Object.entries(mapping).map(([field, source]) => [
      field,
      source && "column" in source ? { column: source.column + by } : source,
    ]),
  );
}

function mappingOf(proposals: Proposal[]): Mapping {
  return Object.fromEntries(proposals.map(({ field, column }) => [field, { column }]));
}

function proposedBefore(mapping: Mapping): Proposal[] {
  return Object.entries(mapping).flatMap(([field, source]) =>
    source && "column" in source ? [{ field, column: source.column, by: "remembered" as const, confidence: 1 }] : [],
  );
}
