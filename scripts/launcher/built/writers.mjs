/** For the tests that kill things: people who record attributions all the while, and what of it must still be there. */
import pg from "pg";
import { recordAttributions } from "@/lib/attributions/commands";
import { makeWorld } from "@/lib/testing/world";
import { openTestPool } from "../test-pool.mjs";

const WRITERS = 6;
const CUSTOMERS = 2_000;

/**
 * Starts to record attributions, one a transaction, through the door that everything uses, until stopped. A writer that
 * loses its connection comes back, as the application does.
 * @param {string} databaseUrl of a database without contacts
 * @returns {Promise<{ acknowledged: string[], stop(): Promise<void> }>} acknowledged: ids, in the order of the answers
 */
export async function startWriters(databaseUrl) {
  const pool = openTestPool(databaseUrl, { max: WRITERS });
  const world = await makeWorld(pool, { advocates: WRITERS, customers: CUSTOMERS });
  const acknowledged = [];
  let isStopped = false;
  let stopped = null;
  let next = 0;

  const ends = world.advocates.map(async ({ shortcode }) => {
    while (!isStopped) {
      const customer = world.customers[next++ % CUSTOMERS];
      try {
        const drafts = [{ customerId: customer.id, code: shortcode }];
        const [{ id }] = await recordAttributions(pool, world.actor, drafts);
        acknowledged.push(id);
      } catch {
        // Not acknowledged. Until the database is back there is nothing to do but to try, and no reason to hurry.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  });
  return {
    acknowledged,
    stop() {
      isStopped = true;
      stopped ??= Promise.all(ends).then(() => pool.end());
      return stopped;
    },
  };
}

/** Those of the attributions that are not in the database together with the audit event of their making. */
export async function lostOf(databaseUrl, acknowledged) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT wanted.id FROM unnest($1::uuid[]) AS wanted (id)
       WHERE NOT EXISTS (SELECT FROM attribution WHERE attribution.id = wanted.id)
         OR NOT EXISTS (SELECT FROM attribution_event WHERE attribution_id = wanted.id)`,
      [acknowledged],
    );
    return rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}
