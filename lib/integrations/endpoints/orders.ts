import "server-only";
import type { z } from "zod";
import { describeOrders, type OrderAnswer } from "@/lib/orders/answers";
import { changeExternalStatus, endOrders, recordOrders } from "@/lib/orders/commands";
import type { OrderOutcome } from "@/lib/orders/schema";
import { changeOrderSchema, recordOrderSchema } from "../order-schema";
import { findOrderForKey } from "../records";
import { type ApiAnswer, batchSchema } from "../schema";
import { fieldOf } from "../serialize";
import { understand } from "../understand";
import { rejectionWords } from "../wording";
import { endpoint, type Given } from "./endpoint";

type Sent = z.output<typeof recordOrderSchema>;

const IN_CONFLICT = "Another order has this order_id. Send a new order_id, or the same content to ask for its result.";

/** Records orders for a key; answers what each came to, in their order. */
async function record(
  { tx, actor, key }: Given,
  sent: Sent[],
): Promise<{ outcome: OrderOutcome; answer: ApiAnswer }[]> {
  const outcomes = await recordOrders(
    tx,
    actor,
    sent.map((order) => ({ ...order, onlyCampaignId: key.campaign?.id })),
  );
  const ids = outcomes.flatMap((one) => (one.outcome === "rejected" ? [] : one.id));
  const described = await describeOrders(tx, ids);
  return outcomes.map((outcome, index) => ({ outcome, answer: answerOf(outcome, sent[index]!, described) }));
}

function answerOf(
  outcome: OrderOutcome,
  { code, customerEmail, codeField }: Sent,
  described: Map<string, OrderAnswer>,
): ApiAnswer {
  const about = { email: customerEmail, ...(code && { code }) };
  if (outcome.outcome === "rejected") {
    const { status, message, field } = rejectionWords(outcome.code);
    const problems = outcome.problems.map((problem) => ({ code: problem, message: rejectionWords(problem).message }));
    return {
      ...{ status, outcome: "refused", trace: about },
      body: { outcome: "rejected", code: outcome.code, message, field: fieldOf(field, codeField), problems },
    };
  }
  if (outcome.outcome === "conflict") {
    return {
      status: 409,
      outcome: "refused",
      trace: { ...about, orderId: outcome.id },
      body: { code: "order_conflict", message: IN_CONFLICT, field: "order_id" },
    };
  }
  const result = described.get(outcome.id)!;
  return {
    status: outcome.outcome === "recorded" ? 201 : 200,
    // A repeat that brings a new external status did something, and is not to be taken for one that did nothing.
    outcome: outcome.outcome === "repeated" && !outcome.updated ? "repeated" : "done",
    trace: about,
    body: { outcome: "recorded", ...result },
  };
}

/** Records an order with contact and attribution; a repeat is answered with its first result. */
export const recordOrder = endpoint({
  scope: "orders:write",
  schema: recordOrderSchema,
  run: async (sent, given) => (await record(given, [sent]))[0]!.answer,
});

/** Records up to a thousand orders. Each has its own outcome; one that is rejected stops no other. */
export const recordOrderBatch = endpoint({
  scope: "orders:write",
  schema: batchSchema,
  async run({ records }, given) {
    const understood = records.map((one) => understand(recordOrderSchema, one));
    const made = await record(
      given,
      understood.flatMap((one) => ("input" in one ? [one.input] : [])),
    );
    const results: Record<string, unknown>[] = understood.map((one) => {
      if (!("input" in one)) return { outcome: "rejected", code: "invalid", message: one.message, field: one.field };
      const { outcome, answer } = made.shift()!;
      const body = { ...answer.body, outcome: outcome.outcome };
      return one.warnings.length > 0 ? { ...body, warnings: one.warnings } : body;
    });
    const count = (name: OrderOutcome["outcome"]) => results.filter(({ outcome }) => outcome === name).length;
    const counts = {
      ...{ recorded: count("recorded"), repeated: count("repeated") },
      ...{ conflict: count("conflict"), rejected: count("rejected") },
    };
    return { status: 200, body: { ...counts, results }, outcome: "done" };
  },
});

const NO_SUCH: ApiAnswer = {
  ...{ status: 404, outcome: "refused" },
  body: { code: "not_found", message: "There is no order with this id." },
};

/**
 * Says what the outside says of an order, or that it was refunded or cancelled. Its credit stays. Of a request that is
 * refused nothing is done, and an order that was ended in the same way before, or at the same moment, is no refusal.
 */
export const changeOrder = endpoint({
  scope: "orders:write",
  schema: changeOrderSchema,
  async run({ external_status, hubspot_dealstage, status }, { tx, key, actor, id: named }) {
    const order = await findOrderForKey(tx, key, named);
    if (!order) return NO_SUCH;
    const { id } = order;
    if (status) {
      const ended = await endOrders(tx, actor, { ids: [id], to: status });
      // What was read before may be of a time before somebody else ended it, for whom this one waited.
      const is = ended.length > 0 ? status : (await findOrderForKey(tx, key, id))!.status;
      if (is !== status) {
        const message = `The order is ${is} already; that is for good.`;
        return {
          ...{ status: 409, outcome: "refused", trace: { orderId: id } },
          body: { code: "order_ended", message, field: "status" },
        };
      }
    }
    await changeExternalStatus(tx, actor, [
      { id, externalStatus: external_status, hubspotDealstage: hubspot_dealstage },
    ]);
    return { status: 200, outcome: "done", body: (await findOrderForKey(tx, key, id))! };
  },
});
