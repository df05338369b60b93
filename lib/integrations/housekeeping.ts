import "server-only";
import type pg from "pg";
import type { Db } from "@/lib/db/pool";
import { log } from "@/lib/log";
import { findSettings } from "@/lib/settings/queries";
import { forgetOldAnswers } from "./idempotency";
import { deleteOldRequests } from "./retention";

const EVERY_MS = 60 * 60 * 1000;
/** So many rows go in one statement: nobody waits for its locks, and each may bring thousands of others with it. */
const AT_ONCE = 200;

/**
 * Deletes what is not kept any more: requests of the integration log that are older than Settings says, and answers that
 * no repeat asks for. Little by little, each step by itself; any number of processes may do it at once.
 */
export async function keepHouse(db: Db): Promise<{ requests: number; answers: number }> {
  const { logKeptDays } = await findSettings(db);
  return {
    requests: await untilNone(() => deleteOldRequests(db, logKeptDays, AT_ONCE)),
    answers: await untilNone(() => forgetOldAnswers(db, AT_ONCE)),
  };
}

async function untilNone(step: () => Promise<number>): Promise<number> {
  let all = 0;
  for (let gone = AT_ONCE; gone === AT_ONCE; all += gone) gone = await step();
  return all;
}

/** Keeps house now and every hour from then on, as long as this process lives: also where it never lives for an hour. */
export function startHousekeeping(pool: pg.Pool): void {
  const work = () =>
    keepHouse(pool).then(
      (gone) => gone.requests + gone.answers > 0 && log.info(gone, "old requests and answers of the API were deleted"),
      (error) => log.error({ err: error }, "old requests and answers of the API could not be deleted"),
    );
  void work();
  setInterval(work, EVERY_MS).unref();
}
