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
import { identityOf, isSameProcess } from "./processes.mjs";

/** A claim from another machine (a shared disk, another container) is believed while it was renewed this recently. */
const FOREIGN_CLAIM_MS = 30_000;
const RENEW_MS = 10_000;

/**
 * @typedef {{ pid: number, startedAt: string, host: string, since: number, note: string }} Claim
 * @param {string} folder
 * @param {{ note?: string }} options note: what a refused process may tell about us
 * @returns {{ held: true, release(): void, renote(note: string): void } | { held: false, holder: Claim }}
 */
export function claim(folder, { note = "" } = {}) {
  const claims = join(folder, ".claims");
  mkdirSync(claims, { recursive: true, mode: 0o700 });
  const mine = { ...identityOf(process.pid), host: hostname(), since: Date.now(), note };
  const file = join(claims, `${randomUUID()}.json`);
  write(file, mine);
  for (const other of readdirSync(claims)) {
    const path = join(claims, other);
    if (path === file || !other.endsWith(".json")) continue;
    const holder = readClaim(path);
    if (holder && isAlive(holder, path)) {
      rmSync(file, { force: true });
      return { held: false, holder };
    }
    rmSync(path, { force: true });
  }
  const renewing = setInterval(() => touch(file), RENEW_MS);
  renewing.unref();
  return {
    held: true,
    renote: (text) => write(file, { ...mine, note: text }),
    release() {
      clearInterval(renewing);
      rmSync(file, { force: true });
    },
  };
}

/** As `claim`, but waits for its turn. `onWait` is called once, with the holder, when there is something to wait for. */
export async function claimInTurn(folder, { note = "", onWait = () => {} } = {}) {
  let waiting = false;
  for (;;) {
    const result = claim(folder, { note });
    if (result.held) return result;
    if (!waiting) onWait(result.holder);
    waiting = true;
    // Two that came at once both withdrew: unequal pauses let one of them through.
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 150));
  }
}

function isAlive(holder, path) {
  if (holder.host === hostname()) return holder.pid !== process.pid && isSameProcess(holder);
  return Date.now() - statSync(path).mtimeMs < FOREIGN_CLAIM_MS;
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
