import { randomBytes } from "node:crypto";
import type pg from "pg";
import sql, { type Sql } from "sql-template-tag";
import type { Source } from "@/lib/audit/schema";
import type { ContactStatus } from "@/lib/contacts/schema";
import type { RewardRule } from "@/lib/rewards/schema";
import type { Role } from "@/lib/users/schema";

export type Person = { id: string; name: string; email: string };
export type Campaign = { id: string; uid: string; name: string; segment: string };
export type Advocate = Person & { shortcode: string; coupon: string };

/** Long enough for every password rule, and nothing a browser warns about. */
export const PASSWORD = "correct-horse-battery";

type Named = { customer: Person; campaign: Campaign };
type How = { advocate?: Person; code?: string; reason?: string; at?: Date };
type OrderOf = {
  customer: Pick<Person, "email">;
  campaign?: Campaign;
  orderId?: string;
  code?: string;
  revenueMinor?: number;
  currency?: string;
  orderedAt?: string;
  externalStatus?: string;
};
type Door = { by?: string; source?: Source };

/**
 * What one test needs to exist, made in the database of the server under test. Everything carries the test's own tag in
 * its name, so that tests neither see nor disturb each other in one database. Attributions come to exist and change
 * through the application's commands, with their events.
 */
export class World {
  /** In every name and address made here; a search for it finds this test's rows and no other's. */
  readonly tag = randomBytes(4).toString("hex");

  constructor(
    readonly db: pg.Pool,
    /** Whoever acts where no one is named. */
    private readonly actorId: string,
  ) {}

  /** A running campaign, open to a segment of its own. */
  async campaign(name = "Spring", { ended = false, starts = null as Date | null } = {}): Promise<Campaign> {
    const unique = `${name} ${this.tag}`;
    const uid = slug(unique);
    const segment = `${unique} partners`;
    const { id } = await this.one<{ id: string }>(sql`
      WITH home AS (INSERT INTO segment (name) VALUES (${segment}) RETURNING id),
        made AS (INSERT INTO campaign (uid, name, starts_at) VALUES (${uid}, ${unique}, ${starts}) RETURNING id),
        opened AS (INSERT INTO campaign_segment (campaign_id, segment_id) SELECT made.id, home.id FROM made, home)
      SELECT id FROM made`);
    if (ended) await this.end({ id });
    return { id, uid, name: unique, segment };
  }

  /** A segment named "<name> <tag>" that no campaign uses, with these members. */
  async segment(name: string, members: Pick<Person, "id">[] = []): Promise<{ id: string; name: string }> {
    return this.one(sql`
      WITH made AS (INSERT INTO segment (name) VALUES (${`${name} ${this.tag}`}) RETURNING id, name),
        joined AS (
          INSERT INTO segment_member (segment_id, contact_id)
          SELECT made.id, contact_id FROM made, unnest(${members.map(({ id }) => id)}::uuid[]) AS contact_id)
      SELECT id, name FROM made`);
  }

  async end({ id }: Pick<Campaign, "id">): Promise<void> {
    await this.db.query(sql`UPDATE campaign SET ended_at = now() WHERE id = ${id}::uuid`);
  }

  /** A contact named "<name> <tag>". */
  async contact(name: string, status: ContactStatus = "prospect"): Promise<Person> {
    const email = `${slug(name)}-${this.tag}@example.test`;
    const { id } = await this.one<{ id: string }>(sql`
      INSERT INTO contact (email, first_name, last_name, status) VALUES (${email}, ${name}, ${this.tag}, ${status})
      RETURNING id`);
    return { id, name: `${name} ${this.tag}`, email };
  }

  /** An enrolled contact in the campaign's segment, with a shortcode and a coupon code there. */
  async advocate(name: string, campaign: Campaign): Promise<Advocate> {
    const person = await this.contact(name, "enrolled");
    await this.join(person, campaign);
    return { ...person, ...(await this.codes(person, campaign)) };
  }

  /** Many contacts at once, named "<name> 001 <tag>" and so on. */
  async contacts(name: string, count: number, status: ContactStatus = "prospect"): Promise<Person[]> {
    const { rows } = await this.db.query<Person>(sql`
      INSERT INTO contact (email, first_name, last_name, status)
      SELECT lower(${name} || '-' || place || '-' || ${this.tag}) || '@example.test', ${name} || ' ' || place,
        ${this.tag}, ${status}
      FROM generate_series(1, ${count}::int) AS n, lpad(n::text, greatest(3, length(n::text)), '0') AS place
      RETURNING id, name, email`);
    return rows;
  }

  /** An integration that acts. */
  async apiKey(name: string): Promise<{ id: string; name: string }> {
    const unique = `${name} ${this.tag}`;
    return this.one(sql`INSERT INTO actor (kind, name) VALUES ('api_key', ${unique}) RETURNING id, name`);
  }

  /** Adds a contact to the campaign's segment. */
  async join(person: Person, campaign: Campaign): Promise<void> {
    await this.db.query(sql`
      INSERT INTO segment_member (segment_id, contact_id)
      SELECT id, ${person.id}::uuid FROM segment WHERE name = ${campaign.segment}`);
  }

