import "server-only";
import type pg from "pg";
import sql from "sql-template-tag";
import { countReasons, eraseReasons, type Reasons } from "@/lib/attributions/merge-statements";
import type { Actor } from "@/lib/audit/trail";
import { eraseCodes } from "@/lib/codes/erase";
import { eraseRows } from "@/lib/contacts/erase";
import { lockContacts } from "@/lib/contacts/merge";
import type { Db } from "@/lib/db/pool";
import { storable } from "@/lib/db/text";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { eraseFromLog } from "@/lib/integrations/erase";
import { eraseOrderFields } from "@/lib/orders/erase";
import { countRewardReasons, eraseRewardReasons } from "@/lib/rewards/erase";
import { removeMemberships } from "@/lib/segments/member-commands";
import { eraseFromImports } from "./erase-imports";
import { findIdentity, holdsAnything, type Identity, namesPerson } from "./identity";
import type { ErasurePreview, ErasureRefusal } from "./schema";
import { findImportTraces, type ImportTrace, isUnfinished } from "./traces";

type Refused = { refused: ErasureRefusal; unfinished?: ImportTrace[] };

/** What erasing a contact would do, found out by what does it. */
export async function previewErasure(db: Db, id: string): Promise<ErasurePreview | Refused> {
  const refused = await whyNot(db, id);
  if (refused) return { refused };
  const identity = await findIdentity(db, id);
  const traces = await findImportTraces(db, identity);
  const { rows } = await db.query<Omit<ErasurePreview, "importRows" | "importFiles" | "reasons" | "unfinished">>(sql`
    SELECT ARRAY(SELECT email FROM contact WHERE id = ANY(${identity.ids}::uuid[]) ORDER BY merged_into IS NOT NULL, id) AS emails,
      (SELECT count(*)::int FROM segment_member WHERE contact_id = ANY(${identity.ids}::uuid[])) AS segments,
      (SELECT count(*)::int FROM referral_code WHERE advocate_id = ANY(${identity.ids}::uuid[])) AS codes,
      (SELECT count(*)::int FROM referral_code WHERE advocate_id = ANY(${identity.ids}::uuid[]) AND retired_at IS NULL) AS "liveCodes",
      (SELECT count(*)::int FROM attribution WHERE customer_id = ANY(${identity.ids}::uuid[])) AS "asReferred",
      (SELECT count(*)::int FROM attribution WHERE advocate_id = ANY(${identity.ids}::uuid[])) AS "asAdvocate"`);
  return {
    ...rows[0]!,
    importRows: traces.reduce((sum, { lines }) => sum + lines.length, 0),
    importFiles: traces.length,
    reasons: (await countReasons(db, reasonsOf(identity))) + (await countRewardReasons(db, reasonsOf(identity))),
    unfinished: traces.filter((trace) => trace.isUnfinished).map(({ id, fileName }) => ({ id, fileName })),
  };
}

/**
 * Leaves nothing personal of a contact and of those that were merged into it, wherever it is kept, while the history and
 * its totals stay as they are (docs/decisions/0017). `email` is what was typed to confirm. Nothing at all happens where it
 * is refused.
 */
export async function eraseContact(
  pool: pg.Pool,
  actor: Actor,
  { id, email }: { id: string; email: string },
): Promise<{ erased: true } | Refused> {
  const outcome = await inTransaction(pool, async (tx): Promise<{ erased: true } | Refused> => {
    await lockContacts(tx, [id]);
    const refused = (await whyNot(tx, id)) ?? (await whyNotConfirmed(tx, id, email));
    if (refused) return { refused };
    const identity = await findIdentity(tx, id);
    await lockContacts(tx, identity.ids);
    const traces = await lockImports(tx, await findImportTraces(tx, identity));
    const unfinished = traces.filter((trace) => trace.isUnfinished);
    if (unfinished.length > 0) return { refused: "import_unfinished", unfinished };
    await removeMemberships(tx, actor, identity.ids);
    await eraseCodes(tx, actor, identity.ids);
    await eraseRows(tx, actor, identity.ids);
    await eraseFromImports(tx, identity, traces);
    await eraseOrderFields(tx, identity.ids);
    await eraseFromLog(tx, (text) => namesPerson(identity, text));
    await eraseReasons(tx, reasonsOf(identity));
    await eraseRewardReasons(tx, reasonsOf(identity));
    return { erased: true };
  });
  if ("erased" in outcome) await forgetStatistics(pool);
  return outcome;
}

async function whyNot(db: Db, id: string): Promise<ErasureRefusal | null> {
  const { rows } = await db.query<{ merged: boolean; erased: boolean }>(sql`
    SELECT merged_into IS NOT NULL AS merged, erased_at IS NOT NULL AS erased FROM contact WHERE id = ${id}::uuid`);
  if (!rows[0]) return "not_found";
  if (rows[0].erased) return "already_erased";
  return rows[0].merged ? "merged" : null;
}

async function whyNotConfirmed(db: Db, id: string, email: string): Promise<ErasureRefusal | null> {
  const { rowCount } = await db.query(
    sql`SELECT FROM contact WHERE id = ${id}::uuid AND email_key = normal_form(${storable(email)})`,
  );
  return rowCount === 1 ? null : "email_mismatch";
}

/** Holds the imports against being begun, gone on with or undone, and looks at their states again. */
async function lockImports(tx: Transaction, traces: ImportTrace[]): Promise<ImportTrace[]> {
  const { rows } = await tx.query<Pick<ImportTrace, "id" | "state">>(sql`
    SELECT id, state FROM import_run WHERE id = ANY(${traces.map(({ id }) => id)}::uuid[]) ORDER BY id FOR UPDATE`);
  const states = new Map(rows.map(({ id, state }) => [id, state]));
  return traces.flatMap((trace) => {
    const state = states.get(trace.id);
    return state ? { ...trace, state, isUnfinished: isUnfinished(state) } : [];
  });
}

function reasonsOf(identity: Identity): Reasons {
  const reason = sql`normal_form(reason)`;
  return { contactIds: identity.ids, named: namesPerson(identity, reason), held: holdsAnything(identity, reason) };
}

/** PostgreSQL keeps samples of columns to plan by: they are taken anew of what is left. */
async function forgetStatistics(pool: pg.Pool): Promise<void> {
  for (const table of [
    "contact",
    "referral_code",
    "attribution_event",
    "import_row",
    "import_match",
    "import_run",
    "import_change",
    "customer_order",
    "reward_event",
    "integration_event",
    "api_answer",
    "actor",
  ]) {
    await pool.query(`ANALYZE ${table}`);
  }
}
