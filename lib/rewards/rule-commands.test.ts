import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { makeRule, plainRule } from "@/lib/testing/rewards";
import { makeWorld, type World } from "@/lib/testing/world";
import { changeRewardRule, createRewardRule, endRewardRule } from "./rule-commands";
import { findRewardRule, listRewardRules, listRuleVersions } from "./rule-queries";
import { RULE_LIMIT } from "./schema";

const NOBODY = "00000000-0000-7000-8000-000000000000";

const db = useTestDatabase();
let world: World;
let campaignId: string;

beforeEach(async () => {
  world = await makeWorld(db.pool);
  campaignId = world.campaign.id;
});

const create = (id = campaignId) => createRewardRule(db.pool, world.actor, { campaignId: id, rule: plainRule });
const change = (id: string, version: number, name: string) =>
  changeRewardRule(db.pool, world.actor, { id, version, rule: { ...plainRule, name } });
const end = (id: string, to: "retired" | "restored") => endRewardRule(db.pool, world.actor, { id, to });

async function trail(): Promise<string[]> {
  const { rows } = await db.pool.query<{ said: string }>(`
    SELECT concat_ws(' ', audit_event.kind, detail->>'name', detail->>'version', actor.name, source) AS said
    FROM audit_event JOIN actor ON actor.id = actor_id
    WHERE audit_event.kind LIKE 'reward_rule.%' AND campaign_id = '${campaignId}' ORDER BY audit_event.id`);
  return rows.map(({ said }) => said);
}

describe("the limit of reward triggers in a campaign", () => {
  beforeEach(async () => {
    for (let made = 1; made < RULE_LIMIT; made++) await makeRule(db.pool, world.actor, campaignId);
  });

  test("is kept by two that are made at one moment", async () => {
    const both = await Promise.all([create(), create()]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(["created", "too_many"]);
    expect(await listRewardRules(db.pool, campaignId)).toHaveLength(RULE_LIMIT);
  });

  test("leaves room where one is retired, and a retired one comes back only where there is room", async () => {
    const id = await makeRule(db.pool, world.actor, campaignId);
    await end(id, "retired");
    const other = await makeRule(db.pool, world.actor, campaignId);
    expect(await end(id, "restored")).toEqual({ outcome: "too_many" });
    await end(other, "retired");
    expect(await end(id, "restored")).toEqual({ outcome: "restored", id, version: 1 });
  });

  test("is kept by one that is restored while one is made", async () => {
    const id = await makeRule(db.pool, world.actor, campaignId);
    await end(id, "retired");
    const both = await Promise.all([end(id, "restored"), create()]);
    expect(both.filter(({ outcome }) => outcome === "too_many")).toHaveLength(1);
  });
});

describe("a reward trigger", () => {
  test("is not made in a campaign that does not exist, nor changed or ended where there is none", async () => {
    expect(await create(NOBODY)).toEqual({ outcome: "campaign_not_found" });
    expect(await change(NOBODY, 1, "Other")).toEqual({ outcome: "not_found" });
    expect(await end(NOBODY, "retired")).toEqual({ outcome: "not_found" });
  });

  test("that is retired is neither changed nor retired again, and one in force is not restored", async () => {
    const id = await makeRule(db.pool, world.actor, campaignId);
    expect(await end(id, "restored")).toEqual({ outcome: "not_retired" });
    await end(id, "retired");
    expect(await change(id, 1, "Other")).toEqual({ outcome: "retired" });
    expect(await end(id, "retired")).toEqual({ outcome: "retired" });
  });

  test("is changed once by two who edit the same version: the other one is told, and nothing of theirs is kept", async () => {
    const id = await makeRule(db.pool, world.actor, campaignId);
    const both = await Promise.all([change(id, 1, "One"), change(id, 1, "Two")]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(["changed", "changed_meanwhile"]);
    expect(await listRuleVersions(db.pool, id)).toHaveLength(2);
  });

  test("is not both changed and retired unseen: whichever comes second sees the first", async () => {
    const id = await makeRule(db.pool, world.actor, campaignId);
    const [changed, ended] = await Promise.all([change(id, 1, "Other"), end(id, "retired")]);
    expect(ended.outcome).toBe("retired");
    expect(["changed", "retired"]).toContain(changed.outcome);
    const [rule] = await listRewardRules(db.pool, campaignId);
    expect(rule).toMatchObject({ version: changed.outcome === "changed" ? 2 : 1, retiredAt: expect.any(String) });
  });

  test("leaves its trail in the campaign: who, what, which version; not where nothing was changed", async () => {
    const id = await makeRule(db.pool, world.actor, campaignId);
    await change(id, 1, "Other");
    await change(id, 2, "Other");
    await change(id, 1, "Late");
    await end(id, "retired");
    await end(id, "restored");
    const { rows } = await db.pool.query("SELECT name FROM actor WHERE id = $1", [world.actor.actorId]);
    const by = `${rows[0].name} ${world.actor.source}`;
    expect(await trail()).toEqual([
      `reward_rule.created ${plainRule.name} 1 ${by}`,
      `reward_rule.changed Other 2 ${by}`,
      `reward_rule.retired Other 2 ${by}`,
      `reward_rule.restored Other 2 ${by}`,
    ]);
  });
});

test("the reward triggers of a campaign come with those in force first, and each version says what it was", async () => {
  const [first, second] = [
    await makeRule(db.pool, world.actor, campaignId),
    await makeRule(db.pool, world.actor, campaignId, { name: "Second" }),
  ];
  await change(first, 1, "Other");
  await end(first, "retired");
  const rules = await listRewardRules(db.pool, campaignId);
  expect(rules.map(({ id, name, version, rewards }) => ({ id, name, version, rewards }))).toEqual([
    { id: second, name: "Second", version: 1, rewards: { count: 0, capped: false } },
    { id: first, name: "Other", version: 2, rewards: { count: 0, capped: false } },
  ]);
  const versions = await listRuleVersions(db.pool, first);
  expect(versions.map(({ version, name }) => [version, name])).toEqual([
    [2, "Other"],
    [1, plainRule.name],
  ]);
  expect(await findRewardRule(db.pool, { campaignId, id: first })).toMatchObject({ name: "Other" });
  expect(await findRewardRule(db.pool, { campaignId: NOBODY, id: first })).toBeNull();
});
