import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { isRunning, until } from "./processes.mjs";
import { unlessDone } from "./project-turn.mjs";
import { runQuietly } from "./run.mjs";

let root;

beforeEach(() => {
  const made = mkdtempSync(join(tmpdir(), "attache-turn-"));
  root = made;
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
});

const result = () => join(root, "result");
const isDone = () => existsSync(result());

/** A process that does the work of the project: notes its turn, waits until it may, and makes the result. */
function another(work) {
  const url = (name) => JSON.stringify(new URL(name, import.meta.url).href);
  const script = `
    import { appendFileSync, existsSync } from "node:fs";
    import { unlessDone } from ${url("./project-turn.mjs")};
    import { runQuietly } from ${url("./run.mjs")};
    const root = ${JSON.stringify(root)};
    await unlessDone(root, () => existsSync(root + "/result"), async (toolFile) => { ${work} });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, ended };
}

/** A tool that notes its number in `pid` and works for ever, with a helper process that does so in `helper`. */
const endlessTool = `
  const forEver = "require('fs').writeFileSync('FILE', String(process.pid)); setInterval(() => {}, 1000);";
  const helper = forEver.replace("FILE", root + "/helper");
  const tool = forEver.replace("FILE", root + "/pid") +
    "require('child_process').spawn(process.execPath, ['-e', " + JSON.stringify(helper) + "], { stdio: 'ignore' });";
  await runQuietly(process.execPath, ["-e", tool], { cwd: root, toolFile, what: "The tool" });`;

async function toolOf() {
  const pids = () =>
    ["pid", "helper"].map((name) => existsSync(join(root, name)) && readFileSync(join(root, name), "utf8"));
  await expect.poll(() => pids().every(Boolean), { timeout: 20_000 }).toBe(true);
  return pids().map(Number);
}

test("work that is done is not done again, and needs no right to write", async () => {
  writeFileSync(result(), "");
  expect(await unlessDone(root, isDone, () => expect.unreachable())).toBe(false);
  expect(existsSync(join(root, ".attache"))).toBe(false);
});

test("of several processes that come at once one does the work, and the others wait for it", async () => {
  const others = Array.from({ length: 3 }, () => another('appendFileSync(root + "/result", "done ");'));
  await Promise.all(others.map(({ ended }) => ended));
  expect(readFileSync(result(), "utf8")).toBe("done ");
});

test("work that fails is reported, and done by the next that comes", async () => {
  const failing = unlessDone(root, isDone, (toolFile) =>
    runQuietly(process.execPath, ["-e", "process.exit(3)"], { cwd: root, toolFile, what: "The tool" }),
  );
  await expect(failing).rejects.toThrow("The tool failed; its own words are above.");
  expect(await unlessDone(root, isDone, async () => appendFileSync(result(), "done"))).toBe(true);
});

test("the tool of a launcher that was killed is ended before another works on the same folder", async () => {
  const { child, ended } = another(endlessTool);
  const pids = await toolOf();
  child.kill("SIGKILL");
  await ended;
  expect(pids.every(isRunning)).toBe(true);
  await unlessDone(root, isDone, async () => {
    expect(await until(() => !pids.some(isRunning), 10_000)).toBe(true);
    writeFileSync(result(), "");
  });
  expect(isDone()).toBe(true);
});

test("a launcher that stops takes its tool and the tool's helpers with it", async () => {
  const { child, ended } = another(`process.on("SIGTERM", () => process.exit(130)); ${endlessTool}`);
  const pids = await toolOf();
  child.kill("SIGTERM");
  expect(await ended).toBe(130);
  expect(await until(() => !pids.some(isRunning), 10_000)).toBe(true);
});
