import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import sql from "sql-template-tag";
import { isOutage } from "@/lib/db/errors";
import { log } from "@/lib/log";
import { checkImport } from "./check";
import { FileProblem } from "./csv-reader";
import { Cancelled } from "./read-rows";
import { runImport } from "./run-import";
import { updateRun } from "./run-record";
import { IMPORT_KINDS, type ImportKind, type ImportState } from "./schema";
import { undoImport } from "./undo";
import { FILE_REFUSAL_MESSAGES } from "./wording";

/**
 * Two lanes of work for each kind: what checks, and what writes. In each, one import works at a time, wherever its
 * process runs: a lane is held by a lock of a database connection, which ends with it, so that the work of a process that was
 * killed is taken up at once (docs/decisions/0010).
 */
type Lane = { kind: ImportKind; name: "check" | "write"; states: ImportState[] };
const LANES: Lane[] = IMPORT_KINDS.flatMap((kind) => [
  { kind, name: "check", states: ["checking"] },
  { kind, name: "write", states: ["running", "undoing", "queued"] },
]);

/** How long an idle worker sleeps. */
const POLL_MS = 1_000;
/** After an outage the work is tried again, later each time, so often in a row without a step forward. */
const MAX_FAILURES = 5;

type Job = { id: string; state: ImportState };

/** The next import of a lane: what was begun first, then in the order of the queue. */
async function nextJob(pool: pg.Pool, { kind, states }: Lane): Promise<Job | null> {
  const { rows } = await pool.query<Job>(sql`
    SELECT id, state FROM import_run WHERE kind = ${kind} AND state = ANY(${states})
    ORDER BY state = 'queued', queued_at, id LIMIT 1`);
  return rows[0] ?? null;
}

async function work(pool: pg.Pool, { id, state }: Job): Promise<void> {
  try {
    if (state === "checking") await checkImport(pool, id);
    else if (state === "undoing") await undoImport(pool, id);
    else await runImport(pool, id);
  } catch (error) {
    if (error instanceof Cancelled) await backToColumns(pool, id, null);
    else if (error instanceof FileProblem) await backToColumns(pool, id, fileProblem(error));
    else throw error;
  }
}

function fileProblem({ refusal, line }: FileProblem): string {
  return `Line ${line.toLocaleString("en")}: ${FILE_REFUSAL_MESSAGES[refusal]}`;
}

/** A check that was cancelled, or met a file that cannot be read, leaves the import as it was before the check. */
async function backToColumns(pool: pg.Pool, id: string, failure: string | null): Promise<void> {
  await updateRun(pool, id, sql`state = 'uploaded', phase = NULL, cancel_requested = false, failure = ${failure}`);
}

/** Does all there is to do in a lane, unless another process does it. Answers whether there was something to do. */
async function workOffLane(pool: pg.Pool, lane: Lane, signal?: AbortSignal): Promise<boolean> {
  const first = await nextJob(pool, lane);
  if (!first) return false;
  const holder = await pool.connect();
  let broken: Error | undefined;
  try {
    const key = `import:${lane.kind}:${lane.name}`;
    const { rows } = await holder.query<{ held: boolean }>(
      sql`SELECT pg_try_advisory_lock(hashtextextended(${key}, 0)) AS held`,
    );
    if (!rows[0]!.held) return false;
    let failures = 0;
    for (let job: Job | null = first; job && !signal?.aborted; job = await nextJob(pool, lane)) {
      try {
        await work(pool, job);
        failures = 0;
      } catch (error) {
        failures++;
        log.error({ err: error, importId: job.id }, "the work on an import was broken off");
        if (failures === MAX_FAILURES || !isOutage(error)) {
          await giveUp(pool, job.id, error as Error);
          failures = 0;
        } else await wait(failures * POLL_MS, undefined, { signal }).catch(() => {});
      }
    }
    return true;
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    await holder.query("SELECT pg_advisory_unlock_all()").catch((error: Error) => {
      broken = error;
    });
    // A connection that cannot give the lock back is closed, which does it.
    holder.release(broken);
  }
}

/** What was committed stays, and can be gone on with or undone. */
async function giveUp(pool: pg.Pool, id: string, error: Error): Promise<void> {
  await updateRun(
    pool,
    id,
    sql`state = CASE WHEN state = 'checking' THEN 'uploaded' ELSE 'failed' END, phase = NULL, cancel_requested = false,
      finished_at = CASE WHEN state = 'checking' THEN finished_at ELSE now() END,
      failure = ${`Something went wrong that Attaché did not expect (${error.message}). Its log says more.`}`,
  );
}

/** Does all the work there is and ends: for tests and the command line. */
export async function workOff(pool: pg.Pool): Promise<void> {
  let busy = true;
  while (busy) {
    busy = false;
    for (const lane of LANES) if (await workOffLane(pool, lane)) busy = true;
  }
}

type Worker = { wake(): void; stop(): Promise<void> };
const globalForWorker = globalThis as typeof globalThis & { attacheImportWorker?: Worker };

/** Works on imports as long as this process lives, beside what others do. Called once, when the server starts. */
export function startImportWorker(pool: pg.Pool): Worker {
  if (globalForWorker.attacheImportWorker) return globalForWorker.attacheImportWorker;
  const stopping = new AbortController();
  const sleeping = new Set<AbortController>();
  const sleep = async () => {
    const alarm = new AbortController();
    sleeping.add(alarm);
    await wait(POLL_MS, undefined, { signal: alarm.signal, ref: false }).catch(() => {});
    sleeping.delete(alarm);
  };
  const wake = () => {
    for (const alarm of sleeping) alarm.abort();
  };
  const ended = LANES.map(async (lane) => {
    while (!stopping.signal.aborted) {
      const busy = await workOffLane(pool, lane, stopping.signal).catch((error) => {
        log.error({ err: error, lane: `${lane.kind} ${lane.name}` }, "imports cannot be worked on; trying again");
        return false;
      });
      if (!busy) await sleep();
    }
  });
  const worker: Worker = {
    wake,
    stop: async () => {
      stopping.abort();
      wake();
      await Promise.all(ended);
    },
  };
  globalForWorker.attacheImportWorker = worker;
  return worker;
}

/** Tells the worker of this process, if there is one, that there is something to do. */
export function wakeImportWorker(): void {
  globalForWorker.attacheImportWorker?.wake();
}
