import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { claim, claimInTurn, claimWatching } from "./lock.mjs";
import { identityOf } from "./processes.mjs";

let folder;

beforeEach(() => {
  const made = mkdtempSync(join(tmpdir(), "attache-lock-"));
  folder = made;
  onTestFinished(() => rmSync(made, { recursive: true }));
});

/** Another process that claims the folder, says what came of it, and lives until it is killed. */
async function another(note) {
  const script = `
    import { claim } from ${JSON.stringify(new URL("./lock.mjs", import.meta.url).href)};
    const { held } = claim(${JSON.stringify(folder)}, { note: ${JSON.stringify(note)} });
    process.stdout.write(held ? "held" : "refused");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  onTestFinished(() => void child.kill("SIGKILL"));
  const answer = await new Promise((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  return { pid: child.pid, answer, kill };
}

const claims = () => readdirSync(join(folder, ".claims")).filter((name) => name.endsWith(".json"));

function claimOf(holder) {
  claim(folder).release();
  const file = join(folder, ".claims", "0.json");
  writeFileSync(file, JSON.stringify({ startedAt: "", since: 0, note: "", host: hostname(), ...holder }));
  return file;
}

test("a folder that is held is refused to others, who are told who holds it; released, it is free", async () => {
  const { pid } = await another("http://localhost:3000");
  expect(claim(folder)).toMatchObject({
    held: false,
    holder: { pid, host: hostname(), note: "http://localhost:3000" },
  });
});

test("a process that holds a folder is refused it a second time, and keeps it", async () => {
  const first = claim(folder);
  expect(first.held).toBe(true);
  expect(claim(folder)).toMatchObject({ held: false, holder: { pid: process.pid } });
  expect((await another("")).answer).toBe("refused");
  first.release();
  expect((await another("")).answer).toBe("held");
});

test("SIGKILL of the holder leaves no lock behind", async () => {
  const holder = await another("");
  expect(holder.answer).toBe("held");
  await holder.kill();
  expect(claim(folder).held).toBe(true);
  expect(claims()).toHaveLength(1);
});

test("a process that merely has the number of a dead holder holds nothing", () => {
  claimOf({ ...identityOf(process.ppid), startedAt: "another boot/1" });
  expect(claim(folder).held).toBe(true);
});

test("a damaged claim holds nothing", () => {
  writeFileSync(claimOf({ pid: process.ppid }), '{"pid":');
  expect(claim(folder).held).toBe(true);
});

test("of many that come at once one at most holds the folder, and each gets its turn", async () => {
  const { held } = { held: await Promise.all(Array.from({ length: 4 }, () => another(""))) };
  expect(held.filter(({ answer }) => answer === "held").length).toBeLessThanOrEqual(1);
  await Promise.all(held.map(({ kill }) => kill()));

  let inside = 0;
  const turns = Array.from({ length: 4 }, async () => {
    const turn = await claimInTurn(folder);
    expect(++inside).toBe(1);
    await new Promise(setImmediate);
    inside--;
    turn.release();
  });
  await Promise.all(turns);
});

describe("a claim from another machine", () => {
  test("is believed at once where nobody can wait", () => {
    claimOf({ pid: 1, host: "elsewhere" });
    expect(claim(folder)).toMatchObject({ held: false, holder: { host: "elsewhere" } });
  });

  test("that nobody renews counts for nothing, however recent it is", async () => {
    const watched = [];
    claimOf({ pid: 1, host: "elsewhere" });
    const result = await claimWatching(folder, { silenceMs: 200, onWatch: ({ host }) => watched.push(host) });
    expect(result.held).toBe(true);
    expect(watched).toEqual(["elsewhere"]);
  });

  test("that is renewed holds the folder, however old its clock says it is", async () => {
    const file = claimOf({ pid: 1, host: "elsewhere" });
    let seconds = 0;
    const renewing = setInterval(() => utimesSync(file, ++seconds, seconds), 20);
    onTestFinished(() => clearInterval(renewing));
    const result = await claimWatching(folder, { silenceMs: 60_000 });
    expect(result).toMatchObject({ held: false, holder: { host: "elsewhere" } });
  });
});
