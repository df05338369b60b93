import sql, { type Sql } from "sql-template-tag";
import { useTruths } from "@/lib/testing/truths";
import type { World } from "@/lib/testing/world";

const { refuses } = useTruths();
const NOTHING = "00000000-0000-7000-8000-00000000dead";
const RULE = "00000000-0000-7000-8000-0000000000c1";
const atTheEnd = sql`SET CONSTRAINTS ALL IMMEDIATE`;

const insertRule = ({ campaign }: World, { campaignId = campaign.id, version = 1 } = {}): Sql => sql`
  INSERT INTO reward_rule (id, campaign_id, version) VALUES (${RULE}, ${campaignId}, ${version})`;

type Terms = Partial<{
  rule: string;
  version: number;
  name: string;
  trigger: string;
  forAdvocate: boolean;
  kind: string;
  amount: number | null;
  percent: number | null;
  cap: number | null;
  currency: string;
  startsAs: string;
  least: number | null;
  status: string | null;
  actor: string;
}>;

/** A valid version of the rule, but for `terms`. */
const insertVersion = ({ actor }: World, terms: Terms = {}): Sql => sql`
  INSERT INTO reward_rule_version (rule_id, version, name, trigger, for_advocate, for_customer, amount_kind, amount_minor,
    percent_hundredths, cap_minor, currency, starts_as, min_revenue_minor, external_status, actor_id)
  VALUES (${terms.rule ?? RULE}, ${terms.version ?? 1}, ${terms.name ?? "Ten"}, ${terms.trigger ?? "order_created"},
    ${terms.forAdvocate ?? true}, FALSE, ${terms.kind ?? "fixed"}, ${terms.amount === undefined ? 1000 : terms.amount},
    ${terms.percent ?? null}, ${terms.cap ?? null}, ${terms.currency ?? "EUR"}, ${terms.startsAs ?? "pending"},
    ${terms.least ?? null}, ${terms.status ?? null}, ${terms.actor ?? actor.actorId})`;

const withTerms = (terms: Terms) => (world: World) => [insertRule(world), insertVersion(world, terms)];
const whole = (world: World) => [insertRule(world), insertVersion(world), atTheEnd];

refuses("reward_rule__pk", {
  "two rules never share an id": (world) => [insertRule(world), insertRule(world)],
});
refuses("reward_rule__campaign", {
  "a rule is of a campaign": (world) => insertRule(world, { campaignId: NOTHING }),
});
refuses("reward_rule__in_force", {
  "the version in force exists": (world) => [insertRule(world, { version: 2 }), insertVersion(world), atTheEnd],
});
refuses("reward_rule__kept", {
  "a rule is never deleted": (world) => [...whole(world), sql`DELETE FROM reward_rule`],
});
refuses("reward_rule__origin_kept", {
  "a rule stays in its campaign": (world) => [...whole(world), sql`UPDATE reward_rule SET campaign_id = campaign_id`],
  "a rule never counts from another day": (world) => [
    ...whole(world),
    sql`UPDATE reward_rule SET created_at = '2020-01-01'`,
  ],
});

refuses("reward_rule_version__pk", {
  "a version is made once": (world) => [...whole(world), insertVersion(world)],
});
refuses("reward_rule_version__rule", {
  "a version is of a rule": (world) => insertVersion(world, { rule: NOTHING }),
});
refuses("reward_rule_version__actor", { "somebody made it": withTerms({ actor: NOTHING }) });
refuses("reward_rule_version__counted", { "versions count from one": withTerms({ version: 0 }) });
refuses("reward_rule_version__named", {
  "a rule has a name": withTerms({ name: "" }),
  "a name is trimmed": withTerms({ name: " Ten" }),
});
refuses("reward_rule_version__trigger_known", { "a rule is about a known event": withTerms({ trigger: "visit" }) });
refuses("reward_rule_version__for_somebody", { "somebody is rewarded": withTerms({ forAdvocate: false }) });
refuses("reward_rule_version__one_amount", {
  "an amount is one": withTerms({ amount: null }),
  "an amount is not a percentage too": withTerms({ percent: 100 }),
  "a fixed amount has no cap": withTerms({ cap: 100 }),
  "a percentage is one": withTerms({ kind: "percent", amount: null }),
});
refuses("reward_rule_version__amount_counted", { "something is given": withTerms({ amount: 0 }) });
refuses("reward_rule_version__percent_counted", {
  "a percentage is above nothing": withTerms({ kind: "percent", amount: null, percent: 0 }),
  "nobody is given more than was paid": withTerms({ kind: "percent", amount: null, percent: 10_001 }),
});
refuses("reward_rule_version__cap_counted", {
  "a cap lets something through": withTerms({ kind: "percent", amount: null, percent: 1, cap: 0 }),
});
refuses("reward_rule_version__min_counted", { "a minimum is above nothing": withTerms({ least: 0 }) });
refuses("reward_rule_version__currency_form", { "a currency is a code": withTerms({ currency: "eur" }) });
refuses("reward_rule_version__start_known", { "nothing starts as paid": withTerms({ startsAs: "fulfilled" }) });
refuses("reward_rule_version__of_orders", {
  "an attribution has no revenue": withTerms({
    trigger: "attribution_created",
    kind: "percent",
    amount: null,
    percent: 5,
  }),
  "an attribution has no minimum": withTerms({ trigger: "attribution_created", least: 5 }),
  "an attribution has no external status": withTerms({ trigger: "attribution_created", status: "won" }),
});
refuses("reward_rule_version__status_said", { "a status is said": withTerms({ status: "" }) });
refuses("reward_rule_version__append_only", {
  "a version is never changed": (world) => [...whole(world), sql`UPDATE reward_rule_version SET amount_minor = 1`],
  "a version is never deleted": (world) => [...whole(world), sql`DELETE FROM reward_rule_version`],
});
