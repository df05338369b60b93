import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import base from "../../vitest.config.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** npm run bench: the same real PostgreSQL as the tests, one benchmark at a time, printed as ratios. */
export default defineConfig({
  ...base,
  root,
  test: {
    ...base.test,
    include: ["scripts/bench/*.bench.ts"],
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 60 * 60_000,
    disableConsoleIntercept: true,
  },
});
