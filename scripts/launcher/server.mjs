/** The application's server as a child: Next itself, run by Node, in a process group of its own. */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { nextProgram } from "./build.mjs";
import { Refusal, say } from "./messages.mjs";
import { endRemembered, forget, remember } from "./orphans.mjs";
import { endProcess, signalTo } from "./processes.mjs";
import { toolEnvironment } from "./run.mjs";

/** Requests that are being answered get this long to finish. */
const GRACE_MS = 10_000;
const SIGNALS = [
  ["SIGTERM", GRACE_MS],
  ["SIGKILL", 5_000],
];

const recordFile = (dataFolder) => join(dataFolder, "server.json");

/**
 * Ends the server of a launcher that was killed, if it still runs.
 * @param {string} dataFolder whose lock the caller holds
 */
export async function endOrphanServer(dataFolder) {
  await endRemembered(recordFile(dataFolder), SIGNALS, (pid) =>
    say(`Ending the server of an earlier start (process ${pid})`),
  );
}

/** @throws {Refusal} when something else listens on the port */
export async function checkPort(port, host) {
  const probe = createServer();
  try {
    await new Promise((resolve, reject) => probe.once("error", reject).listen(port, host, resolve));
  } catch (error) {
    if (error.code === "EADDRINUSE")
      throw new Refusal(`Port ${port} is in use by another program: stop it, or set PORT.`);
    if (error.code === "EACCES")
      throw new Refusal(`This user may not listen on port ${port}: set PORT to one above 1023.`);
    throw new Refusal(`Attaché cannot listen on ${host}:${port} (${error.code}).`);
  }
  await new Promise((resolve) => probe.close(resolve));
}

/**
 * Starts the server.
 * @param {{ root: string, dev: boolean, port: number, host: string, dataFolder: string,
 *   env: Record<string, string | undefined>, onEnd: (how: string) => void }} options env: what it gets besides ours;
 *   onEnd: called when it ends, with the reason in words
 * @returns {{ ended: boolean } & import("./lifecycle.mjs").Part}
 */
export function startServer({ root, dev, port, host, dataFolder, env, onEnd }) {
  const args = [nextProgram(root), dev ? "dev" : "start", root, "--port", String(port), "--hostname", host];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: toolEnvironment({ NODE_ENV: dev ? "development" : "production", ...env }),
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const server = {
    ended: false,
    stop: async () => {
      if (!server.ended) await endProcess(child.pid, SIGNALS, { group: true });
      forget(recordFile(dataFolder));
    },
    force: () => signalTo(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL"),
  };
  const end = (how) => {
    if (server.ended) return;
    server.ended = true;
    onEnd(how);
  };
  child.once("error", (error) => end(error.message));
  child.once("exit", (code, signal) => end(signal ? `signal ${signal}` : `exit code ${code}`));
  if (child.pid) remember(recordFile(dataFolder), child.pid);
  pass(child.stdout, process.stdout);
  pass(child.stderr, process.stderr);
  return server;
}

/** Passes output on line by line, without Next's banner: the launcher says the address itself. */
function pass(from, to) {
  const isBanner = (line) =>
    /^\s*(▲ Next\.js|- (Local|Network|Environments):|✓ (Starting|Ready|Running next\.config)|$)/u.test(line);
  createInterface({ input: from }).on("line", (line) => {
    if (!isBanner(line)) to.write(`${line}\n`);
  });
}
