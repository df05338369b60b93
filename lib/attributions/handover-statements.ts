import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { storable } from "@/lib/db/text";
import type { Transaction } from "@/lib/db/transaction";
import { type ActorContext, momentOfChange } from "./statements";

/** The statements of a reassignment: one of the files that write the attribution tables. */

/**
 * One reassignment: the standing attribution `id` gives way to `newId`, which is an inactive attempt of the same slot,
 * or is created for `advocateId`, by the code `codeId` or by naming the advocate. `at` is PostgreSQL's text of the moment.
 */
export type Handover = {
  id: string;
  newId: string;
  at: string;
  advocateId: string | null;
  codeId: string | null;
  reason: string | null;
};

export type Planned = {
  id: string;
  newId: string;
  at: string;
  campaignId: string;
  customerId: string;
  advocateId: string;
};

/**
 * The handovers from those of `ids` that stand: each with its moment and the id of its successor, which is made from
 * that moment, because ids are the order of creation. To be called after `lockAttributions`.
 */
export async function planHandovers(tx: Transaction, actor: ActorContext, ids: string[]): Promise<Planned[]> {
  const { rows } = await tx.query(sql`
    WITH standing AS MATERIALIZED (
      SELECT id, campaign_id, customer_id, advocate_id, ${momentOfChange(actor.at)} AS at
      FROM attribution WHERE id = ANY(${ids}::uuid[]) AND status = 'active'
    )
    SELECT id, uuid_v7(at) AS "newId", at::text, campaign_id AS "campaignId", customer_id AS "customerId",
      advocate_id AS "advocateId"
    FROM standing`);
  return rows;
}

/** Turns the standing attributions inactive as reassigned, each with an event that names its successor. */
export async function updateToReassigned(tx: Transaction, actor: ActorContext, handovers: Handover[]): Promise<void> {
  await tx.query(sql`
    WITH handover AS (${unnestHandovers(handovers)}),
    changed AS (
      UPDATE attribution SET status = 'inactive', inactive_reason = 'reassigned', changed_at = handover.at
      FROM handover
      WHERE attribution.id = handover.id AND attribution.status = 'active'
      RETURNING attribution.id, campaign_id, customer_id, changed_at, handover.new_id, handover.reason
    )
    INSERT INTO attribution_event (id, attribution_id, campaign_id, customer_id, at, kind, from_status, to_status, actor_id, source, reason, detail)
    SELECT uuid_v7(changed_at), id, campaign_id, customer_id, changed_at, 'attribution.reassigned', 'active', 'inactive',
      ${actor.actorId}::uuid, ${actor.source}, reason, jsonb_build_object('to', new_id)
    FROM changed`);
}

/** Creates the successors of reassigned attributions, active, each for its advocate. */
export async function insertSuccessors(tx: Transaction, actor: ActorContext, handovers: Handover[]): Promise<void> {
  await tx.query(sql`
    WITH successor AS MATERIALIZED (
      SELECT handover.new_id, handover.at, handover.reason, handover.advocate_id, previous.id, previous.campaign_id,
        previous.customer_id, code.id AS code_id, coalesce(code.kind, 'advocate') AS method
      FROM (${unnestHandovers(handovers)}) AS handover
      JOIN attribution previous ON previous.id = handover.id
      LEFT JOIN referral_code code ON code.id = handover.code_id
    ),
    inserted AS (
      INSERT INTO attribution (id, campaign_id, customer_id, advocate_id, status, method, code_id, source, actor_id, created_at)
      SELECT new_id, campaign_id, customer_id, advocate_id, 'active', method, code_id, ${actor.source},
        ${actor.actorId}::uuid, at
      FROM successor
      ORDER BY campaign_id, customer_id
    )
    INSERT INTO attribution_event (id, attribution_id, campaign_id, customer_id, at, kind, to_status, actor_id, source, reason, detail)
    SELECT uuid_v7(at), new_id, campaign_id, customer_id, at, 'attribution.created', 'active',
      ${actor.actorId}::uuid, ${actor.source}, reason, jsonb_build_object('replaces', id)
    FROM successor`);
}

/** Turns the inactive attempts active that take over from reassigned attributions. */
export async function updateSuccessors(tx: Transaction, actor: ActorContext, handovers: Handover[]): Promise<void> {
  await tx.query(sql`
    WITH changed AS (
      UPDATE attribution SET status = 'active', inactive_reason = NULL,
        changed_at = greatest(handover.at, coalesce(changed_at, created_at) + interval '1 microsecond')
      FROM (${unnestHandovers(handovers)}) AS handover
      WHERE attribution.id = handover.new_id AND attribution.status = 'inactive'
      RETURNING attribution.id, campaign_id, customer_id, changed_at, handover.id AS previous_id, handover.reason
    )
    INSERT INTO attribution_event (id, attribution_id, campaign_id, customer_id, at, kind, from_status, to_status, actor_id, source, reason, detail)
    SELECT uuid_v7(changed_at), id, campaign_id, customer_id, changed_at, 'attribution.activated', 'inactive', 'active',
      ${actor.actorId}::uuid, ${actor.source}, reason, jsonb_build_object('replaces', previous_id)
    FROM changed`);
}

function unnestHandovers(handovers: Handover[]): Sql {
  const column = <K extends keyof Handover>(key: K) => handovers.map((handover) => handover[key]);
  return sql`SELECT * FROM unnest(${column("id")}::uuid[], ${column("newId")}::uuid[], ${column("at")}::timestamptz[],
      ${column("advocateId")}::uuid[], ${column("codeId")}::uuid[], ${column("reason").map((reason) => reason && storable(reason))}::text[])
    AS given (id, new_id, at, advocate_id, code_id, reason)`;
}
