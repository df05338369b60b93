import { expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { attributionsCsv, checkFile } from "@/lib/testing/imports";
import { makeWorld } from "@/lib/testing/world";
import { type Chunk, chunksToWrite, isWritten, WRITE_CHUNK_ROWS, withWritten } from "./chunks";
import type { Part } from "./ranges";
import { readRun } from "./run-record";

const db = useTestDatabase();

/** Two chunks of lone rows and a little more, and two rows that repeat; line 1 is the header. */
async function checkedRun() {
  const world = await makeWorld(db.pool, { customers: 1 });
  const repeated = { customer_email: "customer-1@example.test", short_code: "short-0" };
  const lone = Array.from({ length: 2 * WRITE_CHUNK_ROWS + 5 }, () => ({ short_code: "short-0" }));
  const { id } = await checkFile(db.pool, world, attributionsCsv(repeated, ...lone, repeated));
  return (await readRun(db.pool, id))!;
}

async function rangesOf(chunks: AsyncIterable<Chunk>): Promise<string[]> {
  const ranges: string[] = [];
  for await (const { after, upTo, rows } of chunks) ranges.push(`${after}-${upTo}: ${rows}`);
  return ranges;
}

const LAST = 2 * WRITE_CHUNK_ROWS + 7;
const FIRST_END = WRITE_CHUNK_ROWS + 2;
const SECOND_END = 2 * WRITE_CHUNK_ROWS + 2;

test("what is written already is not written again, wherever in the file it is", async () => {
  const fresh = { ...(await checkedRun()), checkpoint: 0 };
  const toWrite = (changes: object, part: Part = "lone") =>
    rangesOf(chunksToWrite(db.pool, { ...fresh, ...changes }, part));
  const [first, second, third] = [
    `0-${FIRST_END}: ${WRITE_CHUNK_ROWS}`,
    `${FIRST_END}-${SECOND_END}: ${WRITE_CHUNK_ROWS}`,
    `${SECOND_END}-${LAST}: 5`,
  ];
  expect(await toWrite({})).toEqual([first, second, third]);
  expect(await toWrite({ checkpoint: FIRST_END })).toEqual([second, third]);
  expect(await toWrite({ ahead: [{ after: FIRST_END, upTo: SECOND_END }] })).toEqual([first, third]);
  expect(await toWrite({ ahead: [{ after: SECOND_END, upTo: LAST }] })).toEqual([first, second]);
  expect(await toWrite({ checkpoint: FIRST_END, ahead: [{ after: SECOND_END, upTo: LAST }] })).toEqual([second]);
  expect(await toWrite({ checkpoint: LAST })).toEqual([]);
  expect(await toWrite({}, "repeated")).toEqual([`0-${LAST + 1}: 2`]);
  expect(await toWrite({ repeatedCheckpoint: LAST + 1 }, "repeated")).toEqual([]);
});

test("in whatever order chunks end, each is known to be written from then on, and the checkpoint passes no gap", () => {
  const chunk = (after: number): Chunk => ({ importId: "", part: "lone", after, upTo: after + 10, rows: 10 });
  let written: Parameters<typeof withWritten>[0] = { checkpoint: 0, ahead: [], repeatedCheckpoint: null };
  const steps: [number, number][] = [
    [20, 0],
    [0, 10],
    [30, 10],
    [10, 40],
  ];
  for (const [after, checkpoint] of steps) {
    expect(isWritten(written, chunk(after))).toBe(false);
    written = withWritten(written, chunk(after));
    expect(isWritten(written, chunk(after))).toBe(true);
    expect(written.checkpoint).toBe(checkpoint);
  }
  expect(written).toEqual({ checkpoint: 40, ahead: [], repeatedCheckpoint: null });
  const repeated: Chunk = { ...chunk(0), part: "repeated" };
  expect(isWritten(written, repeated)).toBe(false);
  expect(isWritten(withWritten(written, repeated), repeated)).toBe(true);
});
