/**
 * The launcher: brings up everything an Attaché needs, in order, keeps it up, and takes it down in the reverse order.
 * Until the packages are installed it uses nothing but Node itself, so what needs packages is imported later.
 */
import { randomBytes } from "node:crypto";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { keptSecret, openDataFolder } from "./data-folder.mjs";
import { ensureInstalled } from "./install.mjs";
import { Lifecycle } from "./lifecycle.mjs";
import { claimWatching } from "./lock.mjs";
import { complain, Refusal, say } from "./messages.mjs";
import { readOptions } from "./options.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs Attaché until it is stopped, and exits. @param {string[]} args */
export async function launch(args) {
  const lifecycle = new Lifecycle();
  lifecycle.endOnSignals();
  try {
    await bringUp(readOptions(args, process.env), lifecycle);
  } catch (error) {
    // Once the end has begun, what fails is only what was taken away.
    if (!lifecycle.ending) complain(error instanceof Refusal ? error.message : error.stack);
    await lifecycle.end(error instanceof Refusal ? error.exitCode : 1);
  }
}

async function bringUp(options, lifecycle) {
  await ensureInstalled(root);
  const { openDatabase } = await import("./database.mjs");
  const { applyMigrations } = await import("./migrate.mjs");
  const { ensureBuild, ensureDatabaseClient } = await import("./build.mjs");
  const { checkPort, endOrphanServer } = await import("./server.mjs");

  const dataFolder = openDataFolder(resolve(root, options.dataDir));
  await holdDataFolder(dataFolder, options, lifecycle);
  await endOrphanServer(dataFolder);
  await checkPort(options.port, options.host);

  const databaseUrl = await openDatabase({ databaseUrl: options.databaseUrl, dataFolder, lifecycle });
  await applyMigrations(databaseUrl, { root, onMigration: (name) => say(`Applying the migration ${name}`) });
  await (options.dev ? ensureDatabaseClient(root) : ensureBuild(root));
  if (!lifecycle.ending) await serve({ options, dataFolder, databaseUrl, lifecycle });
}

/** @throws {Refusal} naming who holds the folder */
async function holdDataFolder(dataFolder, { publicUrl }, lifecycle) {
  const result = await claimWatching(dataFolder, {
    note: publicUrl,
    onWatch: ({ pid, host }) => say(`Watching whether process ${pid} on ${host} still uses ${dataFolder}`),
  });
  if (!result.held) {
    const { pid, note, host } = result.holder;
    throw new Refusal(`Attaché already runs on the data folder ${dataFolder}: process ${pid} on ${host}, ${note}.`);
  }
  lifecycle.add({ stop: async () => result.release(), force: () => {} });
}

async function serve({ options, dataFolder, databaseUrl, lifecycle }) {
  const { startServer } = await import("./server.mjs");
  const { announceLaunch } = await import("./launch-request.mjs");
  const { dev, port, host, publicUrl, demo } = options;
  const token = randomBytes(32).toString("base64url");
  const secret = options.secret ?? keptSecret(join(dataFolder, "secret"));
  const server = startServer({
    ...{ root, dev, port, host, dataFolder },
    env: {
      DATABASE_URL: databaseUrl,
      ...{ ATTACHE_SECRET: secret, NEXTAUTH_SECRET: secret },
      ...{ ATTACHE_URL: publicUrl, NEXTAUTH_URL: publicUrl },
      ATTACHE_LAUNCH_TOKEN: token,
    },
    onEnd: (how) => {
      if (lifecycle.ending) return;
      complain(`The server ended unexpectedly (${how})`);
      lifecycle.end(1);
    },
  });
  lifecycle.add(server);
  const launched = await announceLaunch({ port, host, token, demo, isLost: () => server.ended });
  if (lifecycle.ending) return;
  report(launched, demo);
  lifecycle.serving = true;
  const setUp = `Create the first admin here (the link works once): ${launched.setupUrl}`;
  // At once: whoever waits for the first line has the second one with it.
  say([`Attaché runs at ${publicUrl}`, ...(launched.setupUrl ? [setUp] : [])].join("\n"));
}

/** @throws {Refusal} when the first admin or the demo data were asked for and could not be had */
function report(launched, demo) {
  if (launched.createdAdmin) say(`Created the first admin, ${process.env.ATTACHE_ADMIN_EMAIL}`);
  if (launched.message) throw new Refusal(launched.message);
  if (demo) say("Demo data loaded");
}
