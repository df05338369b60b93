import fc from "fast-check";
import { expect, test } from "vitest";
import { changeStatus } from "@/lib/attributions/commands";
import { reassign } from "@/lib/attributions/reassign";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies } from "@/lib/testing/history";
import { makeRule } from "@/lib/testing/rewards";
import { makeCampaign, makeContacts, makeWorld, type World } from "@/lib/testing/world";
import { endOrders, recordOrders } from "./commands";

const db = useTestDatabase();
const RUNS = 40;
let runs = 0;
const SEED = Number(process.env.MODEL_SEED ?? Date.now() % 2 ** 31);

const CUSTOMERS = 3;
const ADVOCATES = 3;
const CAMPAIGNS = ["spring", "autumn"] as const;

const customer = fc.nat(CUSTOMERS - 1);
const advocate = fc.nat(ADVOCATES - 1);
const campaign = fc.nat(CAMPAIGNS.length - 1);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("order" as const),
      ...{ customer, campaign: fc.option(campaign), advocate: fc.option(advocate) },
      /** By which of the advocate's names; a code names the campaign too. */
      by: fc.constantFrom("code" as const, "email" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("reassign" as const), customer, campaign, advocate }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("deactivate" as const), customer, campaign }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("refund" as const), order: fc.nat(20) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

type PlainOrder = { advocate: number | null; refunded: boolean; slot: string };
/** In spring every order earns its advocate something, which waits; the first one earns its customer something at once. */
type PlainReward = { order: number; for: "advocate" | "customer"; advocate: number; status: string };

/** What should be true, as plainly as it can be said: who stands in each slot, whom each order is credited to, what it earns. */
class Plain {
  readonly standing = new Map<string, number>();
  readonly orders: PlainOrder[] = [];
  readonly rewards: PlainReward[] = [];
  attempts = 0;

  private earn(order: number): void {
    const { advocate, slot } = this.orders[order]!;
    if (advocate === null || !slot.endsWith(" 0")) return;
    this.rewards.push({ order, for: "advocate", advocate, status: "pending" });
    const isSame = (nth: number) => this.orders[nth]!.slot === slot;
    const isFirst = !this.orders.some(({ refunded }, nth) => nth < order && isSame(nth) && !refunded);
    const isGiven = this.rewards.some((one) => one.for === "customer" && isSame(one.order) && one.status !== "denied");
    if (isFirst && !isGiven) this.rewards.push({ order, for: "customer", advocate, status: "approved" });
  }

  take(one: Step): void {
    if (one.kind === "refund") {
      const order = this.orders[one.order];
      if (!order || order.refunded) return;
      order.refunded = true;
      for (const reward of this.rewards.filter(({ order: nth }) => nth === one.order)) {
        reward.status = reward.status === "pending" ? "denied" : "flagged";
      }
      return;
    }
    const slot = `${one.customer} ${one.campaign ?? "none"}`;
    const stands = this.standing.get(slot);
    if (one.kind === "deactivate") this.standing.delete(slot);
    else if (one.kind === "reassign") {
      if (stands !== undefined) this.standing.set(slot, one.advocate);
    } else {
      if (one.campaign !== null && one.advocate !== null) {
        if (stands === undefined) this.standing.set(slot, one.advocate);
        else if (stands !== one.advocate) this.attempts++;
      }
      const credited = one.campaign === null ? null : (this.standing.get(slot) ?? null);
      this.orders.push({ advocate: credited, refunded: false, slot });
      this.earn(this.orders.length - 1);
    }
  }
}

function customerOf(plain: Plain, customers: World["customers"], { order }: PlainReward) {
  return customers[Number(plain.orders[order]!.slot.split(" ")[0])];
}

/** The same step through the real commands. */
type Setting = { campaigns: { id: string; uid: string }[]; run: string };

