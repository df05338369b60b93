/** The database client and the production build: made when their inputs changed, under one lock for the whole project. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { say } from "./messages.mjs";
import { unlessDone } from "./project-turn.mjs";
import { runQuietly, toolEnvironment } from "./run.mjs";
import { hashOf, isStamped, stamp } from "./stamps.mjs";

const SOURCES = ["app", "components", "lib", "prisma/schema", "prisma/seed"];
const SOURCE_FILES = [
  ...["package.json", "package-lock.json", "tsconfig.json"],
  ...["next.config.js", "proxy.ts", "instrumentation.ts", "instrumentation-client.ts"],
];

/** Tests, and what is generated from other inputs, do not change the build. */
const isNoSource = (path) => /\.test\.tsx?$/.test(path) || path === "lib/testing" || path === "lib/db/generated";

/**
 * Generates Prisma's client from `prisma/schema` when it is missing or older.
 * @param {string} root
 */
export async function ensureDatabaseClient(root) {
  const stampFile = join(root, "lib", "db", "generated", ".stamp");
  const hash = hashOf(root, ["prisma/schema", "prisma.config.ts"], { also: [versionOf(root, "prisma")] });
  await unlessDone(
    root,
    () => isStamped(stampFile, hash),
    async (toolFile) => {
      say("Generating the database client");
      await runQuietly(process.execPath, [join(root, "node_modules", "prisma", "build", "index.js"), "generate"], {
        ...{ cwd: root, toolFile },
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
  const hash = sourceHash(root);
  await unlessDone(
    root,
    () => isBuiltOf(root, hash),
    async (toolFile) => {
      say("Building (a minute or two, once)");
      // Without its stamp a build that is cut short is never taken for one.
      rmSync(stampOf(root), { force: true });
      await runQuietly(process.execPath, [nextProgram(root), "build"], {
        ...{ cwd: root, toolFile },
        env: toolEnvironment({ NODE_ENV: "production" }),
        what: "The build",
      });
      stamp(stampOf(root), hash);
    },
  );
}

/** Whether the production build is that of the present sources. @param {string} root */
export function isBuilt(root) {
  return isBuiltOf(root, sourceHash(root));
}

const stampOf = (root) => join(root, ".next", "attache-build");

function isBuiltOf(root, hash) {
  return existsSync(join(root, ".next", "BUILD_ID")) && isStamped(stampOf(root), hash);
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
