/** Temporary folders of test runs, and the end of what a test run that was killed left behind in them. */
import { randomUUID } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { claim } from "./lock.mjs";
import { freeBytes } from "./postgres-settings.mjs";
import { endLeftovers } from "./private-postgres.mjs";
import { endProcess } from "./processes.mjs";
import { endOrphanServer } from "./server.mjs";

const PREFIX = "attache-test-";
/** Of what is being removed: nobody claims it any more. */
const GONE_PREFIX = "attache-gone-";
const MEMORY_DISK = "/dev/shm";
const ENOUGH_BYTES = 2 * 1024 ** 3;

/**
 * Makes a data folder for this process, claimed from outside of it: so that a launcher may hold the data folder itself,
 * and a test may kill that launcher without another run tidying up after it.
 * @returns {Promise<{ dataFolder: string, remove(): void }>}
 */
export async function makeTestFolder() {
  const parent = realpathSync(fastFolder());
  await sweep(parent);
  for (;;) {
    const folder = mkdtempSync(join(parent, PREFIX));
    const lock = claimNew(folder);
    // Another run that tidies up took the new folder for one left behind, and removes it.
    if (!lock) continue;
    return {
      dataFolder: dataFolderOf(folder),
      remove() {
        discard(folder);
        lock.release();
      },
    };
  }
}

/** Claims a folder that was just made, with its data folder; null when somebody else was in it first. */
function claimNew(folder) {
  try {
    const lock = claim(folder);
    if (!lock.held) return null;
    mkdirSync(dataFolderOf(folder), { mode: 0o700 });
    return lock;
  } catch (error) {
    if (error.code === "EEXIST" || error.code === "ENOENT") return null;
    throw error;
  }
}

const dataFolderOf = (folder) => join(folder, "data");

/**
 * Memory, where there is a disk of it with room: copying a database for a test takes 17 ms there and was measured at
 * 300 ms on a busy disk. Containers often have one of 64 MB only.
 */
function fastFolder() {
  try {
    accessSync(MEMORY_DISK, constants.W_OK);
    if (freeBytes(MEMORY_DISK) > ENOUGH_BYTES) return MEMORY_DISK;
  } catch {
    // Not on this system.
  }
  return tmpdir();
}

async function sweep(parent) {
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    try {
      if (name.startsWith(PREFIX)) await sweepOne(folder);
      else if (name.startsWith(GONE_PREFIX)) removeAll(folder);
    } catch {
      // Another user's, or being removed by another run.
    }
  }
}

async function sweepOne(folder) {
  const lock = claim(folder);
  if (!lock.held) return;
  try {
    await endAll(dataFolderOf(folder));
    discard(folder);
  } finally {
    lock.release();
  }
}

/**
 * Takes a claimed folder away with its claims in one step, before any of it is removed: another run that found a claim
 * already gone, and the rest still there, would put its own into it, and take ours on the data folder for a launcher's.
 */
function discard(folder) {
  const gone = join(dirname(folder), `${GONE_PREFIX}${randomUUID()}`);
  renameSync(folder, gone);
  removeAll(gone);
}

function removeAll(folder) {
  // Tried again where another run removes the same folder.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function endAll(dataFolder) {
  if (!existsSync(dataFolder)) return;
  const launcher = claim(dataFolder);
  if (!launcher.held) {
    await endProcess(launcher.holder.pid, [
      ["SIGTERM", 30_000],
      ["SIGKILL", 5_000],
    ]);
  } else launcher.release();
  await endOrphanServer(dataFolder);
  await endLeftovers(join(dataFolder, "postgres"));
}
