import sql from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { setContactStatus } from "@/lib/contacts/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { makeContacts, makeWorld, refer, type World } from "@/lib/testing/world";
import { changeStatus, recordAttributions } from "./commands";
import { previewContactStatus } from "./contact-status";
import { listContactStory, listReferralsBy, listReferralsOf, type StoryEntry } from "./contact-story";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 30 });
});

describe("the timeline of a contact", () => {
  test("has what happened to the contact and to its attributions in both roles, newest first", async () => {
    const [id] = await refer(db.pool, world, 0, [0]);
    await setContactStatus(db.pool, world.actor, { ids: [world.customers[0]!.id], to: "enrolled" });
    await changeStatus(db.pool, world.actor, { ids: [id!], to: "inactive", reason: "Not theirs" });
    const kinds = ({ entries }: { entries: StoryEntry[] }) => entries.map(({ kind }) => kind);
    const customer = await listContactStory(db.pool, world.customers[0]!.id);
    expect(kinds(customer)).toEqual(["attribution.deactivated", "contact.status_changed", "attribution.created"]);
    expect(customer.entries[0]).toMatchObject({
      ...{ role: "customer", reason: "Not theirs", attributionId: id, campaign: "Campaign spring" },
      ...{ other: { id: world.advocates[0]!.id }, actor: { name: "Ada Admin" } },
    });
    const advocate = await listContactStory(db.pool, world.advocates[0]!.id);
    expect(kinds(advocate)).toEqual(["attribution.deactivated", "attribution.created"]);
    expect(advocate.entries[0]).toMatchObject({ role: "advocate", other: { id: world.customers[0]!.id } });
  });

  test("of an advocate is whole however it came to be: of one moment, changed often, changed late", async () => {
    const { customers, advocates, actor, campaign } = world;
    const at = new Date("2026-01-15T00:00:00Z");
    const drafts = customers.map(({ id }, index) => ({
      ...{ customerId: id, campaignId: campaign.id, advocateId: advocates[0]!.id },
      at: index < 25 ? at : null,
    }));
    const made = await recordAttributions(db.pool, actor, drafts);
    const ids = made.map((outcome) => (outcome.outcome === "rejected" ? "" : outcome.id));
    const set = (some: string[], to: "active" | "inactive", when?: Date) =>
      changeStatus(db.pool, { ...actor, at: when }, { ids: some, to });
    const month = (number: number) => new Date(`2026-${String(number).padStart(2, "0")}-01T00:00:00Z`);
    await set(ids.slice(0, 24), "inactive", month(2));
    for (let times = 0; times < 13; times++) await set([ids[3]!], times % 2 ? "inactive" : "active");
    await set(ids.slice(10, 20), "active", month(3));
    await set(ids.slice(12, 18), "inactive");
    const seen: string[] = [];
    for (let before: string | null = null, more = true; more; more = before !== null) {
      const story = await listContactStory(db.pool, advocates[0]!.id, before);
      seen.push(...story.entries.map(({ id }) => id));
      before = story.earlier;
    }
    const { rows } = await db.pool.query<{ id: string }>("SELECT id FROM attribution_event ORDER BY id DESC");
    expect(rows).toHaveLength(30 + 24 + 13 + 10 + 6);
    expect(seen).toEqual(rows.map(({ id }) => id));
  });

  test("is read in pieces that leave nothing out and repeat nothing", async () => {
    for (let customer = 0; customer < 30; customer++) await refer(db.pool, world, customer, [0]);
    for (const to of ["banned", "enrolled"] as const) {
      await setContactStatus(db.pool, world.actor, { ids: [world.advocates[0]!.id], to });
    }
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const story: Awaited<ReturnType<typeof listContactStory>> = await listContactStory(
        db.pool,
        world.advocates[0]!.id,
        before,
      );
      seen.push(...story.entries.map(({ id }) => id));
      before = story.earlier;
    } while (before);
    expect(seen).toHaveLength(32);
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
  });
});

test("who referred a contact is listed with what stands first; whom it referred, the newest first", async () => {
  const [active, attempt] = await refer(db.pool, world, 0, [0, 1]);
  const [second] = await refer(db.pool, world, 1, [0]);
  const of = await listReferralsOf(db.pool, world.customers[0]!.id);
  expect(of.rows.map(({ id, status }) => [id, status])).toEqual([
    [active, "active"],
    [attempt, "inactive"],
  ]);
  const by = await listReferralsBy(db.pool, world.advocates[0]!.id);
  expect(by).toMatchObject({ rows: [{ id: second }, { id: active }], more: false });
});

describe("the preview of a change of status", () => {
  const preview = (ids: string[], to: "enrolled" | "banned") =>
    previewContactStatus(db.pool, world.actor, { to, target: { ids } });

  test("counts who stops being an advocate and the attributions that stay, and writes nothing", async () => {
    await refer(db.pool, world, 0, [0]);
    const ids = [world.advocates[0]!.id, world.customers[0]!.id];
    expect(await preview(ids, "banned")).toEqual({
      ...{ to: "banned", ids, more: false, from: { enrolled: 1, prospect: 1 }, changed: 2, unchanged: 0, codes: 0 },
      ...{ advocatesLost: 1, standingAsAdvocate: 1, standingAsReferred: 1 },
    });
    expect((await db.pool.query("SELECT FROM contact WHERE status = 'banned'")).rowCount).toBe(0);
    expect((await db.pool.query("SELECT FROM audit_event")).rowCount).toBe(0);
  });

  test("foretells what is then done: attributions stay as they are", async () => {
    const [id] = await refer(db.pool, world, 0, [0]);
    const { ids, to, changed } = await preview([world.advocates[0]!.id], "banned");
    expect(await setContactStatus(db.pool, world.actor, { ids, to })).toMatchObject({ changed });
    const { rows } = await db.pool.query(sql`SELECT status, changed_at FROM attribution WHERE id = ${id}`);
    expect(rows).toEqual([{ status: "active", changed_at: null }]);
  });

  test("counts the shortcodes that are given to those who become advocates", async () => {
    const [person] = await makeContacts(db.pool, "member", 1, "prospect");
    await db.pool.query(sql`
      INSERT INTO segment_member (segment_id, contact_id) VALUES (${world.segmentId}::uuid, ${person!.id}::uuid)`);
    expect(await preview([person!.id], "enrolled")).toMatchObject({ codes: 1, changed: 1, advocatesLost: 0 });
    expect((await db.pool.query(sql`SELECT FROM referral_code WHERE advocate_id = ${person!.id}::uuid`)).rowCount).toBe(
      0,
    );
  });

  test("finds by a filter whom it is about", async () => {
    const target = { filter: { q: "advocate-" } };
    const found = await previewContactStatus(db.pool, world.actor, { to: "banned", target });
    expect(found).toMatchObject({ changed: 2, from: { enrolled: 2 }, more: false });
    const nobody = { filter: { q: "nobody at all" } };
    expect(await previewContactStatus(db.pool, world.actor, { to: "banned", target: nobody })).toMatchObject({
      ids: [],
    });
  });
});
