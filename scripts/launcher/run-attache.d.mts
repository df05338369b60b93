export type Run = {
  pid: number;
  /** Resolves when the program has ended; `output` is all it said. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; output: string }>;
  hasEnded(): boolean;
  output(): string;
  signal(name: NodeJS.Signals): boolean;
  /** Waits until its output matches; throws with all of the output when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
};

export type Attache = {
  /** Where it answers, e.g. `http://localhost:43567`. */
  url: string;
  /** The database as the application uses it. */
  databaseUrl: string;
  /** The same server as its superuser; null when DATABASE_URL was given. */
  adminUrl: string | null;
  /** The one-time link to create the first admin; null when there is one. */
  setupUrl: string | null;
  dataFolder: string;
  output(): string;
  ended: Run["ended"];
  processes(): { launcher: number; server: number | null; database: number | null };
  /** As Ctrl-C does; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL for all of it at once. */
  kill(): Promise<void>;
};

export function runAttache(options: { dataFolder: string; env?: Record<string, string>; args?: string[] }): Run;

/**
 * The production build on a free port and an empty data folder of its own (or `dataFolder`, to start again on an
 * earlier one). Throws when the build is missing or stale: it never builds.
 */
export function startAttache(options?: {
  env?: Record<string, string>;
  demo?: boolean;
  dataFolder?: string;
}): Promise<Attache>;
