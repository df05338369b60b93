/** How the launcher ends: what was started last is stopped first, once, whatever asked for it and however often. */
import { complain, say } from "./messages.mjs";

const PARENT_CHECK_MS = 250;
/** A signal this long after the first is a person who does not want to wait; sooner, npm and the console send doubles. */
const IMPATIENCE_MS = 2_000;

/**
 * @typedef {{ stop(): Promise<void>, force(): void }} Part stop: in good order; force: now, whatever it costs
 */
export class Lifecycle {
  #parts = [];
  #ending = null;
  #endingSince = 0;
  /** Whether the server has been announced: being stopped is from then on the normal end. */
  serving = false;

  /** Whether the end has begun: what ends now was meant to. */
  get ending() {
    return this.#ending !== null;
  }

  /** Registers something to stop at the end. @param {Part} part */
  add(part) {
    this.#parts.push(part);
  }

  /**
   * Stops everything in reverse order and exits.
   * @param {number} code
   */
  end(code) {
    this.#endingSince ||= Date.now();
    this.#ending ??= this.#stopAll().then((failed) => process.exit(failed && code === 0 ? 1 : code));
    return this.#ending;
  }

  async #stopAll() {
    let failed = false;
    for (const part of this.#parts.reverse()) {
      await part.stop().catch((error) => {
        failed = true;
        complain(error.message);
      });
    }
    return failed;
  }

  #endAsAsked() {
    say("Stopping");
    // Before it served, nothing was achieved: 130 is what an interrupted command exits with.
    this.end(this.serving ? 0 : 130);
  }

  /** Ctrl-C, a service manager's SIGTERM and a closed terminal all mean the same. */
  endOnSignals() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.on(signal, () => {
        if (!this.ending) {
          this.#endAsAsked();
        } else if (Date.now() - this.#endingSince > IMPATIENCE_MS) {
          for (const part of this.#parts) part.force();
        }
      });
    }
    if (process.env.npm_lifecycle_event) this.#endWithParent();
    // The reader of our output may go away (a closed terminal, `| head`); that is no reason to drop the database.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  }

  /** npm passes Ctrl-C on, and ends alone on SIGTERM: whoever stopped it meant us. */
  #endWithParent() {
    const parent = process.ppid;
    const watching = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watching);
      if (!this.ending) this.#endAsAsked();
    }, PARENT_CHECK_MS);
    watching.unref();
  }
}
