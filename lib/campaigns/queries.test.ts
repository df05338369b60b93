import { expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { listCampaignOptions } from "./queries";

const db = useTestDatabase();

test("all campaigns are offered, running ones first, by name in any case; one that ends later still runs", async () => {
  await db.pool.query(`
    INSERT INTO campaign (uid, name, ended_at) VALUES
      ('a', 'autumn', NULL), ('b', 'Before', now() - interval '1 day'), ('c', 'Zoo', now() + interval '1 day'),
      ('d', 'Alpha', now() - interval '1 second'), ('e', 'Beta', NULL)`);
  const options = await listCampaignOptions(db.pool);
  expect(options.map(({ uid, name, ended }) => [uid, name, ended])).toEqual([
    ["a", "autumn", false],
    ["e", "Beta", false],
    ["c", "Zoo", false],
    ["d", "Alpha", true],
    ["b", "Before", true],
  ]);
});

test("without campaigns there is none to offer", async () => {
  expect(await listCampaignOptions(db.pool)).toEqual([]);
});
