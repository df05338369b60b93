import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { CONTACT_FACETS, type ContactFacet, type ContactFacets, type ContactFilter } from "./columns";
import { allOf, contactConditions } from "./filters";

/** The newest so many matching contacts are counted; beyond, the counts say "at least". */
export const SCAN_CAP = 20_000;

type Count = { count: number; capped: boolean };

/** What each chip counts, over the rows of `matching`. */
const counted: Record<ContactFacet, Sql> = {
  status: sql`SELECT status AS value, count(*)::int FROM matching GROUP BY status`,
  source: sql`SELECT source AS value, count(*)::int FROM matching GROUP BY source`,
  segment: sql`
    SELECT segment_id AS value, count(*)::int FROM matching JOIN segment_member ON contact_id = matching.id
    GROUP BY segment_id`,
  campaign: sql`
    SELECT uid AS value, count(DISTINCT matching.id)::int FROM matching JOIN segment_member ON contact_id = matching.id
    JOIN campaign_segment USING (segment_id) JOIN campaign ON campaign.id = campaign_id
    WHERE status = 'enrolled' GROUP BY uid`,
};

/** How many contacts match, and for each option of each filter chip how many it would show beside the other filters. */
export async function countContacts(db: Db, filter: ContactFilter): Promise<{ total: Count; facets: ContactFacets }> {
  const conditions = await contactConditions(db, filter);
  const count = async (facet: ContactFacet | null) => {
    const others = new Map([...conditions].filter(([key]) => key !== facet));
    const { rows } = await db.query<{ value: string; count: number; looked: number }>(sql`
      WITH matching AS MATERIALIZED (
        SELECT id, status, source FROM contact WHERE ${allOf(others)} ORDER BY id DESC LIMIT ${SCAN_CAP}
      )
      SELECT counted.value, counted.count, (SELECT count(*)::int FROM matching) AS looked
      FROM (${facet ? counted[facet] : sql`SELECT 'all' AS value, count(*)::int FROM matching`}) AS counted`);
    return rows.map(({ value, count, looked }) => ({ value, count, capped: looked === SCAN_CAP }));
  };
  const [[all], ...each] = await Promise.all([count(null), ...CONTACT_FACETS.map(count)]);
  const facets = Object.fromEntries(CONTACT_FACETS.map((facet, index) => [facet, each[index]!])) as ContactFacets;
  return { total: { count: all!.count, capped: all!.capped }, facets };
}
