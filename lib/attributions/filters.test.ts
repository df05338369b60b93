import sql from "sql-template-tag";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { makeCampaign, makeContacts, makeWorld, type World } from "@/lib/testing/world";
import type { AttributionFilter } from "./columns";
import { changeStatus, recordAttributions } from "./commands";
import { countList } from "./facets";
import { listAttributions, listMatchingIds } from "./queries";
import { reassign } from "./reassign";

// Reading only: one database for the file.
let database: TestDatabase;
let world: World;
const SYSTEM = "00000000-0000-7000-8000-000000000001";
/** What each attribution is called here, by its id. */
const names = new Map<string, string>();

const rename = (id: string, first: string | null, last: string | null) =>
  database.pool.query("UPDATE contact SET first_name = $2, last_name = $3 WHERE id = $1", [id, first, last]);

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  world = await makeWorld(pool, { customers: 4 });
  const autumn = await makeCampaign(pool, "autumn", world.segmentId);
  await makeCampaign(pool, "never-used", world.segmentId);
  const [ada, bob, odd, greek] = world.customers;
  await rename(ada!.id, "Ada", "LOVELACE");
  await rename(bob!.id, "Bób", "İnci");
  await rename(odd!.id, "100%_\\", 'O\'Neil "x"');
  await rename(greek!.id, "ΓΙΩΡΓΟΣ", null);
  await rename(world.advocates[2]!.id, "Zoë", "Ünal");
  const record = async (
    name: string,
    source: "manual" | "api" | "order",
    draft: object,
    actorId = world.actor.actorId,
  ) => {
    const [outcome] = await recordAttributions(pool, { actorId, source }, [draft]);
    if (!outcome || outcome.outcome === "rejected") throw new Error(`${name}: ${outcome?.code}`);
    names.set(outcome.id, name);
    return outcome.id;
  };
  await record("ada", "manual", { customerId: ada!.id, code: "short-0" });
  await record("ada again", "api", { customerId: ada!.id, code: "COUPON1" }, SYSTEM);
  const bobs = await record("bob", "api", {
    customerId: bob!.id,
    campaignId: autumn.id,
    advocateId: world.advocates[1]!.id,
  });
  const odds = await record("odd", "order", { customerId: odd!.id, code: "COUPON2" });
  await record("greek", "manual", { customerId: greek!.id, code: "short-1" }, SYSTEM);
  await changeStatus(pool, world.actor, { ids: [bobs], to: "inactive" });
  const [handed] = await reassign(pool, world.actor, { ids: [odds], toAdvocateId: world.advocates[0]!.id });
  names.set(handed && "newId" in handed ? handed.newId : "", "odd's new");
});

afterAll(() => database.drop());

/** The names of what a filter shows, oldest first; counting and bulk selection must agree with the list. */
async function shown(filter: AttributionFilter): Promise<string[]> {
  const zoned = { ...filter, timeZone: "UTC" };
  const { rows } = await listAttributions(database.pool, { ...zoned, sort: "created", size: 100 });
  const ids = rows.map(({ id }) => id);
  expect((await countList(database.pool, zoned)).total).toEqual({ count: ids.length, capped: false });
  expect(await listMatchingIds(database.pool, zoned)).toEqual({ ids: [...ids].reverse(), more: false });
  return ids.map((id) => names.get(id) ?? id);
}

const ALL = ["ada", "ada again", "bob", "odd", "greek", "odd's new"];

