/**
 * npm start and npm run dev. This file is read by whatever Node there is: it looks at the version before anything
 * that an old one could not even parse is loaded.
 */
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 9)) {
  process.stderr.write(`Attaché needs Node 20.9 or later; this is Node ${process.versions.node}.\n`);
  process.exit(1);
}

import("./launcher/launch.mjs").then(({ launch }) => launch(process.argv.slice(2)));
