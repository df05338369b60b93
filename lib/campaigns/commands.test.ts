import sql from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { listTrail } from "@/lib/audit/trail";
import { useTestDatabase } from "@/lib/testing/database";
import { makeContacts, makeWorld, type World } from "@/lib/testing/world";
import { createCampaign, endCampaign, reopenCampaign, updateCampaign } from "./commands";
import { findCampaign } from "./queries";

const db = useTestDatabase();
let world: World;
const NOTHING = "00000000-0000-7000-8000-00000000dead";

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 0 });
});

type Input = Parameters<typeof createCampaign>[2];
const blank: Input = { name: "Autumn", destinationUrl: null, segmentIds: [], startsAt: null, endsAt: null };
const create = (input: Partial<Input> = {}) => createCampaign(db.pool, world.actor, { ...blank, ...input });
async function created(input: Parameters<typeof create>[0] = {}): Promise<string> {
  const result = await create(input);
  if (result.outcome !== "created") throw new Error(result.outcome);
  return result.id;
}
const update = (id: string, patch: object) => updateCampaign(db.pool, world.actor, { id, ...patch });
const kinds = async (campaignId: string) =>
  (await listTrail(db.pool, { campaignId })).filter(({ code }) => code === null).map(({ kind }) => kind);
const shortcodes = async (campaignId: string) =>
  (await db.pool.query(sql`SELECT FROM referral_code WHERE campaign_id = ${campaignId}::uuid`)).rowCount;
const campaigns = async () => (await db.pool.query("SELECT FROM campaign")).rowCount;

describe("creating a campaign", () => {
  test("opens it to its segments and gives each advocate there a shortcode, in the trail too", async () => {
    const result = await create({ segmentIds: [world.segmentId], destinationUrl: "https://example.test/hi" });
    expect(result).toMatchObject({ outcome: "created", shortcodes: 2 });
    const { id } = result as { id: string };
    expect(await findCampaign(db.pool, id)).toMatchObject({
      ...{ name: "Autumn", uid: "autumn", state: "running", destinationUrl: "https://example.test/hi" },
      ...{ segments: [{ id: world.segmentId, name: "Partners" }], advocates: { count: 2, capped: false } },
      ...{ activeReferrals: 0, uidChangedAt: null },
    });
    expect(await kinds(id)).toEqual(["campaign.created"]);
  });

  test("takes the uid that is given, and refuses one that is taken, making nothing", async () => {
    expect(await findCampaign(db.pool, await created({ uid: "Own_1" }))).toMatchObject({ uid: "Own_1" });
    const before = await campaigns();
    expect(await create({ uid: "spring", segmentIds: [world.segmentId] })).toEqual({ outcome: "uid_taken" });
    expect(await campaigns()).toBe(before);
  });

  test("makes a uid of the name, another one for each campaign of that name", async () => {
    const ids = await Promise.all([created(), created(), created()]);
    const uids = await Promise.all(ids.map(async (id) => (await findCampaign(db.pool, id))!.uid));
    expect(uids.filter((uid) => uid === "autumn")).toHaveLength(1);
    expect(new Set(uids).size).toBe(3);
    for (const uid of uids) expect(uid).toMatch(/^autumn(-[0-9a-f]{8})?$/);
  });

  test("with a segment that does not exist makes nothing", async () => {
    const before = await campaigns();
    expect(await create({ segmentIds: [world.segmentId, NOTHING] })).toEqual({ outcome: "unknown_segment" });
    expect(await campaigns()).toBe(before);
  });
});

