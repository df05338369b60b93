import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";

/** An attribution as it stands in its table. Instants are PostgreSQL's text, so that no microsecond is lost. */
export type StoredAttribution = {
  id: string;
  campaignId: string;
  customerId: string;
  advocateId: string;
  status: "active" | "inactive";
  reason: string | null;
  method: string;
  code: string | null;
  source: string;
  actorId: string;
  createdAt: string;
  changedAt: string | null;
};

export type StoredEvent = {
  attributionId: string;
  kind: string;
  from: string | null;
  to: string;
  at: string;
  actorId: string;
  source: string;
  reason: string | null;
  detail: Record<string, string>;
};

/** Every attribution, oldest first. */
export async function storedAttributions(db: Db): Promise<StoredAttribution[]> {
  const { rows } = await db.query<StoredAttribution>(sql`
    SELECT attribution.id, attribution.campaign_id AS "campaignId", customer_id AS "customerId",
      attribution.advocate_id AS "advocateId", status, inactive_reason AS reason, method, referral_code.code, source,
      actor_id AS "actorId", attribution.created_at::text AS "createdAt", changed_at::text AS "changedAt"
    FROM attribution LEFT JOIN referral_code ON referral_code.id = code_id ORDER BY attribution.id`);
  return rows;
}

/** Every event, oldest first; only those of one attribution if it is given. */
export async function storedEvents(db: Db, attributionId?: string): Promise<StoredEvent[]> {
  const { rows } = await db.query<StoredEvent>(sql`
    SELECT attribution_id AS "attributionId", kind, from_status AS "from", to_status AS "to", at::text,
      actor_id AS "actorId", source, reason, detail
    FROM attribution_event WHERE ${attributionId ?? null}::uuid IS NULL OR attribution_id = ${attributionId ?? null}::uuid
    ORDER BY id`);
  return rows;
}

/**
 * Everything that is wrong with the table and its audit trail taken together; nothing, when each attribution's events
 * lead, step by step and never back in time, to the status it has, and no slot has two active ones.
 */
export async function inconsistencies(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ problem: string }>(sql`
    WITH step AS (
      SELECT attribution_id, id, at, kind, from_status, to_status, detail,
        row_number() OVER history AS place,
        lag(to_status) OVER history AS status_before,
        lag(at) OVER history AS at_before,
        lead(id) OVER history IS NULL AS is_last
      FROM attribution_event WINDOW history AS (PARTITION BY attribution_id ORDER BY id)
    )
    SELECT 'no event: ' || attribution.id AS problem FROM attribution
    WHERE NOT EXISTS (SELECT FROM attribution_event WHERE attribution_id = attribution.id)
    UNION ALL
    SELECT 'does not begin with its creation: ' || attribution_id FROM step
    WHERE (place = 1) <> (kind IN ('attribution.created', 'attribution.duplicate_logged'))
    UNION ALL
    SELECT 'a step does not begin where the one before ended: ' || attribution_id FROM step
    WHERE from_status IS DISTINCT FROM status_before
    UNION ALL
    SELECT 'a step changes nothing: ' || attribution_id FROM step WHERE from_status = to_status
    UNION ALL
    SELECT 'a step goes back in time: ' || attribution_id FROM step WHERE at <= at_before
    UNION ALL
    SELECT 'the events do not lead to the status: ' || attribution.id
    FROM attribution JOIN step ON step.attribution_id = attribution.id AND is_last
    WHERE (attribution.status, attribution.inactive_reason) IS DISTINCT FROM (to_status, CASE kind
      WHEN 'attribution.duplicate_logged' THEN 'duplicate_attempt'
      WHEN 'attribution.deactivated' THEN coalesce(detail->>'as', 'deactivated')
      WHEN 'attribution.reassigned' THEN 'reassigned' END)
      OR coalesce(attribution.changed_at, attribution.created_at) <> step.at
    UNION ALL
    SELECT 'two active ones: ' || customer_id FROM attribution WHERE status = 'active'
    GROUP BY campaign_id, customer_id HAVING count(*) > 1`);
  return rows.map(({ problem }) => problem);
}
