/** A new, empty cluster: the folder in which PostgreSQL keeps everything. */
import { spawnSync } from "node:child_process";
import { chownSync, closeSync, constants, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./messages.mjs";

/**
 * Makes a cluster: UTF-8 everywhere, Unicode rules for case, order by code point (the same on every machine, so that
 * an index never depends on a library of the system), checksums on its pages, passwords asked for on its socket too.
 * It takes its name only when it is complete, so that a crash in between leaves nothing that looks like one.
 * @param {{ cluster: string, binaries: string, user: { uid: number, gid: number } | null, password: string,
 *   purpose: "served" | "throwaway" }} options password: of the superuser `postgres`
 */
export function createCluster({ cluster, binaries, user, password, purpose }) {
  const fresh = `${cluster}.new`;
  const passwordFile = `${cluster}.password`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [fresh, passwordFile]) chownSync(path, user.uid, user.gid);
  try {
    runInitdb({ fresh, passwordFile, binaries, user, purpose });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(fresh, cluster);
}

function runInitdb({ fresh, passwordFile, binaries, user, purpose }) {
  const folder = asSeenBy(user, fresh, 3);
  const file = asSeenBy(user, passwordFile, 4);
  const result = spawnSync(
    join(binaries, "bin", "initdb"),
    [
      ...["-D", folder.path, "--username=postgres", `--pwfile=${file.path}`, "--auth=scram-sha-256"],
      ...["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
      // The password is 256 random bits: stretching it would only make every new connection slower.
      ...["--set=scram_iterations=1", "--no-instructions"],
      ...(purpose === "throwaway" ? ["--no-sync"] : []),
    ],
    {
      ...user,
      cwd: "/",
      env: postgresEnvironment(),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe", ...[folder, file].flatMap((seen) => seen.descriptor ?? [])],
    },
  );
  for (const seen of [folder, file]) if (seen.descriptor !== null) closeSync(seen.descriptor);
  if (result.status === 0) return;
  const reason = result.error?.message ?? result.stderr.trim().split("\n").at(-1);
  throw new Refusal(`The private database could not be made: ${reason}`);
}

/**
 * How PostgreSQL's programs name a path of ours. Root's server runs as a user who may not enter the folders above it
 * (/root, a private data folder), but we can open it and hand it down: its path is then that of the open file. So the
 * data stays where the operator put it.
 * @param {{ uid: number } | null} user whom the program runs as, when that is not the present user
 * @param {number} position the file descriptor under which the program will find it
 * @returns {{ path: string, descriptor: number | null }} descriptor: ours, to be passed on at that position
 */
export function asSeenBy(user, path, position) {
  if (!user || process.platform !== "linux") return { path, descriptor: null };
  return { path: `/proc/self/fd/${position}`, descriptor: openSync(path, constants.O_RDONLY) };
}

/** What PostgreSQL's programs need of the environment; PGDATA and its like must not reach them. */
export function postgresEnvironment() {
  if (process.platform !== "win32") return { LC_ALL: "C", PATH: process.env.PATH };
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^PG/i.test(name)));
}
