import sql from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { makeCampaign, makeContacts, makeWorld, type World } from "@/lib/testing/world";
import { addMembers, addMembersByEmail, removeMembers } from "./member-commands";
import { previewEmails, previewMembers } from "./member-queries";

const db = useTestDatabase();
const NOBODY = "00000000-0000-7000-8000-00000000dead";
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 2 });
});

const memberIds = async () =>
  (
    await db.pool.query<{ id: string }>(
      sql`SELECT contact_id AS id FROM segment_member WHERE segment_id = ${world.segmentId}::uuid ORDER BY contact_id`,
    )
  ).rows.map(({ id }) => id);

const eventCount = async (kind: string) =>
  (await db.pool.query(sql`SELECT FROM audit_event WHERE kind = ${kind}`)).rowCount;

const paste = (...emails: string[]) => ({ segmentId: world.segmentId, emails });

describe("adding members", () => {
  test("tells who was added, who was a member and who is not enrolled, and writes an event for each added", async () => {
    const contactIds = [world.customers[0]!.id, world.advocates[0]!.id];
    expect(await addMembers(db.pool, world.actor, { segmentId: world.segmentId, contactIds })).toEqual({
      ...{ outcome: "added", added: 1, already: 1, notEnrolled: 1, shortcodes: 0, unknown: [] },
    });
    expect(await memberIds()).toContain(world.customers[0]!.id);
    expect(await eventCount("segment.member_added")).toBe(1);
  });

  test("gives each new advocate a shortcode in each running campaign of the segment", async () => {
    await makeCampaign(db.pool, "autumn", world.segmentId);
    const people = await makeContacts(db.pool, "new", 3, "enrolled");
    const contactIds = people.map(({ id }) => id);
    const report = await addMembers(db.pool, world.actor, { segmentId: world.segmentId, contactIds });
    expect(report).toMatchObject({ added: 3, notEnrolled: 0, shortcodes: 6 });
    expect(await eventCount("code.created")).toBe(6);
  });

  test("names those who are no contacts, and adds the others", async () => {
    const contactIds = [NOBODY, world.customers[0]!.id];
    const report = await addMembers(db.pool, world.actor, { segmentId: world.segmentId, contactIds });
    expect(report).toMatchObject({ added: 1, already: 0, unknown: [NOBODY] });
  });

  test("to a segment that is gone adds nobody", async () => {
    const contactIds = [world.customers[0]!.id];
    expect(await addMembers(db.pool, world.actor, { segmentId: NOBODY, contactIds })).toEqual({ outcome: "not_found" });
    expect(await eventCount("segment.member_added")).toBe(0);
  });

  test("twice at once adds them once, with one event and one shortcode each", async () => {
    const people = await makeContacts(db.pool, "new", 20, "enrolled");
    const contactIds = people.map(({ id }) => id);
    const reports = await Promise.all(
      [contactIds, contactIds.toReversed()].map((ids) =>
        addMembers(db.pool, world.actor, { segmentId: world.segmentId, contactIds: ids }),
      ),
    );
    const sum = (key: "added" | "already" | "shortcodes") =>
      reports.reduce((total, report) => total + (report.outcome === "added" ? report[key] : 0), 0);
    expect([sum("added"), sum("already"), sum("shortcodes")]).toEqual([20, 20, 20]);
    expect(await eventCount("segment.member_added")).toBe(20);
  });
});

describe("adding a pasted list", () => {
  test("finds contacts in any case and with spaces around, once each, and lists what it does not know as it was given", async () => {
    const [cara] = world.customers;
    const given = paste(cara!.email.toUpperCase(), `${cara!.email}\u00a0`, "Nobody@Example.test", "no address");
    const preview = await previewEmails(db.pool, given);
    expect(preview).toEqual({ toAdd: 1, already: 0, notEnrolled: 1, unknown: ["Nobody@Example.test", "no address"] });
    expect(await memberIds()).toHaveLength(2);
    const report = await addMembersByEmail(db.pool, world.actor, given);
    expect(report).toMatchObject({ added: 1, already: 0, unknown: preview.unknown });
    expect(await addMembersByEmail(db.pool, world.actor, given)).toMatchObject({ added: 0, already: 1 });
  });

  test("creates no contact, and is not stopped by characters that PostgreSQL cannot store", async () => {
    const report = await addMembersByEmail(db.pool, world.actor, paste("a\0b@example.test", "new@example.test"));
    expect(report).toMatchObject({ added: 0, unknown: ["a\uFFFDb@example.test", "new@example.test"] });
    expect((await db.pool.query("SELECT FROM contact")).rowCount).toBe(4);
  });

  test("adds 50,000 at once, each with an event and a shortcode", async () => {
    await makeContacts(db.pool, "many", 50_000, "enrolled");
    const emails = Array.from({ length: 50_000 }, (_, index) => `MANY-${index + 1}@example.test`);
    expect(await previewEmails(db.pool, paste(...emails))).toMatchObject({ toAdd: 50_000, unknown: [] });
    const report = await addMembersByEmail(db.pool, world.actor, paste(...emails));
    expect(report).toMatchObject({ added: 50_000, already: 0, shortcodes: 50_000, unknown: [] });
    expect(await eventCount("segment.member_added")).toBe(50_000);
  }, 60_000);
});

describe("removing members", () => {
  test("takes them out with an event each, and leaves their codes and attributions as they are", async () => {
    const contactIds = [world.advocates[0]!.id, world.customers[0]!.id];
    expect(await removeMembers(db.pool, world.actor, { segmentId: world.segmentId, contactIds })).toBe(1);
    expect(await memberIds()).toEqual([world.advocates[1]!.id]);
    expect(await eventCount("segment.member_removed")).toBe(1);
    expect(await removeMembers(db.pool, world.actor, { segmentId: world.segmentId, contactIds })).toBe(0);
  });

  test("is preceded by how many advocates each running campaign would lose", async () => {
    const [ada, ben] = world.advocates.map(({ id }) => id);
    const other = await makeCampaign(db.pool, "autumn", world.segmentId);
    const ended = await makeCampaign(db.pool, "old", world.segmentId);
    await db.pool.query(sql`UPDATE campaign SET ended_at = now() WHERE id = ${ended.id}::uuid`);
    // Ada may refer in autumn by another segment as well.
    await db.pool.query(sql`
      WITH vips AS (INSERT INTO segment (name) VALUES ('VIPs') RETURNING id),
        opened AS (INSERT INTO campaign_segment SELECT ${other.id}::uuid, id FROM vips)
      INSERT INTO segment_member (segment_id, contact_id) SELECT id, ${ada}::uuid FROM vips`);
    const contactIds = [ada!, ben!, world.customers[0]!.id];
    expect(await previewMembers(db.pool, "remove", { segmentId: world.segmentId, contactIds })).toEqual({
      moving: 2,
      notEnrolled: 0,
      campaigns: [
        { id: other.id, name: "Campaign autumn", advocates: 1 },
        { id: world.campaign.id, name: "Campaign spring", advocates: 2 },
      ],
    });
  });
});
