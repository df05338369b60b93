import "server-only";
import sql from "sql-template-tag";
import { type Actor, logged } from "@/lib/audit/trail";
import { isUniqueViolation } from "@/lib/db/errors";
import type { Db } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import type { UsingCampaign } from "./columns";
import { listUsingCampaigns } from "./queries";
import type { RenameSegmentInput } from "./schema";
import { foundedSegments, partedMembers } from "./statements";

const aboutSegment = { segmentId: sql`id` };

export type CreateOutcome = { outcome: "created"; id: string } | { outcome: "name_taken" };

/** Creates a segment without members. A name is taken whatever its case and the spaces around it. */
export async function createSegment(db: Db, actor: Actor, { name }: { name: string }): Promise<CreateOutcome> {
  const { rows } = await db.query<{ id: string }>(
    sql`WITH ${foundedSegments(actor, sql`SELECT ${name}::text AS name, 1 AS place`)} SELECT id FROM founded`,
  );
  return rows[0] ? { outcome: "created", id: rows[0].id } : { outcome: "name_taken" };
}

export type RenameOutcome = "renamed" | "unchanged" | "name_taken" | "renamed_meanwhile" | "not_found";

/** Gives a segment another name, if it still has the one that its form was opened with. */
export async function renameSegment(
  db: Db,
  actor: Actor,
  { id, name, was }: RenameSegmentInput,
): Promise<RenameOutcome> {
  if (name === was) return "unchanged";
  try {
    return await inTransaction(db, async (tx) => {
      const { rowCount } = await tx.query(sql`
        WITH made AS (UPDATE segment SET name = ${name} WHERE id = ${id}::uuid AND name = ${was} RETURNING id),
        event AS (${logged(actor, "segment.renamed", {
          from: sql`made`,
          about: aboutSegment,
          detail: sql`jsonb_build_object('from', ${was}::text, 'to', ${name}::text)`,
        })})
        SELECT FROM made`);
      if (rowCount) return "renamed";
      const { rowCount: exists } = await tx.query(sql`SELECT FROM segment WHERE id = ${id}::uuid`);
      return exists ? "renamed_meanwhile" : "not_found";
    });
  } catch (error) {
    if (isUniqueViolation(error, "segment__name_unique")) return "name_taken";
    throw error;
  }
}

export type DeleteOutcome =
  | { outcome: "deleted"; members: number }
  | { outcome: "in_use"; campaigns: UsingCampaign[] }
  | { outcome: "not_found" };

/** Deletes a segment that no campaign uses, ended ones included. Its members stay contacts. */
export async function deleteSegment(db: Db, actor: Actor, { id }: { id: string }): Promise<DeleteOutcome> {
  return inTransaction(db, async (tx) => {
    // Held against a campaign that would be opened to it, and against new members, until it is gone.
    const { rowCount } = await tx.query(sql`SELECT FROM segment WHERE id = ${id}::uuid FOR UPDATE`);
    if (!rowCount) return { outcome: "not_found" };
    const campaigns = await listUsingCampaigns(tx, id);
    if (campaigns.length > 0) return { outcome: "in_use", campaigns };
    const members = await removeEveryMember(tx, actor, id);
    await tx.query(sql`
      WITH gone AS (DELETE FROM segment WHERE id = ${id}::uuid RETURNING id, name)
      ${logged(actor, "segment.deleted", {
        from: sql`gone`,
        about: aboutSegment,
        detail: sql`jsonb_build_object('name', name)`,
      })}`);
    return { outcome: "deleted", members };
  });
}

async function removeEveryMember(tx: Transaction, actor: Actor, id: string): Promise<number> {
  const everyone = sql`SELECT segment_id, contact_id FROM segment_member WHERE segment_id = ${id}::uuid`;
  const { rowCount } = await tx.query(sql`WITH ${partedMembers(actor, everyone)} SELECT FROM parted`);
  return rowCount ?? 0;
}
