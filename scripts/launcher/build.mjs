/** The database client and the production build: made when their inputs changed, under one lock for the whole project. */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { claimInTurn } from "./lock.mjs";
import { say } from "./messages.mjs";
import { runQuietly, toolEnvironment } from "./run.mjs";
import { hashOf, isStamped, stamp } from "./stamps.mjs";

const SOURCES = ["app", "components", "lib", "prisma/schema", "package.json", "package-lock.json", "tsconfig.json"];
const SOURCE_FILES = ["next.config.js", "proxy.ts", "instrumentation.ts", "instrumentation-client.ts"];

/** Tests, and what is generated from other inputs, do not change the build. */
const isNoSource = (path) => /\.test\.tsx?$/.test(path) || path === "lib/testing" || path === "lib/db/generated";

/**
 * Generates Prisma's client from `prisma/schema` when it is missing or older.
 * @param {string} root
 */
export async function ensureDatabaseClient(root) {
  const stampFile = join(root, "lib", "db", "generated", ".stamp");
  const hash = hashOf(root, ["prisma/schema", "prisma.config.ts"], { also: [versionOf(root, "prisma")] });
  await unless(
    root,
    () => isStamped(stampFile, hash),
    async () => {
      say("Generating the database client");
      await runQuietly(process.execPath, [join(root, "node_modules", "prisma", "build", "index.js"), "generate"], {
        cwd: root,
        // Prisma would download an engine that `generate` does not use, unless it is told of some existing file.
        env: toolEnvironment({ PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }),
        what: "prisma generate",
      });
      stamp(stampFile, hash);
    },
  );
}

/**
 * Makes the production build when a source, a package or Node itself changed since the last one.
 * @param {string} root
 */
export async function ensureBuild(root) {
  await ensureDatabaseClient(root);
  const stampFile = join(root, ".next", "attache-build");
  const hash = sourceHash(root);
  const isBuilt = () => existsSync(join(root, ".next", "BUILD_ID")) && isStamped(stampFile, hash);
  await unless(root, isBuilt, async () => {
    say("Building (a minute or two, once)");
    // Without its stamp a build that is cut short is never taken for one.
    rmSync(stampFile, { force: true });
    await runQuietly(process.execPath, [nextProgram(root), "build"], {
      cwd: root,
      env: toolEnvironment({ NODE_ENV: "production" }),
      what: "The build",
    });
    stamp(stampFile, hash);
  });
}

/** Next's own program, run by Node itself: npx would be one more process between us and it. */
export function nextProgram(root) {
  return join(root, "node_modules", "next", "dist", "bin", "next");
}

function sourceHash(root) {
  return hashOf(root, [...SOURCES, ...SOURCE_FILES], { ignore: isNoSource, also: [process.version, process.arch] });
}

function versionOf(root, name) {
  return JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version;
}

/** Does the work unless it is done; one process of this project at a time, since all of them share its result. */
async function unless(root, isDone, work) {
  // Looked at first without the lock, so that a finished installation can be read-only.
  if (isDone()) return;
  const folder = join(root, ".attache");
  mkdirSync(folder, { recursive: true });
  const turn = await claimInTurn(folder, { onWait: ({ pid }) => say(`Waiting for process ${pid}, which builds here`) });
  try {
    if (!isDone()) await work();
  } finally {
    turn.release();
  }
}
