import type pg from "pg";

/** Everything in the database under the names people know it by; ids have random parts. */
const CONTENT = {
  actors: "SELECT kind, name, created_at FROM actor WHERE kind <> 'system' ORDER BY name",
  segments: "SELECT name, created_at FROM segment ORDER BY name",
  campaigns: `SELECT uid, campaign.name, destination_url, starts_at, ended_at, campaign.created_at,
    array_agg(segment.name ORDER BY segment.name) AS segments
    FROM campaign JOIN campaign_segment ON campaign_id = campaign.id JOIN segment ON segment.id = segment_id
    GROUP BY campaign.id ORDER BY uid`,
  contacts: `SELECT email, first_name, last_name, uid, status, created_at, updated_at FROM contact ORDER BY email_key`,
  members: `SELECT segment.name, email, added_at FROM segment_member
    JOIN segment ON segment.id = segment_id JOIN contact ON contact.id = contact_id ORDER BY segment.name, email_key`,
  codes: `SELECT kind, code, campaign.uid, email, retired_at, referral_code.created_at FROM referral_code
    JOIN campaign ON campaign.id = campaign_id JOIN contact ON contact.id = advocate_id ORDER BY code_key`,
  orders: `SELECT order_id, contact.email, revenue_minor, currency, attribution_id IS NOT NULL AS credited, customer_order.status,
    external_status, ordered_at FROM customer_order JOIN contact ON contact.id = customer_id ORDER BY order_id`,
  rules: `SELECT campaign.uid, rule.version, rule.name, rule.trigger, rule.amount_minor, percent_hundredths, rule.currency,
    retired_at IS NOT NULL AS retired FROM reward_rule_version rule JOIN reward_rule ON reward_rule.id = rule_id
    JOIN campaign ON campaign.id = campaign_id ORDER BY campaign.uid, rule.name, rule.version`,
  rewards: `SELECT customer_order.order_id, contact.email, rule.name, rule_version, recipient, reward.amount_minor,
    reward.currency, reward.status
    FROM reward JOIN contact ON contact.id = contact_id
    JOIN reward_rule_version rule ON rule.rule_id = reward.rule_id AND rule.version = rule_version
    LEFT JOIN customer_order ON customer_order.id = reward.order_id
    ORDER BY customer_order.order_id, rule.name, recipient, email_key`,
  history: `SELECT campaign.uid, customer.email AS customer, advocate.email AS advocate, attribution.status, inactive_reason, method,
    code, attribution.source, attribution.created_at, changed_at, event.at, event.kind, actor.name AS actor, reason
    FROM attribution_event event
    JOIN attribution ON attribution.id = attribution_id
    JOIN campaign ON campaign.id = attribution.campaign_id
    JOIN contact customer ON customer.id = attribution.customer_id
    JOIN contact advocate ON advocate.id = attribution.advocate_id
    JOIN actor ON actor.id = event.actor_id
    LEFT JOIN referral_code ON referral_code.id = code_id
    ORDER BY campaign.uid, customer.email_key, event.at, advocate.email_key, event.kind, attribution.created_at`,
};

/** All of it, by table. */
export async function readContent(db: pg.Pool) {
  const tables = await Promise.all(
    Object.entries(CONTENT).map(async ([name, query]) => [name, (await db.query(query)).rows] as const),
  );
  return Object.fromEntries(tables) as Record<keyof typeof CONTENT, Record<string, unknown>[]>;
}

/** The one column of a query. */
export async function readColumn<T>(db: pg.Pool, query: string): Promise<T[]> {
  return (await db.query({ text: query, rowMode: "array" })).rows.map(([value]) => value);
}
