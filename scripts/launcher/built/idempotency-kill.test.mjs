import { expect, test } from "vitest";
import { contradictions, once, sendAmidKills } from "./idempotent-senders.mjs";

const KEYS = 300;

test(`${KEYS} requests sent three times each, while server and database are killed, have one effect and one answer each`, async () => {
  const { answers, tries, kept } = await sendAmidKills({ keys: KEYS, kills: ["database", "server", "database"] });
  expect(contradictions(answers)).toEqual([]);
  expect(kept).toEqual(once(KEYS));
  // The kills were felt: otherwise nothing was tried.
  expect(tries.lost + tries.failed).toBeGreaterThan(0);
});
