import sql from "sql-template-tag";
import { type ActorContext, recordAttributions } from "@/lib/attributions/commands";
import type { Db } from "@/lib/db/pool";

export type Person = { id: string; email: string };
export type Advocate = Person & { shortcode: string; coupon: string };
export type World = {
  actor: ActorContext;
  campaign: { id: string; uid: string };
  segmentId: string;
  /** Enrolled, in the campaign's segment, each with a shortcode and a coupon code. */
  advocates: Advocate[];
  /** Prospects. */
  customers: Person[];
};

/** A user who acts, one running campaign open to one segment, advocates with codes, and customers nobody referred yet. */
export async function makeWorld(db: Db, { advocates = 3, customers = 3 } = {}): Promise<World> {
  const user = await insertId(
    db,
    sql`INSERT INTO app_user (email, name, role) VALUES ('ada@attache.test', 'Ada Admin', 'admin') RETURNING id`,
  );
  const segmentId = await insertId(db, sql`INSERT INTO segment (name) VALUES ('Partners') RETURNING id`);
  const campaign = await makeCampaign(db, "spring", segmentId);
  const people = await makeContacts(db, "advocate", advocates, "enrolled");
  await db.query(
    sql`INSERT INTO segment_member (segment_id, contact_id)
        SELECT ${segmentId}::uuid, unnest(${people.map(({ id }) => id)}::uuid[])`,
  );
  const coded = people.map((person, index) => ({ ...person, shortcode: `short-${index}`, coupon: `COUPON${index}` }));
  for (const kind of ["shortcode", "coupon"] as const) {
    await db.query(
      sql`INSERT INTO referral_code (kind, code, campaign_id, advocate_id)
          SELECT ${kind}, code, ${campaign.id}::uuid, advocate_id
          FROM unnest(${coded.map((person) => person[kind])}::text[], ${coded.map(({ id }) => id)}::uuid[]) AS given (code, advocate_id)`,
    );
  }
  return {
    actor: { actorId: user, source: "manual" },
    campaign,
    segmentId,
    advocates: coded,
    customers: await makeContacts(db, "customer", customers, "prospect"),
  };
}

/** A running campaign; open to a segment when one is given. */
export async function makeCampaign(db: Db, uid: string, segmentId?: string): Promise<{ id: string; uid: string }> {
  const id = await insertId(
    db,
    sql`INSERT INTO campaign (uid, name) VALUES (${uid}, ${`Campaign ${uid}`}) RETURNING id`,
  );
  if (segmentId) {
    await db.query(
      sql`INSERT INTO campaign_segment (campaign_id, segment_id) VALUES (${id}::uuid, ${segmentId}::uuid)`,
    );
  }
  return { id, uid };
}

/** `count` contacts named `<name>-<number>@example.test`. */
export async function makeContacts(db: Db, name: string, count: number, status: string): Promise<Person[]> {
  const { rows } = await db.query<Person>(
    sql`INSERT INTO contact (email, first_name, last_name, status)
        SELECT ${name} || '-' || n || '@example.test', initcap(${name}), 'No ' || n, ${status}
        FROM generate_series(1, ${count}::int) AS n RETURNING id, email`,
  );
  return rows;
}

/**
 * Refers the customer by each of the advocates in turn, by naming them. Answers the ids of the attributions: the first
 * is active, the others are inactive duplicate attempts.
 */
export async function refer(db: Db, world: World, customer: number, advocates: number[]): Promise<string[]> {
  const outcomes = await recordAttributions(
    db,
    world.actor,
    advocates.map((advocate) => ({
      customerId: world.customers[customer]!.id,
      campaignId: world.campaign.id,
      advocateId: world.advocates[advocate]!.id,
    })),
  );
  return outcomes.map((outcome) => {
    if (outcome.outcome === "rejected") throw new Error(`The world is not as the test thinks: ${outcome.code}`);
    return outcome.id;
  });
}

async function insertId(db: Db, statement: ReturnType<typeof sql>): Promise<string> {
  const { rows } = await db.query<{ id: string }>(statement);
  return rows[0]!.id;
}
