/**
 * Which process is which. A process id alone says nothing after a crash, because the system hands it out again; the
 * id together with the moment the process started names one process for ever.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { basename } from "node:path";

/** Whether a process with this id runs now (one of another user's counts too; a zombie does not). */
export function isRunning(pid) {
  return isTaken(pid) && !/^\d+ \(.*\) Z/s.test(read(`/proc/${pid}/stat`));
}

/** Whether this id names a process, be it dead and only not yet taken note of by its parent. */
export function isTaken(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/**
 * When the process started, in the words of the system: comparable with itself only. Empty when it does not run, or
 * on a system that does not tell (Windows), where the id alone has to do.
 * @returns {string}
 */
export function startOf(pid) {
  if (process.platform === "linux") {
    const stat = read(`/proc/${pid}/stat`);
    // Field 22, counted after the command, which may hold spaces and brackets itself; ticks since this boot.
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return ticks ? `${read("/proc/sys/kernel/random/boot_id").trim()}/${ticks}` : "";
  }
  if (process.platform === "win32") return "";
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", env: { LC_ALL: "C" } }).trim();
  } catch {
    return "";
  }
}

/** What to remember of a process to know it again: `{ pid, startedAt }`. */
export function identityOf(pid) {
  return { pid, startedAt: startOf(pid) };
}

/** Whether the very process that was remembered still runs, and not a later one with the same id. */
export function isSameProcess(identity) {
  if (!Number.isInteger(identity?.pid) || identity.pid <= 0 || !isRunning(identity.pid)) return false;
  return startOf(identity.pid) === identity.startedAt;
}

/**
 * The processes of a program that work in a folder (their current directory is that folder). Linux only; elsewhere
 * always none. PostgreSQL's processes all stay in their cluster, so this finds what a killed server left behind, and
 * does not take somebody's shell for it.
 * @param {string} program the name of its file
 * @returns {number[]}
 */
export function processesIn(folder, program) {
  if (process.platform !== "linux") return [];
  const wanted = statSync(folder);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        // The link is followed by the kernel to the folder itself, whatever its path is called now.
        const found = statSync(`/proc/${pid}/cwd`);
        if (found.dev !== wanted.dev || found.ino !== wanted.ino) return false;
      } catch {
        return false;
      }
      return isProgram(pid, program);
    });
}

function isProgram(pid, program) {
  try {
    // A program whose file was replaced meanwhile reads "… (deleted)".
    return basename(readlinkSync(`/proc/${pid}/exe`)).replace(" (deleted)", "") === program;
  } catch {
    // A dying process has lost its program before it lets go of its memory, which it may share with others of ours.
    return true;
  }
}

/**
 * Asks a process to end and waits until it has; insists after a while.
 * @param {number} pid
 * @param {[NodeJS.Signals, number][]} signals each with the time to wait after it, in ms
 * @param {{ group?: boolean }} options group: the process leads a group, and all of the group is meant
 * @returns {Promise<boolean>} whether it has ended
 */
export async function endProcess(pid, signals, { group = false } = {}) {
  const target = group && process.platform !== "win32" ? -pid : pid;
  for (const [signal, waitMs] of signals) {
    signalTo(target, signal);
    if (!(await until(() => !isRunning(pid), waitMs))) continue;
    // What the leader of the group left behind.
    if (target < 0) signalTo(target, "SIGKILL");
    return true;
  }
  return false;
}

/** Sends a signal to a process, or to a group by its negative number; one that is gone already is no error. */
export function signalTo(target, signal) {
  try {
    process.kill(target, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/**
 * Looks again and again until the condition holds.
 * @param {() => unknown} condition may be asynchronous
 * @param {number} timeoutMs
 * @returns {Promise<boolean>} whether it held in time
 */
export async function until(condition, timeoutMs, everyMs = 25) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
