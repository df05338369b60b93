import "server-only";
import type pg from "pg";
import sql from "sql-template-tag";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { writeBiographies } from "./biographies";
import { makeCalendar } from "./calendar";
import { CAMPAIGNS } from "./campaigns";
import { ADMIN } from "./cast";
import { insertCampaigns, insertCast, insertCodes, insertContacts, updateFates } from "./insert";
import { placeOrders } from "./orders";
import { makePeople } from "./people";
import { play } from "./play";
import { decideRewards, makeRewardRules } from "./rewards";
import { tellStory } from "./story";

/** Nobody else uses this number for an advisory lock; two loads exclude each other with it. */
const DEMO_DATA_LOCK = 20_261_124;

export type LoadOutcome =
  | { outcome: "loaded"; contacts: number; campaigns: number; attributions: number; orders: number }
  | { outcome: "not_empty"; message: string };

/**
 * Fills an empty database with a year in the life of Kestrel Coffee: campaigns, advocates, contacts, referrals and
 * orders from every door with their histories, and what they earned today, recorded through those doors. All or nothing,
 * in one transaction; the same content at every call, seen from `now` (the present moment unless given, and never a later one: the doors look at the clock).
 *
 * @returns `not_empty`, with a sentence for people, where there is any contact, segment, campaign or attribution
 */
export async function loadDemoData(db: pg.Pool, { now = new Date() }: { now?: Date } = {}): Promise<LoadOutcome> {
  return inTransaction(db, async (tx) => {
    await tx.query(sql`SELECT pg_advisory_xact_lock(${DEMO_DATA_LOCK})`);
    const present = await findPresent(tx);
    if (present.length > 0) return { outcome: "not_empty", message: refusal(present) };

    const people = makePeople();
    const slots = tellStory(people);
    const biographies = writeBiographies(people, slots);
    const advocates = [...people.advocates, people.bannedAdvocate, people.departedAdvocate];
    const calendar = makeCalendar(now);

    const actors = await insertCast(tx, calendar);
    await insertCampaigns(tx, calendar);
    const contacts = await insertContacts(tx, calendar, biographies);
    await insertCodes(tx, calendar, advocates);
    const admin = { actorId: actors.get(ADMIN)!, source: "manual" as const };
    await makeRewardRules(tx, admin);
    const attributions = await play(tx, calendar, { actors, contacts }, slots);
    await updateFates(tx, calendar, biographies);
    const orders = await placeOrders(tx, actors, now);
    await decideRewards(tx, { admin, shop: { actorId: actors.get("shopify")!, source: "api" } });
    return { outcome: "loaded", contacts: contacts.size, campaigns: CAMPAIGNS.length, attributions, orders };
  });
}

async function findPresent(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.query<{ what: string }>(sql`
    SELECT 'contacts' AS what WHERE EXISTS (SELECT FROM contact)
    UNION ALL SELECT 'segments' WHERE EXISTS (SELECT FROM segment)
    UNION ALL SELECT 'campaigns' WHERE EXISTS (SELECT FROM campaign)
    UNION ALL SELECT 'attributions' WHERE EXISTS (SELECT FROM attribution)`);
  return rows.map(({ what }) => what);
}

function refusal(present: string[]): string {
  const list = new Intl.ListFormat("en", { type: "conjunction" }).format(present);
  return `There are ${list} already. Demo data is loaded into an empty database only, so that it never mixes with yours.`;
}
