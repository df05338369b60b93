import "server-only";
import sql from "sql-template-tag";
import type { Actor } from "@/lib/audit/trail";
import { setContactStatus } from "@/lib/contacts/commands";
import { listMatchingContactIds } from "@/lib/contacts/list";
import type { ContactStatus, ContactTarget, StatusPreview } from "@/lib/contacts/schema";
import { isPresent } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import { inDryRun } from "@/lib/db/transaction";

/** What giving contacts another status would do, in numbers: the very command, rolled back, and what it leaves alone. */
export async function previewContactStatus(
  db: Db,
  actor: Actor,
  { to, target }: { to: ContactStatus; target: ContactTarget },
): Promise<StatusPreview> {
  const { ids, more } =
    "ids" in target ? { ids: target.ids, more: false } : await listMatchingContactIds(db, target.filter);
  if (ids.length === 0) return { to, ids, more, ...NOBODY };
  const [facts, outcome] = await Promise.all([
    findFacts(db, ids, to),
    inDryRun(db, (tx) => setContactStatus(tx, actor, { ids, to })),
  ]);
  return { to, ids, more, ...facts, ...outcome };
}

const NOBODY = {
  ...{ from: {}, changed: 0, unchanged: 0, codes: 0, advocatesLost: 0 },
  ...{ standingAsAdvocate: 0, standingAsReferred: 0 },
};

type Facts = Pick<StatusPreview, "from" | "advocatesLost" | "standingAsAdvocate" | "standingAsReferred">;

async function findFacts(db: Db, ids: string[], to: ContactStatus): Promise<Facts> {
  const { rows } = await db.query<Facts>(sql`
    WITH changing AS MATERIALIZED (
      SELECT id, status FROM contact WHERE id = ANY(${ids}::uuid[]) AND status <> ${to} AND ${isPresent}
    )
    SELECT
      coalesce((SELECT json_object_agg(status, count) FROM (
        SELECT status, count(*) FROM changing GROUP BY status) AS each), '{}') AS from,
      (SELECT count(*)::int FROM changing WHERE status = 'enrolled' AND EXISTS (
        SELECT FROM segment_member JOIN campaign_segment USING (segment_id) JOIN campaign ON campaign.id = campaign_id
        WHERE contact_id = changing.id AND coalesce(ended_at > now(), TRUE))) AS "advocatesLost",
      (SELECT count(*)::int FROM changing JOIN attribution ON advocate_id = changing.id
        WHERE attribution.status = 'active') AS "standingAsAdvocate",
      (SELECT count(*)::int FROM changing JOIN attribution ON customer_id = changing.id
        WHERE attribution.status = 'active') AS "standingAsReferred"`);
  return rows[0]!;
}
