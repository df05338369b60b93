import sql, { type Sql } from "sql-template-tag";
import { expect } from "vitest";
import { useTruths } from "@/lib/testing/truths";
import { makeCampaign, type World } from "@/lib/testing/world";

const { refuses, guarantees } = useTruths();
const id = (last: string) => `00000000-0000-7000-8000-0000000000${last}`;
const NOTHING = "00000000-0000-7000-8000-00000000dead";
const [RULE, ATTRIBUTION, OTHER_ATTRIBUTION, ORDER] = [id("c1"), id("c2"), id("c3"), id("c4")];
const [REWARD, OTHER_REWARD, EVENT] = [id("d1"), id("d2"), id("d3")];

/** A rule, two customers referred by the first advocate, and an order of the first: made so that nothing is earned yet. */
const made = ({ actor, campaign, customers, advocates }: World): Sql[] => [
  ...[ATTRIBUTION, OTHER_ATTRIBUTION].map(
    (attribution, nth) => sql`
      INSERT INTO attribution (id, campaign_id, customer_id, advocate_id, status, method, source, actor_id)
      VALUES (${attribution}, ${campaign.id}, ${customers[nth]!.id}, ${advocates[0]!.id}, 'active', 'advocate', 'manual', ${actor.actorId})`,
  ),
  sql`
    INSERT INTO customer_order (id, order_id, customer_id, revenue_minor, currency, campaign_id, attribution_id, source, actor_id,
      ordered_at, content_hash)
    VALUES (${ORDER}, 'A-1', ${customers[0]!.id}, 100, 'EUR', ${campaign.id}, ${ATTRIBUTION}, 'manual', ${actor.actorId}, now(), 'hash')`,
  sql`INSERT INTO reward_rule (id, campaign_id) VALUES (${RULE}, ${campaign.id})`,
  sql`
    INSERT INTO reward_rule_version (rule_id, version, name, trigger, for_advocate, for_customer, amount_kind, amount_minor, currency,
      starts_as, actor_id)
    VALUES (${RULE}, 1, 'Ten', 'order_created', TRUE, FALSE, 'fixed', 1000, 'EUR', 'pending', ${actor.actorId})`,
];

type Values = Partial<{
  id: string;
  campaign: string;
  version: number;
  attribution: string;
  order: string | null;
  recipient: string;
  contact: string;
  amount: number;
  currency: string;
  status: string;
  onceFor: string | null;
}>;

/** A valid reward, but for `values`. */
const insertReward = ({ campaign, advocates }: World, values: Values = {}): Sql => sql`
  INSERT INTO reward (id, campaign_id, rule_id, rule_version, attribution_id, order_id, recipient, contact_id, amount_minor, currency,
    status, once_for)
  VALUES (${values.id ?? REWARD}, ${values.campaign ?? campaign.id}, ${RULE}, ${values.version ?? 1},
    ${values.attribution ?? ATTRIBUTION}, ${values.order === undefined ? ORDER : values.order}, ${values.recipient ?? "advocate"},
    ${values.contact ?? advocates[0]!.id}, ${values.amount ?? 1000}, ${values.currency ?? "EUR"}, ${values.status ?? "pending"},
    ${values.onceFor ?? null})`;

const given = (values: Values) => (world: World) => [...made(world), insertReward(world, values)];
const then =
  (values: Values, ...more: Sql[]) =>
  (world: World) => [...given(values)(world), ...more];
const setStatus = (status: string) => sql`UPDATE reward SET status = ${status}`;

refuses("reward__pk", {
  "two rewards never share an id": (world) => [...given({})(world), insertReward(world, { order: null })],
});
refuses("reward__campaign", { "a reward's campaign exists": given({ campaign: NOTHING }) });
refuses("reward__rule", { "a reward names the version that made it": given({ version: 2 }) });
refuses("reward__attribution", {
  "a reward follows from an attribution": given({ attribution: NOTHING, order: null }),
});
refuses("reward__order", { "the order that earned it exists": given({ order: NOTHING }) });
refuses("reward__contact", { "somebody is rewarded": given({ contact: NOTHING }) });
refuses("reward__recipient_known", { "somebody of the referral is rewarded": given({ recipient: "friend" }) });
refuses("reward__amount_counted", { "something is given": given({ amount: 0 }) });
refuses("reward__currency_form", { "a currency is a code": given({ currency: "eur" }) });
refuses("reward__status_known", { "a reward is in a known state": given({ status: "lost" }) });
refuses("reward__once_per_order", {
  "one order never gives the same reward twice": (world) => [
    ...given({})(world),
    insertReward(world, { id: OTHER_REWARD }),
  ],
  "not even when the first was denied": (world) => [
    ...given({ status: "denied" })(world),
    insertReward(world, { id: OTHER_REWARD }),
  ],
});
refuses("reward__once_per_customer", {
  "what is given once for each customer is not given twice": (world) => [
    ...given({ onceFor: world.customers[0]!.id })(world),
    insertReward(world, { id: OTHER_REWARD, order: null, onceFor: world.customers[0]!.id }),
  ],
});
refuses("reward__kept", { "a reward is never deleted": then({}, sql`DELETE FROM reward`) });
refuses("reward__origin_kept", {
  "a reward is never transferred": then({}, sql`UPDATE reward SET attribution_id = ${OTHER_ATTRIBUTION}`),
  "what was earned is never changed": then({}, sql`UPDATE reward SET amount_minor = 1`),
  "a reward names for ever what made it": then({}, sql`UPDATE reward SET rule_version = 1`),
});
refuses("reward__fits_together", {
  "an order's reward is of the attribution it credits": given({ attribution: OTHER_ATTRIBUTION }),
});
guarantees("reward__fits_together", "a reward is of its rule's campaign", async (tx, world) => {
  for (const step of made(world)) await tx.query(step);
  const other = await makeCampaign(tx, "other");
  await tx.query("SAVEPOINT intact");
  const refused = await tx
    .query(insertReward(world, { campaign: other.id, order: null }))
    .catch((error) => error.constraint);
  expect(refused).toBe("reward__fits_together");
  await tx.query("ROLLBACK TO SAVEPOINT intact");
});
refuses("reward__moves_on", {
  "what was paid stays so": then({ status: "fulfilled" }, setStatus("denied")),
  "only what is approved is paid": then({}, setStatus("fulfilled")),
  "nothing is undecided again": then({ status: "approved" }, setStatus("pending")),
});

