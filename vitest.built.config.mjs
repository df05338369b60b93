import { configDefaults, defineConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** Tests of the real program: each starts the production build, which is there already, on a data folder of its own. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ["scripts/**/built/*.test.mjs"],
    exclude: configDefaults.exclude,
    globalSetup: [],
    fileParallelism: false,
    // Each test starts the program once or more often, on a machine that may be busy.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
