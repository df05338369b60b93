import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { makeTestFolder } from "./test-folder.mjs";

const MODULE = new URL("./test-folder.mjs", import.meta.url).href;

/** Another test run that makes and removes its folder over and over; answers how it ended and what it said. */
function comingAndGoing() {
  const script = `
    import { makeTestFolder } from ${JSON.stringify(MODULE)};
    for (let times = 0; times < 1_000; times++) (await makeTestFolder()).remove();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (data) => {
    said += data;
  });
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal, said })));
}

test("test runs that begin and end at the same moment leave each other's folders and processes alone", async () => {
  const { dataFolder, remove } = await makeTestFolder();
  const ends = await Promise.all([comingAndGoing(), comingAndGoing(), comingAndGoing()]);
  expect(ends).toEqual(Array(3).fill({ code: 0, signal: null, said: "" }));
  expect(existsSync(dataFolder)).toBe(true);
  remove();
  expect(existsSync(dirname(dataFolder))).toBe(false);
});
