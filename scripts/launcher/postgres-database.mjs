/** The first words with the private server: does it answer, and does it have the role and database of Attaché. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { Refusal } from "./messages.mjs";
import { until } from "./processes.mjs";

/** Replaying the log after a crash can take minutes on a large database; 4 GB of it at most. */
const RECOVERY_TIMEOUT_MS = 15 * 60_000;

/**
 * Waits until the server accepts connections.
 * @param {string} adminUrl
 * @param {{ ended: () => boolean, logFile: string, dataFolder: string }} server ended: whether its process is gone
 * @throws {Refusal} when it ends instead, with the last line of its log
 */
export async function whenItAnswers(adminUrl, { ended, logFile, dataFolder }) {
  let refusal = null;
  const answered = await until(async () => {
    if (ended()) {
      refusal = `The private database stopped while starting: ${lastWordOf(logFile)} (${logFile})`;
      return true;
    }
    const client = new pg.Client({ connectionString: adminUrl });
    client.on("error", () => {});
    try {
      await client.connect();
      return true;
    } catch (error) {
      if (error.code === "28P01") {
        refusal = `The password in ${join(dataFolder, "postgres-password")} is not that of this database: put back the file from your backup.`;
        return true;
      }
      // No socket yet, or "the database system is starting up".
      return false;
    } finally {
      await client.end().catch(() => {});
    }
  }, RECOVERY_TIMEOUT_MS);
  if (!answered) refusal = `The private database did not answer in time; see ${logFile}.`;
  if (refusal) throw new Refusal(refusal);
}

function lastWordOf(logFile) {
  const lines = readFileSync(logFile, "utf8").split("\n");
  const fatal = lines.filter((line) => /FATAL|PANIC|could not/.test(line)).at(-1);
  return fatal?.replace(/^.*?(FATAL|PANIC|LOG):\s*/, "") ?? "it gave no reason";
}

/**
 * Makes the role and the database of the application where they are missing. The role owns its database and is no
 * superuser: what works here works on a managed server, and a stolen connection cannot reach the machine.
 */
export async function ensureDatabase(adminUrl, password) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query(`SELECT
      EXISTS (SELECT FROM pg_roles WHERE rolname = 'attache') AS role,
      EXISTS (SELECT FROM pg_database WHERE datname = 'attache') AS database`);
    if (!rows[0].role) await client.query(`CREATE ROLE attache LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
    if (!rows[0].database) await client.query("CREATE DATABASE attache OWNER attache");
  } finally {
    await client.end();
  }
}