async function really(world: World, { campaigns, run }: Setting, one: Step, made: string[]): Promise<void> {
  const { pool } = db;
  if (one.kind === "refund") {
    if (made[one.order]) await endOrders(pool, world.actor, { ids: [made[one.order]!], to: "refunded" });
    return;
  }
  if (one.kind === "order") {
    const advocateIn = one.campaign === null || one.advocate === null ? null : world.advocates[one.advocate]!;
    const byCode = advocateIn && one.by === "code";
    const [outcome] = await recordOrders(pool, world.actor, [
      {
        ...{ orderId: `${run}-${made.length}`, customerEmail: world.customers[one.customer]!.email, currency: "EUR" },
        ...{ revenueMinor: 100, campaignUid: one.campaign === null ? null : campaigns[one.campaign]!.uid },
        code: byCode ? `${advocateIn.shortcode}${one.campaign === 1 ? "-autumn" : ""}` : null,
        advocateEmail: advocateIn && !byCode ? advocateIn.email : null,
      },
    ]);
    expect(outcome?.outcome).toBe("recorded");
    made.push((outcome as { id: string }).id);
    return;
  }
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM attribution WHERE customer_id = $1 AND campaign_id = $2 AND status = 'active'",
    [world.customers[one.customer]!.id, campaigns[one.campaign]!.id],
  );
  if (!rows[0]) return;
  const ids = [rows[0].id];
  if (one.kind === "deactivate") await changeStatus(pool, world.actor, { ids, to: "inactive" });
  else await reassign(pool, world.actor, { ids, toAdvocateId: world.advocates[one.advocate]!.id });
}

test(`random orders, codes, reassignments and refunds credit whom a plain model credits, earn what it gives, and never move (seed ${SEED})`, async () => {
  const world = await makeWorld(db.pool, { advocates: ADVOCATES, customers: CUSTOMERS });
  const autumn = await makeCampaign(db.pool, "autumn", world.segmentId);
  await db.pool.query(
    `INSERT INTO referral_code (kind, code, campaign_id, advocate_id)
     SELECT kind, code || '-autumn', $1, advocate_id FROM referral_code WHERE kind = 'shortcode'`,
    [autumn.id],
  );
  const rule = (given: Parameters<typeof makeRule>[3]) => makeRule(db.pool, world.actor, world.campaign.id, given);
  await rule({});
  await rule({ forAdvocate: false, forCustomer: true, startsAs: "approved", firstOrderOnly: true });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const run = `run-${++runs}`;
      const customers = await makeContacts(db.pool, run, CUSTOMERS, "prospect");
      const plain = new Plain();
      const made: string[] = [];
      for (const one of steps) {
        plain.take(one);
        await really({ ...world, customers }, { campaigns: [world.campaign, autumn], run }, one, made);
      }
      const { rows } = await db.pool.query<{ advocate: string | null; status: string }>(
        `SELECT attribution.advocate_id AS advocate, customer_order.status FROM unnest($1::uuid[]) WITH ORDINALITY AS given (id, line)
         JOIN customer_order USING (id) LEFT JOIN attribution ON attribution.id = attribution_id ORDER BY line`,
        [made],
      );
      expect(rows).toEqual(
        plain.orders.map(({ advocate: nth, refunded }) => ({
          advocate: nth === null ? null : world.advocates[nth]!.id,
          status: refunded ? "refunded" : "placed",
        })),
      );
      const { rows: rewards } = await db.pool.query<PlainReward & { contact: string }>(
        `SELECT array_position($1::uuid[], order_id) - 1 AS order, recipient AS for, contact_id AS contact, status FROM reward
         WHERE order_id = ANY($1::uuid[]) ORDER BY 1, 2`,
        [made],
      );
      expect(rewards).toEqual(
        plain.rewards.map((reward) => ({
          ...{ order: reward.order, for: reward.for, status: reward.status },
          contact: (reward.for === "advocate"
            ? world.advocates[reward.advocate]
            : customerOf(plain, customers, reward))!.id,
        })),
      );
      const { rows: attempts } = await db.pool.query(
        `SELECT count(*)::int AS count FROM attribution
         WHERE customer_id = ANY($1) AND inactive_reason = 'duplicate_attempt' AND source = 'order'`,
        [customers.map(({ id }) => id)],
      );
      expect(attempts).toEqual([{ count: plain.attempts }]);
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(await inconsistencies(db.pool)).toEqual([]);
}, 120_000);
