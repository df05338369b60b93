import "server-only";
import { z } from "zod";
import { INTEGRATIONS } from "@/lib/api-keys/schema";
import { EVENT_KINDS, INACTIVE_REASONS, METHODS } from "@/lib/attributions/schema";
import { SOURCES } from "@/lib/audit/schema";
import { ORDER_STATUSES } from "@/lib/orders/schema";
import { RECIPIENTS, REWARD_STATUSES, REWARD_TRIGGERS } from "@/lib/rewards/schema";

/** What the API answers, by endpoint: the schemas of the OpenAPI document, which the contract tests hold it to. */

const id = z.uuid();
const instant = z.iso.datetime({ offset: true });
const status = z.enum(["active", "inactive"]);
const person = z.object({ id, email: z.string(), name: z.string().nullable() });
const campaign = z.object({ uid: z.string(), name: z.string() });
const actor = z.object({ kind: z.string(), name: z.string() });
/** Of an API key also what kind of program has it. */
const recorder = actor.extend({ integration: z.enum(INTEGRATIONS).nullable() });
const source = z.enum(SOURCES);
/** Fields and parameters that nobody knows and that were ignored. */
const warnings = z.array(z.string()).optional();

const problem = z.object({ code: z.string(), message: z.string() });

/** Why a request was refused. `code` is stable: programs may tell refusals apart by it. */
export const problemSchema = z.object({
  code: z.string().describe("Stable: programs may tell refusals apart by it."),
  message: z.string().describe("A sentence that says what to do."),
  field: z.string().optional().describe("The field that is wrong, where it is one."),
  outcome: z.literal("rejected").optional(),
  problems: z.array(problem).optional().describe("Every reason, the most basic first."),
  standing_id: id.nullable().optional().describe("The attribution that stands in the way."),
  warnings,
});

const standing = z.object({ id, advocate_email: z.string(), status, created_at: instant });
const active = z.object({ outcome: z.literal("active"), id, warnings });
const duplicate = z.object({
  ...{ outcome: z.literal("inactive_duplicate"), id, warnings },
  standing: standing.nullable(),
});
const created = { customer_created: z.boolean() };
const rejected = problem.extend({
  outcome: z.literal("rejected"),
  field: z.string().nullable(),
  problems: z.array(problem).optional(),
  warnings,
});

const credited = z.object({
  ...{ id, order_id: z.string(), credit: z.enum(["standing", "new", "none"]) },
  ...{ attribution_id: id.nullable(), advocate_email: z.string().nullable(), attempt_id: id.nullable() },
  ignored: z.string().nullable(),
  warnings,
});
const conflict = problem.extend({ outcome: z.literal("conflict"), field: z.literal("order_id"), warnings });

const attribution = z.object({
  ...{ id, status, inactive_reason: z.enum(INACTIVE_REASONS).nullable(), customer: person, advocate: person, campaign },
  ...{ established_by: z.enum(METHODS), code: z.string().nullable(), source, recorded_by: recorder },
  ...{ created_at: instant, changed_at: instant.nullable() },
});
const attributionRecord = attribution.extend({
  history: z.array(
    z.object({
      ...{ at: instant, kind: z.enum(EVENT_KINDS), from_status: status.nullable(), to_status: status, by: actor },
      ...{ source, reason: z.string().nullable(), related: z.object({ id, advocate: person }).nullable() },
    }),
  ),
  competing: z.array(z.object({ id, status, standing: z.boolean(), advocate: person })),
  warnings,
});

const order = z.object({
  ...{ id, order_id: z.string(), status: z.enum(ORDER_STATUSES), customer: person, revenue_amount: z.string() },
  ...{ revenue_minor: z.int(), currency: z.string(), campaign: campaign.nullable() },
  attribution: z.object({ id, advocate: person }).nullable(),
  ...{ external_status: z.string().nullable(), hubspot_dealstage: z.string().nullable() },
  ...{ custom_fields: z.record(z.string(), z.string()), source, ordered_at: instant, created_at: instant },
});

const reward = z.object({
  ...{ id, status: z.enum(REWARD_STATUSES), recipient: z.enum(RECIPIENTS), contact: person, amount: z.string() },
  ...{ amount_minor: z.int(), currency: z.string(), campaign },
  reward_trigger: z.object({ id, version: z.int(), name: z.string(), trigger: z.enum(REWARD_TRIGGERS) }),
  order: z.object({ id, order_id: z.string() }).nullable(),
  attribution: z.object({ id, advocate: person, customer: person }),
  created_at: instant,
});

const pageOf = (row: z.ZodType) =>
  z.object({
    ...{ data: z.array(row), next_cursor: z.string().nullable(), previous_cursor: z.string().nullable() },
    warnings,
  });

/** Keyed by method and endpoint. A repeat is answered in the same form. */
export const ANSWERS: Record<string, z.ZodType> = {
  "post referral_attribution/record": z.union([active.extend(created), duplicate.extend(created)]),
  "post referral_attribution/record_batch": z.object({
    ...{ active: z.int(), inactive_duplicate: z.int(), rejected: z.int(), contacts_created: z.int(), warnings },
    results: z.array(z.union([active, duplicate, rejected])),
  }),
  "post order/record": credited.extend({ outcome: z.literal("recorded") }),
  "post order/record_batch": z.object({
    ...{ recorded: z.int(), repeated: z.int(), conflict: z.int(), rejected: z.int(), warnings },
    results: z.array(z.union([credited.extend({ outcome: z.enum(["recorded", "repeated"]) }), conflict, rejected])),
  }),
  "patch orders/{id}": order.extend({ warnings }),
  "patch referral_attributions/{id}": attributionRecord,
  "post referral_attributions/{id}/reassign": attributionRecord,
  "get referral_attributions": pageOf(attribution),
  "get referral_attributions/{id}": attributionRecord,
  "get orders": pageOf(order),
  "get orders/{id}": order,
  "get rewards": pageOf(reward),
};

/** The schema of what is answered, as OpenAPI takes it. */
export function answerSchema(of: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(of, { io: "output" });
  return schema;
}
