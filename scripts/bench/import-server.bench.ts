import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { startCheck, startRun } from "@/lib/imports/commands";
import { findImport } from "@/lib/imports/queries";
import { DEFAULT_CHOICES, type ImportState } from "@/lib/imports/schema";
import { startAttache } from "../launcher/run-attache.mjs";
import { openTestPool } from "../launcher/test-pool.mjs";
import { bytesOfFile, fill } from "./import-world";

/** The real program, built before: `npm test` or `npm start` builds it. */
const PEOPLE = Number(process.env.BENCH_ROWS ?? 1_000_000);
/** A table that has rows, or the page while nothing is imported would be an empty one; then a file, and five times that. */
const EXISTING = 10_000;
const FILES = [PEOPLE, 5 * PEOPLE];
const PAGE = "/audience-activity/referral-attribution";
/** As many as are made while a million rows are written: the memory of a server that only serves pages grows too. */
const IDLE_REQUESTS = 300;
const BETWEEN_REQUESTS_MS = 100;
const admin = { ATTACHE_ADMIN_EMAIL: "bench@attache.test", ATTACHE_ADMIN_PASSWORD: "correct horse battery staple" };

const MIB = 1024;
/** The resident memory of a process, in MiB. */
const residentMib = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / MIB;

async function signIn(url: string): Promise<string> {
  const jar = new Map<string, string>();
  const keep = (response: Response) => {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(";");
      jar.set(pair!.slice(0, pair!.indexOf("=")), pair!);
    }
    return response;
  };
  const { csrfToken } = await keep(await fetch(`${url}/api/auth/csrf`)).json();
  const body = new URLSearchParams({
    ...{ csrfToken, email: admin.ATTACHE_ADMIN_EMAIL, password: admin.ATTACHE_ADMIN_PASSWORD, json: "true" },
  });
  const headers = { cookie: [...jar.values()].join("; "), origin: url };
  keep(await fetch(`${url}/api/auth/callback/credentials`, { method: "POST", body, headers, redirect: "manual" }));
  return [...jar.values()].join("; ");
}

const percentile95 = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!;

test(`the server while it imports ${FILES.map((rows) => rows.toLocaleString("en")).join(" and ")} rows`, async () => {
  const attache = await startAttache({ env: admin });
  const pool = openTestPool(attache.databaseUrl, { max: 4 });
  try {
    await fill(pool, PEOPLE);
    const cookie = await signIn(attache.url);
    const page = async () => {
      const start = performance.now();
      const response = await fetch(attache.url + PAGE, { headers: { cookie } });
      expect(response.status).toBe(200);
      await response.text();
      return performance.now() - start;
    };
    const upload = async (rows: number, skipped: number): Promise<string> => {
      const answer = await fetch(`${attache.url}/api/ui/imports?kind=attributions&name=bench.csv`, {
        ...{ method: "POST", headers: { cookie, origin: attache.url }, duplex: "half" },
        body: Readable.toWeb(Readable.from(bytesOfFile(rows, PEOPLE, skipped))) as unknown as BodyInit,
      } as RequestInit);
      expect(answer.status).toBe(201);
      return (await answer.json()).id;
    };
    const until = async (id: string, state: ImportState, each: () => Promise<unknown>) => {
      for (;;) {
        const view = (await findImport(pool, id))!;
        if (view.failure) throw new Error(view.failure);
        if (view.state === state) return;
        await each();
        await wait(BETWEEN_REQUESTS_MS);
      }
    };
    const check = async (id: string) => {
      const { mapping } = (await findImport(pool, id))!;
      await startCheck(pool, { id, mapping, choices: DEFAULT_CHOICES.attributions });
      await until(id, "checked", async () => {});
    };
    const existing = await upload(EXISTING, 6 * PEOPLE);
    await check(existing);
    await startRun(pool, existing);
    await until(existing, "done", async () => {});
    const { server } = attache.processes();
    const lines: string[] = [];
    for (const [index, rows] of FILES.entries()) {
      const idle: number[] = [];
      let idleMib = 0;
      for (let request = 0; request < IDLE_REQUESTS; request++) {
        idle.push(await page());
        // The highest, as while importing: what garbage there is at one moment says nothing.
        idleMib = Math.max(idleMib, residentMib(server!));
        await wait(BETWEEN_REQUESTS_MS);
      }
      let peakMib = idleMib;
      const growths: string[] = [];
      const phaseEnds = (phase: string) => {
        growths.push(`${phase} ${(peakMib - idleMib).toFixed(0)}`);
      };
      const busy: number[] = [];
      const watching = new AbortController();
      const memory = (async () => {
        while (!watching.signal.aborted) {
          peakMib = Math.max(peakMib, residentMib(server!));
          await wait(50);
        }
      })();
      // Each file's people are in other campaigns than those of the one before, so that all its rows create.
      const id = await upload(rows, index * PEOPLE);
      phaseEnds("upload");
      await check(id);
      phaseEnds("check");
      await startRun(pool, id);
      await until(id, "done", async () => busy.push(await page()));
      watching.abort();
      await memory;
      expect((await findImport(pool, id))!.result?.outcomes.created).toBe(rows);
      const [idle95, busy95] = [percentile95(idle), percentile95(busy)];
      lines.push(
        `| ${rows.toLocaleString("en")} | ${idleMib.toFixed(0)} | ${(peakMib - idleMib).toFixed(0)} (${growths.join(", ")}) | ` +
          `${idle95.toFixed(0)} ms | ${busy95.toFixed(0)} ms (${busy.length} requests) | ${(busy95 / idle95).toFixed(2)} |`,
      );
      console.log(lines.at(-1));
    }
    console.log(
      [
        "\n### The server while it imports",
        "",
        "| rows | idle, MiB | growth, MiB (until the end of) | page p95 idle | page p95 while writing | ratio |",
        "|---|---|---|---|---|---|",
        ...lines,
      ].join("\n"),
    );
  } finally {
    await pool.end();
    await attache.stop();
  }
});
