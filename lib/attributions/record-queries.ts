import "server-only";
import sql from "sql-template-tag";
import type { Source } from "@/lib/audit/schema";
import { foundBySearch, shownActor, shownPerson } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import type { ActorCell, AttributionRow, PersonCell } from "./columns";
import { listAttributionsByIds } from "./queries";
import { draftsAsQuery, resolvedDrafts } from "./resolve";
import type { CheckDraftInput, EventKind, InactiveReason, Rejection, Status } from "./schema";
import { REJECTION_WORDS } from "./wording";

/**
 * The attributions an event points at, by role: the one that stood, the successor, the predecessor. `as`: the reason for
 * which it became inactive, where that is not the one its kind says.
 */
export type EventDetail = { standing?: string; to?: string; replaces?: string; as?: InactiveReason };

export type HistoryEvent = {
  id: string;
  at: string;
  kind: EventKind;
  fromStatus: Status | null;
  toStatus: Status;
  actor: ActorCell;
  source: Source;
  reason: string | null;
  detail: EventDetail;
  /** The attribution the event points at, with its advocate. */
  related: { id: string; advocate: PersonCell } | null;
};

/** One attribution among all of the same contact and campaign. */
export type CompetingAttribution = Pick<
  AttributionRow,
  "id" | "advocate" | "status" | "inactiveReason" | "method" | "code" | "source" | "actor" | "createdAt"
> & { standing: boolean };

export type AttributionRecord = AttributionRow & {
  /** Every event, oldest first. */
  history: HistoryEvent[];
  /** Every attribution of the same contact and campaign, this one included, newest first. */
  competing: CompetingAttribution[];
};

/** The active attribution of a slot; `activeSince` is its creation, or its activation where that came later. */
export type Standing = { id: string; advocate: PersonCell; createdAt: string; activeSince: string };

/** The whole story of one attribution, or null when there is none with this id. */
export async function findAttribution(db: Db, id: string): Promise<AttributionRecord | null> {
  const { rows: slot } = await db.query<{ id: string }>(sql`
    SELECT other.id FROM attribution JOIN attribution other USING (campaign_id, customer_id)
    WHERE attribution.id = ${id}::uuid ORDER BY other.id DESC`);
  if (slot.length === 0) return null;
  const [rows, history] = await Promise.all([
    listAttributionsByIds(
      db,
      slot.map((row) => row.id),
    ),
    listHistory(db, id),
  ]);
  const row = rows.find((one) => one.id === id.toLowerCase());
  if (!row) return null;
  return { ...row, history, competing: rows.map((one) => ({ ...one, standing: one.status === "active" })) };
}

async function listHistory(db: Db, attributionId: string): Promise<HistoryEvent[]> {
  const { rows } = await db.query<HistoryEvent & { at: Date }>(sql`
    SELECT event.id, event.at, event.kind, event.from_status AS "fromStatus", event.to_status AS "toStatus",
      ${shownActor} AS actor,
      event.source, event.reason, event.detail,
      CASE WHEN related.id IS NOT NULL THEN json_build_object('id', related.id, 'advocate',
        ${shownPerson("advocate")}) END AS related
    FROM attribution_event event
    JOIN actor ON actor.id = event.actor_id
    LEFT JOIN attribution related
      ON related.id = coalesce(event.detail->>'standing', event.detail->>'to', event.detail->>'replaces')::uuid
    LEFT JOIN contact advocate ON advocate.id = related.advocate_id
    WHERE event.attribution_id = ${attributionId}::uuid
    ORDER BY event.id`);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export type ChangeFacts = {
  /** The active attribution of the same contact and campaign. */
  standing: Standing | null;
  /** What happened last to the attribution itself. */
  lastEvent: { kind: EventKind; at: string; actor: { id: string; kind: string; name: string } } | null;
};

/** What someone whose change was refused needs to know: who stands, and what happened meanwhile. Unknown ids are left out. */
export async function findChangeFacts(db: Db, ids: string[]): Promise<Map<string, ChangeFacts>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<ChangeFacts & { id: string }>(sql`
    SELECT attribution.id,
      CASE WHEN standing.id IS NOT NULL THEN json_build_object('id', standing.id, 'createdAt', standing.created_at,
        'activeSince', coalesce(standing.changed_at, standing.created_at),
        'advocate', ${shownPerson("advocate")}) END AS standing,
      json_build_object('kind', event.kind, 'at', event.at,
        'actor', json_build_object('id', actor.id, 'kind', actor.kind, 'name', actor.name)) AS "lastEvent"
    FROM attribution
    LEFT JOIN attribution standing ON standing.campaign_id = attribution.campaign_id
      AND standing.customer_id = attribution.customer_id AND standing.status = 'active'
    LEFT JOIN contact advocate ON advocate.id = standing.advocate_id
    LEFT JOIN LATERAL (
      SELECT kind, at, actor_id FROM attribution_event WHERE attribution_id = attribution.id ORDER BY id DESC LIMIT 1
    ) AS event ON TRUE
    LEFT JOIN actor ON actor.id = event.actor_id
    WHERE attribution.id = ANY(${ids}::uuid[])`);
  return new Map(rows.map(({ id, standing, lastEvent }) => [id, { standing, lastEvent }]));
}

