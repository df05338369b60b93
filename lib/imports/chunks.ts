import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { isOfPart, type LineRange, type Part, type PartOfRange } from "./ranges";
import type { Run } from "./run-record";

/**
 * How many rows are written, or undone, in one transaction. Larger ones are no faster, and the newest rows of the table
 * are read past all that is not committed yet: with 20,000 a page took four times as long while an import ran.
 */
export const WRITE_CHUNK_ROWS = 5_000;

/** Rows of one part in a range of lines, which are written in one transaction. */
export type Chunk = PartOfRange & { rows: number };

/** Which chunks are written: of the lone part all up to the checkpoint and those ahead of it, and then of the other. */
type Written = Pick<Run, "checkpoint" | "ahead" | "repeatedCheckpoint">;

/** Greater than any line. */
const END = 2 ** 31 - 1;

/** The chunks of a part that are not written yet, in the order of the file, each found when it is asked for. */
export async function* chunksToWrite(db: Db, run: Run, part: Part): AsyncGenerator<Chunk, void> {
  const ahead = part === "lone" ? run.ahead : [];
  let after = part === "lone" ? run.checkpoint : (run.repeatedCheckpoint ?? 0);
  while (after < END) {
    const behind = ahead.find((range) => range.after >= after) ?? { after: END, upTo: END };
    const chunk = await nextChunk(db, { importId: run.id, after, upTo: behind.after }, part);
    if (chunk) yield chunk;
    after = chunk?.upTo ?? behind.upTo;
  }
}

async function nextChunk(db: Db, { importId, after, upTo }: LineRange, part: Part): Promise<Chunk | null> {
  const { rows } = await db.query<{ last: number | null; count: number }>(sql`
    SELECT max(line)::int AS last, count(*)::int AS count FROM (
      SELECT line FROM import_match
      WHERE import_id = ${importId}::uuid AND line > ${after} AND line <= ${upTo} AND ${isOfPart(part)}
      ORDER BY line LIMIT ${WRITE_CHUNK_ROWS}
    ) AS next`);
  const { last, count } = rows[0]!;
  return last === null ? null : { importId, after, upTo: last, part, rows: count };
}

/** Whether a chunk is written already, by whoever came first. */
export function isWritten(written: Written, { part, after, upTo }: Chunk): boolean {
  if (part === "repeated") return upTo <= (written.repeatedCheckpoint ?? 0);
  return upTo <= written.checkpoint || written.ahead.some((range) => range.after === after);
}

/** What is written once the chunk is too. Those ahead are in the order of the file. */
export function withWritten({ checkpoint, ahead, repeatedCheckpoint }: Written, chunk: Chunk): Written {
  if (chunk.part === "repeated") return { checkpoint, ahead, repeatedCheckpoint: chunk.upTo };
  const open = [...ahead, { after: chunk.after, upTo: chunk.upTo }].sort((a, b) => a.after - b.after);
  let reached = checkpoint;
  while (open[0]?.after === reached) reached = open.shift()!.upTo;
  return { checkpoint: reached, ahead: open, repeatedCheckpoint };
}
