/** Runs one of the tools of the project to its end, quietly: its output is shown only when it failed. */
import { spawn } from "node:child_process";
import { Refusal } from "./messages.mjs";

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string | undefined>, what: string }} options what: names the step in the
 *   message when it fails
 * @throws {Refusal} when it does not end with 0, after its output
 */
export async function runQuietly(command, args, { cwd, env = process.env, what }) {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], shell: false });
  const output = [];
  child.stdout.on("data", (chunk) => output.push(chunk));
  child.stderr.on("data", (chunk) => output.push(chunk));
  const stop = () => child.kill("SIGTERM");
  process.once("exit", stop);
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      output.push(Buffer.from(`${error.message}\n`));
      resolve(-1);
    });
    child.once("close", resolve);
  });
  process.off("exit", stop);
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
