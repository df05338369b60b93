/** Where the private server's socket lies, or the port it takes on a system without unix sockets. */
import { createHash } from "node:crypto";
import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A folder with a short path (a socket's path has at most 107 characters, and the data folder's may be longer), open
 * to the server's user only. The name follows from the data folder, so that the address stays the same from start
 * to start; when somebody else took that name, another is taken.
 * @param {string} dataFolder
 * @param {{ uid: number, gid: number } | null} user
 */
export function openSocketFolder(dataFolder, user) {
  const parent = socketParent();
  const name = `attache-${createHash("sha256").update(dataFolder).digest("hex").slice(0, 12)}`;
  const owner = user?.uid ?? process.getuid?.() ?? 0;
  const folder = join(parent, name);
  // What a killed server left in it would only mislead the next one.
  if (isOurs(folder, owner)) rmSync(folder, { recursive: true, force: true });
  return prepared(made(folder) ? folder : mkdtempSync(`${folder}-`), user);
}

function socketParent() {
  try {
    if (statSync("/tmp").isDirectory()) return "/tmp";
  } catch {
    // No /tmp: the system's own idea of a temporary folder then.
  }
  return tmpdir();
}

function made(folder) {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** lstat: a link that somebody else put there is not followed. */
function isOurs(folder, owner) {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() && (found.uid === owner || found.uid === process.getuid());
}

function prepared(folder, user) {
  chmodSync(folder, 0o700);
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}

/** A TCP port on 127.0.0.1 that is free at this moment. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
