/** What somebody who knows the tables writes by hand to get the same rows: one statement for each part of a page. */
import { SYSTEM } from "./program-world";

/** A page of the list as it shows it. `found` is what comes after FROM contact. */
export const contactPage = (found: string) => `
  WITH page AS (SELECT id, row_number() OVER () AS line FROM (SELECT contact.id FROM contact ${found}) AS found)
  SELECT contact.id, uid, name, email, first_name, last_name, phone, company, status, source, created_at,
    ARRAY(SELECT segment.name FROM segment_member JOIN segment ON segment.id = segment_id
      WHERE contact_id = contact.id ORDER BY lower(segment.name)),
    ARRAY(SELECT campaign.name FROM campaign WHERE contact.status = 'enrolled' AND coalesce(ended_at > now(), TRUE)
      AND id IN (SELECT campaign_id FROM segment_member JOIN campaign_segment USING (segment_id) WHERE contact_id = contact.id)
      ORDER BY lower(campaign.name)),
    (SELECT count(*) FROM (SELECT FROM attribution WHERE advocate_id = contact.id AND status = 'active' LIMIT 1001) AS made),
    (SELECT json_agg(json_build_array(campaign.name, advocate.id, advocate.name, advocate.email)) FROM attribution
      JOIN campaign ON campaign.id = campaign_id JOIN contact advocate ON advocate.id = advocate_id
      WHERE customer_id = contact.id AND attribution.status = 'active')
  FROM page JOIN contact USING (id) ORDER BY line`;

export const search = (q: string, order: string) => `WHERE search_text LIKE '%${q}%' ORDER BY ${order} LIMIT 51`;

/** The same numbers from one pass over the newest 20,000 of the matching. */
export const facets = (where: string) => `
  WITH matching AS MATERIALIZED (SELECT id, status, source FROM contact WHERE ${where} ORDER BY id DESC LIMIT 20000)
  SELECT 'status', status, count(*) FROM matching GROUP BY status
  UNION ALL SELECT 'source', source, count(*) FROM matching GROUP BY source
  UNION ALL SELECT 'segment', segment_id::text, count(*) FROM matching JOIN segment_member ON contact_id = id GROUP BY segment_id
  UNION ALL SELECT 'campaign', campaign_id::text, count(DISTINCT id) FROM matching JOIN segment_member ON contact_id = id
    JOIN campaign_segment USING (segment_id) WHERE status = 'enrolled' GROUP BY campaign_id`;

/** The newest 21 events of a contact: of its own, of its attributions by the index of each, and put together. */
export function story(id: string, before = "ffffffff-ffff-7fff-bfff-ffffffffffff"): string {
  const events = (role: string) => `
    (SELECT event.id, event.at, event.kind, event.actor_id FROM attribution CROSS JOIN LATERAL (
      SELECT * FROM attribution_event WHERE attribution_id = attribution.id AND id < '${before}' ORDER BY id DESC LIMIT 21) AS event
    WHERE attribution.${role} = '${id}' ORDER BY event.id DESC LIMIT 21)`;
  return `
    SELECT found.*, actor.name FROM (
      (SELECT id, at, kind, actor_id FROM audit_event WHERE contact_id = '${id}' AND id < '${before}' ORDER BY id DESC LIMIT 21)
      UNION ALL ${events("customer_id")} UNION ALL ${events("advocate_id")}) AS found
    JOIN actor ON actor.id = actor_id ORDER BY found.id DESC LIMIT 21`;
}

/** The parts of a contact's page. */
export const contact = (id: string) => [
  `SELECT *, ARRAY(SELECT name FROM segment_member JOIN segment ON segment.id = segment_id WHERE contact_id = contact.id)
   FROM contact WHERE id = '${id}'`,
  `SELECT campaign.id, campaign.name, ended_at, code.code, kind FROM campaign
   LEFT JOIN referral_code code ON campaign_id = campaign.id AND advocate_id = '${id}'
   WHERE code.id IS NOT NULL OR campaign.id IN (
     SELECT campaign_id FROM segment_member JOIN campaign_segment USING (segment_id) WHERE contact_id = '${id}')`,
  attributionsOf("customer_id", id, "attribution.status = 'active' DESC, attribution.id DESC"),
  attributionsOf("advocate_id", id, "attribution.id DESC"),
  story(id),
];

const attributionsOf = (role: string, id: string, order: string) => `
  SELECT attribution.*, campaign.name, customer.email, customer.name, advocate.email, advocate.name, code.code, actor.name
  FROM (SELECT * FROM attribution WHERE ${role} = '${id}' ORDER BY ${order} LIMIT 101) AS attribution
  JOIN campaign ON campaign.id = campaign_id JOIN contact customer ON customer.id = customer_id
  JOIN contact advocate ON advocate.id = attribution.advocate_id JOIN actor ON actor.id = actor_id
  LEFT JOIN referral_code code ON code.id = code_id`;

/** The parts of a segment's page: the same counts, the same bounds. */
export const segment = (id: string) => [
  `SELECT segment.*, counted.* FROM segment, (
     SELECT count(*), count(*) FILTER (WHERE status = 'enrolled') FROM segment_member JOIN contact ON contact.id = contact_id
     WHERE segment_id = '${id}') AS counted WHERE id = '${id}'`,
  `SELECT contact.id, name, email, status, added_at FROM (
     SELECT * FROM segment_member WHERE segment_id = '${id}' ORDER BY added_at DESC, contact_id DESC LIMIT 51) AS member
   JOIN contact ON contact.id = contact_id`,
  `SELECT status, count(*) FROM (SELECT status FROM segment_member JOIN contact ON contact.id = contact_id
     WHERE segment_id = '${id}' LIMIT 20000) AS member GROUP BY status`,
  `SELECT kind, actor_id, date_trunc('minute', at), count(*), max(at) FROM (SELECT * FROM audit_event
     WHERE segment_id = '${id}' ORDER BY id DESC LIMIT 20000) AS latest GROUP BY 1, 2, 3 ORDER BY 5 DESC LIMIT 31`,
];

