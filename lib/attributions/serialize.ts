import "server-only";
import type { AttributionRow, PersonCell } from "./columns";
import type { AttributionRecord } from "./record-queries";

const person = ({ id, email, name }: PersonCell) => ({ id, email, name });

/** The public JSON of an attribution, as the API answers it. Instants are ISO 8601 in UTC. */
export function serializeAttribution(row: AttributionRow) {
  return {
    id: row.id,
    status: row.status,
    inactive_reason: row.inactiveReason,
    customer: person(row.customer),
    advocate: person(row.advocate),
    campaign: { uid: row.campaign.uid, name: row.campaign.name },
    established_by: row.method,
    code: row.code,
    source: row.source,
    recorded_by: { kind: row.actor.kind, name: row.actor.name, integration: row.actor.integration ?? null },
    created_at: row.createdAt,
    changed_at: row.changedAt,
  };
}

/** The same with its history, oldest first, and every attribution that competes with it. */
export function serializeRecord(record: AttributionRecord) {
  return {
    ...serializeAttribution(record),
    history: record.history.map((event) => ({
      at: event.at,
      kind: event.kind,
      from_status: event.fromStatus,
      to_status: event.toStatus,
      by: { kind: event.actor.kind, name: event.actor.name },
      source: event.source,
      reason: event.reason,
      related: event.related && { id: event.related.id, advocate: person(event.related.advocate) },
    })),
    competing: record.competing.map(({ id, status, standing, advocate }) => ({
      ...{ id, status, standing, advocate: person(advocate) },
    })),
  };
}
