import "server-only";
import { createHash } from "node:crypto";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { MAX_FILE_BYTES } from "./schema";

/** How much of a file is kept, and read back, at once. */
const PIECE_BYTES = 1024 * 1024;

export class FileTooLarge extends Error {}

/**
 * Keeps the bytes of an uploaded file as they come, whatever its size, in constant memory.
 *
 * @returns its size in bytes and its SHA-256 in hexadecimal
 * @throws FileTooLarge as soon as it is known; whatever `bytes` throws when the upload breaks off
 */
export async function keepPieces(
  db: Db,
  importId: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash("sha256");
  let size = 0;
  let position = 0;
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  const flush = async () => {
    if (pendingBytes === 0) return;
    const piece = Buffer.concat(pending, pendingBytes);
    pending = [];
    pendingBytes = 0;
    await db.query(
      sql`INSERT INTO import_piece (import_id, position, bytes) VALUES (${importId}::uuid, ${position++}, ${piece})`,
    );
  };
  for await (const part of bytes) {
    size += part.byteLength;
    if (size > MAX_FILE_BYTES) throw new FileTooLarge();
    hash.update(part);
    pending.push(part);
    pendingBytes += part.byteLength;
    if (pendingBytes >= PIECE_BYTES) await flush();
  }
  await flush();
  return { size, sha256: hash.digest("hex") };
}

/** The bytes of a file from its beginning, piece by piece; at most `limit` pieces. */
export async function* readPieces(
  db: Db,
  importId: string,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array> {
  for (let position = 0; position < limit; position++) {
    const { rows } = await db.query<{ bytes: Buffer }>(
      sql`SELECT bytes FROM import_piece WHERE import_id = ${importId}::uuid AND position = ${position}`,
    );
    if (!rows[0]) return;
    yield rows[0].bytes;
  }
}
