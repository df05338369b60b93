/** The database of this start: the operator's own, or the private one, kept alive while we run. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { checkDatabase } from "./check-database.mjs";
import { writePrivate } from "./data-folder.mjs";
import { complain, say } from "./messages.mjs";
import { startPrivatePostgres } from "./private-postgres.mjs";

/** A server that dies this often in this time will not live by being started once more. */
const RESTARTS = 5;
const RESTARTS_WITHIN_MS = 10 * 60_000;

/**
 * Makes the database ready to be used.
 * @param {{ databaseUrl: string | null, dataFolder: string, lifecycle: import("./lifecycle.mjs").Lifecycle }} options
 * @returns {Promise<string>} its address, for the application
 * @throws {import("./messages.mjs").Refusal}
 */
export async function openDatabase({ databaseUrl, dataFolder, lifecycle }) {
  const urlFile = join(dataFolder, "database-url");
  if (databaseUrl) {
    rmSync(urlFile, { force: true });
    await checkDatabase(databaseUrl);
    return databaseUrl;
  }
  const url = await keepPrivatePostgres({ dataFolder, lifecycle });
  // For people with psql or a backup job.
  writePrivate(urlFile, `${url}\n`);
  return url;
}

async function keepPrivatePostgres({ dataFolder, lifecycle }) {
  let current = null;
  let starting = null;
  let url = null;
  const losses = [];
  // One part for all the servers to come: whichever runs at the end is the one to stop.
  lifecycle.add({
    async stop() {
      await current?.stop();
      // A start that had not come to its server yet may have brought one meanwhile.
      await starting?.catch(() => {});
      await current?.stop();
    },
    force: () => current?.force(),
  });

  const start = () => {
    starting = startPrivatePostgres({
      dataFolder,
      onSpawn: (spawned) => {
        current = spawned;
        if (lifecycle.ending) spawned.stop();
      },
      onLost: () => restart(),
    });
    return starting.then((server) => server.url);
  };
  const restart = async () => {
    // While it starts, its end is told by the start itself.
    if (url === null || lifecycle.ending) return;
    losses.push(Date.now());
    const recent = losses.filter((at) => at > Date.now() - RESTARTS_WITHIN_MS);
    try {
      if (recent.length > RESTARTS) throw new Error(`it ended ${recent.length} times within ten minutes`);
      say("The private database ended unexpectedly; starting it again");
      const known = url;
      url = null;
      const fresh = await start();
      if (fresh !== known) throw new Error("its address had to change");
      url = fresh;
      say("The private database is back");
    } catch (error) {
      complain(`The private database cannot be kept running: ${error.message} (${join(dataFolder, "postgres.log")})`);
      lifecycle.end(1);
    }
  };
  say(`Starting the private PostgreSQL in ${join(dataFolder, "postgres")}`);
  url = await start();
  return url;
}
