import sql from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { inDryRun } from "@/lib/db/transaction";
import { useTestDatabase } from "@/lib/testing/database";
import { makeContacts, makeWorld, type World } from "@/lib/testing/world";
import { createSegment } from "./commands";
import { addMembers } from "./member-commands";
import { countMembers, listMembers } from "./member-queries";
import { countSegments, findSegment, listSegmentOptions, listSegments, searchSegments } from "./queries";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 3, customers: 2 });
});

const join = (contactIds: string[], segmentId = world.segmentId) =>
  addMembers(db.pool, world.actor, { segmentId, contactIds });

describe("the list of segments", () => {
  test("says of each how many members it has, how many are enrolled, and which campaigns use it", async () => {
    await join([world.customers[0]!.id]);
    const { rows } = await listSegments(db.pool, {});
    expect(rows).toEqual([
      {
        ...{ id: world.segmentId, name: "Partners", members: 4, enrolled: 3, createdAt: expect.any(String) },
        campaigns: [{ id: world.campaign.id, uid: "spring", name: "Campaign spring", ended: false }],
      },
    ]);
    expect(await findSegment(db.pool, world.segmentId)).toEqual(rows[0]);
    expect(await findSegment(db.pool, world.campaign.id)).toBeNull();
  });

  test("is walked to its end and back by its cursors, by name or age, in either direction", async () => {
    for (const name of ["alpha", "Beta", "gamma", "Über"]) await createSegment(db.pool, world.actor, { name });
    for (const sort of ["name", "-name", "created", "-created"] as const) {
      const all = (await listSegments(db.pool, { sort })).rows.map(({ name }) => name);
      expect(all).toHaveLength(5);
      const first = await listSegments(db.pool, { sort, size: 2 as 25 });
      const second = await listSegments(db.pool, { sort, size: 2 as 25, after: first.next });
      const third = await listSegments(db.pool, { sort, size: 2 as 25, after: second.next });
      expect([first, second, third].flatMap(({ rows }) => rows.map(({ name }) => name))).toEqual(all);
      expect([first.previous, third.next]).toEqual([null, null]);
      expect(await listSegments(db.pool, { sort, size: 2 as 25, before: third.previous })).toEqual(second);
    }
  });

  test("is searched by a part of the name in any case, with wildcards taken literally", async () => {
    await createSegment(db.pool, world.actor, { name: "50% club" });
    expect((await listSegments(db.pool, { q: "PART" })).rows.map(({ name }) => name)).toEqual(["Partners"]);
    expect((await listSegments(db.pool, { q: "%" })).rows.map(({ name }) => name)).toEqual(["50% club"]);
    expect(await countSegments(db.pool, { q: "%" })).toEqual({ count: 1, capped: false });
    expect((await listSegments(db.pool, { q: "a\0b" })).rows).toEqual([]);
  });
});

describe("the members of a segment", () => {
  test("are walked by when they were added or by name, and those added at one moment are each met once", async () => {
    const people = await makeContacts(db.pool, "many", 9, "prospect");
    await join(people.map(({ id }) => id));
    for (const sort of ["added", "-added", "name", "-name"] as const) {
      const all = (await listMembers(db.pool, world.segmentId, { sort })).rows.map(({ id }) => id);
      expect(new Set(all).size).toBe(12);
      const walked: string[] = [];
      let after: string | null = null;
      do {
        const page = await listMembers(db.pool, world.segmentId, { sort, size: 5 as 25, after });
        walked.push(...page.rows.map(({ id }) => id));
        after = page.next;
      } while (after);
      expect(walked).toEqual(all);
    }
  });

  test("are filtered by search and status, with counts beside each status", async () => {
    await join(world.customers.map(({ id }) => id));
    const found = await listMembers(db.pool, world.segmentId, { q: "CUSTOMER-1", status: ["prospect"] });
    expect(found.rows.map(({ id }) => id)).toEqual([world.customers[0]!.id]);
    const counts = await countMembers(db.pool, world.segmentId, { status: ["enrolled"] });
    expect(counts.total).toEqual({ count: 3, capped: false });
    expect(counts.facets.status.map(({ value, count }) => [value, count])).toEqual([
      ["prospect", 2],
      ["enrolled", 3],
      ["unsubscribed", 0],
      ["banned", 0],
    ]);
  });

  test("of another segment are never among them", async () => {
    const made = await createSegment(db.pool, world.actor, { name: "Others" });
    if (made.outcome !== "created") throw new Error(made.outcome);
    await join([world.customers[0]!.id], made.id);
    const { rows } = await listMembers(db.pool, world.segmentId, {});
    expect(rows.map(({ id }) => id)).not.toContain(world.customers[0]!.id);
    expect((await listMembers(db.pool, made.id, {})).rows).toHaveLength(1);
  });
});

