import "server-only";
import { createHash } from "node:crypto";
import { type RecordOutcome, recordAttributions } from "@/lib/attributions/commands";
import type { Rejection } from "@/lib/attributions/schema";
import type { Actor } from "@/lib/audit/trail";
import { recordProspects } from "@/lib/contacts/commands";
import type { Db } from "@/lib/db/pool";
import { storable } from "@/lib/db/text";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { isKeptUncredited } from "./rules";
import type { OrderDraft, OrderOutcome, OrderRejection } from "./schema";
import {
  findNamed,
  findPresent,
  insertOrders,
  type Named,
  type NewOrder,
  type Present,
  type SaidOutside,
  updateExternalStatus,
  updateStatus,
} from "./statements";

/** Whoever inserts the same order at the same moment was first: what there is must be looked up once more. */
class TwinCameFirst extends Error {}
/** Contacts were created for orders that were rejected: nothing of this try is kept. */
class NothingToKeep extends Error {
  constructor(readonly rejected: Map<number, OrderOutcome>) {
    super("contacts were created for orders that were rejected");
  }
}

/** So often an order is looked up again because a twin came first; more often means something else is wrong. */
const MAX_TRIES = 50;

/**
 * The one door through which orders come to exist: contact (if needed), attribution, order and events in one transaction
 * ("Create an Order and Referral Attribution together" in the Referral Attribution Overview).
 *
 * The standing attribution of customer and campaign is credited. Where none stands, the code or advocate that is sent
 * makes one; where one stands, a code that names somebody else is logged as an inactive attempt. Without campaign and
 * code the order is kept uncredited. The same id with the same content is a repeat; only what the outside says of the
 * order (external status, deal stage) is then brought up to date. To whoever may write to one campaign alone, an order of
 * another one, or of none, is a conflict whatever its content: it is neither shown nor changed.
 *
 * @returns an outcome for each draft, in their order
 */
export async function recordOrders(db: Db, actor: Actor, sent: OrderDraft[]): Promise<OrderOutcome[]> {
  const drafts = sent.map(asStored);
  return inTransaction(db, async (tx) => {
    const outcomes = new Array<OrderOutcome>(drafts.length);
    for (const wave of inWaves(drafts)) {
      const became = await recordWave(
        tx,
        actor,
        wave.map((index) => drafts[index]!),
      );
      for (const [place, index] of wave.entries()) outcomes[index] = became[place]!;
    }
    return outcomes;
  });
}

/** A draft with its id and e-mail as the database gives them back: by both, drafts and orders are told apart here. */
function asStored(draft: OrderDraft): OrderDraft {
  return { ...draft, orderId: storable(draft.orderId), customerEmail: storable(draft.customerEmail) };
}

/** Says what the outside says of orders now; answers which that changed. */
export function changeExternalStatus(db: Db, actor: Actor, orders: SaidOutside[]): Promise<string[]> {
  return inTransaction(db, (tx) => updateExternalStatus(tx, actor, orders));
}

/** Marks placed orders as refunded or cancelled, for good; answers which were. */
export function endOrders(
  db: Db,
  actor: Actor,
  change: { ids: string[]; to: "refunded" | "cancelled" },
): Promise<string[]> {
  return inTransaction(db, (tx) => updateStatus(tx, actor, change));
}

/** Places of the drafts in waves, in none of which a customer or an order comes twice: what one did, the next one finds. */
function inWaves(drafts: OrderDraft[]): number[][] {
  const waves: number[][] = [];
  const seen = new Map<string, number>();
  for (const [index, { orderId, customerEmail }] of drafts.entries()) {
    const keys = [`order ${orderId}`, `customer ${customerEmail.normalize("NFKC").trim().toLowerCase()}`];
    const wave = Math.max(...keys.map((key) => seen.get(key) ?? 0));
    waves[wave] ??= [];
    waves[wave].push(index);
    for (const key of keys) seen.set(key, wave + 1);
  }
  return waves;
}

