import "server-only";
import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import { shownPerson } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import type { AuditDetail, AuditKind, Source } from "./schema";

/** Who or what acts, and through which door. */
export type Actor = { actorId: string; source: Source };

/** A user at a form. Users share their id with their actor. */
export function byHand({ id }: { id: string }): Actor {
  return { actorId: id, source: "manual" };
}

/** What an event is about, each as SQL over the rows of `from`. */
type About = { contactId?: Sql; segmentId?: Sql; campaignId?: Sql; codeId?: Sql };
const COLUMNS = { contactId: "contact_id", segmentId: "segment_id", campaignId: "campaign_id", codeId: "code_id" };

/**
 * The statement that writes an event for each row of `from`: a common table expression of the statement that makes the
 * change, so that neither comes to be without the other.
 * @param detail SQL of a jsonb value: ids, names of fields, values that are nobody's personal data
 */
export function logged(
  { actorId, source }: Actor,
  kind: AuditKind | Sql,
  { from, where = empty, about, detail = sql`'{}'::jsonb` }: { from: Sql; where?: Sql; about: About; detail?: Sql },
): Sql {
  const keys = Object.keys(about) as (keyof About)[];
  const columns = keys.map((key) => raw(COLUMNS[key]));
  const values = keys.map((key) => about[key]!);
  return sql`
    INSERT INTO audit_event (kind, actor_id, source, detail, ${join(columns)})
    SELECT ${kind}, ${actorId}::uuid, ${source}, ${detail}, ${join(values)} FROM ${from} ${where}`;
}

/** One event as a timeline shows it. Instants are ISO 8601 in UTC. */
export type AuditEntry = {
  id: string;
  at: string;
  kind: AuditKind;
  actor: { kind: string; name: string };
  source: Source;
  detail: AuditDetail;
  segmentId: string | null;
  campaign: { id: string; name: string } | null;
  code: string | null;
  /** The other contact of a merge. */
  other: { id: string; name: string | null; email: string } | null;
};

/** Of contacts several: a contact with those that were merged into it. */
type Subject = { contactIds: string[] } | { segmentId: string } | { campaignId: string } | { codeId: string };

/** The latest events about a contact (and those merged into it), segment, campaign or code, newest first, at most `limit`, older than `before`. */
export async function listTrail(
  db: Db,
  subject: Subject,
  { limit = 50, before = null }: { limit?: number; before?: string | null } = {},
): Promise<AuditEntry[]> {
  const [[name, given]] = Object.entries(subject) as [[keyof About | "contactIds", string | string[]]];
  const column = raw(COLUMNS[name === "contactIds" ? "contactId" : name]);
  const { rows } = await db.query<AuditEntry & { at: Date }>(sql`
    SELECT audit_event.id, at, audit_event.kind, json_build_object('kind', actor.kind, 'name', actor.name) AS actor,
      audit_event.source, detail, segment_id AS "segmentId",
      CASE WHEN campaign.id IS NOT NULL THEN json_build_object('id', campaign.id, 'name', campaign.name) END AS campaign,
      referral_code.code, CASE WHEN other.id IS NOT NULL THEN ${shownPerson("other")} END AS other
    FROM unnest(${[given].flat()}::uuid[]) AS subject (id)
    CROSS JOIN LATERAL (
      SELECT * FROM audit_event
      WHERE ${column} = subject.id ${before ? sql`AND audit_event.id < ${before}::uuid` : empty}
      ORDER BY audit_event.id DESC LIMIT ${limit}
    ) AS audit_event
    JOIN actor ON actor.id = actor_id
    LEFT JOIN campaign ON campaign.id = audit_event.campaign_id
    LEFT JOIN referral_code ON referral_code.id = code_id
    LEFT JOIN contact other ON other.id = (detail->>'other')::uuid
    ORDER BY audit_event.id DESC LIMIT ${limit}`);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
