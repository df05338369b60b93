import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies, storedAttributions, storedEvents } from "@/lib/testing/history";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import { changeStatus } from "./commands";
import { type Reassignment, reassignEach } from "./reassign";

const db = useTestDatabase();
const NOTHING = "00000000-0000-7000-8000-00000000dead";
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 4, customers: 4 });
});

const each = (reassignments: Reassignment[]) => reassignEach(db.pool, world.actor, reassignments);
const advocate = (index: number) => world.advocates[index]!.id;
const codeId = async (code: string) =>
  (await db.pool.query<{ id: string }>("SELECT id FROM referral_code WHERE code = $1", [code])).rows[0]!.id;
const reasonOf = async (id: string) => (await storedEvents(db.pool, id)).at(-1)!.reason;

test("each attribution goes to a successor of its own, by its own code and for its own reason", async () => {
  const [first] = await refer(db.pool, world, 0, [0]);
  const [second] = await refer(db.pool, world, 1, [0]);
  const [third, attempt] = await refer(db.pool, world, 2, [0, 3]);
  const outcomes = await each([
    { id: third!, toAttributionId: attempt, reason: "Third" },
    { id: first!, toAdvocateId: advocate(1), toCodeId: await codeId("COUPON1"), reason: "First" },
    { id: second!, toAdvocateId: advocate(2) },
  ]);
  expect(outcomes.map(({ id, outcome }) => [id, outcome])).toEqual([
    [third, "reassigned"],
    [first, "reassigned"],
    [second, "reassigned"],
  ]);
  const stored = new Map((await storedAttributions(db.pool)).map((one) => [one.id, one]));
  const successors = outcomes.map((outcome) => stored.get("newId" in outcome ? outcome.newId : "")!);
  expect(successors).toMatchObject([
    { id: attempt, advocateId: advocate(3), status: "active" },
    { advocateId: advocate(1), status: "active", method: "coupon", code: "COUPON1" },
    { advocateId: advocate(2), status: "active", method: "advocate", code: null },
  ]);
  expect([first, second, third].map((id) => stored.get(id!)!.reason)).toEqual(Array(3).fill("reassigned"));
  for (const [id, reason] of [
    ...[[first, "First"] as const, [second, null] as const, [third, "Third"] as const],
    ...[
      [successors[0]!.id, "Third"] as const,
      [successors[1]!.id, "First"] as const,
      [successors[2]!.id, null] as const,
    ],
  ]) {
    expect(await reasonOf(id!)).toBe(reason);
  }
  expect(await inconsistencies(db.pool)).toEqual([]);
});

describe("what is refused is left untouched, and the others are reassigned", () => {
  test("each with its own reason", async () => {
    const [fine] = await refer(db.pool, world, 0, [0]);
    const [same] = await refer(db.pool, world, 1, [0]);
    const [banned] = await refer(db.pool, world, 2, [0]);
    const [ended, past] = await refer(db.pool, world, 3, [0, 1]);
    await changeStatus(db.pool, world.actor, { ids: [ended!], to: "inactive" });
    await db.pool.query("UPDATE contact SET status = 'banned' WHERE id = $1", [advocate(2)]);
    const before = (await storedAttributions(db.pool)).filter(({ id }) => id !== fine);
    const refused = { outcome: "refused" };
    expect(
      await each([
        { id: same!, toAdvocateId: advocate(0) },
        { id: fine!, toAdvocateId: advocate(1) },
        { id: banned!, toAdvocateId: advocate(2) },
        { id: ended!, toAttributionId: past },
        { id: NOTHING, toAdvocateId: advocate(1) },
      ]),
    ).toEqual([
      { ...refused, id: same, code: "same_advocate", standingId: same },
      { id: fine, outcome: "reassigned", newId: expect.any(String) },
      { ...refused, id: banned, code: "contact_banned", standingId: banned },
      { ...refused, id: ended, code: "standing_changed", standingId: null },
      { ...refused, id: NOTHING, code: "not_found", standingId: null },
    ]);
    const after = await storedAttributions(db.pool);
    expect(after.filter(({ id }) => before.some((one) => one.id === id))).toEqual(before);
    expect(after).toHaveLength(before.length + 2);
    expect(await inconsistencies(db.pool)).toEqual([]);
  });

  test("an attempt of another contact takes nothing over", async () => {
    const [id] = await refer(db.pool, world, 0, [0]);
    const [, attempt] = await refer(db.pool, world, 1, [0, 1]);
    expect(await each([{ id: id!, toAttributionId: attempt }])).toMatchObject([{ id, code: "attempt_unavailable" }]);
  });

  test("a code of another advocate is no code of the successor", async () => {
    const [id] = await refer(db.pool, world, 0, [0]);
    expect(await each([{ id: id!, toAdvocateId: advocate(1), toCodeId: await codeId("short-2") }])).toMatchObject([
      { id, code: "code_advocate_mismatch" },
    ]);
  });
});

test("a reassignment to nobody, or to both an advocate and an attempt, is a mistake of the caller", async () => {
  const [id, attempt] = await refer(db.pool, world, 0, [0, 1]);
  await expect(each([{ id: id! }])).rejects.toThrow("either an advocate or an attempt");
  await expect(each([{ id: id!, toAdvocateId: advocate(1), toAttributionId: attempt }])).rejects.toThrow("either");
});

test("nothing to reassign is nothing to do", async () => {
  expect(await each([])).toEqual([]);
});

describe("a change of status has a reason for each attribution", () => {
  test("and none where none is given", async () => {
    const ids: string[] = [];
    for (const customer of [0, 1, 2]) ids.push((await refer(db.pool, world, customer, [0]))[0]!);
    const reason = new Map<string, string | null>([
      [ids[0]!, "First"],
      [ids[1]!, null],
    ]);
    const changed = await changeStatus(db.pool, world.actor, { ids, to: "inactive", reason });
    expect(changed.map(({ outcome }) => outcome)).toEqual(["changed", "changed", "changed"]);
    expect(await Promise.all(ids.map(reasonOf))).toEqual(["First", null, null]);
    const back = new Map(ids.map((id, index) => [id, `Back ${index}`]));
    await changeStatus(db.pool, world.actor, { ids, to: "active", reason: back });
    expect(await Promise.all(ids.map(reasonOf))).toEqual(["Back 0", "Back 1", "Back 2"]);
  });
});
