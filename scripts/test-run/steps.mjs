/** What a test run consists of, and how each part is run. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { ensureBuild, nextProgram } from "../launcher/build.mjs";
import { findBrowser } from "./browser.mjs";
import { countsOf, ofOne, readPlaywright, readVitest } from "./totals.mjs";

/** Tests of the real program are in folders of this name: they need the build. */
const BUILT = /(^|\/)built\//;
const BROWSER = /^e2e\//;

/**
 * The steps of a run, in order.
 * @param {{ root: string, reports: string, files: string[], unitOnly: boolean }} options reports: a folder for the
 *   runners' reports; files: run the tests of these alone
 * @returns {{ name: string, needs?: string[], run: () => Promise<import("./totals.mjs").Counts> }[]} needs: the steps
 *   without which this one would have nothing to say
 */
export function stepsFor({ root, reports, files, unitOnly }) {
  const tool = (...parts) => join(root, "node_modules", ...parts);
  const node = (program, args, env) => runNode(root, program, args, env);

  const vitest = async (report, args) => {
    const file = join(reports, report);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    return countsOf(file, await node(tool("vitest", "vitest.mjs"), ["run", ...reporters, ...args]), readVitest);
  };
  const playwright = async (args) => {
    const file = join(reports, "playwright.json");
    const env = { CHROMIUM_PATH: await findBrowser(root), PLAYWRIGHT_JSON_OUTPUT_NAME: file };
    return countsOf(file, await node(tool("@playwright", "test", "cli.js"), ["test", ...args], env), readPlaywright);
  };

  const lint = {
    name: "lint",
    run: async () => ofOne((await node(tool("@biomejs", "biome", "bin", "biome"), ["check", "."])) === 0),
  };
  const types = {
    name: "types",
    run: async () => {
      // The types of the routes are Next's, and a fresh clone has none yet.
      const generated = await node(nextProgram(root), ["typegen"]);
      return ofOne(generated === 0 && (await node(tool("typescript", "bin", "tsc"), ["--noEmit"])) === 0);
    },
  };
  const unit = (only) => ({ name: "tests", run: () => vitest("vitest.json", only) });
  const build = { name: "build", run: () => ensureBuild(root).then(() => ofOne(true)) };
  const program = (only) => ({
    ...{ name: "tests of the program", needs: ["build"] },
    run: () => vitest("vitest-built.json", ["--config", "vitest.built.config.mjs", ...only]),
  });
  const browser = (only) => ({ name: "tests in a browser", needs: ["build"], run: () => playwright(only) });

  if (unitOnly) return [lint, types, unit(files)];
  if (files.length === 0) {
    const inBrowser = existsSync(join(root, "playwright.config.ts")) ? [browser([])] : [];
    return [lint, types, unit([]), build, program([]), ...inBrowser];
  }
  const paths = files.map((file) => relative(root, resolve(file)));
  const [browserFiles, others] = parted(paths, (path) => BROWSER.test(path));
  const [builtFiles, unitFiles] = parted(others, (path) => BUILT.test(path));
  return [
    ...(unitFiles.length > 0 ? [unit(unitFiles)] : []),
    ...(builtFiles.length + browserFiles.length > 0 ? [build] : []),
    ...(builtFiles.length > 0 ? [program(builtFiles)] : []),
    ...(browserFiles.length > 0 ? [browser(browserFiles)] : []),
  ];
}

function parted(all, isIn) {
  return [all.filter(isIn), all.filter((each) => !isIn(each))];
}

/** What of the environment would make a test run depend on who runs it: the operator's own Attaché, above all. */
const isNotForTests = (name) => /^(DATABASE_URL|PORT|HOSTNAME|NODE_ENV|ATTACHE_|NEXTAUTH_|PG[A-Z]+$)/.test(name);

/** Runs a program of the project with Node, showing what it says. @returns {Promise<number>} its exit code */
function runNode(root, program, args, env = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !isNotForTests(name));
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve_, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve_(code ?? 1));
  });
}
