import sql from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { makeCampaign, makeWorld, type World } from "@/lib/testing/world";
import { createSegment, deleteSegment, renameSegment } from "./commands";
import { addMembers } from "./member-commands";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 2 });
});

const names = async () =>
  (await db.pool.query<{ name: string }>("SELECT name FROM segment ORDER BY name")).rows.map(({ name }) => name);

const events = async (segmentId: string) =>
  (
    await db.pool.query<{ kind: string; detail: object }>(
      sql`SELECT kind, detail FROM audit_event WHERE segment_id = ${segmentId}::uuid ORDER BY id`,
    )
  ).rows;

async function create(name: string): Promise<string> {
  const made = await createSegment(db.pool, world.actor, { name });
  if (made.outcome !== "created") throw new Error(made.outcome);
  return made.id;
}

describe("creating a segment", () => {
  test("makes it, and says so in its trail", async () => {
    const id = await create("Customers");
    expect(await names()).toEqual(["Customers", "Partners"]);
    expect(await events(id)).toEqual([{ kind: "segment.created", detail: { name: "Customers" } }]);
  });

  test("is refused for a name that is taken in any case, and changes nothing", async () => {
    expect(await createSegment(db.pool, world.actor, { name: "  pARTNERS" })).toEqual({ outcome: "name_taken" });
    expect(await names()).toEqual(["Partners"]);
  });

  test("eight times at once makes one", async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () => createSegment(db.pool, world.actor, { name: "Customers" })),
    );
    expect(made.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
  });
});

describe("renaming a segment", () => {
  test("changes its name and keeps the former one in the trail", async () => {
    const input = { id: world.segmentId, name: "Friends", was: "Partners" };
    expect(await renameSegment(db.pool, world.actor, input)).toBe("renamed");
    expect(await names()).toEqual(["Friends"]);
    expect(await events(world.segmentId)).toEqual([
      { kind: "segment.renamed", detail: { from: "Partners", to: "Friends" } },
    ]);
  });

  test("changes the case of its own name", async () => {
    const input = { id: world.segmentId, name: "PARTNERS", was: "Partners" };
    expect(await renameSegment(db.pool, world.actor, input)).toBe("renamed");
  });

  test("to the name it has changes nothing and leaves no trace", async () => {
    const input = { id: world.segmentId, name: "Partners", was: "Partners" };
    expect(await renameSegment(db.pool, world.actor, input)).toBe("unchanged");
    expect(await events(world.segmentId)).toEqual([]);
  });

  test("is refused where another segment is called so", async () => {
    await create("Friends");
    const input = { id: world.segmentId, name: "friends", was: "Partners" };
    expect(await renameSegment(db.pool, world.actor, input)).toBe("name_taken");
    expect(await names()).toEqual(["Friends", "Partners"]);
  });

  test("never overwrites another rename unseen", async () => {
    await renameSegment(db.pool, world.actor, { id: world.segmentId, name: "Friends", was: "Partners" });
    const late = { id: world.segmentId, name: "Allies", was: "Partners" };
    expect(await renameSegment(db.pool, world.actor, late)).toBe("renamed_meanwhile");
    expect(await names()).toEqual(["Friends"]);
  });

  test("of one that was deleted says so", async () => {
    const id = await create("Short-lived");
    await deleteSegment(db.pool, world.actor, { id });
    expect(await renameSegment(db.pool, world.actor, { id, name: "New", was: "Short-lived" })).toBe("not_found");
  });
});

describe("deleting a segment", () => {
  test("that a campaign uses is refused and names the campaigns, the running ones first", async () => {
    const ended = await makeCampaign(db.pool, "autumn", world.segmentId);
    await db.pool.query(sql`UPDATE campaign SET ended_at = now() WHERE id = ${ended.id}::uuid`);
    expect(await deleteSegment(db.pool, world.actor, { id: world.segmentId })).toEqual({
      outcome: "in_use",
      campaigns: [
        { id: world.campaign.id, uid: "spring", name: "Campaign spring", ended: false },
        { id: ended.id, uid: "autumn", name: "Campaign autumn", ended: true },
      ],
    });
    expect(await names()).toEqual(["Partners"]);
    expect(await events(world.segmentId)).toEqual([]);
  });

  test("that none uses takes it from its members, who stay contacts, and leaves its name in the trail", async () => {
    const id = await create("Customers");
    const contactIds = world.customers.map((customer) => customer.id);
    await addMembers(db.pool, world.actor, { segmentId: id, contactIds });
    expect(await deleteSegment(db.pool, world.actor, { id })).toEqual({ outcome: "deleted", members: 2 });
    expect(await names()).toEqual(["Partners"]);
    expect((await events(id)).map(({ kind }) => kind).slice(3)).toEqual([
      "segment.member_removed",
      "segment.member_removed",
      "segment.deleted",
    ]);
    expect((await events(id)).at(-1)?.detail).toEqual({ name: "Customers" });
    expect((await db.pool.query("SELECT FROM contact")).rowCount).toBe(4);
  });

  test("a second time says that it is gone", async () => {
    const id = await create("Customers");
    const outcomes = await Promise.all([1, 2].map(() => deleteSegment(db.pool, world.actor, { id })));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["deleted", "not_found"]);
  });

  test("while a campaign is opened to it and members are added never leaves half of it", async () => {
    const id = await create("Customers");
    const contactIds = world.customers.map((customer) => customer.id);
    const open = db.pool.query(sql`INSERT INTO campaign_segment VALUES (${world.campaign.id}::uuid, ${id}::uuid)`).then(
      () => true,
      () => false,
    );
    const [deleted, opened, added] = await Promise.all([
      deleteSegment(db.pool, world.actor, { id }),
      open,
      addMembers(db.pool, world.actor, { segmentId: id, contactIds }),
    ]);
    expect(deleted.outcome).toBe(opened ? "in_use" : "deleted");
    if (deleted.outcome === "deleted") expect(await names()).toEqual(["Partners"]);
    if (opened) expect(added.outcome).toBe("added");
  });
});