export const membersByName = (id: string) => `
  SELECT contact.id, name, email, status FROM contact
  WHERE EXISTS (SELECT FROM segment_member WHERE segment_id = '${id}' AND contact_id = contact.id)
  ORDER BY sort_key, contact.id LIMIT 51`;
export const membersOfFewByName = (id: string) => `
  SELECT contact.id, name, email, status, added_at FROM segment_member JOIN contact ON contact.id = contact_id
  WHERE segment_id = '${id}' ORDER BY sort_key, contact.id LIMIT 51`;

/** Advocates counted up to 1,000, those of two segments twice. */
export const campaigns = () => `
  SELECT campaign.*, ARRAY(SELECT segment.name FROM campaign_segment JOIN segment ON segment.id = segment_id WHERE campaign_id = campaign.id),
    (SELECT sum(difference) FROM attribution_tally WHERE campaign_id = campaign.id AND status = 'active'),
    (SELECT count(*) FROM (SELECT FROM campaign_segment JOIN segment_member USING (segment_id)
      JOIN contact ON contact.id = contact_id WHERE campaign_id = campaign.id AND status = 'enrolled' LIMIT 1001) AS advocate)
  FROM campaign ORDER BY id DESC LIMIT 51`;

/** The parts of a campaign's page. Its advocates are asked for as suits the campaign: those of few by their segments. */
export const campaign = (id: string, where: string) => [
  `SELECT campaign.*, (SELECT sum(difference) FROM attribution_tally WHERE campaign_id = campaign.id AND status = 'active'),
    (SELECT count(*) FROM (SELECT FROM campaign_segment JOIN segment_member USING (segment_id)
      JOIN contact ON contact.id = contact_id WHERE campaign_id = campaign.id AND status = 'enrolled' LIMIT 100001) AS advocate)
  FROM campaign WHERE id = '${id}'`,
  `SELECT contact.id, name, email,
    (SELECT code FROM referral_code WHERE advocate_id = contact.id AND campaign_id = '${id}' AND kind = 'shortcode' AND retired_at IS NULL),
    (SELECT count(*) FROM (SELECT FROM referral_code WHERE advocate_id = contact.id AND campaign_id = '${id}' AND kind = 'coupon'
      AND retired_at IS NULL LIMIT 1001) AS coupon),
    (SELECT count(*) FROM (SELECT FROM attribution WHERE advocate_id = contact.id AND campaign_id = '${id}' AND status = 'active'
      LIMIT 1001) AS referral)
  FROM (SELECT contact.* FROM contact WHERE id IN (SELECT contact_id FROM campaign_segment JOIN segment_member USING (segment_id)
    WHERE campaign_id = '${id}') AND status = 'enrolled' AND ${where} ORDER BY sort_key, id LIMIT 26) AS contact`,
];

export const eligible = (campaignId: string, q: string) => `
  SELECT contact.id, contact.name, email, status, ended_at, starts_at, EXISTS (SELECT FROM campaign_segment JOIN segment_member
    USING (segment_id) WHERE campaign_id = campaign.id AND contact_id = contact.id)
  FROM campaign, (SELECT * FROM contact WHERE search_text LIKE '%${q}%' LIMIT 5) AS contact WHERE campaign.id = '${campaignId}'`;

export const picked = (q: string) => `SELECT id, name, email, status FROM contact
  WHERE search_text LIKE '%${q}%' ORDER BY sort_key, id LIMIT 20`;
export const pickedAdvocates = (campaignId: string, q: string) => `SELECT id, name, email FROM contact
  WHERE search_text LIKE '%${q}%' AND status = 'enrolled' AND id IN (SELECT contact_id FROM campaign_segment JOIN segment_member
    USING (segment_id) WHERE campaign_id = '${campaignId}') ORDER BY sort_key, id LIMIT 20`;

export const link = (code: string) => `SELECT code, retired_at, destination_url FROM referral_code
  JOIN campaign ON campaign.id = campaign_id WHERE code_key = lower('${code}') AND kind = 'shortcode'`;

export const open = (campaignId: string, segmentId: string) =>
  `INSERT INTO campaign_segment VALUES ('${campaignId}', '${segmentId}') ON CONFLICT DO NOTHING`;

/** By one statement, with codes that cannot collide. */
export const giveShortcodes = (campaignId: string, segmentId: string) => `
  WITH made AS (
    INSERT INTO referral_code (kind, code, campaign_id, advocate_id)
    SELECT 'shortcode', left(translate(gen_random_uuid()::text, '-', ''), 16), '${campaignId}', contact_id
    FROM segment_member JOIN contact ON contact.id = contact_id WHERE segment_id = '${segmentId}' AND status = 'enrolled'
    ON CONFLICT DO NOTHING RETURNING id, campaign_id, advocate_id)
  INSERT INTO audit_event (kind, actor_id, source, code_id, campaign_id, contact_id)
  SELECT 'code.created', '${SYSTEM}', 'manual', id, campaign_id, advocate_id FROM made`;

export const setStatus = (segmentId: string, status: string) => `
  WITH changed AS (
    UPDATE contact SET status = '${status}', updated_at = now() FROM segment_member
    WHERE segment_id = '${segmentId}' AND contact_id = contact.id RETURNING contact.id)
  INSERT INTO audit_event (kind, actor_id, source, contact_id)
  SELECT 'contact.status_changed', '${SYSTEM}', 'manual', id FROM changed`;
