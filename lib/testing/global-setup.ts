import { fileURLToPath } from "node:url";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "../../scripts/launcher/migrate.mjs";
import { startThrowawayPostgres } from "../../scripts/launcher/throwaway.mjs";
import { urlOf } from "./url-of";

/** What every worker is told: where databases can be made, from which template, and as whom tests use them. */
export type TestServer = { adminUrl: string; url: string; template: string };

declare module "vitest" {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * One PostgreSQL for the whole run: a private one of its own, or the server of TEST_DATABASE_URL (whose role may create
 * databases). The migrations run once, into the template every test's database is copied from.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, adminUrl: given, stop: async () => {} } : await startThrowawayPostgres();
  const template = `attache_template_${process.pid}`;
  const admin = new pg.Client({ connectionString: server.adminUrl });
  try {
    await admin.connect();
    const owner = decodeURIComponent(new URL(server.url).username);
    await admin.query(`CREATE DATABASE ${template} OWNER ${pg.escapeIdentifier(owner)}`);
    await applyMigrations(urlOf(server.url, template), { root });
  } catch (error) {
    await admin.end();
    await server.stop();
    throw error;
  }
  project.provide("testServer", { adminUrl: server.adminUrl, url: server.url, template });
  return async () => {
    await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await admin.end();
    await server.stop();
  };
}
