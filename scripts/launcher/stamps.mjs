/** Has anything changed since a step was last done? Told by a hash of its inputs, never by dates: git sets those. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A hash of the names and contents of files and folders.
 * @param {string} root
 * @param {string[]} paths relative to root; one that does not exist counts as such
 * @param {{ ignore?: (path: string) => boolean, also?: string[] }} options ignore: by relative path; also: other inputs
 * @returns {string} hexadecimal
 */
export function hashOf(root, paths, { ignore = () => false, also = [] } = {}) {
  const hash = createHash("sha256");
  for (const text of also) hash.update(`${text}\0`);
  const visit = (path) => {
    if (ignore(path) || !existsSync(join(root, path))) return;
    if (statSync(join(root, path)).isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`);
    } else {
      hash
        .update(`${path}\0`)
        .update(readFileSync(join(root, path)))
        .update("\0");
    }
  };
  for (const path of paths) visit(path);
  return hash.digest("hex");
}

/** Whether the stamp file holds this hash. */
export function isStamped(file, hash) {
  return existsSync(file) && readFileSync(file, "utf8") === hash;
}

/** Notes that a step was done for these inputs. */
export function stamp(file, hash) {
  writeFileSync(file, hash);
}
