/**
 * Runs the real program for tests: `scripts/start.mjs` as `npm start` calls it, on a free port and a data folder of its
 * own, with the production build that is there. It never builds: tests on a build that changes under them prove nothing.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isBuilt } from "./build.mjs";
import { processesIn, signalTo, until } from "./processes.mjs";
import { freePort } from "./socket-folder.mjs";
import { makeTestFolder } from "./test-folder.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Longer than the launcher's own patience with the server's last requests and the database's last checkpoint. */
const STOP_TIMEOUT_MS = 90_000;

/** What of the test run's environment must not reach the program. */
const isNotForIt = (name) => /^(DATABASE_URL|PORT|HOSTNAME|NODE_ENV|NODE_OPTIONS|ATTACHE_|NEXTAUTH_|VITEST)/.test(name);

/**
 * Starts `scripts/start.mjs` and returns at once: for tests of how it ends.
 * @param {{ dataFolder: string, env?: Record<string, string>, args?: string[] }} options env: added to the test run's
 *   own environment, of which nothing that configures Attaché is passed on
 */
export function runAttache({ dataFolder, env = {}, args = [] }) {
  const inherited = Object.entries(process.env).filter(([name]) => !isNotForIt(name));
  const child = spawn(process.execPath, [join(root, "scripts", "start.mjs"), ...args], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ATTACHE_DATA_DIR: dataFolder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  let hasEnded = false;
  const ended = new Promise((resolve) => {
    child.once("close", (code, signal) => {
      hasEnded = true;
      resolve({ code, signal, output });
    });
  });
  const endWithTests = () => child.kill("SIGTERM");
  process.once("exit", endWithTests);
  ended.then(() => process.off("exit", endWithTests));
  return {
    pid: child.pid,
    ended,
    hasEnded: () => hasEnded,
    output: () => output,
    signal: (name) => child.kill(name),
    /** Waits until its output matches, and throws with all of the output when it ends before. */
    async says(pattern) {
      let match = null;
      const look = () => {
        match = pattern.exec(output);
        return match !== null || hasEnded;
      };
      await until(look, 180_000);
      if (match === null) throw new Error(`Attaché did not say ${pattern}. All it said:\n${output}`);
      return match;
    },
  };
}

/**
 * Starts Attaché and waits until it serves.
 * @param {{ env?: Record<string, string>, demo?: boolean, dataFolder?: string }} options demo: with demo data;
 *   dataFolder: an earlier one to start on again, which is left alone at the end; otherwise an empty one, removed by
 *   `stop` and `kill`
 */
export async function startAttache({ env = {}, demo = false, dataFolder: given } = {}) {
  if (!isBuilt(root)) {
    throw new Error("The production build is missing or older than its sources; npm test makes it before these tests.");
  }
  const folder = given ? { dataFolder: given, remove: () => {} } : await makeTestFolder();
  const { dataFolder } = folder;
  const port = env.PORT ?? String(await freePort());
  const run = runAttache({ dataFolder, env: { PORT: port, ...env }, args: demo ? ["--demo"] : [] });
  try {
    await run.says(/^Attaché runs at /m);
  } catch (error) {
    folder.remove();
    throw error;
  }
  const databaseUrl = env.DATABASE_URL ?? readFileSync(join(dataFolder, "database-url"), "utf8").trim();
  return {
    ...{ url: `http://localhost:${port}`, databaseUrl, dataFolder, ended: run.ended },
    adminUrl: env.DATABASE_URL ? null : asSuperuser(databaseUrl),
    /** The one-time link to create the first admin, when there is none yet. */
    setupUrl: /^Create the first admin here.*: (\S+)$/m.exec(run.output())?.[1] ?? null,
    output: run.output,
    processes: () => processesOf(dataFolder, run.pid),
    /** As Ctrl-C does. @returns the exit code */
    async stop() {
      run.signal("SIGINT");
      if (!(await until(run.hasEnded, STOP_TIMEOUT_MS))) {
        throw new Error(`Attaché did not stop. All it said:\n${run.output()}`);
      }
      folder.remove();
      return (await run.ended).code;
    },
    /** SIGKILL for all of it at once, as a power cut would. */
    async kill() {
      killAll(dataFolder, run.pid);
      await run.ended;
      folder.remove();
    },
  };
}

/**
 * The numbers of its processes now; null for one that does not run.
 * @returns {{ launcher: number, server: number | null, database: number | null }}
 */
function processesOf(dataFolder, launcher) {
  const server = JSON.parse(readOr(join(dataFolder, "server.json"), "null"))?.pid ?? null;
  const database = Number(readOr(join(dataFolder, "postgres", "postmaster.pid"), "").split("\n")[0]) || null;
  return { launcher, server, database };
}

function killAll(dataFolder, launcher) {
  const { server, database } = processesOf(dataFolder, launcher);
  // The launcher first, so that it does not see the others go and start anything again.
  signalTo(launcher, "SIGKILL");
  if (server) signalTo(-server, "SIGKILL");
  if (database) {
    for (const pid of [database, ...processesIn(join(dataFolder, "postgres"), "postgres")]) signalTo(pid, "SIGKILL");
  }
}

function asSuperuser(url) {
  const changed = new URL(url);
  changed.username = "postgres";
  changed.pathname = "/postgres";
  return changed.href;
}

function readOr(file, otherwise) {
  return existsSync(file) ? readFileSync(file, "utf8") : otherwise;
}
