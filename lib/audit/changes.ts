import "server-only";
import sql, { empty, raw } from "sql-template-tag";
import { ERASED_NAME } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import type { AuditDetail, AuditKind, Source } from "./schema";

/** What one actor did to a segment or campaign at one go by one door. Instants are ISO 8601 in UTC. */
export type Change = {
  /** The id of its oldest event. */
  id: string;
  at: string;
  kind: AuditKind;
  actor: { kind: string; name: string };
  source: Source;
  detail: AuditDetail;
  /** How many events it stands for; `capped` when it is the rest of even more. */
  count: number;
  capped: boolean;
  /** The contact and the code, where it is about one. */
  contact: { id: string; name: string } | null;
  code: string | null;
};

/** Newest first; `earlier` is the id before which the next ones are read, null where there is none. */
export type Changes = { entries: Change[]; earlier: string | null };

const SHOWN = 20;
/** So many events are read at first: enough where hardly any are alike. */
const FEW = 500;
/** At most so many are put together. */
const MANY = 50_000;

const SUBJECTS = {
  segmentId: { column: "segment_id", kinds: ["segment"] },
  campaignId: { column: "campaign_id", kinds: ["campaign", "code", "reward_rule"] },
};
type Subject = { segmentId: string } | { campaignId: string };

/**
 * The changes of a segment or a campaign before the event `before`, newest first. Events that follow each other within
 * a minute and are alike but for the contact or code are one change: a list of 50,000 contacts that was added at once is
 * not 50,000 changes.
 */
export async function listChanges(db: Db, subject: Subject, before: string | null = null): Promise<Changes> {
  const few = await findChanges(db, subject, before, FEW);
  return few.isWhole ? few.changes : (await findChanges(db, subject, before, MANY)).changes;
}

async function findChanges(db: Db, subject: Subject, before: string | null, limit: number) {
  const [[key, id]] = Object.entries(subject) as [[keyof typeof SUBJECTS, string]];
  const { column, kinds } = SUBJECTS[key];
  const { rows } = await db.query<Change & { at: Date; looked: number }>(sql`
    WITH latest AS (
      SELECT id, at, kind, actor_id, source, detail, contact_id, code_id FROM audit_event
      WHERE ${raw(column)} = ${id}::uuid AND split_part(kind, '.', 1) = ANY(${kinds})
        ${before ? sql`AND id < ${before}::uuid` : empty}
      ORDER BY id DESC LIMIT ${limit}
    ),
    marked AS (
      SELECT *, kind IN ('segment.member_added', 'segment.member_removed', 'code.created', 'code.retired', 'code.restored')
        AND (kind, actor_id, source, detail) = (lag(kind) OVER later, lag(actor_id) OVER later, lag(source) OVER later,
          lag(detail) OVER later)
        AND lag(at) OVER later - at < interval '1 minute' AS goes_on
      FROM latest WINDOW later AS (ORDER BY id DESC)
    ),
    counted AS (
      SELECT *, count(*) FILTER (WHERE goes_on IS NOT TRUE) OVER (ORDER BY id DESC) AS place FROM marked
    ),
    change AS (
      SELECT place, min(id::text)::uuid AS id, max(at) AS at, kind, actor_id, source, detail, count(*)::int AS count,
        min(contact_id::text)::uuid AS contact_id, min(code_id::text)::uuid AS code_id
      FROM counted GROUP BY place, kind, actor_id, source, detail ORDER BY place LIMIT ${SHOWN + 1}
    )
    SELECT change.id, change.at, change.kind, change.source, change.detail, change.count,
      json_build_object('kind', actor.kind, 'name', actor.name) AS actor,
      CASE WHEN count = 1 AND contact.id IS NOT NULL
        THEN json_build_object('id', contact.id, 'name',
          CASE WHEN contact.erased_at IS NULL THEN coalesce(contact.name, contact.email) ELSE ${ERASED_NAME}::text END) END AS contact,
      CASE WHEN count = 1 THEN referral_code.code END AS code, (SELECT count(*) FROM latest)::int AS looked
    FROM change JOIN actor ON actor.id = actor_id LEFT JOIN contact ON contact.id = change.contact_id
    LEFT JOIN referral_code ON referral_code.id = change.code_id
    ORDER BY change.place`);
  const shown = rows.slice(0, SHOWN);
  const isCut = rows[0]?.looked === limit && rows.length <= SHOWN;
  const entries = shown.map(({ looked: _looked, ...row }, index) => ({
    ...row,
    at: row.at.toISOString(),
    capped: isCut && index === shown.length - 1,
  }));
  const earlier = isCut || rows.length > SHOWN ? shown.at(-1)!.id : null;
  return { changes: { entries, earlier }, isWhole: !isCut };
}
