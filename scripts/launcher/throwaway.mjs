/** A private PostgreSQL for the tests: small, in the temporary folder, gone afterwards. The same code starts it. */
import { accessSync, constants, mkdtempSync, readdirSync, realpathSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claim } from "./lock.mjs";
import { endLeftovers, startPrivatePostgres } from "./private-postgres.mjs";

const PREFIX = "attache-test-";
const MEMORY_DISK = "/dev/shm";
const ENOUGH_BYTES = 2 * 1024 ** 3;

/**
 * Starts an empty server with one role, `attache`, which owns the database `attache` and is no superuser.
 * @returns {Promise<{ url: string, adminUrl: string, stop(): Promise<void> }>} stop also removes it from the disk
 */
export async function startThrowawayPostgres() {
  const parent = fastFolder();
  await sweep(parent);
  const dataFolder = realpathSync(mkdtempSync(join(parent, PREFIX)));
  const lock = claim(dataFolder);
  const server = await startPrivatePostgres({ dataFolder, purpose: "throwaway" });
  return {
    url: server.url,
    adminUrl: server.adminUrl,
    async stop() {
      await server.stop();
      lock.release();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/**
 * Memory, where there is a disk of it with room: copying a database for a test takes 17 ms there and was measured at
 * 300 ms on a busy disk. Containers often have one of 64 MB only.
 */
function fastFolder() {
  try {
    accessSync(MEMORY_DISK, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY_DISK);
    if (bavail * bsize > ENOUGH_BYTES) return MEMORY_DISK;
  } catch {
    // Not on this system.
  }
  return tmpdir();
}

/** Removes the servers of test runs that were killed before they could do it themselves. */
async function sweep(parent) {
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(parent, name);
    try {
      const result = claim(folder);
      if (!result.held) continue;
      await endLeftovers(join(folder, "postgres"));
      result.release();
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's, or being removed by another run.
    }
  }
}
