/**
 * What the launcher says. Plain text, one line a step: it is read on consoles, in logs of service managers and by
 * tests, where colours and moving dots are noise.
 */

/** An expected reason not to start (port in use, wrong password, …): shown as its one sentence, never as a stack. */
export class Refusal extends Error {
  /**
   * @param {string} message one sentence that says what is wrong and, where there is one, the way out; no secrets
   * @param {number} exitCode 1 for a state of the world, 2 for wrong arguments
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Says one step on standard output. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Says what went wrong on standard error. */
export function complain(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * A connection string as it may be shown: without its password and without parameters, which can hold one too.
 * @param {string} url
 */
export function withoutSecrets(url) {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname || "the local server"}${port ? `:${port}` : ""}${pathname.length > 1 ? pathname : ""}`;
  } catch {
    return "the given address";
  }
}