const merge = (world: World) => sql`
  UPDATE contact SET merged_into = ${world.customers[1]!.id} WHERE id = ${world.customers[0]!.id}`;
const ofCustomer = (world: World): Values => ({ recipient: "customer", contact: world.customers[0]!.id });
refuses("reward__moves_with_merge", {
  "a reward never becomes another one's": (world) => [
    ...given({})(world),
    sql`UPDATE reward SET contact_id = ${world.advocates[1]!.id}`,
  ],
});
refuses("reward__not_of_merged", {
  "a merged contact is not rewarded": (world) => [...made(world), merge(world), insertReward(world, ofCustomer(world))],
});
guarantees("contact__takes_rewards_along", "what a merged contact earned is its survivor's", async (tx, world) => {
  for (const step of [...made(world), insertReward(world, ofCustomer(world)), merge(world)]) await tx.query(step);
  const { rows } = await tx.query("SELECT contact_id FROM reward");
  expect(rows).toEqual([{ contact_id: world.customers[1]!.id }]);
});

type EventValues = Partial<{
  reward: string;
  kind: string;
  actor: string;
  source: string;
  reason: string;
  cause: string;
}>;
const event = ({ actor }: World, values: EventValues = {}): Sql => sql`
  INSERT INTO reward_event (id, reward_id, kind, to_status, actor_id, source, reason, cause)
  VALUES (${EVENT}, ${values.reward ?? REWARD}, ${values.kind ?? "reward.created"}, 'pending', ${values.actor ?? actor.actorId},
    ${values.source ?? "manual"}, ${values.reason ?? null}, ${values.cause ?? null})`;
const withEvent = (values: EventValues) => (world: World) => [...given({})(world), event(world, values)];
const andThen = (step: Sql) => (world: World) => [...withEvent({ reason: "Because" })(world), step];
refuses("reward_event__pk", { "two events never share an id": (world) => [...withEvent({})(world), event(world)] });
refuses("reward_event__reward", { "an event is of a reward": withEvent({ reward: NOTHING }) });
refuses("reward_event__actor", { "somebody did it": withEvent({ actor: NOTHING }) });
refuses("reward_event__kind_known", { "an event is of a known kind": withEvent({ kind: "reward.lost" }) });
refuses("reward_event__source_known", { "an event came by a known door": withEvent({ source: "fax" }) });
refuses("reward_event__cause_known", { "a cause is a known one": withEvent({ cause: "weather" }) });
refuses("reward_event__reason_short", { "a reason is short": withEvent({ reason: "a".repeat(501) }) });
refuses("reward_event__append_only", { "an event is never deleted": andThen(sql`DELETE FROM reward_event`) });
refuses("reward_event__unchanged", {
  "an event is never changed": andThen(sql`UPDATE reward_event SET at = now()`),
  "a reason is never changed": andThen(sql`UPDATE reward_event SET reason = 'Something else'`),
  "a reason is taken out with a person only": andThen(sql`UPDATE reward_event SET reason = '[erased]'`),
});

const rewardCount = "SELECT count(*)::int AS count FROM reward";
guarantees("order_event__is_rewarded", "an order earns with its event", async (tx, world) => {
  for (const step of made(world)) await tx.query(step);
  await tx.query(sql`
    INSERT INTO order_event (order_id, kind, actor_id, source) VALUES (${ORDER}, 'order.created', ${world.actor.actorId}, 'manual')`);
  expect((await tx.query(rewardCount)).rows).toEqual([{ count: 1 }]);
});
guarantees("attribution_event__is_rewarded", "an attribution earns with its event", async (tx, world) => {
  for (const step of made(world)) await tx.query(step);
  await tx.query(sql`
    INSERT INTO reward_rule_version (rule_id, version, name, trigger, for_advocate, for_customer, amount_kind, amount_minor, currency,
      starts_as, actor_id)
    VALUES (${RULE}, 2, 'Ten', 'attribution_created', TRUE, TRUE, 'fixed', 1000, 'EUR', 'pending', ${world.actor.actorId})`);
  await tx.query(sql`UPDATE reward_rule SET version = 2`);
  await tx.query(sql`
    INSERT INTO attribution_event (attribution_id, campaign_id, customer_id, kind, to_status, actor_id, source)
    SELECT id, campaign_id, customer_id, 'attribution.created', 'active', actor_id, source FROM attribution WHERE id = ${ATTRIBUTION}`);
  expect((await tx.query(rewardCount)).rows).toEqual([{ count: 2 }]);
});
