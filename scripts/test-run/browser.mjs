/** A Chromium for the browser tests: one that is there, else one that can be had. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, join } from "node:path";
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
  for (const { applies, commands } of waysToInstall(root, own)) {
    if (!applies()) continue;
    for (const command of commands) execute(root, command);
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

function waysToInstall(root, own) {
  const playwright = (...args) => [
    process.execPath,
    join(root, "node_modules", "@playwright", "test", "cli.js"),
    ...args,
  ];
  // Installing packages of the system is for root, and the names of the packages are those of Debian and its like.
  const hasApt = () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  return [
    { applies: () => true, commands: [playwright("install", "chromium")] },
    { applies: () => hasApt() && existsSync(own()), commands: [playwright("install-deps", "chromium")] },
    {
      applies: hasApt,
      commands: [
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "chromium"],
      ],
    },
  ];
}

function execute(root, [command, ...args]) {
  say(
    `There is no Chromium that runs here: trying ${[basename(command), ...args.map((arg) => basename(arg))].join(" ")}`,
  );
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync(command, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
}
