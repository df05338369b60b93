import "server-only";
import type pg from "pg";
import { inTransaction } from "@/lib/db/transaction";
import { log } from "@/lib/log";
import { forgetOldAnswers } from "./idempotency";

const EVERY_MS = 60 * 60 * 1000;

/** Forgets, every hour, the answers that no repeat asks for any more. Any number of processes may do it at once. */
export function startHousekeeping(pool: pg.Pool): void {
  const keepHouse = () =>
    inTransaction(pool, forgetOldAnswers).then(
      (forgotten) => forgotten > 0 && log.info({ forgotten }, "old answers of the API were forgotten"),
      (error) => log.error({ err: error }, "old answers of the API could not be forgotten"),
    );
  setInterval(keepHouse, EVERY_MS).unref();
}
