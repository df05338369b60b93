/** Counting what passed and failed, from the reports that the test runners write for machines. */
import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

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
 * @param {(report: any) => Counts} read
 */
export function countsOf(file, exitCode, read) {
  const counts = existsSync(file) ? read(JSON.parse(readFileSync(file, "utf8"))) : add([]);
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {any} report of vitest's json reporter @returns {Counts} */
export function readVitest({ numPassedTests, numPendingTests, numTodoTests, numFailedTests, testResults }) {
  // A file that could not even be loaded has failed, and has no test that could be counted.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  };
}

/** @param {any} report of Playwright's json reporter @returns {Counts} flaky: passed at another attempt */
export function readPlaywright({ stats: { expected, flaky, unexpected, skipped } }) {
  return { passed: expected + flaky, failed: unexpected, skipped };
}
