import { setTimeout } from "node:timers/promises";

/**
 * Waits until the promise has come true or failed, but no longer than `timeMs`: what is quick comes with the page, what
 * is slow follows it. Never throws; a failure is met by whoever reads the promise.
 */
export async function settledWithin(promise: Promise<unknown>, timeMs: number): Promise<void> {
  await Promise.race([promise.catch(() => {}), setTimeout(timeMs, undefined, { ref: false })]);
}
