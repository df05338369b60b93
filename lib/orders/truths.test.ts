import sql, { type Sql } from "sql-template-tag";
import { expect } from "vitest";
import { useTruths } from "@/lib/testing/truths";
import type { World } from "@/lib/testing/world";

const { refuses, guarantees } = useTruths();
const NOTHING = "00000000-0000-7000-8000-00000000dead";
const ORDER = "00000000-0000-7000-8000-0000000000b1";
const OTHER = "00000000-0000-7000-8000-0000000000b2";
const ATTRIBUTION = "00000000-0000-7000-8000-0000000000b3";

type Values = Partial<{
  id: string;
  orderId: string;
  customer: string;
  revenue: number;
  currency: string;
  campaign: string | null;
  attribution: string | null;
  actor: string;
  status: string;
  source: string;
  fields: string;
}>;

/** A valid order, but for `values`. */
const insertOrder = ({ actor, customers, campaign }: World, values: Values = {}): Sql => sql`
  INSERT INTO customer_order (id, order_id, customer_id, revenue_minor, currency, campaign_id, attribution_id, status, source,
    actor_id, ordered_at, content_hash, custom_fields)
  VALUES (${values.id ?? ORDER}, ${values.orderId ?? "A-1"}, ${values.customer ?? customers[0]!.id}, ${values.revenue ?? 100},
    ${values.currency ?? "EUR"}, ${values.campaign === undefined ? campaign.id : values.campaign}, ${values.attribution ?? null},
    ${values.status ?? "placed"}, ${values.source ?? "manual"}, ${values.actor ?? actor.actorId}, now(), 'hash',
    ${values.fields ?? "{}"}::jsonb)`;

/** The first customer, referred by the first advocate. */
const insertAttribution = ({ actor, customers, advocates, campaign }: World): Sql => sql`
  INSERT INTO attribution (id, campaign_id, customer_id, advocate_id, status, method, source, actor_id)
  VALUES (${ATTRIBUTION}, ${campaign.id}, ${customers[0]!.id}, ${advocates[0]!.id}, 'active', 'advocate', 'manual', ${actor.actorId})`;

refuses("customer_order__pk", {
  "two orders never share an id": (world) => [insertOrder(world), insertOrder(world, { orderId: "A-2" })],
});
refuses("customer_order__order_id_unique", {
  "the shop's id names one order": (world) => [insertOrder(world), insertOrder(world, { id: OTHER })],
});
refuses("customer_order__customer", { "somebody bought": (world) => insertOrder(world, { customer: NOTHING }) });
refuses("customer_order__campaign", {
  "an order's campaign exists": (world) => insertOrder(world, { campaign: NOTHING }),
});
refuses("customer_order__attribution", {
  "what is credited exists": (world) => insertOrder(world, { attribution: NOTHING }),
});
refuses("customer_order__actor", { "somebody recorded it": (world) => insertOrder(world, { actor: NOTHING }) });
refuses("customer_order__order_id_said", {
  "an order has an id": (world) => insertOrder(world, { orderId: "" }),
  "an order's id is trimmed": (world) => insertOrder(world, { orderId: " A-1" }),
});
refuses("customer_order__revenue_counted", {
  "nobody pays less than nothing": (world) => insertOrder(world, { revenue: -1 }),
});
refuses("customer_order__currency_form", {
  "a currency is a code": (world) => insertOrder(world, { currency: "eur" }),
});
refuses("customer_order__status_known", {
  "an order is in a known state": (world) => insertOrder(world, { status: "lost" }),
});
refuses("customer_order__source_known", {
  "an order came by a known door": (world) => insertOrder(world, { source: "fax" }),
});
refuses("customer_order__credit_in_campaign", {
  "credit belongs to a campaign": (world) => [
    insertAttribution(world),
    insertOrder(world, { campaign: null, attribution: ATTRIBUTION }),
  ],
});
refuses("customer_order__fields_named", {
  "custom fields have names": (world) => insertOrder(world, { fields: "[]" }),
});
refuses("customer_order__kept", {
  "an order is never deleted": (world) => [insertOrder(world), sql`DELETE FROM customer_order`],
});
refuses("customer_order__credit_kept", {
  "an order is never credited to another": (world) => [
    insertAttribution(world),
    insertOrder(world, { attribution: ATTRIBUTION }),
    sql`UPDATE customer_order SET attribution_id = NULL`,
  ],
  "what was paid is never changed": (world) => [insertOrder(world), sql`UPDATE customer_order SET revenue_minor = 1`],
});
/** A prospect whose e-mail goes on naming the second customer. */
const merged = (world: World) => sql`
  UPDATE contact SET merged_into = ${world.customers[1]!.id} WHERE id = ${world.customers[0]!.id}`;
refuses("customer_order__moves_with_merge", {
  "an order never becomes another one's": (world) => [
    insertOrder(world),
    sql`UPDATE customer_order SET customer_id = ${world.customers[1]!.id}`,
  ],
});
refuses("customer_order__of_present", {
  "a merged contact buys nothing": (world) => [merged(world), insertOrder(world)],
});
guarantees("contact__takes_orders_along", "what a merged contact bought is its survivor's", async (tx, world) => {
  await tx.query(insertOrder(world));
  await tx.query(merged(world));
  const { rows } = await tx.query("SELECT customer_id FROM customer_order");
  expect(rows).toEqual([{ customer_id: world.customers[1]!.id }]);
});
refuses("customer_order__credits_its_own", {
  "an order is credited to an attribution of its customer": (world) => [
    insertAttribution(world),
    insertOrder(world, { attribution: ATTRIBUTION, customer: world.customers[1]!.id }),
  ],
});

const event =
  (values: Partial<{ order: string; actor: string; kind: string; source: string }> = {}) =>
  (world: World) =>
    sql`
  INSERT INTO order_event (id, order_id, kind, actor_id, source)
  VALUES (${OTHER}, ${values.order ?? ORDER}, ${values.kind ?? "order.created"}, ${values.actor ?? world.actor.actorId},
    ${values.source ?? "manual"})`;
const onAnOrder = (values: Parameters<typeof event>[0]) => (world: World) => [insertOrder(world), event(values)(world)];
refuses("order_event__pk", {
  "two events never share an id": (world) => [insertOrder(world), event()(world), event()(world)],
});
refuses("order_event__order", { "an event is of an order": event() });
refuses("order_event__actor", { "somebody did it": onAnOrder({ actor: NOTHING }) });
refuses("order_event__kind_known", { "an event is of a known kind": onAnOrder({ kind: "order.lost" }) });
refuses("order_event__source_known", { "an event came by a known door": onAnOrder({ source: "fax" }) });
refuses("order_event__append_only", {
  "an event is never changed": (world) => [...onAnOrder({})(world), sql`UPDATE order_event SET at = now()`],
  "an event is never deleted": (world) => [...onAnOrder({})(world), sql`DELETE FROM order_event`],
});
