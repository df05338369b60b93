import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { Actor } from "@/lib/audit/trail";
import { giveShortcodes } from "@/lib/codes/shortcodes";
import { changedContacts } from "@/lib/contacts/statements";
import { isPresent } from "@/lib/db/people";
import type { Transaction } from "@/lib/db/transaction";
import { partedMembers } from "@/lib/segments/statements";
import { outcomeIndex } from "../../ranges";
import type { UndoRow as AnyUndoRow, Undone } from "../kind";
import { type ContactRun, isCreatedBy } from "./judged-rows";
import { HELD_VALUES, patchedColumns } from "./values";

/**
 * Undoing an import of contacts (docs/decisions/0015): each value goes back to what it was, if it is still the one that
 * the import wrote, and the contact leaves the segment it was added to. A contact is never deleted: one that was created
 * stays as a prospect of whom nothing but the e-mail is known, unless it is part of an attribution by now.
 */

/** With the values to put back, null for those there were not, and the segment to leave. */
type UndoRow = AnyUndoRow & { back: Record<string, unknown> | null; segmentId: string | null };

/**
 * The rows of an import that had an effect, from the last to the first: at most `limit` before the line `before`. A
 * value that a later one of these rows changed again is there to be put back once that one is.
 */
export function undoRows(run: ContactRun, before: number, limit: number): Sql {
  return sql`
    SELECT line, CASE WHEN created THEN ${outcomeIndex("created")} ELSE ${outcomeIndex("updated")} END AS outcome,
      contact_id AS "recordId", jsonb_object_agg(key, was) FILTER (WHERE is_back) AS back,
      CASE WHEN leaves THEN segment_id END AS "segmentId",
      CASE
        WHEN in_use THEN 'in_use'
        WHEN count(*) FILTER (WHERE NOT is_back) + (segment_id IS NOT NULL AND NOT leaves)::int = 0 THEN NULL
        WHEN count(*) FILTER (WHERE is_back) = 0 AND NOT leaves THEN 'edited_since'
        ELSE 'edited_in_part' END AS obstacle
    FROM (
      SELECT *, CASE WHEN key IS NOT NULL
        THEN bool_and(is_ours) OVER (PARTITION BY contact_id, key ORDER BY line DESC) END AS is_back
      FROM (${writtenValues(run, before, limit)}) AS compared
    ) AS weighed
    GROUP BY line, created, contact_id, segment_id, leaves, in_use
    ORDER BY line DESC`;
}

/**
 * The values that the rows wrote, each with what was before it and whether it is still there, or what a later row put
 * over it; a row that wrote none has no key.
 */
function writtenValues(run: ContactRun, before: number, limit: number): Sql {
  return sql`
    SELECT line, created, contact_id, segment_id, leaves, in_use, key, was, CASE
        WHEN later IS NOT NULL THEN next_was = wrote
        WHEN key = 'uid' AND was <> 'null' AND EXISTS (
          SELECT FROM contact WHERE uid = was #>> '{}' AND id <> contact_id) THEN FALSE
        ELSE coalesce(held -> key = wrote, FALSE) END AS is_ours
    FROM (
      SELECT effect.*, key, value AS wrote, former -> key AS was, lead(former -> key) OVER later AS next_was,
        lead(line) OVER later AS later
      FROM (${effects(run, before, limit)}) AS effect LEFT JOIN LATERAL jsonb_each(after) AS written ON TRUE
      WINDOW later AS (PARTITION BY contact_id, key ORDER BY line)
    ) AS written`;
}

/**
 * The rows as they are kept, each with what is known of its contact now (nothing, if it was merged or erased since), whether that is still in the segment, and
 * whether it is one that this import created and that is in use. OFFSET has each row looked up once, by keys.
 */
function effects(run: ContactRun, before: number, limit: number): Sql {
  return sql`
    SELECT line, created, contact_id, segment_id, import_change.before AS former, after, held,
      segment_id IS NOT NULL AND (SELECT TRUE FROM segment_member
        WHERE segment_member.segment_id = import_change.segment_id
          AND segment_member.contact_id = import_change.contact_id LIMIT 1) IS NOT NULL AS leaves,
      CASE WHEN ${isCreatedBy(run, sql`import_change.contact_id`)} THEN (SELECT TRUE FROM attribution WHERE customer_id = import_change.contact_id LIMIT 1) IS NOT NULL
          OR (SELECT TRUE FROM attribution WHERE advocate_id = import_change.contact_id LIMIT 1) IS NOT NULL
        ELSE FALSE END AS in_use
    FROM (
      SELECT * FROM import_change WHERE import_id = ${run.id}::uuid AND line < ${before} ORDER BY line DESC LIMIT ${limit}
    ) AS import_change
    LEFT JOIN LATERAL (
      SELECT ${HELD_VALUES} AS held FROM contact WHERE id = contact_id AND ${isPresent} LIMIT 1) AS present ON TRUE
    OFFSET 0`;
}

/** Takes the rows back, all at once: of each contact and value, to what was before the earliest of them. */
export async function undo(tx: Transaction, run: ContactRun, found: AnyUndoRow[]): Promise<Undone[]> {
  const actor: Actor = { actorId: run.undoActorId!, source: "csv_import" };
  // Read once more now that nobody else can change them.
  const ids = found.map(({ recordId }) => recordId);
  await tx.query(sql`SELECT FROM contact WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`);
  const { rows } = await tx.query<UndoRow>(undoRows(run, run.checkpoint, found.length));
  const free = rows.filter(({ obstacle }) => obstacle === null || obstacle === "edited_in_part");
  const patches = new Map<string, Record<string, unknown>>();
  for (const { recordId, back } of free) if (back) patches.set(recordId, { ...patches.get(recordId), ...back });
  await putBack(tx, actor, patches);
  const leaving = free.filter(({ segmentId }) => segmentId);
  await tx.query(sql`
    WITH ${partedMembers(
      actor,
      sql`SELECT * FROM unnest(${leaving.map(({ segmentId }) => segmentId)}::uuid[],
        ${leaving.map(({ recordId }) => recordId)}::uuid[]) AS given (segment_id, contact_id)`,
    )} SELECT FROM parted`);
  return rows.map(({ line, obstacle }) => ({ line, obstacle }));
}

async function putBack(tx: Transaction, actor: Actor, patches: Map<string, Record<string, unknown>>): Promise<void> {
  const wanted = sql`
    SELECT contact.id, ${patchedColumns(sql`patch`)}
    FROM unnest(${[...patches.keys()]}::uuid[], ${[...patches.values()].map((patch) => JSON.stringify(patch))}::jsonb[])
      AS given (contact_id, patch)
    CROSS JOIN LATERAL (SELECT * FROM contact WHERE id = contact_id LIMIT 1) AS contact`;
  const { rows } = await tx.query<{ id: string }>(sql`
    WITH ${changedContacts(actor, wanted)} SELECT id FROM changed WHERE was <> status AND status = 'enrolled'`);
  const contactIds = rows.map(({ id }) => id);
  if (contactIds.length > 0) await giveShortcodes(tx, actor, { contactIds });
}
