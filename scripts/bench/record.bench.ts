import { expect, test } from "vitest";
import { recordAttributions } from "@/lib/attributions/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { makeContacts, makeWorld } from "@/lib/testing/world";
import { medianMs, report } from "./measure";

const BATCH = 10_000;
const SINGLES = 200;
const db = useTestDatabase();

const PLAIN = `WITH inserted AS (
    INSERT INTO attribution (campaign_id, customer_id, advocate_id, status, method, source, actor_id)
    SELECT $1, unnest($2::uuid[]), $3, 'active', 'advocate', 'manual', $4 RETURNING id, campaign_id, customer_id)
  INSERT INTO attribution_event (attribution_id, campaign_id, customer_id, kind, to_status, actor_id, source)
  SELECT id, campaign_id, customer_id, 'attribution.created', 'active', $4, 'manual' FROM inserted`;

test("recording, one by one and in a batch, with resolution, rules, audit and outcomes", async () => {
  const { pool } = db;
  const { actor, campaign, advocates } = await makeWorld(pool);
  const advocateId = advocates[0]!.id;
  const people = async (name: string, count: number) => {
    const ids = (await makeContacts(pool, name, count, "prospect")).map(({ id }) => id);
    await pool.query("ANALYZE");
    return ids;
  };
  const plain = (ids: string[]) => pool.query(PLAIN, [campaign.id, ids, advocateId, actor.actorId]);
  const record = (ids: string[]) =>
    recordAttributions(
      pool,
      actor,
      ids.map((customerId) => ({ customerId, campaignId: campaign.id, advocateId })),
    );

  const [singlesA, singlesB] = [await people("single-a", SINGLES + 1), await people("single-b", SINGLES + 1)];
  const oneMs = await medianMs(() => record([singlesA.pop()!]), SINGLES);
  const onePlainMs = await medianMs(() => plain([singlesB.pop()!]), SINGLES);
  const batches = (name: string) => Promise.all([1, 2, 3, 4].map((n) => people(`${name}${n}`, BATCH)));
  const [batchesA, batchesB] = [await batches("batch-a"), await batches("batch-b")];
  const manyMs = await medianMs(() => record(batchesA.pop()!), 3);
  const manyPlainMs = await medianMs(() => plain(batchesB.pop()!), 3);
  report("Recording", "a bare INSERT of the same rows and events", [
    { what: "one attribution", ms: oneMs, plainMs: onePlainMs },
    { what: `${BATCH.toLocaleString("en")} attributions in one call`, ms: manyMs, plainMs: manyPlainMs },
  ]);
  const { rows } = await pool.query("SELECT count(*)::int AS count FROM attribution");
  expect(rows[0].count).toBe(2 * (SINGLES + 1) + 8 * BATCH);
});
