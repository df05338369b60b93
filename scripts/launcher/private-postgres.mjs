/**
 * The private PostgreSQL: one server for one data folder, on a unix socket, without a TCP port. It is started, watched
 * and stopped here and nowhere else; the application only ever learns its address.
 */
import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { asSeenBy, createCluster, postgresEnvironment } from "./cluster.mjs";
import { keptSecret } from "./data-folder.mjs";
import { Refusal } from "./messages.mjs";
import { postgresBinaries } from "./postgres-binaries.mjs";
import { ensureDatabase, whenItAnswers } from "./postgres-database.mjs";
import { serverArguments } from "./postgres-settings.mjs";
import { handOver, postgresUser } from "./postgres-user.mjs";
import { endProcess, isRunning, isTaken, processesIn, signalTo, until } from "./processes.mjs";
import { freePort, openSocketFolder } from "./socket-folder.mjs";

const MAJOR_VERSION = "18";
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * Starts the server of a data folder, making the cluster if there is none, and recovers from whatever a crash left:
 * a live server without a launcher is stopped cleanly, a dead one's lock file is no obstacle. The caller holds the
 * lock of the data folder.
 * @param {{ dataFolder: string, purpose?: "served" | "throwaway", onLost?: () => void,
 *   onSpawn?: (server: { stop(): Promise<void>, force(): void }) => void }} options
 *   onLost: called when the server ends without having been asked to; onSpawn: called as soon as there is something
 *   to stop, long before it answers
 * @returns {Promise<{ url: string, adminUrl: string, pid: number, cluster: string, stop(): Promise<void>,
 *   force(): void }>}
 *   url: as the owner of the database, not a superuser; adminUrl: as the superuser
 * @throws {Refusal} when this machine cannot run it
 */
export async function startPrivatePostgres({ dataFolder, purpose = "served", onLost = () => {}, onSpawn = () => {} }) {
  const cluster = join(dataFolder, "postgres");
  const user = postgresUser(cluster);
  const binaries = postgresBinaries(user, dataFolder);
  const password = keptSecret(join(dataFolder, "postgres-password"));
  if (!existsSync(cluster)) createCluster({ cluster, binaries, user, password, purpose });
  checkVersion(cluster);
  handOver(cluster, user);
  await endLeftovers(cluster, binaries);

  const socketFolder = process.platform === "win32" ? null : openSocketFolder(dataFolder, user);
  const port = socketFolder ? 5432 : await freePort();
  const logFile = join(dataFolder, "postgres.log");
  const child = spawnServer({
    cluster,
    binaries,
    user,
    logFile,
    serverArgs: serverArguments({ cluster, socketFolder, port }, purpose),
  });
  const address = (role, database) => {
    const host = socketFolder
      ? `localhost:${port}/${database}?host=${encodeURIComponent(socketFolder)}&`
      : `127.0.0.1:${port}/${database}?`;
    // The port and sslmode are said because PGPORT and PGSSLMODE, where an operator has them, would decide otherwise.
    return `postgresql://${role}:${password}@${host}sslmode=disable`;
  };

  const server = watched(child, { cluster, binaries, socketFolder, onLost });
  onSpawn(server);
  try {
    await whenItAnswers(address("postgres", "postgres"), { ended: () => server.ended, logFile, dataFolder });
    await ensureDatabase(address("postgres", "postgres"), password);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    ...{ url: address("attache", "attache"), adminUrl: address("postgres", "postgres") },
    ...{ pid: server.pid, cluster, stop: server.stop, force: server.force },
  };
}

function watched(child, { cluster, binaries, socketFolder, onLost }) {
  let stopping = false;
  const state = { ended: false };
  const end = new Promise((resolve) => {
    const ended = () => {
      state.ended = true;
      resolve();
      if (!stopping) onLost();
    };
    child.once("exit", ended);
    child.once("error", ended);
  });
  return {
    cluster,
    pid: child.pid,
    get ended() {
      return state.ended;
    },
    /** In a hurry: at once, leaving the log to be replayed by the next start. */
    force() {
      if (!state.ended) signalTo(child.pid, "SIGQUIT");
    },
    async stop() {
      stopping = true;
      if (!state.ended) {
        await shutDown(child.pid, { cluster, binaries });
        await end;
      }
      if (socketFolder) rmSync(socketFolder, { recursive: true, force: true });
    },
  };
}

/**
 * "Fast": refuses new work, rolls back what is open, writes everything down. "Immediate" if that hangs; then the next
 * start replays the log. Windows has no signals, and PostgreSQL its own program in their place.
 */
async function shutDown(pid, { cluster, binaries }) {
  if (process.platform !== "win32")
    return endProcess(pid, [
      ["SIGINT", 60_000],
      ["SIGQUIT", 10_000],
    ]);
  const args = ["stop", "-D", cluster, "-m", "fast"];
  return spawnSync(join(binaries, "bin", "pg_ctl"), args, { env: postgresEnvironment() }).status === 0;
}

function spawnServer({ cluster, binaries, user, logFile, serverArgs }) {
  const { path, descriptor } = asSeenBy(user, cluster, 3);
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, "a", 0o600);
  const child = spawn(join(binaries, "bin", "postgres"), ["-D", path, ...serverArgs], {
    ...user,
    cwd: "/",
    env: postgresEnvironment(),
    // A group of its own: Ctrl-C on the console reaches the launcher, which stops the application first.
    detached: process.platform !== "win32",
    stdio: ["ignore", log, log, ...(descriptor === null ? [] : [descriptor])],
  });
  closeSync(log);
  if (descriptor !== null) closeSync(descriptor);
  return child;
}

/**
 * Ends a server that lost its launcher, and waits for what a killed server left behind to end by itself.
 * @param {string} cluster
 * @param {string} binaries
 */
export async function endLeftovers(cluster, binaries) {
  const lockFile = join(cluster, "postmaster.pid");
  if (!existsSync(lockFile)) return;
  const pid = Number(readFileSync(lockFile, "utf8").split("\n")[0]);
  const isOurs = process.platform === "linux" ? processesIn(cluster, "postgres").includes(pid) : isRunning(pid);
  if (isOurs) await shutDown(pid, { cluster, binaries });
  // Its children notice the death of their parent within a moment; a long statement may take longer.
  if (!(await until(() => processesIn(cluster, "postgres").length === 0, 10_000))) {
    for (const left of processesIn(cluster, "postgres")) await endProcess(left, [["SIGQUIT", 10_000]]);
  }
  // PostgreSQL stops at a lock file whose number is taken: by some other process by now, or by the dead server itself
  // where nobody buries it, as in many containers.
  if (process.platform === "linux" && isTaken(pid)) rmSync(lockFile, { force: true });
}

function checkVersion(cluster) {
  const made = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  if (made === MAJOR_VERSION) return;
  throw new Refusal(
    `The database in ${cluster} is of PostgreSQL ${made}; this Attaché brings PostgreSQL ${MAJOR_VERSION}.`,
  );
}
