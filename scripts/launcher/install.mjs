/** Installs the packages of the lock file when they are not there. Uses nothing but Node itself, since nothing else is there yet. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { say } from "./messages.mjs";
import { unlessDone } from "./project-turn.mjs";
import { runQuietly, toolEnvironment } from "./run.mjs";
import { hashOf, isStamped, stamp } from "./stamps.mjs";

/**
 * Brings `node_modules` to what `package-lock.json` says. Instant when it is so already.
 * @param {string} root of the project
 * @returns {Promise<boolean>} whether anything was installed
 * @throws {Refusal} when npm fails
 */
export async function ensureInstalled(root) {
  return unlessDone(
    root,
    () => isInstalled(root),
    async (toolFile) => {
      say("Installing packages (npm ci)");
      await runNpm(root, toolFile);
      stamp(stampFile(root), stampHash(root));
    },
  );
}

const stampFile = (root) => join(root, "node_modules", ".attache-install");
const stampHash = (root) => hashOf(root, ["package-lock.json"], { also: [process.platform, process.arch] });

function isInstalled(root) {
  if (!existsSync(join(root, "node_modules"))) return false;
  return isStamped(stampFile(root), stampHash(root)) || isInstalledByHand(root);
}

/**
 * Whether npm's own record of node_modules, which it writes at the end of an installation, has every package of the
 * lock file that this platform needs: somebody ran `npm ci` themselves.
 */
function isInstalledByHand(root) {
  const record = readJson(join(root, "node_modules", ".package-lock.json"))?.packages;
  const wanted = readJson(join(root, "package-lock.json"))?.packages;
  if (!record || !wanted) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || record[path]?.version === entry.version) return true;
    // Left out on purpose: for another platform, or optional and not to be had here.
    return entry.optional === true && !isForThisPlatform(entry);
  });
}

function isForThisPlatform({ os, cpu, libc }) {
  if (!os && !cpu) return false;
  const isGlibc = process.platform !== "linux" || Boolean(process.report.getReport().header.glibcVersionRuntime);
  const fits = (list, value) => !list || list.includes(value);
  return fits(os, process.platform) && fits(cpu, process.arch) && fits(libc, isGlibc ? "glibc" : "musl");
}

async function runNpm(root, toolFile) {
  const args = [
    // Development dependencies are asked for, because the build needs them and NODE_ENV=production leaves them out.
    ...["ci", "--include=dev", "--include=optional"],
    // No package's own script is needed (package.json denies them too), and some of them try to download.
    ...["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
  ];
  const options = { cwd: root, toolFile, env: toolEnvironment(), what: "npm ci" };
  const cli = npmCli();
  if (cli) return runQuietly(process.execPath, [cli, ...args], options);
  return runQuietly("npm", args, options);
}

/** npm's own program, so that no shell is needed to find it (on Windows `npm` is a script of the shell). */
function npmCli() {
  const bin = dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath?.endsWith("npm-cli.js") ? process.env.npm_execpath : "",
    join(bin, "node_modules", "npm", "bin", "npm-cli.js"),
    join(bin, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
  ];
  return candidates.find((path) => path && existsSync(path));
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
