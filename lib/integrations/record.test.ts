import { expect, test } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies } from "@/lib/testing/history";
import { makeCampaign, makeWorld, type World } from "@/lib/testing/world";
import { describeStanding, recordReferrals } from "./record";
import { recordReferralSchema } from "./schema";

const db = useTestDatabase();
const ANY_CAMPAIGN = { campaign: null };

type Tail<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;
const referral = (sent: Record<string, string>) => recordReferralSchema.parse(sent);
const actorOf = ({ actor }: World) => ({ ...actor, source: "api" as const });
const record = (...[actor, key, referrals]: Tail<Parameters<typeof recordReferrals>>) =>
  inTransaction(db.pool, (tx) => recordReferrals(tx, actor, key, referrals));
const contacts = async () =>
  (await db.pool.query("SELECT email, name, uid, status, source FROM contact WHERE source = 'api' ORDER BY email"))
    .rows;

test("an unknown contact becomes a prospect with the name and uid that were sent, and the attribution is active", async () => {
  const world = await makeWorld(db.pool);
  const sent = referral({
    ...{
      customer_email: "New@People.test",
      first_name: "Nia",
      last_name: "Lee",
      customer_uid: "n-1",
      short_code: "short-0",
    },
  });
  const recorded = await record(actorOf(world), ANY_CAMPAIGN, [sent]);
  expect(recorded).toEqual({ outcomes: [{ outcome: "active", id: expect.any(String) }], newcomers: new Set([0]) });
  expect(await contacts()).toEqual([
    { email: "New@People.test", name: "Nia Lee", uid: "n-1", status: "prospect", source: "api" },
  ]);
});

test("a second referral of the same contact is logged as an inactive duplicate, whoever referred them, and names what stands", async () => {
  const world = await makeWorld(db.pool);
  const again = (code: string) =>
    record(actorOf(world), ANY_CAMPAIGN, [referral({ customer_email: "new@people.test", coupon_code: code })]);
  const [first] = (await again("coupon0")).outcomes;
  const { outcomes, newcomers } = await again("COUPON1");
  expect(newcomers.size).toBe(0);
  expect(outcomes).toEqual([
    { outcome: "inactive_duplicate", id: expect.any(String), standingId: (first as { id: string }).id },
  ]);
  const standing = await describeStanding(db.pool, [(first as { id: string }).id]);
  expect([...standing.values()]).toMatchObject([{ advocate_email: "advocate-1@example.test", status: "active" }]);
});

test("of a referral that is rejected nothing stays, the prospect neither; the others of the batch are recorded", async () => {
  const world = await makeWorld(db.pool);
  const { outcomes, newcomers } = await record(actorOf(world), ANY_CAMPAIGN, [
    referral({ customer_email: "one@people.test", short_code: "short-0" }),
    referral({ customer_email: "two@people.test", short_code: "nobody" }),
    referral({ customer_email: "not an address", short_code: "short-0" }),
    referral({ customer_email: "advocate-1@example.test", short_code: "short-0" }),
    referral({ customer_email: "ONE@people.test", short_code: "short-1" }),
  ]);
  expect(outcomes.map((one) => ("code" in one ? one.code : one.outcome))).toEqual([
    ...["active", "unknown_code", "invalid_email", "self_referral", "inactive_duplicate"],
  ]);
  expect([...newcomers]).toEqual([0]);
  expect((await contacts()).map(({ email }) => email.toLowerCase())).toEqual(["one@people.test"]);
  expect(await inconsistencies(db.pool)).toEqual([]);
});

test("a key for one campaign records into no other, whether the campaign is named or the code's own", async () => {
  const world = await makeWorld(db.pool);
  const other = await makeCampaign(db.pool, "autumn", world.segmentId);
  const to = (key: typeof other, sent: Record<string, string>) =>
    record(actorOf(world), { campaign: key }, [referral({ customer_email: "new@people.test", ...sent })]);
  for (const sent of [{ short_code: "short-0" }, { short_code: "short-0", campaign_uid: "spring" }] as Record<
    string,
    string
  >[]) {
    expect((await to(other, sent)).outcomes).toMatchObject([{ outcome: "rejected", code: "campaign_not_allowed" }]);
  }
  expect(await contacts()).toEqual([]);
  expect((await to(world.campaign, { short_code: "short-0" })).outcomes).toMatchObject([{ outcome: "active" }]);
});

test("the campaign that is named must be the code's", async () => {
  const world = await makeWorld(db.pool);
  await makeCampaign(db.pool, "autumn", world.segmentId);
  const sent = referral({ customer_email: "new@people.test", short_code: "short-0", campaign_uid: "autumn" });
  const { outcomes } = await record(actorOf(world), ANY_CAMPAIGN, [sent]);
  expect(outcomes).toMatchObject([{ outcome: "rejected", code: "code_campaign_mismatch" }]);
});

test("many at once who refer the same unknown contact make one contact and one active attribution", async () => {
  const world = await makeWorld(db.pool, { advocates: 8 });
  const all = await Promise.all(
    world.advocates.map(({ shortcode }) =>
      record(actorOf(world), ANY_CAMPAIGN, [referral({ customer_email: "new@people.test", short_code: shortcode })]),
    ),
  );
  expect(all.flatMap(({ outcomes }) => outcomes.map(({ outcome }) => outcome)).sort()).toEqual([
    ...["active", ...Array.from({ length: 7 }, () => "inactive_duplicate")],
  ]);
  expect(all.reduce((sum, { newcomers }) => sum + newcomers.size, 0)).toBe(1);
  expect(await inconsistencies(db.pool)).toEqual([]);
});

test("nothing is nothing to do", async () => {
  const world = await makeWorld(db.pool);
  expect(await record(actorOf(world), ANY_CAMPAIGN, [])).toEqual({
    outcomes: [],
    newcomers: new Set(),
  });
});