/** What the form shows before anything is saved. */
export type DraftCheck = {
  /** Everything wrong with what has been filled in so far. */
  problems: Rejection[];
  customer: (PersonCell & { status: string }) | null;
  advocate: (PersonCell & { status: string }) | null;
  campaign: { id: string; uid: string; name: string; ended: boolean } | null;
  /** The code that was typed, with the campaign it belongs to, which may be another than the chosen one. */
  code: { kind: "shortcode" | "coupon"; code: string; campaign: { id: string; name: string } } | null;
  /** The segments whose members may refer in the campaign, by name. */
  openSegments: string[];
  /** The active attribution of the contact in the campaign: saving would log an inactive duplicate attempt. */
  standing: Standing | null;
};

/** Checks a half-filled form with the very resolution that recording uses; nothing is written. */
export async function checkDraft(db: Db, input: CheckDraftInput): Promise<DraftCheck> {
  const { rows } = await db.query<DraftCheck>(sql`
    WITH ${resolvedDrafts(draftsAsQuery([input]))}
    SELECT resolved.problems,
      CASE WHEN customer.id IS NOT NULL THEN json_build_object('id', customer.id, 'name', customer.name,
        'email', customer.email, 'status', customer.status) END AS customer,
      CASE WHEN advocate.id IS NOT NULL THEN json_build_object('id', advocate.id, 'name', advocate.name,
        'email', advocate.email, 'status', advocate.status) END AS advocate,
      CASE WHEN campaign.id IS NOT NULL THEN json_build_object('id', campaign.id, 'uid', campaign.uid,
        'name', campaign.name, 'ended', coalesce(campaign.ended_at <= now(), false)) END AS campaign,
      CASE WHEN code.id IS NOT NULL THEN json_build_object('kind', code.kind, 'code', code.code,
        'campaign', json_build_object('id', home.id, 'name', home.name)) END AS code,
      ARRAY(SELECT segment.name FROM campaign_segment JOIN segment ON segment.id = campaign_segment.segment_id
        WHERE campaign_segment.campaign_id = campaign.id ORDER BY lower(segment.name)) AS "openSegments",
      CASE WHEN standing.id IS NOT NULL THEN json_build_object('id', standing.id, 'createdAt', standing.created_at,
        'activeSince', coalesce(standing.changed_at, standing.created_at),
        'advocate', ${shownPerson("holder")}) END AS standing
    FROM resolved
    LEFT JOIN contact customer ON customer.id = resolved.customer_id
    LEFT JOIN contact advocate ON advocate.id = resolved.advocate_id
    LEFT JOIN campaign ON campaign.id = resolved.campaign_id
    LEFT JOIN referral_code code ON code.id = resolved.code_id
    LEFT JOIN campaign home ON home.id = code.campaign_id
    LEFT JOIN attribution standing ON standing.campaign_id = resolved.campaign_id
      AND standing.customer_id = resolved.customer_id AND standing.status = 'active'
    LEFT JOIN contact holder ON holder.id = standing.advocate_id`);
  const check = rows[0]!;
  const filled = {
    customer: input.customerId,
    campaign: input.campaignId,
    advocate: input.advocateId,
    code: input.code,
  };
  return { ...check, problems: check.problems.filter((code) => !isStillEmpty(code, filled)) };
}

/** A field that has not been filled in yet is not a problem yet. */
function isStillEmpty(code: Rejection, filled: Record<string, string | null | undefined>): boolean {
  const asksForMore = code === "campaign_required" || code === "advocate_required" || code === "customer_not_found";
  return asksForMore && !filled[REJECTION_WORDS[code].field];
}

/** Contacts who may refer in the campaign and whose e-mail or name contains `q`, at most 20. */
export async function searchEligibleAdvocates(
  db: Db,
  { campaignId, q }: { campaignId: string; q: string },
): Promise<PersonCell[]> {
  const found = await foundBySearch(db, q);
  const { rows } = await db.query<PersonCell>(sql`
    SELECT id, name, email FROM contact
    WHERE status = 'enrolled' AND ${found} AND EXISTS (
      SELECT FROM campaign_segment JOIN segment_member USING (segment_id)
      WHERE campaign_segment.campaign_id = ${campaignId}::uuid AND segment_member.contact_id = contact.id)
    ORDER BY sort_key, id LIMIT 20`);
  return rows;
}
