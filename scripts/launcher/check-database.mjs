/** Whether a database that was given to us can be used; if not, why, in one sentence without secrets. */
import pg from "pg";
import { Refusal, withoutSecrets } from "./messages.mjs";

const OLDEST_VERSION = 15;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Connects once and looks at the version.
 * @param {string} url DATABASE_URL
 * @param {{ timeoutMs?: number }} options how long it may take to let us in
 * @throws {Refusal}
 */
export async function checkDatabase(url, { timeoutMs = CONNECT_TIMEOUT_MS } = {}) {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new Refusal(
      "DATABASE_URL is not the address of a PostgreSQL database (postgresql://user:password@host/database).",
    );
  }
  let client;
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: timeoutMs });
    client.on("error", () => {});
    await client.connect();
    const { rows } = await client.query("SHOW server_version_num");
    const major = Math.floor(Number(rows[0].server_version_num) / 10_000);
    if (major < OLDEST_VERSION) {
      throw new Refusal(
        `The database at ${withoutSecrets(url)} is PostgreSQL ${major}; Attaché needs PostgreSQL ${OLDEST_VERSION} or later.`,
      );
    }
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(explain(error, url, timeoutMs));
  } finally {
    await client?.end().catch(() => {});
  }
}

/** One sentence on why a connection failed. PostgreSQL's own messages hold names, never passwords. */
function explain(error, url, timeoutMs) {
  const place = withoutSecrets(url);
  const unreadable =
    "DATABASE_URL cannot be read: special characters in its user and password must be encoded (%2F for /, %40 for @).";
  // Several addresses of one host failed: each has its own error, the first says enough.
  const code = error.code ?? error.errors?.[0]?.code;
  switch (code) {
    case "ECONNREFUSED":
    case "ENOENT":
      return `No database answers at ${place} (connection refused): is the server of DATABASE_URL running?`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host of DATABASE_URL is not known: ${place}.`;
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return `The database at ${place} cannot be reached (${code}).`;
    case "28P01":
      return `The database at ${place} refused the user or password of DATABASE_URL.`;
    case "28000":
      return `The database at ${place} does not let this user in: ${error.message}.`;
    case "3D000":
      return `There is no such database: ${place}.`;
    case "ERR_INVALID_URL":
      return unreadable;
    default:
      if (error instanceof URIError) return unreadable;
      if (/timeout/i.test(error.message))
        return `The database at ${place} did not answer within ${timeoutMs / 1000} seconds.`;
      if (/password must be a string|no password/i.test(error.message))
        return `The database at ${place} asks for a password and DATABASE_URL has none.`;
      return `The database at ${place} cannot be used: ${error.message.split(url).join(place)}.`;
  }
}
