/** npm start and npm run dev. */
import { requireNode } from "./node-version.mjs";

requireNode();
import("./launcher/launch.mjs").then(({ launch }) => launch(process.argv.slice(2)));
