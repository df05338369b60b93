import "server-only";
import sql from "sql-template-tag";
import type { Source } from "@/lib/audit/schema";
import type { Transaction } from "@/lib/db/transaction";
import { endOrders, recordOrders } from "@/lib/orders/commands";
import type { OrderDraft } from "@/lib/orders/schema";
import { ADMIN } from "./cast";
import { makeRandom, type Random } from "./random";

/** Orders of referred customers, of advocates who tried their own code, and of customers nobody referred. */
const CREDITED = 330;
const OF_OWN_CODE = 8;
const UNCREDITED = 62;
/** So many of the credited ones are of today, the first day on which the demo's reward triggers count. */
const OF_TODAY = 45;

const CURRENCIES: [string, number][] = [
  ["EUR", 62],
  ["GBP", 18],
  ["USD", 14],
  ["JPY", 6],
];
const EXTERNAL_STATUSES: [string | null, number][] = [
  ["fulfilled", 55],
  ["paid", 25],
  ["partially_fulfilled", 5],
  [null, 15],
];

/** A customer, and from when on it may have ordered. */
type Buyer = { email: string; since: Date; campaignUid: string | null; code: string | null; isBusiness: boolean };

/** Records some 400 orders through the one door, then refunds and cancels a few. Answers how many there are. */
export async function placeOrders(tx: Transaction, actors: Map<string, string>, now: Date): Promise<number> {
  const random = makeRandom("orders");
  const buyers = await findBuyers(tx, random);
  const placed = buyers
    .map((buyer, index) => ({ buyer, at: momentOf(random, buyer.since, now, index < OF_TODAY) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ buyer, at }, index) => draft(random, buyer, at, index));
  const doors: [string, Source][] = [
    ["shopify", "api"],
    ["salesforce", "api"],
    [ADMIN, "manual"],
  ];
  const ids: string[] = [];
  for (const [actor, source] of doors) {
    const own = placed.filter((one) => one.door === actor).map(({ draft: given }) => given);
    for (const outcome of await recordOrders(tx, { actorId: actors.get(actor)!, source }, own)) {
      if (outcome.outcome !== "recorded") throw new Error(`An order of the demo was not recorded: ${outcome.outcome}`);
      ids.push(outcome.id);
    }
  }
  const shop = { actorId: actors.get("shopify")!, source: "api" as const };
  const ended = random.shuffled(ids);
  await endOrders(tx, shop, { ids: ended.slice(0, 22), to: "refunded" });
  await endOrders(tx, shop, { ids: ended.slice(22, 34), to: "cancelled" });
  return ids.length;
}

function draft(random: Random, buyer: Buyer, at: Date, index: number): { door: string; draft: OrderDraft } {
  const door = random.weighted<string>([
    [buyer.isBusiness ? "salesforce" : "shopify", 92],
    [ADMIN, 8],
  ]);
  const currency = random.weighted(CURRENCIES);
  const amount = buyer.isBusiness ? random.between(180, 2_600) : random.between(9, 85);
  const { email: customerEmail, campaignUid, code } = buyer;
  return {
    door,
    draft: {
      orderId: buyer.isBusiness ? `SO-${20_400 + index}` : `KC-${104_200 + index}`,
      ...{ customerEmail, campaignUid, code, currency, orderedAt: at.toISOString() },
      // Yen have no smaller unit, and a coffee costs some 150 times as many of them.
      revenueMinor: Math.round(currency === "JPY" ? amount * 150 : amount * 100),
      externalStatus: random.weighted(EXTERNAL_STATUSES),
    },
  };
}

async function findBuyers(tx: Transaction, random: Random): Promise<Buyer[]> {
  const { rows: referred } = await tx.query<Buyer>(sql`
    SELECT customer.email, attribution.created_at AS since, campaign.uid AS "campaignUid", NULL AS code,
      campaign.uid = 'office-partners' AS "isBusiness"
    FROM attribution JOIN contact customer ON customer.id = customer_id JOIN campaign ON campaign.id = campaign_id
    WHERE attribution.status = 'active' ORDER BY campaign.uid, customer.email_key`);
  const { rows: advocates } = await tx.query<Buyer>(sql`
    SELECT email, greatest(contact.created_at, referral_code.created_at) AS since, NULL AS "campaignUid", code,
      FALSE AS "isBusiness"
    FROM referral_code JOIN contact ON contact.id = advocate_id JOIN campaign ON campaign.id = campaign_id
    WHERE kind = 'coupon' AND retired_at IS NULL AND contact.status = 'enrolled' AND campaign.ended_at IS NULL
      AND NOT EXISTS (SELECT FROM attribution WHERE customer_id = contact.id AND campaign_id = campaign.id)
    ORDER BY code_key`);
  const { rows: strangers } = await tx.query<Buyer>(sql`
    SELECT email, created_at AS since, NULL AS "campaignUid", NULL AS code, FALSE AS "isBusiness"
    FROM contact WHERE status IN ('prospect', 'enrolled') ORDER BY email_key`);
  return [
    ...Array.from({ length: CREDITED }, () => random.pick(referred)),
    ...random.shuffled(advocates).slice(0, OF_OWN_CODE),
    ...random.shuffled(strangers).slice(0, UNCREDITED),
  ];
}

/** Mostly soon after the referral: that is when people buy. */
function momentOf(random: Random, since: Date, now: Date, isOfToday: boolean): Date {
  const from = isOfToday ? Math.max(since.getTime(), startOfDay(now)) : since.getTime();
  return new Date(from + Math.floor((now.getTime() - from) * random.next() ** 2 * 0.98));
}

/** In UTC, as reward triggers count. */
function startOfDay(at: Date): number {
  return Date.parse(`${at.toISOString().slice(0, "2026-03-01".length)}T00:00:00Z`);
}