describe("the search finds", () => {
  const searches: [what: string, q: string, expected: string[]][] = [
    ["a referred contact by name", "Ada", ["ada", "ada again"]],
    ["in the middle of a name", "ovela", ["ada", "ada again"]],
    ["whatever the case of either", "aDA lovELACE", ["ada", "ada again"]],
    ["with spaces around what is typed", "  lovelace ", ["ada", "ada again"]],
    ["a referred contact by e-mail", "customer-3@EXAMPLE", ["odd", "odd's new"]],
    ["an advocate by name", "zoë", ["odd"]],
    ["an advocate by accented name in another case", "ZOË ÜN", ["odd"]],
    ["an advocate by e-mail", "advocate-1@example.test", ["ada", "odd's new"]],
    ["a name that has no other lower case in another alphabet's rules", "İnci", ["bob"]],
    ["a name in capitals that end differently in small letters", "ΓΙΩΡΓΟΣ", ["greek"]],
    ["a shortcode by a part of it", "ort-0", ["ada"]],
    ["a coupon code in another case", "coupon1", ["ada again"]],
    ["a per cent sign as itself", "0%", ["odd", "odd's new"]],
    ["an underscore as itself", "%_", ["odd", "odd's new"]],
    ["a backslash as itself", "\\", ["odd", "odd's new"]],
    ["quotes as themselves", "o'neil \"x", ["odd", "odd's new"]],
    ["nothing for a wildcard of its own", "a%a", []],
    ["nothing for a single-letter wildcard of its own", "A_a", []],
    ["nothing for what nobody is called", "nobody", []],
    ["nothing for a text that cannot be stored", "ada\0", []],
    ["everything for nothing", "", ALL],
    ["everything for spaces only", "   ", ALL],
  ];
  test.each(searches)("%s", async (_what, q, expected) => {
    expect(await shown({ q })).toEqual(expected);
  });

  test("the same among more matching contacts and codes than are looked up one by one", async () => {
    const own = await createTestDatabase();
    const { advocates, actor, campaign } = await makeWorld(own.pool);
    const crowd = await makeContacts(own.pool, "crowd", 10_050, "prospect");
    await own.pool.query(sql`
      INSERT INTO referral_code (kind, code, campaign_id, advocate_id)
      SELECT 'coupon', 'crowd-code-' || n, ${campaign.id}::uuid, ${advocates[2]!.id}::uuid FROM generate_series(1, 10050) AS n`);
    const drafts = [
      { customerId: crowd[7]!.id, code: "short-0" },
      { customerId: advocates[1]!.id, code: "short-0" },
      { customerId: advocates[1]!.id, code: "crowd-code-5" },
    ];
    await recordAttributions(own.pool, actor, drafts);
    const found = await listAttributions(own.pool, { q: "CROWD", timeZone: "UTC", sort: "created" });
    expect(found.rows.map(({ customer, code }) => [customer.id, code])).toEqual([
      [crowd[7]!.id, "short-0"],
      [advocates[1]!.id, "crowd-code-5"],
    ]);
    await own.drop();
  });
});

describe("the filter", () => {
  const filters: [what: string, filter: () => AttributionFilter, expected: string[]][] = [
    ["active", () => ({ status: ["active"] }), ["ada", "greek", "odd's new"]],
    ["inactive, for any reason", () => ({ status: ["inactive"] }), ["ada again", "bob", "odd"]],
    ["duplicate attempts", () => ({ status: ["duplicate_attempt"] }), ["ada again"]],
    ["deactivated", () => ({ status: ["deactivated"] }), ["bob"]],
    ["reassigned", () => ({ status: ["reassigned"] }), ["odd"]],
    ["several statuses", () => ({ status: ["active", "reassigned"] }), ["ada", "odd", "greek", "odd's new"]],
    ["one campaign", () => ({ campaign: ["autumn"] }), ["bob"]],
    ["several campaigns", () => ({ campaign: ["autumn", "spring"] }), ALL],
    ["a campaign nobody was referred into", () => ({ campaign: ["never-used"] }), []],
    ["a campaign that does not exist", () => ({ campaign: ["winter"] }), []],
    ["a campaign that does not exist beside one that does", () => ({ campaign: ["winter", "autumn"] }), ["bob"]],
    ["a campaign whose uid cannot be stored", () => ({ campaign: ["\0"] }), []],
    ["one door", () => ({ source: ["api"] }), ["ada again", "bob"]],
    ["several doors", () => ({ source: ["order", "widget"] }), ["odd"]],
    ["one method", () => ({ method: ["coupon"] }), ["ada again", "odd"]],
    ["several methods", () => ({ method: ["shortcode", "advocate"] }), ["ada", "bob", "greek", "odd's new"]],
    ["an advocate by id", () => ({ advocate: world.advocates[1]!.id }), ["ada again", "bob", "greek"]],
    [
      "an advocate by id in capitals",
      () => ({ advocate: world.advocates[1]!.id.toUpperCase() }),
      ["ada again", "bob", "greek"],
    ],
    ["an advocate by e-mail in any case", () => ({ advocate: " Advocate-3@example.TEST" }), ["odd"]],
    ["an advocate who does not exist", () => ({ advocate: "nobody@example.test" }), []],
    ["an advocate whose e-mail cannot be stored", () => ({ advocate: "advocate-3@example.test\0" }), []],
    ["a customer as an advocate", () => ({ advocate: world.customers[0]!.id }), []],
    ["an actor", () => ({ actor: SYSTEM }), ["ada again", "greek"]],
    ["an actor who does not exist", () => ({ actor: world.customers[0]!.id }), []],
    ["an actor that is no id", () => ({ actor: "Ada Admin" }), []],
    [
      "all at once",
      () => ({ q: "ada", status: ["inactive"], campaign: ["spring"], source: ["api"], method: ["coupon"] }),
      ["ada again"],
    ],
    ["empty lists, which ask for nothing", () => ({ status: [], campaign: [], source: [], method: [] }), ALL],
  ];
  test.each(filters)("by %s", async (_what, filter, expected) => {
    expect(await shown(filter())).toEqual(expected);
  });
});
