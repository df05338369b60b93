import { type BrowserContext, expect } from "@playwright/test";

/**
 * Listens to all that goes wrong in a test's browsers without being seen: errors on the console, uncaught exceptions,
 * answers of 500 and above. A test names those it provokes; any other fails it, and so does one that did not happen.
 */
export class Watch {
  private readonly problems: string[] = [];
  private readonly expected: RegExp[] = [];

  listenTo(context: BrowserContext): void {
    context.on("console", (message) => {
      if (message.type() === "error") this.problems.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (webError) => {
      const error = webError.error();
      this.problems.push(`uncaught: ${error.stack ?? error.message}`);
    });
    context.on("response", (response) => {
      const request = response.request();
      if (response.status() >= 500) {
        this.problems.push(`response: ${response.status()} to ${request.method()} ${response.url()}`);
      }
    });
  }

  /** Names a problem that the test provokes on purpose. */
  expect(problem: RegExp): void {
    this.expected.push(problem);
  }

  /** At the end of a test. */
  check(): void {
    const unexpected = this.problems.filter((problem) => !this.expected.some((one) => one.test(problem)));
    expect(unexpected, "errors in the browser").toEqual([]);
    const missing = this.expected.filter((one) => !this.problems.some((problem) => one.test(problem)));
    expect(missing.map(String), "errors that were to happen").toEqual([]);
  }
}