describe("changing a campaign", () => {
  test("changes what is given and nothing else, and logs the names of what changed", async () => {
    const id = await created({ destinationUrl: "https://example.test/a", endsAt: "2999-01-01T00:00:00.000Z" });
    expect(await update(id, { name: "Late autumn", destinationUrl: "https://example.test/a" })).toMatchObject({
      outcome: "changed",
    });
    expect(await findCampaign(db.pool, id)).toMatchObject({
      ...{ name: "Late autumn", destinationUrl: "https://example.test/a", endedAt: "2999-01-01T00:00:00.000Z" },
    });
    expect((await listTrail(db.pool, { campaignId: id }))[0]).toMatchObject({
      ...{ kind: "campaign.updated", detail: { fields: ["name"] } },
    });
    expect(await update(id, { destinationUrl: null })).toMatchObject({ outcome: "changed" });
    expect(await findCampaign(db.pool, id)).toMatchObject({ destinationUrl: null });
  });

  test("to what it is already is no change and leaves no trace", async () => {
    const id = await created({ segmentIds: [world.segmentId] });
    const same = { name: "Autumn", uid: "autumn", destinationUrl: null, segmentIds: [world.segmentId], endsAt: null };
    expect(await update(id, same)).toMatchObject({ outcome: "unchanged" });
    expect(await kinds(id)).toEqual(["campaign.created"]);
  });

  test("opening it to a segment gives its advocates shortcodes; closing it keeps them", async () => {
    const id = await created();
    expect(await update(id, { segmentIds: [world.segmentId] })).toMatchObject({ outcome: "changed", shortcodes: 2 });
    expect(await update(id, { segmentIds: [] })).toMatchObject({ outcome: "changed", shortcodes: 0 });
    expect(await shortcodes(id)).toBe(2);
    expect((await findCampaign(db.pool, id))?.segments).toEqual([]);
  });

  test("keeps the segments that somebody else added or took away since it was edited", async () => {
    const [kept, dropped, theirs, ours] = await Promise.all(
      ["Kept", "Dropped", "Theirs", "Ours"].map(async (name) => {
        const { rows } = await db.pool.query("INSERT INTO segment (name) VALUES ($1) RETURNING id", [name]);
        return rows[0].id as string;
      }),
    );
    const segmentIdsBefore = [kept!, dropped!, world.segmentId];
    const id = await created({ segmentIds: segmentIdsBefore });
    await update(id, { segmentIds: [kept!, dropped!, theirs!] });
    await update(id, { segmentIds: [kept!, world.segmentId, ours!], segmentIdsBefore });
    expect((await findCampaign(db.pool, id))?.segments.map(({ name }) => name).sort()).toEqual([
      ...["Kept", "Ours", "Theirs"],
    ]);
  });

  test("changes the uid once; another change is refused and does nothing, other fields included", async () => {
    const id = await created();
    expect(await update(id, { uid: "autumn-27" })).toMatchObject({ outcome: "changed" });
    expect(await update(id, { uid: "autumn-28", name: "Other" })).toEqual({ outcome: "uid_fixed" });
    expect(await findCampaign(db.pool, id)).toMatchObject({ uid: "autumn-27", name: "Autumn" });
  });

  test("to the uid of another campaign is refused and does nothing", async () => {
    const id = await created();
    expect(await update(id, { uid: "spring", segmentIds: [world.segmentId] })).toEqual({ outcome: "uid_taken" });
    expect(await findCampaign(db.pool, id)).toMatchObject({ uid: "autumn", segments: [], uidChangedAt: null });
  });

  test("refuses an end before the start, whichever of the two is moved", async () => {
    const id = await created({ startsAt: "2030-05-01T00:00:00Z" });
    expect(await update(id, { endsAt: "2030-04-30T00:00:00Z" })).toEqual({ outcome: "end_before_start" });
    expect(await update(id, { endsAt: "2030-05-02T00:00:00Z" })).toMatchObject({ outcome: "changed" });
    expect(await update(id, { startsAt: "2030-05-02T00:00:00Z" })).toEqual({ outcome: "end_before_start" });
    expect(await findCampaign(db.pool, id)).toMatchObject({ state: "not_started" });
  });

  test("that does not exist is said to", async () => {
    expect(await update(NOTHING, { name: "x" })).toEqual({ outcome: "not_found" });
    expect(await endCampaign(db.pool, world.actor, NOTHING)).toEqual({ outcome: "not_found" });
    expect(await reopenCampaign(db.pool, world.actor, NOTHING)).toEqual({ outcome: "not_found" });
  });
});

describe("ending and reopening", () => {
  test("happens once, however often it is asked for at the same moment", async () => {
    const id = await created();
    const ends = await Promise.all(Array.from({ length: 5 }, () => endCampaign(db.pool, world.actor, id)));
    expect(ends.map(({ outcome }) => outcome).sort()).toEqual([...Array(4).fill("already_ended"), "ended"]);
    expect(await findCampaign(db.pool, id)).toMatchObject({ state: "ended" });
    const opens = await Promise.all(Array.from({ length: 5 }, () => reopenCampaign(db.pool, world.actor, id)));
    expect(opens.map(({ outcome }) => outcome).sort()).toEqual([...Array(4).fill("not_ended"), "reopened"]);
    expect(await findCampaign(db.pool, id)).toMatchObject({ state: "running", endedAt: null });
    expect(await kinds(id)).toEqual(["campaign.reopened", "campaign.ended", "campaign.created"]);
  });

  test("ends one that was to end later", async () => {
    const id = await created({ endsAt: "2999-01-01T00:00:00Z" });
    expect(await endCampaign(db.pool, world.actor, id)).toMatchObject({ outcome: "ended" });
    expect(await findCampaign(db.pool, id)).toMatchObject({ state: "ended" });
  });

  test("whoever became an advocate in between gets a shortcode when it reopens", async () => {
    const id = await created({ segmentIds: [world.segmentId] });
    await endCampaign(db.pool, world.actor, id);
    const [late] = await makeContacts(db.pool, "late", 1, "enrolled");
    await db.pool.query(
      sql`INSERT INTO segment_member (segment_id, contact_id) VALUES (${world.segmentId}, ${late!.id})`,
    );
    expect(await reopenCampaign(db.pool, world.actor, id)).toMatchObject({ outcome: "reopened", shortcodes: 1 });
  });
});
