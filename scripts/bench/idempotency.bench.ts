import { expect, test } from "vitest";
import { contradictions, once, sendAmidKills } from "../launcher/built/idempotent-senders.mjs";

/** The real program, built before: `npm test` or `npm start` builds it. */
const KEYS = Number(process.env.BENCH_KEYS ?? 10_000);
const KILLS = Math.max(3, Math.round(KEYS / 400));

test(`${KEYS.toLocaleString("en")} Idempotency-Keys, each sent three times at once, amid kills`, async () => {
  // A launcher gives up a database that dies six times within ten minutes; each kill of the server starts another one.
  const kills = Array.from({ length: KILLS }, (_, nth) =>
    nth % 3 === 2 ? ("database" as const) : ("server" as const),
  );
  const start = performance.now();
  const { answers, tries, kept } = await sendAmidKills({ keys: KEYS, kills });
  const seconds = (performance.now() - start) / 1000;
  const wrong = contradictions(answers);
  const n = (value: number) => value.toLocaleString("en");
  console.log(
    [
      "\n### Idempotency amid kills",
      "",
      "| keys | kills of the server | of the database | requests sent | lost | answered 500 | answers | keys with differing answers | attributions | audit events | kept answers | took |",
      "|---|---|---|---|---|---|---|---|---|---|---|---|",
      `| ${n(KEYS)} | ${kills.filter((one) => one === "server").length} | ${kills.filter((one) => one === "database").length} | ` +
        `${n(tries.sent)} | ${n(tries.lost)} | ${n(tries.failed)} | ${n(answers.flat().length)} | ${wrong.length} | ` +
        `${n(kept.attributions)} | ${n(kept.events)} | ${n(kept.keptAnswers)} | ${seconds.toFixed(0)} s |`,
      "",
    ].join("\n"),
  );
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(kept).toEqual(once(KEYS));
});