test("segments are offered by name, and found by a part of it in any case", async () => {
  for (const name of ["friends", "Best friends", "Alumni"]) await createSegment(db.pool, world.actor, { name });
  const names = (options: { name: string }[]) => options.map(({ name }) => name);
  expect(names(await listSegmentOptions(db.pool))).toEqual(["Alumni", "Best friends", "friends", "Partners"]);
  expect(names(await searchSegments(db.pool, { q: "FRIEND", limit: 6 }))).toEqual(["Best friends", "friends"]);
  expect(names(await searchSegments(db.pool, { q: "friend", limit: 1 }))).toEqual(["Best friends"]);
});

/**
 * The nodes of a statement's plan, as "Index Only Scan segment_member__pk". A small table is read as a whole whatever
 * its indexes: so the planner is asked what it can do without.
 */
async function planOf(statement: ReturnType<typeof sql>): Promise<string[]> {
  type Node = { "Node Type": string; "Index Name"?: string; "Relation Name"?: string; Plans?: Node[] };
  const walk = (node: Node): string[] => [
    `${node["Node Type"]} ${node["Index Name"] ?? node["Relation Name"] ?? ""}`.trim(),
    ...(node.Plans ?? []).flatMap(walk),
  ];
  return inDryRun(db.pool, async (tx) => {
    await tx.query("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off");
    const { rows } = await tx.query<{ "QUERY PLAN": { Plan: Node }[] }>(sql`EXPLAIN (FORMAT JSON) ${statement}`);
    return walk(rows[0]!["QUERY PLAN"][0]!.Plan);
  });
}

test("counting the members of a segment reads indexes alone, and a page of them is read in its order", async () => {
  await makeContacts(db.pool, "many", 2_000, "enrolled");
  await db.pool.query("INSERT INTO segment (name) SELECT 'Other ' || n FROM generate_series(1, 20) AS n");
  await db.pool.query(`INSERT INTO segment_member (segment_id, contact_id)
    SELECT segment.id, contact.id FROM segment, contact ON CONFLICT DO NOTHING`);
  await db.pool.query("VACUUM ANALYZE contact");
  await db.pool.query("VACUUM ANALYZE segment_member");
  const counting = await planOf(sql`
    SELECT segment_id, count(*), count(*) FILTER (WHERE contact.status = 'enrolled') FROM segment_member
    JOIN contact ON contact.id = contact_id WHERE segment_id = ANY(${[world.segmentId]}::uuid[]) GROUP BY segment_id`);
  expect(counting.filter((node) => /Scan/.test(node) && !node.startsWith("Index Only Scan"))).toEqual([]);
  const page = await planOf(sql`
    SELECT contact_id FROM segment_member JOIN contact ON contact.id = contact_id
    WHERE segment_id = ${world.segmentId}::uuid ORDER BY added_at DESC, contact_id DESC LIMIT 51`);
  expect(page.filter((node) => node.includes("Scan"))[0]).toMatch(/segment_member__by_added$/);
});
