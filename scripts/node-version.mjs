/**
 * The first thing any of the scripts does. It is read by whatever Node there is, so it is written for a very old one,
 * and looked at before anything that such a one could not even parse is loaded.
 */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return;
  process.stderr.write(`Attaché needs Node 20.9 or later; this is Node ${process.versions.node}.\n`);
  process.exit(1);
}
