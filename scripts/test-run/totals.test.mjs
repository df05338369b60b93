import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { add, countsOf, inWords, ofOne, readPlaywright, readVitest, totalsLine } from "./totals.mjs";

let file;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "attache-totals-"));
  file = join(folder, "report.json");
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

const vitest = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };

test("the line that ends a run is plain: numbers of passed and failed", () => {
  expect(totalsLine(add([ofOne(true), ofOne(false), { passed: 40, failed: 2, skipped: 3 }]))).toBe(
    "41 passed, 3 failed",
  );
});

test("people are told of skipped tests too, and of no zeros", () => {
  expect(inWords({ passed: 40, failed: 2, skipped: 3 })).toBe("40 passed, 2 failed, 3 skipped");
  expect(inWords({ passed: 40, failed: 0, skipped: 0 })).toBe("40 passed");
});

describe("of vitest's report", () => {
  test("tests count as what they are", () => {
    expect(readVitest({ ...vitest, numFailedTests: 2 })).toEqual({ passed: 7, failed: 2, skipped: 2 });
  });

  test("a file that could not be loaded counts as failed", () => {
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{ status: "failed" }] },
      { status: "passed", assertionResults: [{ status: "passed" }] },
    ];
    expect(readVitest({ ...vitest, numFailedTests: 1, testResults }).failed).toBe(2);
  });
});

test("of Playwright's report a test that passed at a later attempt counts as passed", () => {
  const stats = { expected: 5, flaky: 1, unexpected: 2, skipped: 3 };
  expect(readPlaywright({ stats })).toEqual({ passed: 6, failed: 2, skipped: 3 });
});

describe("a runner that ended badly has failed", () => {
  test("although its report knows of no failure", () => {
    writeFileSync(file, JSON.stringify(vitest));
    expect(countsOf(file, 1, readVitest)).toEqual({ passed: 7, failed: 1, skipped: 2 });
    expect(countsOf(file, 0, readVitest)).toEqual({ passed: 7, failed: 0, skipped: 2 });
  });

  test("although it left no report", () => {
    expect(countsOf(file, 134, readVitest)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