  /** A shortcode and a coupon code of a contact in a campaign. */
  async codes(person: Person, campaign: Campaign): Promise<{ shortcode: string; coupon: string }> {
    const base = `${slug(person.name).slice(0, 12)}-${campaign.uid}`;
    const [shortcode, coupon] = [base.slice(0, 32), `SAVE-${base.toUpperCase()}`];
    await this.db.query(sql`
      INSERT INTO referral_code (kind, code, campaign_id, advocate_id)
      VALUES ('shortcode', ${shortcode}, ${campaign.id}::uuid, ${person.id}::uuid),
             ('coupon', ${coupon}, ${campaign.id}::uuid, ${person.id}::uuid)`);
    return { shortcode, coupon };
  }

  async setStatus(person: Person, status: ContactStatus): Promise<void> {
    await this.db.query(sql`UPDATE contact SET status = ${status} WHERE id = ${person.id}::uuid`);
  }

  /** Records an attribution through the one door; answers its id, active or not. */
  async attribution(named: Named & How & Door): Promise<string> {
    const [id] = await this.attributions([named], named);
    return id!;
  }

  /** Records many at once, in their order. */
  async attributions(drafts: (Named & How)[], { by = this.actorId, source = "manual" }: Door = {}): Promise<string[]> {
    const { recordAttributions } = await import("@/lib/attributions/commands");
    const outcomes = await recordAttributions(
      this.db,
      { actorId: by, source },
      drafts.map(({ customer, campaign, advocate, code, reason, at }) => ({
        ...{ customerId: customer.id, campaignId: campaign.id, advocateId: advocate?.id, code, reason, at },
      })),
    );
    return outcomes.map((outcome) => {
      if (outcome.outcome === "rejected") throw new Error(`The test's own attribution was refused: ${outcome.code}`);
      return outcome.id;
    });
  }

  /** Records an order through the one door, named "<orderId> <tag>"; answers its id. */
  async order({ customer, orderId = "A-1", ...sent }: OrderOf): Promise<string> {
    const { recordOrders } = await import("@/lib/orders/commands");
    const { campaign, code, revenueMinor = 4_999, currency = "EUR", orderedAt, externalStatus } = sent;
    const [outcome] = await recordOrders(this.db, { actorId: this.actorId, source: "manual" }, [
      {
        ...{ orderId: `${orderId}-${this.tag}`, customerEmail: customer.email, campaignUid: campaign?.uid, code },
        ...{ revenueMinor, currency, orderedAt, externalStatus },
      },
    ]);
    if (outcome?.outcome !== "recorded") throw new Error(`The test's own order: ${JSON.stringify(outcome)}`);
    return outcome.id;
  }

  /** A reward trigger of a campaign: 10.00 EUR for the advocate of every order, pending, but for `given`; answers its id. */
  async rewardRule(campaign: Pick<Campaign, "id">, given: Partial<RewardRule> = {}): Promise<string> {
    const { makeRule } = await import("@/lib/testing/rewards");
    return makeRule(this.db, { actorId: this.actorId, source: "manual" }, campaign.id, given);
  }

  /** As another admin would do it at this moment. */
  async changeStatus(id: string, to: "active" | "inactive", { by = this.actorId, reason = "" } = {}): Promise<void> {
    const { changeStatus } = await import("@/lib/attributions/commands");
    const [outcome] = await changeStatus(this.db, { actorId: by, source: "manual" }, { ids: [id], to, reason });
    if (outcome?.outcome !== "changed")
      throw new Error(`The test's own change was refused: ${JSON.stringify(outcome)}`);
  }

  /** As another admin would do it at this moment; answers the new attribution's id. */
  async reassign(id: string, to: Person, { by = this.actorId, reason = "" } = {}): Promise<string> {
    const { reassign } = await import("@/lib/attributions/reassign");
    const given = { ids: [id], toAdvocateId: to.id, reason };
    const [outcome] = await reassign(this.db, { actorId: by, source: "manual" }, given);
    if (outcome?.outcome !== "reassigned") {
      throw new Error(`The test's own reassignment was refused: ${JSON.stringify(outcome)}`);
    }
    return outcome.newId;
  }

  /** Somebody in the team who has chosen PASSWORD. */
  async user(name: string, role: Role): Promise<Person> {
    const { inviteUser, acceptInvitation } = await import("@/lib/users/commands");
    const person = { name: `${name} ${this.tag}`, email: `${name}-${this.tag}@attache.test`.toLowerCase() };
    const invited = await inviteUser(this.db, { ...person, role });
    if (invited.outcome !== "invited") throw new Error(`The test's own user was refused: ${invited.outcome}`);
    await acceptInvitation(this.db, { token: invited.token, password: PASSWORD });
    return { id: invited.userId, ...person };
  }

  /** What stands in the database for one contact and campaign, oldest first: "active", "duplicate_attempt", … */
  async statuses({ customer, campaign }: Named): Promise<string[]> {
    const { rows } = await this.db.query<{ status: string }>(sql`
      SELECT coalesce(inactive_reason, status) AS status FROM attribution
      WHERE customer_id = ${customer.id}::uuid AND campaign_id = ${campaign.id}::uuid ORDER BY id`);
    return rows.map(({ status }) => status);
  }

  /** The one row of a query. */
  async one<T extends pg.QueryResultRow>(query: Sql): Promise<T> {
    const { rows } = await this.db.query<T>(query);
    if (rows.length !== 1) throw new Error(`One row was expected, there are ${rows.length}.`);
    return rows[0]!;
  }
}

function slug(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
