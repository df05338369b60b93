/** A private PostgreSQL for the tests: small, in the temporary folder, gone afterwards. The same code starts it. */
import { startPrivatePostgres } from "./private-postgres.mjs";
import { makeTestFolder } from "./test-folder.mjs";

/**
 * Starts an empty server with one role, `attache`, which owns the database `attache` and is no superuser.
 * @returns {Promise<{ url: string, adminUrl: string, stop(): Promise<void> }>} stop also removes it from the disk
 */
export async function startThrowawayPostgres() {
  const { dataFolder, remove } = await makeTestFolder();
  const server = await startPrivatePostgres({ dataFolder, purpose: "throwaway" });
  return {
    url: server.url,
    adminUrl: server.adminUrl,
    async stop() {
      await server.stop();
      remove();
    },
  };
}
