/** Runs one of the tools of the project to its end, quietly: its output is shown only when it failed. */
import { spawn } from "node:child_process";
import { Refusal } from "./messages.mjs";
import { forget, remember } from "./orphans.mjs";
import { signalTo } from "./processes.mjs";

const isWindows = process.platform === "win32";

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, toolFile: string, env?: Record<string, string | undefined>, what: string }} options
 *   toolFile: where its process is noted while it runs; what: names the step in the message when it fails
 * @throws {Refusal} when it does not end with 0, after its output
 */
export async function runQuietly(command, args, { cwd, toolFile, env = process.env, what }) {
  // A group of its own, so that its helpers can be ended with it.
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: !isWindows });
  const output = [];
  child.stdout.on("data", (chunk) => output.push(chunk));
  child.stderr.on("data", (chunk) => output.push(chunk));
  // The launcher was stopped: what its tools make counts only when it is complete, so the hard way harms nothing.
  const stop = () => signalTo(isWindows ? child.pid : -child.pid, "SIGKILL");
  if (child.pid) {
    remember(toolFile, child.pid);
    process.once("exit", stop);
  }
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      output.push(Buffer.from(`${error.message}\n`));
      resolve(-1);
    });
    child.once("close", resolve);
  });
  process.off("exit", stop);
  forget(toolFile);
  if (code === 0) return;
  process.stderr.write(Buffer.concat(output));
  throw new Refusal(`${what} failed; its own words are above.`);
}

/** The environment of tools and servers: no telemetry, no colours, no nagging about updates. */
export function toolEnvironment(more = {}) {
  const { FORCE_COLOR: _, ...env } = process.env;
  return {
    ...env,
    NO_COLOR: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    ...more,
  };
}
