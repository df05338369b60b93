/**
 * Everything that has to be true before a change is good, in order: a fresh clone needs nothing but this. A step that
 * fails does not keep the later ones from telling what they know; only what needs a build is left out without one.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "../launcher/install.mjs";
import { complain, Refusal, say } from "../launcher/messages.mjs";
import { add, inWords, ofOne, totalsLine } from "./totals.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

const USAGE = `Usage: npm test [-- --unit | <file> …]
  npm test                  everything
  npm test -- --unit        lint, types and the tests that need neither build nor browser
  npm test -- <file> …      the tests of these files, and nothing else`;

/** Runs the tests and exits. @param {string[]} args */
export async function runTests(args) {
  const unknown = args.find((arg) => arg.startsWith("-") && arg !== "--unit");
  if (unknown !== undefined) {
    complain(`Unknown argument ${unknown}. ${USAGE}`);
    process.exit(2);
  }
  const reports = mkdtempSync(join(tmpdir(), "attache-reports-"));
  process.once("exit", () => rmSync(reports, { recursive: true, force: true }));
  const files = args.filter((arg) => arg !== "--unit");
  const results = [];
  const installed = await step(results, "packages", async () => {
    await ensureInstalled(root);
    const { ensureDatabaseClient } = await import("../launcher/build.mjs");
    await ensureDatabaseClient(root);
    return ofOne(true);
  });
  if (installed) {
    const { stepsFor } = await import("./steps.mjs");
    const steps = stepsFor({ root, reports, files, unitOnly: args.includes("--unit") });
    for (const { name, needs, run } of steps) {
      const missing = needs?.find((need) => results.some((result) => result.name === need && !result.good));
      if (missing) results.push({ name, good: false, words: `left out, because of ${missing}` });
      else await step(results, name, run);
    }
  }
  conclude(results);
}

/** @returns {Promise<boolean>} whether all of the step was good */
async function step(results, name, run) {
  say(`\n── ${name}`);
  let counts;
  try {
    counts = await run();
  } catch (error) {
    complain(error instanceof Refusal ? error.message : error.stack);
    counts = ofOne(false);
  }
  const good = counts.failed === 0;
  results.push({ name, good, counts, words: inWords(counts) });
  return good;
}

function conclude(results) {
  say("\n── results");
  for (const { name, words } of results) say(`${name.padEnd(24)}${words}`);
  const total = add(results.flatMap(({ counts }) => counts ?? []));
  const failures = results.flatMap(({ name, counts }) => (counts?.failures ?? []).map((each) => `${name} › ${each}`));
  if (failures.length > 0) say(`\n── failed\n${failures.join("\n")}`);
  say(`\n${totalsLine(total)}`);
  process.exit(total.failed === 0 ? 0 : 1);
}
