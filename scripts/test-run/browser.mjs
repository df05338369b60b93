/** A Chromium for the browser tests: one that is there, else one that can be had. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { Refusal, say } from "../launcher/messages.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The path of a Chromium or Chrome that runs here; installs one when there is none.
 * @param {string} root of the project
 * @returns {Promise<string>}
 * @throws {Refusal} when none can be had
 */
export async function findBrowser(root) {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (runs(given)) return given;
    throw new Refusal(`CHROMIUM_PATH is ${given}, and that is no Chromium that runs here.`);
  }
  const own = () => createRequire(join(root, "package.json"))("@playwright/test").chromium.executablePath();
  const find = () => [...onPath(), own()].find(runs);
  const found = find();
  if (found) return found;
  for (const install of waysToInstall(root)) {
    say(`There is no Chromium: trying ${[install.command.split("/").at(-1), ...install.args].join(" ")}`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync(install.command, install.args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
    const installed = find();
    if (installed) return installed;
  }
  throw new Refusal("The browser tests need a Chromium: install one, or set CHROMIUM_PATH to one.");
}

function onPath() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return ["/usr/bin", ...folders].flatMap((folder) => NAMES.map((name) => join(folder, name)));
}

/** Whether it starts at all: Ubuntu's `chromium` is a stub without snap, and Playwright's lacks libraries on a bare system. */
function runs(path) {
  if (!existsSync(path)) return false;
  const { status, stdout } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 30_000 });
  return status === 0 && /chrom/i.test(stdout);
}

function waysToInstall(root) {
  const playwright = join(root, "node_modules", "@playwright", "test", "cli.js");
  const ways = [{ command: process.execPath, args: [playwright, "install", "chromium"] }];
  // The rest installs packages of the system, which is for root, and is known of Debian and its like only.
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return ways;
  return [
    ...ways,
    { command: process.execPath, args: [playwright, "install-deps", "chromium"] },
    { command: "apt-get", args: ["update"] },
    { command: "apt-get", args: ["install", "-y", "chromium"] },
  ];
}
