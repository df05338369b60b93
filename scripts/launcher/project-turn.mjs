/** Work on the project folder itself (packages, generated client, build), whose result all its processes share. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { claimInTurn } from "./lock.mjs";
import { say } from "./messages.mjs";
import { endRemembered } from "./orphans.mjs";

/**
 * Does the work unless it is done; one process of this project at a time.
 * @param {string} root
 * @param {() => boolean} isDone
 * @param {(toolFile: string) => Promise<void>} work toolFile: where to note the tool it runs
 * @returns {Promise<boolean>} whether the work was done now
 */
export async function unlessDone(root, isDone, work) {
  // Looked at first without the lock, so that a finished installation can be read-only.
  if (isDone()) return false;
  // Not in node_modules, which npm removes as a whole.
  const folder = join(root, ".attache");
  mkdirSync(folder, { recursive: true });
  const toolFile = join(folder, "tool.json");
  const turn = await claimInTurn(folder, {
    onWait: ({ pid }) => say(`Waiting for process ${pid}, which installs or builds in ${root}`),
  });
  try {
    await endRemembered(toolFile, [["SIGKILL", 5_000]], (pid) => say(`Ending the tool of a killed start (${pid})`));
    if (isDone()) return false;
    await work(toolFile);
    return true;
  } finally {
    turn.release();
  }
}
