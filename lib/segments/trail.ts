import "server-only";
import sql from "sql-template-tag";
import type { AuditDetail, Source } from "@/lib/audit/schema";
import { ERASED_NAME } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";

/** What one actor did to a segment in one minute by one door. Instants are ISO 8601 in UTC. */
export type SegmentChange = {
  at: string;
  kind: "segment.created" | "segment.renamed" | "segment.member_added" | "segment.member_removed";
  actor: { kind: string; name: string };
  source: Source;
  detail: AuditDetail;
  /** How many events it stands for. */
  count: number;
  /** The contact, where it is about one. */
  contact: { id: string; name: string } | null;
};

/** Further back than this many events a segment's changes are not put together. */
const EVENTS_LOOKED_AT = 20_000;
const SHOWN = 30;

/**
 * The latest changes of a segment, newest first. A list of 50,000 contacts that was added at once is one change, not
 * 50,000; `more` when there are older ones than are shown.
 */
export async function listSegmentChanges(
  db: Db,
  segmentId: string,
): Promise<{ changes: SegmentChange[]; more: boolean }> {
  const { rows } = await db.query<SegmentChange & { at: Date; looked: number }>(sql`
    WITH latest AS (
      SELECT at, kind, actor_id, source, detail, contact_id FROM audit_event
      WHERE segment_id = ${segmentId}::uuid AND kind LIKE 'segment.%' ORDER BY id DESC LIMIT ${EVENTS_LOOKED_AT}
    ),
    change AS (
      SELECT max(at) AS at, kind, actor_id, source, detail, count(*)::int AS count, min(contact_id::text)::uuid AS contact_id
      FROM latest GROUP BY kind, actor_id, source, detail, date_trunc('minute', at)
      ORDER BY max(at) DESC LIMIT ${SHOWN + 1}
    )
    SELECT change.at, change.kind, change.source, change.detail, change.count,
      json_build_object('kind', actor.kind, 'name', actor.name) AS actor,
      CASE WHEN count = 1 AND contact.id IS NOT NULL
        THEN json_build_object('id', contact.id, 'name',
          CASE WHEN contact.erased_at IS NULL THEN coalesce(contact.name, contact.email) ELSE ${ERASED_NAME}::text END) END AS contact,
      (SELECT count(*) FROM latest)::int AS looked
    FROM change JOIN actor ON actor.id = actor_id LEFT JOIN contact ON contact.id = change.contact_id
    ORDER BY change.at DESC`);
  return {
    changes: rows.slice(0, SHOWN).map(({ looked: _looked, ...row }) => ({ ...row, at: row.at.toISOString() })),
    more: rows.length > SHOWN || rows[0]?.looked === EVENTS_LOOKED_AT,
  };
}
