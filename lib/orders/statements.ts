import "server-only";
import sql from "sql-template-tag";
import type { Actor } from "@/lib/audit/trail";
import { storable, storableJson } from "@/lib/db/text";
import type { Transaction } from "@/lib/db/transaction";
import type { OrderDraft } from "./schema";

/** Every statement that writes orders. */

/** An order there is already with an id that was sent. */
export type Present = { id: string; orderId: string; campaignId: string | null; contentHash: string };

/** The orders that have one of these ids, by it. */
export async function findPresent(tx: Transaction, orderIds: string[]): Promise<Map<string, Present>> {
  const { rows } = await tx.query<Present>(sql`
    SELECT id, order_id AS "orderId", campaign_id AS "campaignId", content_hash AS "contentHash" FROM customer_order
    WHERE order_id = ANY(${orderIds.map(storable)}::text[])`);
  return new Map(rows.map((row) => [row.orderId, row]));
}

/** Whom and what an order names, and what stands for its customer. */
export type Named = {
  customerId: string | null;
  isEmail: boolean;
  campaignId: string | null;
  campaignUid: string | null;
  advocateId: string | null;
  standingId: string | null;
  standingAdvocateId: string | null;
};

/**
 * Looks up what each draft names; a merged contact is the one it was merged into. A campaign that is not named is the one
 * of the code, or else the only one that whoever sends may write to.
 */
export async function findNamed(tx: Transaction, drafts: OrderDraft[]): Promise<Named[]> {
  const column = (key: "customerEmail" | "campaignUid" | "code" | "advocateEmail") =>
    drafts.map((draft) => (draft[key] ? storable(draft[key]) : null));
  const { rows } = await tx.query<Named>(sql`
    SELECT coalesce(customer.merged_into, customer.id) AS "customerId", normal_form(given.email) ~ '^[^@\\s]+@[^@\\s]+$' AS "isEmail",
      campaign.id AS "campaignId", campaign.uid AS "campaignUid", coalesce(advocate.merged_into, advocate.id, code.advocate_id) AS "advocateId",
      standing.id AS "standingId", standing.advocate_id AS "standingAdvocateId"
    FROM unnest(${column("customerEmail")}::text[], ${column("campaignUid")}::text[], ${column("code")}::text[],
        ${column("advocateEmail")}::text[], ${drafts.map(({ onlyCampaignId }) => onlyCampaignId ?? null)}::uuid[])
      WITH ORDINALITY AS given (email, campaign_uid, code, advocate_email, only_campaign_id, line)
    LEFT JOIN contact customer ON customer.email_key = normal_form(given.email)
    LEFT JOIN referral_code code ON code.code_key = normal_form(given.code)
    LEFT JOIN contact advocate ON advocate.email_key = normal_form(given.advocate_email)
    LEFT JOIN campaign ON campaign.id = CASE WHEN given.campaign_uid IS NULL THEN coalesce(code.campaign_id, given.only_campaign_id)
      ELSE (SELECT id FROM campaign WHERE uid = btrim(given.campaign_uid)) END
    LEFT JOIN LATERAL (
      SELECT id, advocate_id FROM attribution
      WHERE campaign_id = campaign.id AND customer_id = coalesce(customer.merged_into, customer.id) AND status = 'active' LIMIT 1) AS standing ON TRUE
    ORDER BY given.line`);
  return rows;
}

export type NewOrder = {
  draft: OrderDraft;
  customerId: string;
  campaignId: string | null;
  attributionId: string | null;
  contentHash: string;
  /** What the event of its creation says. */
  detail: Record<string, string>;
};

