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
    expect(readVitest({ ...vitest, numFailedTests: 2 })).toMatchObject({ passed: 7, failed: 2, skipped: 2 });
  });

  test("what failed is named with its file and the first line of what it says", () => {
    const testResults = [
      {
        ...{ status: "failed", name: "/a.test.ts", message: "" },
        assertionResults: [
          { status: "failed", fullName: "adds up", failureMessages: ["Error: \u001b[31m1\u001b[39m\nat a"] },
          { status: "passed", fullName: "is there", failureMessages: [] },
        ],
      },
      { status: "failed", name: "/b.test.ts", message: "no such module\nat b", assertionResults: [] },
    ];
    expect(readVitest({ ...vitest, numFailedTests: 1, testResults }).failures).toEqual([
      "/a.test.ts › adds up › Error: 1",
      "/b.test.ts › the file itself › no such module",
    ]);
  });

  test("a file that could not be loaded counts as failed", () => {
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{ status: "failed", failureMessages: [] }] },
      { status: "passed", assertionResults: [{ status: "passed" }] },
    ];
    expect(readVitest({ ...vitest, numFailedTests: 1, testResults }).failed).toBe(2);
  });
});

describe("of Playwright's report", () => {
  const stats = { expected: 5, flaky: 1, unexpected: 2, skipped: 3 };

  test("a test that passed at a later attempt counts as passed", () => {
    expect(readPlaywright({ stats, suites: [], errors: [] })).toMatchObject({ passed: 6, failed: 2, skipped: 3 });
  });

  test("what failed is named, however deep it is described, and what failed between tests too", () => {
    const spec = (title, status) => ({
      ...{ file: "a.spec.ts", line: 3, title },
      tests: [{ status, results: [{ error: { message: `${title} broke\nat a` } }] }],
    });
    const suites = [
      { specs: [spec("one", "unexpected")], suites: [{ specs: [spec("two", "unexpected"), spec("three", "flaky")] }] },
    ];
    expect(readPlaywright({ stats, suites, errors: [{ message: "no browser" }] }).failures).toEqual([
      "a.spec.ts:3 › one › one broke",
      "a.spec.ts:3 › two › two broke",
      "between the tests › no browser",
    ]);
  });
});

describe("a runner that ended badly has failed", () => {
  test("although its report knows of no failure", () => {
    writeFileSync(file, JSON.stringify(vitest));
    expect(countsOf(file, 1, readVitest)).toEqual({
      ...{ passed: 7, failed: 1, skipped: 2 },
      failures: ["the runner ended with 1, and names no test that failed"],
    });
    expect(countsOf(file, 0, readVitest)).toMatchObject({ passed: 7, failed: 0, skipped: 2, failures: [] });
  });

  test("although it left no report", () => {
    expect(countsOf(file, 134, readVitest)).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
  });
});
