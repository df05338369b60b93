import "server-only";
import sql from "sql-template-tag";
import type { Source } from "@/lib/audit/schema";
import type { CodeKind } from "@/lib/codes/schema";
import { ERASED_NAME } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import type { ContactStatus } from "./schema";

/** Everything that is known of one contact. Instants are ISO 8601 in UTC. */
export type ContactDetails = {
  id: string;
  name: string | null;
  email: string;
  firstName: string | null;
  lastName: string | null;
  uid: string | null;
  phone: string | null;
  company: string | null;
  customFields: { name: string; value: string }[];
  status: ContactStatus;
  source: Source;
  segments: { id: string; name: string }[];
  createdAt: string;
  updatedAt: string;
  /** Changes with every save: whoever saves names the version they read. */
  version: string;
  /** What else leads to this contact: the e-mails and external uids of contacts that were merged into it. */
  aliases: { email: string; uid: string | null }[];
  /** The contact that this one was merged into, null where it was not. */
  mergedInto: string | null;
  /** Since when nothing personal is known of it. */
  erasedAt: string | null;
};

/** The contact with this id, or null; a merged or erased one as well, which says so. */
export async function findContactDetails(db: Db, id: string): Promise<ContactDetails | null> {
  const { rows } = await db.query<ContactDetails & { createdAt: Date; updatedAt: Date; erasedAt: Date | null }>(sql`
    SELECT id, CASE WHEN erased_at IS NULL THEN name ELSE ${ERASED_NAME}::text END AS name, email,
      first_name AS "firstName", last_name AS "lastName", uid, phone, company, status, source,
      coalesce((SELECT json_agg(json_build_object('name', field.key, 'value', field.value) ORDER BY lower(field.key))
        FROM jsonb_each_text(custom_fields) AS field), '[]') AS "customFields",
      coalesce((SELECT json_agg(json_build_object('id', segment.id, 'name', segment.name) ORDER BY lower(segment.name))
        FROM segment_member JOIN segment ON segment.id = segment_id WHERE contact_id = contact.id), '[]') AS segments,
      coalesce((SELECT json_agg(json_build_object('email', alias.email, 'uid', alias.uid) ORDER BY alias.id)
        FROM contact AS alias WHERE alias.merged_into = contact.id AND alias.erased_at IS NULL), '[]') AS aliases,
      created_at AS "createdAt", updated_at AS "updatedAt", updated_at::text AS version, merged_into AS "mergedInto",
      erased_at AS "erasedAt"
    FROM contact WHERE id = ${id}::uuid`);
  const [row] = rows;
  if (!row) return null;
  const [createdAt, updatedAt] = [row.createdAt.toISOString(), row.updatedAt.toISOString()];
  return { ...row, createdAt, updatedAt, erasedAt: row.erasedAt?.toISOString() ?? null };
}

/** A campaign in which a contact may refer, or has codes from a time when it could. */
export type Advocacy = {
  id: string;
  uid: string;
  name: string;
  state: "running" | "not_started" | "ended";
  /** Whether the contact is in one of the campaign's segments now. */
  isMember: boolean;
  /** Those in use first, the newest first. */
  codes: { id: string; kind: CodeKind; code: string; retired: boolean; inherited: boolean }[];
};

/** Where a contact is or was an advocate, running campaigns first, with all its codes. */
export async function listAdvocacies(db: Db, contactId: string): Promise<Advocacy[]> {
  const { rows } = await db.query<Advocacy>(sql`
    WITH open AS (
      SELECT DISTINCT campaign_id FROM segment_member JOIN campaign_segment USING (segment_id)
      WHERE contact_id = ${contactId}::uuid
    )
    SELECT campaign.id, uid, campaign.name, open.campaign_id IS NOT NULL AS "isMember",
      CASE WHEN ended_at <= now() THEN 'ended' WHEN starts_at > now() THEN 'not_started' ELSE 'running' END AS state,
      coalesce((SELECT json_agg(json_build_object('id', code.id, 'kind', code.kind, 'code', code.code,
          'retired', code.retired_at IS NOT NULL, 'inherited', code.inherited)
          ORDER BY code.retired_at IS NOT NULL, code.kind DESC, code.inherited, code.id DESC)
        FROM referral_code code WHERE advocate_id = ${contactId}::uuid AND code.campaign_id = campaign.id), '[]') AS codes
    FROM campaign LEFT JOIN open ON open.campaign_id = campaign.id
    WHERE campaign.id IN (
      SELECT campaign_id FROM open UNION SELECT campaign_id FROM referral_code WHERE advocate_id = ${contactId}::uuid)
    ORDER BY coalesce(ended_at <= now(), FALSE), lower(campaign.name), campaign.id`);
  return rows;
}