async function recordWave(tx: Transaction, actor: Actor, drafts: OrderDraft[]): Promise<OrderOutcome[]> {
  const outcomes = new Array<OrderOutcome>(drafts.length);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const open = drafts.flatMap((draft, index) => (outcomes[index] ? [] : [{ index, draft }]));
    if (open.length === 0) return outcomes;
    try {
      await inTransaction(tx, (step) => recordOpen(step, actor, open, outcomes));
    } catch (error) {
      if (error instanceof NothingToKeep) {
        for (const [index, outcome] of error.rejected) outcomes[index] = outcome;
      } else if (!(error instanceof TwinCameFirst) && !isCustomerMerged(error)) throw error;
    }
  }
  throw new Error(`${drafts.length} orders could not be recorded in ${MAX_TRIES} tries`);
}

/** The customer was merged into another contact at this moment: the next look finds that one. */
function isCustomerMerged(error: unknown): boolean {
  return (error as { constraint?: string }).constraint === "customer_order__of_present";
}

type Open = { index: number; draft: OrderDraft };

async function recordOpen(tx: Transaction, actor: Actor, open: Open[], outcomes: OrderOutcome[]): Promise<void> {
  const present = await findPresent(
    tx,
    open.map(({ draft }) => draft.orderId),
  );
  const settled = new Map<number, OrderOutcome>();
  const repeats: { index: number; id: string; externalStatus?: string | null; hubspotDealstage?: string | null }[] = [];
  for (const { index, draft } of open) {
    const { externalStatus, hubspotDealstage } = draft;
    const known = present.get(draft.orderId);
    if (!known) continue;
    if (isSame(known, draft)) repeats.push({ index, id: known.id, externalStatus, hubspotDealstage });
    else settled.set(index, { outcome: "conflict", id: known.id });
  }
  const updated = new Set(repeats.length > 0 ? await updateExternalStatus(tx, actor, repeats) : []);
  for (const { index, id } of repeats) settled.set(index, { outcome: "repeated", id, updated: updated.has(id) });
  await recordFresh(
    tx,
    actor,
    open.filter(({ index }) => !settled.has(index)),
    settled,
  );
  for (const [index, outcome] of settled) outcomes[index] = outcome;
}

/** Whether an order there is already is the one that is sent, and may be seen by whoever sends it. */
function isSame({ campaignId, contentHash: hash }: Present, draft: OrderDraft): boolean {
  const isAllowed = !draft.onlyCampaignId || draft.onlyCampaignId === campaignId;
  return isAllowed && hash === contentHash(draft);
}

async function recordFresh(tx: Transaction, actor: Actor, fresh: Open[], settled: Map<number, OrderOutcome>) {
  if (fresh.length === 0) return;
  const drafts = fresh.map(({ draft }) => draft);
  const newcomers = await recordProspects(
    tx,
    actor,
    drafts.map(({ customerEmail: email, firstName, lastName, customerUid: uid }) => ({
      email,
      firstName,
      lastName,
      uid,
    })),
  );
  const named = await findNamed(tx, drafts);
  const credits = await creditAll(tx, actor, drafts, named);
  const rejected = new Map<number, OrderOutcome>();
  const orders: NewOrder[] = [];
  for (const [place, { index, draft }] of fresh.entries()) {
    const credit = credits[place]!;
    if ("code" in credit) rejected.set(index, { outcome: "rejected", ...credit });
    else orders.push(newOrder(draft, named[place]!, credit));
  }
  if (rejected.size > 0 && newcomers.length > 0) throw new NothingToKeep(rejected);
  const ids = await insertOrders(tx, actor, orders);
  if (ids.size < orders.length) throw new TwinCameFirst();
  for (const [place, { index, draft }] of fresh.entries()) {
    const credit = credits[place]!;
    if (!("code" in credit)) settled.set(index, { outcome: "recorded", id: ids.get(draft.orderId)!, ...credit });
  }
  for (const [index, outcome] of rejected) settled.set(index, outcome);
}

