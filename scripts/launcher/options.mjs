/** What the launcher was asked to do: arguments and environment, checked before anything is touched. */
import { isIP } from "node:net";
import { Refusal } from "./messages.mjs";

const USAGE =
  "Usage: npm start [-- --demo], or npm run dev [-- --demo]; everything else is set by environment variables.";

/**
 * @param {string[]} args after the script's name
 * @param {Record<string, string | undefined>} env
 * @returns {{ dev: boolean, demo: boolean, port: number, host: string, dataDir: string, databaseUrl: string | null,
 *   publicUrl: string, secret: string | null }}
 * @throws {Refusal} with exit code 2 for arguments that are not known, 1 for an unusable environment
 */
export function readOptions(args, env) {
  const unknown = args.find((arg) => arg !== "--dev" && arg !== "--demo");
  if (unknown !== undefined) throw new Refusal(`Unknown argument ${unknown}. ${USAGE}`, 2);
  checkFirstAdmin(env);
  const port = readPort(env.PORT);
  return {
    dev: args.includes("--dev"),
    demo: args.includes("--demo"),
    port,
    host: readHost(env.HOSTNAME),
    dataDir: env.ATTACHE_DATA_DIR || "data",
    databaseUrl: env.DATABASE_URL || null,
    publicUrl: readPublicUrl(env.ATTACHE_URL, port),
    secret: readSecret(env.ATTACHE_SECRET),
  };
}

function readPort(value) {
  if (!value) return 3000;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Refusal(`PORT is ${JSON.stringify(value)}; it must be a number from 1 to 65535.`);
}

function readSecret(value) {
  if (!value) return null;
  if (value.length >= 32) return value;
  throw new Refusal("ATTACHE_SECRET is too short: use at least 32 random characters, or leave it unset.");
}

/** Half of the first admin is a slip of the operator's; ignored, it would show only when nobody can sign in. */
function checkFirstAdmin(env) {
  if (Boolean(env.ATTACHE_ADMIN_EMAIL) === Boolean(env.ATTACHE_ADMIN_PASSWORD)) return;
  const [given, missing] = env.ATTACHE_ADMIN_EMAIL ? ["EMAIL", "PASSWORD"] : ["PASSWORD", "EMAIL"];
  throw new Refusal(`ATTACHE_ADMIN_${given} is set and ATTACHE_ADMIN_${missing} is not: set both, or neither.`);
}

/**
 * The address to listen on: all of them, unless HOSTNAME is an address. Container engines set HOSTNAME to the name of
 * the container, which nobody meant as an address to listen on.
 */
function readHost(value) {
  return value && (isIP(value) || value === "localhost") ? value : "0.0.0.0";
}

function readPublicUrl(value, port) {
  if (!value) return `http://localhost:${port}`;
  try {
    const url = new URL(value);
    if (url.protocol === "http:" || url.protocol === "https:") return value.replace(/\/+$/, "");
  } catch {
    // Said below.
  }
  throw new Refusal(
    `ATTACHE_URL is ${JSON.stringify(value)}; it must be an address such as https://attache.example.com.`,
  );
}
