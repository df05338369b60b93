import "server-only";
import sql from "sql-template-tag";
import type { AttributionRow, PersonCell } from "@/lib/attributions/columns";
import { listAttributionsByIds } from "@/lib/attributions/queries";
import { shownPerson } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import { maskEmail } from "./mask";
import type { Trace } from "./schema";

/** An attribution that a request came upon: whose it is, in which campaign, and how it stands now. */
export type Met = Pick<AttributionRow, "id" | "advocate" | "status" | "inactiveReason"> & {
  campaign: { id: string; name: string };
};

/** A code that a request names, and for whom in which campaign it stands now; nobody's where no code is called so. */
export type NamedCode = {
  code: string;
  meant: { advocate: PersonCell; campaign: { id: string; name: string }; isRetired: boolean } | null;
};

/** What the ids and codes of a trace stand for. What is not there any more is null. */
export type RequestStory = {
  code: NamedCode | null;
  attribution: Met | null;
  standing: Met | null;
  attempt: Met | null;
  /** `orderId`: as the shop calls it. */
  order: { id: string; orderId: string } | null;
  /** The user who sent it from the test console, by name. */
  sender: string | null;
};

type Told = {
  trace: Trace;
  /** The code that it names, where none was found on the way. */
  refCode: string | null;
};

/** Looks up what a request came upon, for whoever may see personal data, or else with that masked. */
export async function tellStory(
  db: Db,
  { trace, refCode }: Told,
  viewer: { seesPersonalData: boolean },
): Promise<RequestStory> {
  const { attributionId, standingId, attemptId } = trace;
  const ids = [attributionId, standingId, attemptId].filter((id) => id !== undefined);
  const [rows, code, { order, sender }] = await Promise.all([
    listAttributionsByIds(db, [...new Set(ids)]),
    findCode(db, trace.code ?? refCode),
    findOthers(db, trace),
  ]);
  const shown = (person: PersonCell) => (viewer.seesPersonalData ? person : maskPerson(person));
  const met = (id: string | undefined): Met | null => {
    const row = rows.find((one) => one.id === id);
    if (!row) return null;
    const { advocate, campaign, status, inactiveReason } = row;
    return { id: row.id, advocate: shown(advocate), campaign, status, inactiveReason };
  };
  const meant = code?.meant && { ...code.meant, advocate: shown(code.meant.advocate) };
  return {
    ...{ attribution: met(attributionId), standing: met(standingId), attempt: met(attemptId) },
    ...{ code: code && { ...code, meant: meant ?? null }, order, sender },
  };
}

async function findCode(db: Db, code: string | null): Promise<NamedCode | null> {
  if (code === null) return null;
  const { rows } = await db.query<NonNullable<NamedCode["meant"]>>(sql`
    SELECT ${shownPerson("advocate")} AS advocate, json_build_object('id', campaign.id, 'name', campaign.name) AS campaign,
      retired_at IS NOT NULL AS "isRetired"
    FROM referral_code JOIN contact advocate ON advocate.id = advocate_id JOIN campaign ON campaign.id = campaign_id
    WHERE code_key = normal_form(${code})`);
  return { code, meant: rows[0] ?? null };
}

async function findOthers(db: Db, { orderId, sentBy }: Trace): Promise<Pick<RequestStory, "order" | "sender">> {
  if (orderId === undefined && sentBy === undefined) return { order: null, sender: null };
  const { rows } = await db.query<Pick<RequestStory, "order" | "sender">>(sql`
    SELECT (SELECT json_build_object('id', id, 'orderId', order_id) FROM customer_order WHERE id = ${orderId}::uuid) AS order,
      (SELECT name FROM app_user WHERE id = ${sentBy}::uuid) AS sender`);
  return rows[0]!;
}

/** A person of whom the e-mail's first letter and domain are shown. */
function maskPerson({ id, email }: PersonCell): PersonCell {
  return { id, name: null, email: maskEmail(email) };
}
