/**
 * One process at a time for one folder. A process puts a claim into `<folder>/.claims` and looks at the others': it
 * holds the folder when no other claim is of a living process. Writing first and looking afterwards means that of two
 * that come at once at least one sees the other; and a claim whose process is gone is worth nothing, so SIGKILL
 * leaves no lock behind.
 */
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { identityOf, isSameProcess, until } from "./processes.mjs";

const RENEW_MS = 10_000;
/**
 * A claim from another machine (a shared disk, a container that was killed) counts for nothing when it is not renewed
 * for so long. It is watched, because the clocks of two machines need not agree.
 */
const SILENCE_MS = 3 * RENEW_MS;

/**
 * @typedef {{ pid: number, startedAt: string, host: string, since: number, note: string }} Claim
 * @typedef {{ held: true, release(): void } | { held: false, holder: Claim, path: string }} Result
 */

/**
 * Claims a folder, at once or not at all. A claim from another machine is believed.
 * @param {string} folder which exists: one that somebody removed is not made again, or two would hold it, each by the
 *   claims of its own time
 * @param {{ note?: string }} options note: what a refused process may tell about us
 * @returns {Result} path: the holder's claim
 */
export function claim(folder, { note = "" } = {}) {
  const claims = join(folder, ".claims");
  makeFolder(claims);
  const file = join(claims, `${randomUUID()}.json`);
  write(file, { ...identityOf(process.pid), host: hostname(), since: Date.now(), note });
  for (const other of readdirSync(claims)) {
    const path = join(claims, other);
    if (path === file || !other.endsWith(".json")) continue;
    const holder = readClaim(path);
    if (holder && mayBeAlive(holder)) {
      rmSync(file, { force: true });
      return { held: false, holder, path };
    }
    rmSync(path, { force: true });
  }
  const renewing = setInterval(() => touch(file), RENEW_MS);
  renewing.unref();
  return {
    held: true,
    release() {
      clearInterval(renewing);
      rmSync(file, { force: true });
    },
  };
}

/**
 * As `claim`, but a claim from another machine is watched before it is believed, and removed when nobody renews it.
 * @param {string} folder
 * @param {{ note?: string, onWatch?: (holder: Claim) => void, silenceMs?: number }} options
 * @returns {Promise<Result>}
 */
export async function claimWatching(folder, { note = "", onWatch = () => {}, silenceMs = SILENCE_MS } = {}) {
  for (;;) {
    const result = claim(folder, { note });
    if (result.held || isOfHere(result.holder)) return result;
    onWatch(result.holder);
    if (await isRenewed(result.path, silenceMs)) return result;
    rmSync(result.path, { force: true });
  }
}

/** As `claim`, but waits for its turn. `onWait` is called once, with the holder, when there is something to wait for. */
export async function claimInTurn(folder, { note = "", onWait = () => {} } = {}) {
  let waiting = false;
  const wait = (holder) => {
    if (!waiting) onWait(holder);
    waiting = true;
  };
  for (;;) {
    const result = await claimWatching(folder, { note, onWatch: wait });
    if (result.held) return result;
    wait(result.holder);
    // Two that came at once both withdrew: unequal pauses let one of them through.
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 150));
  }
}

const isOfHere = (holder) => holder.host === hostname();

function mayBeAlive(holder) {
  if (!isOfHere(holder)) return true;
  // Where the system does not tell when a process started, our own number in an older claim is that of a dead one.
  if (holder.pid === process.pid && holder.startedAt === "") return false;
  return isSameProcess(holder);
}

/** Whether a claim is renewed while it is watched; one that is released meanwhile is not. */
async function isRenewed(path, silenceMs) {
  const renewedAt = () => statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  const before = renewedAt();
  await until(() => renewedAt() !== before, silenceMs, Math.min(250, silenceMs / 10));
  const after = renewedAt();
  return after !== undefined && after !== before;
}

function makeFolder(path) {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
}

/** A claim appears under its name only when it is complete, so that nobody reads half of one. */
function write(file, content) {
  writeFileSync(`${file}.tmp`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${file}.tmp`, file);
}

function readClaim(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Released in between.
  }
}
