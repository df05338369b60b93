/**
 * What a launcher that was killed left running. Whoever starts a process that could outlive it notes its number and the
 * moment it started, so that the next start can end that very process and never another one.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { writePrivate } from "./data-folder.mjs";
import { endProcess, identityOf, isSameProcess } from "./processes.mjs";

/** Notes a process that leads a group of its own. */
export function remember(file, pid) {
  writePrivate(file, JSON.stringify(identityOf(pid)));
}

/** Notes that it has ended. */
export function forget(file) {
  rmSync(file, { force: true });
}

/**
 * Ends the noted process and its group, if it still runs. The caller holds the lock of the folder the note lies in.
 * @param {string} file
 * @param {[NodeJS.Signals, number][]} signals as for `endProcess`
 * @param {(pid: number) => void} onFound
 */
export async function endRemembered(file, signals, onFound) {
  if (!existsSync(file)) return;
  let identity = null;
  try {
    identity = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Damaged: then there is nothing that could be ended safely.
  }
  // Where the system does not tell when a process started, its number alone is not enough to end it.
  if (identity?.startedAt && isSameProcess(identity)) {
    onFound(identity.pid);
    await endProcess(identity.pid, signals, { group: true });
  }
  forget(file);
}