type Credited = Omit<Extract<OrderOutcome, { outcome: "recorded" }>, "outcome" | "id">;
type Rejected = Omit<Extract<OrderOutcome, { outcome: "rejected" }>, "outcome">;

const UNCREDITED: Credited = { credit: "none", attributionId: null, attemptId: null, ignored: null };

/** Decides for each whom it is credited to; makes the attributions and attempts that follow from codes and advocates. */
async function creditAll(
  tx: Transaction,
  actor: Actor,
  drafts: OrderDraft[],
  named: Named[],
): Promise<(Credited | Rejected)[]> {
  const decided = drafts.map((draft, place) => creditWithoutAttempt(draft, named[place]!));
  const attempted = decided.flatMap((credit, place) => (credit ? [] : [place]));
  const attempts = await recordAttributions(
    tx,
    { ...actor, source: "order" },
    attempted.map((place) => {
      const { code, advocateEmail, orderedAt: _at } = drafts[place]!;
      const { customerId, campaignId } = named[place]!;
      return { customerId, campaignId, code, advocateEmail };
    }),
  );
  for (const [nth, place] of attempted.entries()) {
    decided[place] = creditByAttempt(attempts[nth]!, named[place]!);
  }
  return decided as (Credited | Rejected)[];
}

/** The credit where it does not depend on making an attribution; null where it does. */
function creditWithoutAttempt(draft: OrderDraft, named: Named): Credited | Rejected | null {
  const namesSomebody = Boolean(draft.code || draft.advocateEmail);
  if (named.customerId === null) return reject("invalid_email");
  if (draft.campaignUid && named.campaignId === null) return reject("campaign_not_found");
  if (draft.onlyCampaignId && named.campaignId !== null && named.campaignId !== draft.onlyCampaignId) {
    return reject("campaign_not_allowed");
  }
  if (named.standingId && (!namesSomebody || named.advocateId === named.standingAdvocateId)) {
    return { ...UNCREDITED, credit: "standing", attributionId: named.standingId };
  }
  return namesSomebody ? null : UNCREDITED;
}

function creditByAttempt(attempt: RecordOutcome, { standingId }: Named): Credited | Rejected {
  if (attempt.outcome === "active") return { ...UNCREDITED, credit: "new", attributionId: attempt.id };
  if (attempt.outcome === "inactive_duplicate") {
    return { ...UNCREDITED, credit: "standing", attributionId: attempt.standingId, attemptId: attempt.id };
  }
  const { code, problems } = attempt;
  // Who stands is credited whatever a code says, so a code that is wrong takes nothing away.
  if (standingId) return { ...UNCREDITED, credit: "standing", attributionId: standingId, ignored: code };
  return isKeptUncredited(problems) ? { ...UNCREDITED, ignored: code } : { code, problems };
}

function reject(code: OrderRejection): Rejected {
  return { code, problems: [code] };
}

function newOrder(draft: OrderDraft, named: Named, { credit, attributionId, attemptId, ignored }: Credited): NewOrder {
  const detail: Record<string, string | null> = {
    credit,
    attempt: attemptId,
    ignored: ignored satisfies Rejection | null,
  };
  return {
    ...{ draft, customerId: named.customerId!, campaignId: named.campaignId, attributionId },
    contentHash: contentHash(draft),
    detail: Object.fromEntries(Object.entries(detail).filter((entry): entry is [string, string] => entry[1] !== null)),
  };
}

/** Tells a repeat from another order with the same id: everything that was sent but what may change from outside. */
function contentHash(draft: OrderDraft): string {
  const { customerEmail, revenueMinor, currency, campaignUid, code, advocateEmail, orderedAt, customFields } = draft;
  const lower = (text: string | null | undefined) => text?.normalize("NFKC").trim().toLowerCase() ?? null;
  const fields = Object.entries(customFields ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const content = [
    ...[lower(customerEmail), revenueMinor, currency, campaignUid ?? null, lower(code), lower(advocateEmail)],
    ...[orderedAt ? new Date(orderedAt).toISOString() : null, fields],
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url");
}