/** Inserts orders with the event of each; answers the ids by the shop's ids, without those that somebody else inserted. */
export async function insertOrders(tx: Transaction, actor: Actor, orders: NewOrder[]): Promise<Map<string, string>> {
  const column = <T>(value: (order: NewOrder) => T) => orders.map(value);
  const text = (value: (draft: OrderDraft) => string | null | undefined) =>
    column(({ draft }) => {
      const said = value(draft);
      return said ? storable(said) : null;
    });
  const { rows } = await tx.query<{ id: string; orderId: string }>(sql`
    WITH given AS (
      SELECT * FROM unnest(${text(({ orderId }) => orderId)}::text[], ${column((order) => order.customerId)}::uuid[],
        ${column(({ draft }) => draft.revenueMinor)}::bigint[], ${text(({ currency }) => currency)}::text[],
        ${column((order) => order.campaignId)}::uuid[], ${column((order) => order.attributionId)}::uuid[],
        ${text((draft) => draft.externalStatus)}::text[], ${text((draft) => draft.hubspotDealstage)}::text[],
        ${column(({ draft }) => storableJson(draft.customFields ?? {}))}::jsonb[],
        ${column(({ draft }) => draft.orderedAt ?? null)}::timestamptz[], ${column((order) => order.contentHash)}::text[],
        ${column(({ detail }) => JSON.stringify(detail))}::jsonb[])
      AS given (order_id, customer_id, revenue_minor, currency, campaign_id, attribution_id, external_status,
        hubspot_dealstage, custom_fields, ordered_at, content_hash, detail)
    ),
    made AS (
      INSERT INTO customer_order (order_id, customer_id, revenue_minor, currency, campaign_id, attribution_id,
        external_status, hubspot_dealstage, custom_fields, ordered_at, content_hash, source, actor_id)
      SELECT order_id, customer_id, revenue_minor, currency, campaign_id, attribution_id, external_status,
        hubspot_dealstage, custom_fields, coalesce(ordered_at, clock_timestamp()), content_hash, ${actor.source},
        ${actor.actorId}::uuid
      FROM given ORDER BY order_id
      ON CONFLICT (order_id) DO NOTHING RETURNING id, order_id
    ),
    event AS (
      INSERT INTO order_event (order_id, kind, actor_id, source, detail)
      SELECT made.id, 'order.created', ${actor.actorId}::uuid, ${actor.source}, given.detail
      FROM made JOIN given USING (order_id)
    )
    SELECT id, order_id AS "orderId" FROM made`);
  return new Map(rows.map(({ id, orderId }) => [orderId, id]));
}

/** What the outside says of an order. `was`: only where the external status is this still; left out, whatever it is. */
export type SaidOutside = {
  id: string;
  externalStatus?: string | null;
  hubspotDealstage?: string | null;
  was?: string | null;
};

/** Says what the outside says of an order; answers the ids of those where that was something new. */
export async function updateExternalStatus(tx: Transaction, actor: Actor, orders: SaidOutside[]): Promise<string[]> {
  const column = (key: "externalStatus" | "hubspotDealstage" | "was") =>
    orders.map((order) => (order[key] ? storable(order[key]) : null));
  const { rows } = await tx.query<{ id: string }>(sql`
    WITH given AS (
      SELECT * FROM unnest(${orders.map(({ id }) => id)}::uuid[], ${column("externalStatus")}::text[],
        ${column("hubspotDealstage")}::text[], ${column("was")}::text[], ${orders.map(({ was }) => was === undefined)}::boolean[])
        AS given (id, external_status, hubspot_dealstage, was, whatever_it_was)
    ),
    before AS (
      SELECT customer_order.id, customer_order.external_status AS was, customer_order.hubspot_dealstage AS was_stage,
        coalesce(given.external_status, customer_order.external_status) AS external_status,
        coalesce(given.hubspot_dealstage, customer_order.hubspot_dealstage) AS hubspot_dealstage
      FROM customer_order JOIN given USING (id)
      WHERE whatever_it_was OR customer_order.external_status IS NOT DISTINCT FROM given.was
      ORDER BY customer_order.id FOR UPDATE OF customer_order
    ),
    changed AS (
      UPDATE customer_order SET external_status = before.external_status, hubspot_dealstage = before.hubspot_dealstage,
        changed_at = clock_timestamp()
      FROM before WHERE customer_order.id = before.id AND (before.was IS DISTINCT FROM before.external_status
        OR before.was_stage IS DISTINCT FROM before.hubspot_dealstage)
      RETURNING customer_order.id, was, was_stage, customer_order.external_status, customer_order.hubspot_dealstage
    ),
    event AS (
      INSERT INTO order_event (order_id, kind, actor_id, source, detail)
      SELECT id, 'order.external_status_changed', ${actor.actorId}::uuid, ${actor.source},
        jsonb_strip_nulls(jsonb_build_object('from', was, 'to', external_status, 'from_stage', was_stage,
          'to_stage', hubspot_dealstage))
      FROM changed
    )
    SELECT id FROM changed`);
  return rows.map(({ id }) => id);
}

/** Marks placed orders as refunded or cancelled; answers which. */
export async function updateStatus(
  tx: Transaction,
  actor: Actor,
  { ids, to }: { ids: string[]; to: "refunded" | "cancelled" },
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(sql`
    WITH changed AS (
      UPDATE customer_order SET status = ${to}, changed_at = clock_timestamp()
      WHERE id IN (SELECT id FROM customer_order WHERE id = ANY(${ids}::uuid[]) AND status = 'placed' ORDER BY id FOR UPDATE)
      RETURNING id
    ),
    event AS (
      INSERT INTO order_event (order_id, kind, actor_id, source)
      SELECT id, ${`order.${to}`}, ${actor.actorId}::uuid, ${actor.source} FROM changed
    )
    SELECT id FROM changed`);
  return rows.map(({ id }) => id);
}
