import "server-only";
import { randomUUID } from "node:crypto";
import sql from "sql-template-tag";
import type { z } from "zod";
import type { Rejection } from "@/lib/attributions/schema";
import { draftErrors, rejectionSentence } from "@/lib/attributions/wording";
import type { Actor } from "@/lib/audit/trail";
import type { ContactOption } from "@/lib/contacts/queries";
import type { Db } from "@/lib/db/pool";
import { storable } from "@/lib/db/text";
import { inDryRun } from "@/lib/db/transaction";
import { currencyDigits, toMinorUnits } from "@/lib/money/rules";
import type { RewardRow } from "@/lib/rewards/columns";
import { listRewards } from "@/lib/rewards/queries";
import type { OrderRow } from "./columns";
import { recordOrders } from "./commands";
import { type CreditStory, tellCredit } from "./details";
import { listOrdersByIds } from "./queries";
import type { OrderDraft, OrderOutcome, previewOrderSchema } from "./schema";

/** A sentence for each field of the form that is in the way. */
export type OrderErrors = Partial<Record<"customer" | "campaign" | "advocate" | "code" | "orderId", string>>;

export type OrderPreview = {
  /** The contact there is with this e-mail; null where one would be created, or where it is no e-mail address. */
  customer: ContactOption | null;
  result:
    | { outcome: "recorded"; story: CreditStory; rewards: RewardRow[] }
    | { outcome: "repeated" | "conflict"; order: OrderRow }
    | { outcome: "rejected"; errors: OrderErrors };
};

/**
 * What recording an order would do, found out by the very command that records it, in a transaction that is rolled back.
 * What is not filled in yet does not decide about the credit: an id of its own and no revenue stand in for it.
 */
export async function previewOrder(
  db: Db,
  actor: Actor,
  { amount, currency, orderId, ...named }: z.output<typeof previewOrderSchema>,
): Promise<OrderPreview> {
  const isCurrency = Boolean(currency && currencyDigits(currency) !== null);
  const draft: OrderDraft = {
    ...named,
    orderId: orderId || randomUUID(),
    currency: isCurrency ? currency! : "EUR",
    revenueMinor: isCurrency ? (toMinorUnits(amount ?? "", currency!) ?? 0) : 0,
  };
  const customer = await findCustomer(db, draft.customerEmail);
  const result = await inDryRun(db, async (tx): Promise<OrderPreview["result"]> => {
    const outcome = (await recordOrders(tx, actor, [draft]))[0]!;
    if (outcome.outcome === "recorded") {
      const { rows: rewards } = await listRewards(tx, { order: outcome.id, timeZone: "UTC" });
      return { outcome: "recorded", story: await tellCredit(tx, outcome), rewards };
    }
    if (outcome.outcome === "rejected") {
      return { outcome: "rejected", errors: orderErrors(outcome, { customer, byCode: Boolean(draft.code) }) };
    }
    return { outcome: outcome.outcome, order: (await listOrdersByIds(tx, [outcome.id]))[0]! };
  });
  return { customer, result };
}

/** The contact with this e-mail address, however it is spelled, or null. */
export async function findCustomer(db: Db, email: string): Promise<ContactOption | null> {
  const { rows } = await db.query<ContactOption>(
    sql`SELECT id, name, email, status FROM contact WHERE email_key = normal_form(${storable(email)})`,
  );
  return rows[0] ?? null;
}

/** What a refused order is refused for, at the fields of the form. */
export function orderErrors(
  { problems }: Extract<OrderOutcome, { outcome: "rejected" }>,
  { customer, byCode }: { customer: ContactOption | null; byCode: boolean },
): OrderErrors {
  // Only a key of a program is bound to one campaign; whoever is signed in is not.
  const known = problems.filter((problem): problem is Rejection => problem !== "campaign_not_allowed");
  const errors: OrderErrors = draftErrors(known, { customer, advocate: null, byCode });
  if (known.includes("invalid_email")) errors.customer = rejectionSentence("invalid_email");
  return errors;
}
