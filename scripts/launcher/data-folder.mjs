/** The data folder: everything of an installation that is not code. Made private, because secrets live in it. */
import { randomBytes } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { Refusal } from "./messages.mjs";

/**
 * Makes the data folder if there is none.
 * @param {string} path as configured
 * @returns {string} its real, absolute path
 */
export function openDataFolder(path) {
  try {
    // Only a folder that we make is closed to others; one that an operator made keeps the mode they chose.
    mkdirSync(resolve(path), { recursive: true, mode: 0o700 });
    writeFileSync(join(path, ".write-test"), "");
    rmSync(join(path, ".write-test"), { force: true });
    return realpathSync(path);
  } catch (error) {
    throw new Refusal(`The data folder ${resolve(path)} cannot be written (${error.code}); set ATTACHE_DATA_DIR.`);
  }
}

/**
 * A secret that is made once and kept: 256 bits, in a file that only its owner may read.
 * @param {string} file
 * @returns {string}
 */
export function keptSecret(file) {
  if (!existsSync(file)) {
    // Written whole under another name first: a crash in between must not leave a secret of half its length. The
    // link fails when another start was faster, and then that one's secret is the secret.
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
    try {
      linkSync(fresh, file);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    } finally {
      rmSync(fresh, { force: true });
    }
  }
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length < 32) throw new Refusal(`The file ${file} holds no usable secret; put back the original.`);
  return secret;
}

/** Writes a file that only its owner may read, replacing it as a whole. */
export function writePrivate(file, content) {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, content, { mode: 0o600 });
  renameSync(fresh, file);
}
