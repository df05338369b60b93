import "server-only";
import { createHash } from "node:crypto";
import sql, { raw } from "sql-template-tag";
import { type CodesToMove, findCodesToMove } from "@/lib/codes/merge";
import { findMergeSides, type MergeSide } from "@/lib/contacts/merge";
import { type FilledField, filledFields, mergedStatus } from "@/lib/contacts/rules";
import type { ContactStatus } from "@/lib/contacts/schema";
import { shownPerson } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import type { PersonCell } from "./columns";
import type { MergeInput, MergeRefusal, Status } from "./schema";

/** An active attribution of one of the two contacts in a campaign in which the other one has an active one as well. */
export type ConflictSide = { id: string; advocate: PersonCell; createdAt: string; of: "stays" | "goes" };

/** What merging two contacts does, in names and numbers: what is shown before and what is done are this one thing. */
export type MergePlan = {
  stays: MergeSide;
  goes: MergeSide;
  status: ContactStatus;
  filled: FilledField[];
  /** How many attributions go along, in which the merged contact is the referred one, and in which it is the advocate. */
  asReferred: { active: number; inactive: number };
  asAdvocate: { active: number; inactive: number };
  /** The older one of each stays active, the other one becomes a duplicate attempt. */
  conflicts: { campaign: string; kept: ConflictSide; ended: ConflictSide }[];
  /** One of the two referred the other: what is active of that ends, and none of it can go along. */
  selfReferrals: { id: string; campaign: string; status: Status; advocate: "stays" | "goes" }[];
  codes: CodesToMove;
  /** The segments that the contact which stays is not in yet. */
  segments: string[];
};

/** The plan as it was seen: whoever confirms it names this, and nothing else is done than what they saw. */
export function versionOf(plan: MergePlan): string {
  return createHash("sha256").update(JSON.stringify(plan)).digest("base64url");
}

/** What merging `goesId` into `staysId` would do at this moment; nothing is written. */
export async function planMerge(
  db: Db,
  { staysId, goesId }: MergeInput,
): Promise<{ plan: MergePlan } | { refused: MergeRefusal }> {
  if (staysId.toLowerCase() === goesId.toLowerCase()) return { refused: "same_contact" };
  const [stays, goes] = await findMergeSides(db, [staysId, goesId]);
  if (!stays || !goes) return { refused: "not_found" };
  if (stays.erased || goes.erased) return { refused: "erased" };
  if (stays.mergedInto || goes.mergedInto) return { refused: "merged_already" };
  const ids = { fromId: goesId, toId: staysId };
  const selfReferrals = await listSelfReferrals(db, { staysId, goesId });
  return {
    plan: {
      stays,
      goes,
      status: mergedStatus(stays.status, goes.status),
      filled: filledFields(stays, goes),
      ...(await countMoving(db, { staysId, goesId })),
      conflicts: await listConflicts(db, { staysId, goesId }),
      selfReferrals,
      codes: await findCodesToMove(db, ids),
      segments: await listNewSegments(db, { staysId, goesId }),
    },
  };
}

async function countMoving(
  db: Db,
  { staysId, goesId }: MergeInput,
): Promise<Pick<MergePlan, "asReferred" | "asAdvocate">> {
  const { rows } = await db.query<{ role: "asReferred" | "asAdvocate"; active: number; inactive: number }>(sql`
    SELECT role, count(*) FILTER (WHERE status = 'active')::int AS active,
      count(*) FILTER (WHERE status = 'inactive')::int AS inactive
    FROM (
      SELECT 'asReferred' AS role, status FROM attribution
      WHERE customer_id = ${goesId}::uuid AND advocate_id <> ${staysId}::uuid
      UNION ALL SELECT 'asAdvocate', status FROM attribution
      WHERE advocate_id = ${goesId}::uuid AND customer_id <> ${staysId}::uuid
    ) AS moving GROUP BY role`);
  const of = (role: "asReferred" | "asAdvocate") => {
    const found = rows.find((row) => row.role === role);
    return { active: found?.active ?? 0, inactive: found?.inactive ?? 0 };
  };
  return { asReferred: of("asReferred"), asAdvocate: of("asAdvocate") };
}

/** In the order of creation, which is that of the ids, the first stays. One between the two contacts ends anyway. */
async function listConflicts(db: Db, { staysId, goesId }: MergeInput): Promise<MergePlan["conflicts"]> {
  const side = (alias: "older" | "younger") => sql`json_build_object(
    'id', ${raw(`${alias}.id`)}, 'advocate', ${shownPerson(`${alias}_advocate`)}, 'createdAt', ${raw(`${alias}.created_at`)},
    'of', CASE WHEN ${raw(`${alias}.customer_id`)} = ${staysId}::uuid THEN 'stays' ELSE 'goes' END)`;
  const { rows } = await db.query<MergePlan["conflicts"][number]>(sql`
    SELECT campaign.name AS campaign, ${side("older")} AS kept, ${side("younger")} AS ended
    FROM attribution own JOIN attribution other ON other.campaign_id = own.campaign_id
      AND other.customer_id = ${staysId}::uuid AND other.status = 'active'
    JOIN attribution older ON older.id = least(own.id, other.id)
    JOIN attribution younger ON younger.id = greatest(own.id, other.id)
    JOIN contact older_advocate ON older_advocate.id = older.advocate_id
    JOIN contact younger_advocate ON younger_advocate.id = younger.advocate_id
    JOIN campaign ON campaign.id = own.campaign_id
    WHERE own.customer_id = ${goesId}::uuid AND own.status = 'active'
      AND own.advocate_id <> ${staysId}::uuid AND other.advocate_id <> ${goesId}::uuid
    ORDER BY lower(campaign.name), campaign.id`);
  return rows;
}

async function listSelfReferrals(db: Db, { staysId, goesId }: MergeInput): Promise<MergePlan["selfReferrals"]> {
  const { rows } = await db.query<MergePlan["selfReferrals"][number]>(sql`
    SELECT attribution.id, campaign.name AS campaign, status,
      CASE WHEN advocate_id = ${staysId}::uuid THEN 'stays' ELSE 'goes' END AS advocate
    FROM attribution JOIN campaign ON campaign.id = campaign_id
    WHERE (customer_id = ${goesId}::uuid AND advocate_id = ${staysId}::uuid)
      OR (customer_id = ${staysId}::uuid AND advocate_id = ${goesId}::uuid)
    ORDER BY attribution.id`);
  return rows;
}

async function listNewSegments(db: Db, { staysId, goesId }: MergeInput): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(sql`
    SELECT name FROM segment_member JOIN segment ON segment.id = segment_id
    WHERE contact_id = ${goesId}::uuid AND NOT EXISTS (
      SELECT FROM segment_member AS own WHERE own.segment_id = segment.id AND own.contact_id = ${staysId}::uuid)
    ORDER BY lower(name), segment.id`);
  return rows.map(({ name }) => name);
}
