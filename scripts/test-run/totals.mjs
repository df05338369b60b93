/** Counting what passed and failed, from the reports that the test runners write for machines. */
import { existsSync, readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {Counts & { failures?: string[] }} Outcome failures: of each that failed, where it is and what it says
 */

/** A step that is one check: lint, types, the build. @returns {Counts} */
export function ofOne(good) {
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 };
}

/** @param {Counts[]} all */
export function add(all) {
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/** The counts as they are read by people. */
export function inWords({ passed, failed, skipped }) {
  return [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`].filter(Boolean).join(", ");
}

/** The line that ends a run, the same for every reader. */
export function totalsLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/**
 * The counts of a run. A runner that did not end well has failed, even when its report knows of no failed test (an error
 * between tests) or was never written (it crashed).
 * @param {string} file
 * @param {number} exitCode
 * @param {(report: any) => Outcome} read
 * @returns {Outcome}
 */
export function countsOf(file, exitCode, read) {
  const outcome = existsSync(file) ? read(JSON.parse(readFileSync(file, "utf8"))) : add([]);
  if (exitCode === 0 || outcome.failed > 0) return outcome;
  return { ...outcome, failed: 1, failures: [`the runner ended with ${exitCode}, and names no test that failed`] };
}

/** @param {any} report of vitest's json reporter @returns {Outcome} */
export function readVitest({ numPassedTests, numPendingTests, numTodoTests, numFailedTests, testResults }) {
  // A file that could not even be loaded has failed, and has no test that could be counted.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  const failed = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => inOneLine(name, fullName, failureMessages[0])),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
    failures: [...failed, ...broken.map(({ name, message }) => inOneLine(name, "the file itself", message))],
  };
}

/** @param {any} report of Playwright's json reporter @returns {Outcome} flaky: passed at another attempt */
export function readPlaywright({ stats: { expected, flaky, unexpected, skipped }, suites, errors }) {
  const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
  const failed = suites
    .flatMap(specsOf)
    .flatMap(({ file, line, title, tests }) =>
      tests
        .filter(({ status }) => status === "unexpected")
        .map(({ results }) => inOneLine(`${file}:${line}`, title, results.at(-1)?.error?.message)),
    );
  return {
    passed: expected + flaky,
    failed: unexpected,
    skipped,
    failures: [...failed, ...errors.map(({ message }) => inOneLine("between the tests", "", message))],
  };
}

function inOneLine(where, what, message = "") {
  // The colours of a terminal are left out.
  const [firstLine] = stripVTControlCharacters(message).split("\n");
  return [where, what, firstLine].filter(Boolean).join(" › ");
}
