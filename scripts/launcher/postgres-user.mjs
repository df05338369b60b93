/**
 * As whom PostgreSQL runs. It refuses to run as root, so root's server runs as the user `nobody`, or as whoever owns
 * the cluster already. Everybody else runs it as themselves.
 */
import { execFileSync } from "node:child_process";
import { chownSync, existsSync, lchownSync, readdirSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { Refusal } from "./messages.mjs";

/**
 * @param {string} cluster the folder of the cluster, which may not exist yet
 * @returns {{ uid: number, gid: number } | null} null: as the present user
 */
export function postgresUser(cluster) {
  if (process.getuid?.() !== 0) {
    if (process.getuid && existsSync(cluster) && statSync(cluster).uid !== process.getuid()) {
      throw new Refusal(`The database in ${cluster} belongs to another user: start Attaché as that user or as root.`);
    }
    if (!hasName()) {
      throw new Refusal(
        `PostgreSQL wants a user with a name, and number ${process.getuid()} has none here: start Attaché as another user, or set DATABASE_URL.`,
      );
    }
    return null;
  }
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { uid, gid };
  }
  return nobody();
}

/** Containers may run as a mere number. */
function hasName() {
  try {
    return Boolean(userInfo().username);
  } catch {
    return false;
  }
}

/** The user `nobody` by its name: its number differs between systems (65534, 99, -2). */
function nobody() {
  try {
    const id = (flag) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8", stdio: "pipe" }).trim());
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    throw new Refusal(
      "PostgreSQL does not run as root and this system has no user nobody: start Attaché as another user, or set DATABASE_URL.",
    );
  }
}

/** Hands a folder to the user PostgreSQL runs as; a cluster restored from a backup by root belongs to root. */
export function handOver(folder, user) {
  if (!user || statSync(folder).uid === user.uid) return;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath ?? entry.path, entry.name), user.uid, user.gid);
  }
  chownSync(folder, user.uid, user.gid);
}
