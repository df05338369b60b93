import { expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { listCampaignOptions, searchCampaigns } from "./queries";

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

test("campaigns are found by a part of their name or uid in any case, running ones first, at most so many", async () => {
  await db.pool.query(`
    INSERT INTO campaign (uid, name, ended_at) VALUES
      ('spring-26', 'Creators', NULL), ('x', 'Old spring', now()), ('y', 'SPRING partners', NULL), ('z', '50% off', NULL)`);
  const find = async (q: string, limit = 6) =>
    (await searchCampaigns(db.pool, { q, limit })).map(({ uid, ended }) => (ended ? `${uid} ended` : uid));
  expect(await find("Spring")).toEqual(["spring-26", "y", "x ended"]);
  expect(await find("spring", 1)).toEqual(["spring-26"]);
  expect(await find("0%")).toEqual(["z"]);
});
