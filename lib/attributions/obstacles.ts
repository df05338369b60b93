import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { type Draft, draftsAsQuery, resolvedDrafts } from "./resolve";
import type { Rejection, Status } from "./schema";

/** The facts from which a refused change names its reason; status is null where there is no such attribution. */
export type Obstacle = {
  id: string;
  status: Status | null;
  campaignId: string | null;
  customerId: string | null;
  /** Whether the referred contact or the advocate is banned. */
  banned: boolean;
  /** Whether either was merged into another contact, which the attribution could not follow. */
  merged: boolean;
  /** The active attribution of the same slot, itself included. */
  standingId: string | null;
};

/** The facts about each of `ids`, in their order. */
export async function findObstacles(db: Db, ids: string[]): Promise<Obstacle[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<Obstacle>(sql`
    SELECT given.id, attribution.status, attribution.campaign_id AS "campaignId", attribution.customer_id AS "customerId",
      standing.id AS "standingId",
      EXISTS (SELECT FROM contact WHERE contact.id IN (attribution.customer_id, attribution.advocate_id)
        AND contact.status = 'banned') AS banned,
      EXISTS (SELECT FROM contact WHERE contact.id IN (attribution.customer_id, attribution.advocate_id)
        AND contact.merged_into IS NOT NULL) AS merged
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given (id, line)
    LEFT JOIN attribution ON attribution.id = given.id
    LEFT JOIN attribution standing ON standing.campaign_id = attribution.campaign_id
      AND standing.customer_id = attribution.customer_id AND standing.status = 'active'
    ORDER BY given.line`);
  return rows;
}

/** Every problem of each draft, in their order; nothing is written. */
export async function findDraftProblems(db: Db, drafts: Draft[]): Promise<Rejection[][]> {
  if (drafts.length === 0) return [];
  const { rows } = await db.query<{ problems: Rejection[] }>(
    sql`WITH ${resolvedDrafts(draftsAsQuery(drafts))} SELECT problems FROM resolved ORDER BY line`,
  );
  return rows.map(({ problems }) => problems);
}
