/** What the benchmark of the same run uses of idempotent-senders.mjs. */
export type SentAnswer = { status: number; body: string };
export type Kept = Record<"attributions" | "active" | "events" | "contacts" | "keptAnswers" | "loggedAsDone", number>;

export function sendAmidKills(options: { keys: number; kills: ("server" | "database")[] }): Promise<{
  answers: SentAnswer[][];
  tries: { sent: number; lost: number; failed: number };
  kept: Kept;
}>;
export function contradictions(answers: SentAnswer[][]): { key: string; all: SentAnswer[] }[];
export function once(keys: number): Kept;
