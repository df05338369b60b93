import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { endProcess, identityOf, isRunning, isSameProcess, isTaken, processesIn, until } from "./processes.mjs";

const isLinux = process.platform === "linux";
let folder;

beforeEach(() => {
  const made = realpathSync(mkdtempSync(join(tmpdir(), "attache-processes-")));
  folder = made;
  onTestFinished(() => rmSync(made, { recursive: true }));
});

/** A process in the folder of the test that has said it is ready. @returns what it said */
async function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"], ...options });
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
  onTestFinished(() => void child.kill("SIGKILL"));
  const said = String(await new Promise((resolve) => child.stdout.once("data", resolve))).trim();
  return { pid: child.pid, said, ended };
}

const node = (script, options) => run(process.execPath, ["-e", `${script}; console.log("ready")`], options);
const forEver = "setInterval(() => {}, 1000)";

describe("a process", () => {
  test("is known by its number and the moment it started", async () => {
    const { pid, ended } = await node(forEver);
    const identity = identityOf(pid);
    expect(isSameProcess(identity)).toBe(true);
    expect(isSameProcess({ ...identity, startedAt: `${identity.startedAt}0` })).toBe(false);
    process.kill(pid, "SIGKILL");
    await ended;
    expect(isSameProcess(identity)).toBe(false);
  });

  test.each([null, {}, { pid: "1" }, { pid: 0 }, { pid: -1 }, { pid: 1.5 }])("is not %o", (identity) => {
    expect(isSameProcess(identity)).toBe(false);
  });

  test.runIf(isLinux)("that is dead and not buried does not run, though its number is taken", async () => {
    const { said } = await run("sh", ["-c", "sleep 0.1 & echo $!; exec sleep 60"]);
    const pid = Number(said);
    expect(await until(() => !isRunning(pid), 10_000)).toBe(true);
    expect(isTaken(pid)).toBe(true);
  });
});

describe("ending", () => {
  test("asks first, and insists when that is not heard", async () => {
    const polite = await node(`process.on("SIGTERM", () => process.exit(7)); ${forEver}`);
    const deaf = await node(`process.on("SIGTERM", () => {}); ${forEver}`);
    const signals = [
      ["SIGTERM", 500],
      ["SIGKILL", 10_000],
    ];
    expect(await endProcess(deaf.pid, signals)).toBe(true);
    expect(await endProcess(polite.pid, [["SIGTERM", 10_000]])).toBe(true);
    expect([await polite.ended, await deaf.ended]).toEqual([7, "SIGKILL"]);
  });

  test("a group leaves none of it running, and a process that has ended is no error", async () => {
    const script = `const helper = require("child_process").spawn("sleep", ["60"]); process.stdout.write(helper.pid + " ")`;
    const { pid, said, ended } = await node(`${script}; ${forEver}`, { detached: true });
    const helper = Number(said.split(" ")[0]);
    expect(await endProcess(pid, [["SIGTERM", 10_000]], { group: true })).toBe(true);
    expect(await until(() => !isRunning(helper), 10_000)).toBe(true);
    await ended;
    expect(await endProcess(pid, [["SIGTERM", 1]], { group: true })).toBe(true);
  });
});

describe.runIf(isLinux)("the processes of a program in a folder", () => {
  test("are found, and no others", async () => {
    const { pid } = await node(forEver);
    await node(forEver, { cwd: tmpdir() });
    await run("sh", ["-c", "echo ready; exec sleep 60"]);
    expect(processesIn(folder, "node")).toEqual([pid]);
  });

  test("are found until they have let go of their memory: PostgreSQL does not start while one shares it", async () => {
    // tail keeps all it is given: a process of one thread with much memory, as PostgreSQL's are.
    const { pid, stdin } = spawn("tail", ["-c", "512M"], { cwd: folder, stdio: ["pipe", "ignore", "inherit"] });
    onTestFinished(() => endProcess(pid, [["SIGKILL", 10_000]]));
    stdin.on("error", () => {});
    await new Promise((resolve) => stdin.write(Buffer.alloc(256 * 1024 * 1024), resolve));
    expect(processesIn(folder, "tail")).toEqual([pid]);
    process.kill(pid, "SIGKILL");
    const isDying = () => !existsSync(`/proc/${pid}/exe`) && isRunning(pid);
    let hidden = 0;
    while (isRunning(pid)) if (!processesIn(folder, "tail").includes(pid) && isDying()) hidden++;
    // Between its memory and its end a process is hidden for some microseconds, which one look may hit.
    expect(hidden).toBeLessThanOrEqual(1);
  });
});
