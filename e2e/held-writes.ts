import type pg from "pg";

/**
 * Keeps imports from writing while a test looks at one that runs: whatever writes waits for this transaction, and whatever
 * reads does not. Afterwards they go on, however the looking ends.
 */
export async function whileWritesWait(db: pg.Pool, look: () => Promise<void>): Promise<void> {
  const client = await db.connect();
  try {
    await client.query("BEGIN");
    await client.query("LOCK TABLE import_outcome IN SHARE MODE");
    await look();
  } finally {
    await client.query("COMMIT");
    client.release();
  }
}
