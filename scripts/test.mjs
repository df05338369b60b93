/** npm test. */
import { requireNode } from "./node-version.mjs";

requireNode();
import("./test-run/test-run.mjs").then(({ runTests }) => runTests(process.argv.slice(2)));
