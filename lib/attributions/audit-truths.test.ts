import sql from "sql-template-tag";
import { expect } from "vitest";
import { useTruths } from "@/lib/testing/truths";
import type { World } from "@/lib/testing/world";

const { refuses, guarantees } = useTruths();
const NOTHING = "00000000-0000-7000-8000-00000000dead";
const ATTRIBUTION = "00000000-0000-7000-8000-0000000000a1";
const EVENT = "00000000-0000-7000-8000-0000000000e1";

const insertAttribution = ({ campaign, customers, advocates, actor }: World) => sql`
  INSERT INTO attribution (id, campaign_id, customer_id, advocate_id, status, method, source, actor_id)
  VALUES (${ATTRIBUTION}, ${campaign.id}, ${customers[0]!.id}, ${advocates[0]!.id}, 'active', 'advocate', 'manual',
    ${actor.actorId})`;

type Values = {
  attributionId?: string;
  campaignId?: string;
  customerId?: string;
  actorId?: string;
  kind?: string;
  source?: string;
  reason?: string;
};

/** A valid first event of that attribution, but for `values`. */
const insertEvent = ({ campaign, customers, actor }: World, values: Values = {}) => sql`
  INSERT INTO attribution_event (id, attribution_id, campaign_id, customer_id, kind, to_status, actor_id, source, reason)
  VALUES (${EVENT}, ${values.attributionId ?? ATTRIBUTION}, ${values.campaignId ?? campaign.id},
    ${values.customerId ?? customers[0]!.id}, ${values.kind ?? "attribution.created"}, 'active',
    ${values.actorId ?? actor.actorId}, ${values.source ?? "manual"}, ${values.reason ?? null})`;

/** The attribution stands, then an event that breaks something is written. */
const eventBreaks = (values: (world: World) => Values) => (world: World) => [
  insertAttribution(world),
  insertEvent(world, values(world)),
];
/** The attribution and its event stand, then someone tampers with the event. */
const tampering = (statement: ReturnType<typeof sql>) => (world: World) => [
  insertAttribution(world),
  insertEvent(world),
  statement,
];

refuses("attribution_event__pk", {
  "an event is written once": (world) => [insertAttribution(world), insertEvent(world), insertEvent(world)],
});

refuses("attribution_event__kind_known", {
  "an event is of a known kind": eventBreaks(() => ({ kind: "attribution.erased" })),
});

refuses("attribution_event__source_known", {
  "a change comes through a known door": eventBreaks(() => ({ source: "fax" })),
});

refuses("attribution_event__reason_short", {
  "a reason has at most 500 characters": eventBreaks(() => ({ reason: "x".repeat(501) })),
});

guarantees("attribution_event__reason_short", "a reason may have 500 characters of any kind", async (tx, world) => {
  await tx.query(insertAttribution(world));
  const { rowCount } = await tx.query(insertEvent(world, { reason: "é".repeat(500) }));
  expect(rowCount).toBe(1);
});

refuses(
  "attribution_event__has_parents",
  {
    "an event is of an attribution that exists": eventBreaks(() => ({ attributionId: NOTHING })),
    "an event carries its attribution's campaign": eventBreaks(() => ({ campaignId: NOTHING })),
    "an event carries its attribution's referred contact": eventBreaks(({ customers }) => ({
      customerId: customers[1]!.id,
    })),
  },
  "attribution_event__attribution",
);

refuses(
  "attribution_event__has_parents",
  { "whoever changes an attribution exists": eventBreaks(() => ({ actorId: NOTHING })) },
  "attribution_event__actor",
);

/** Leaves nothing personal of the first referred contact. */
const erase = ({ customers }: World, at = sql`now()`) => sql`
  UPDATE contact SET email = 'erased-' || id || '@erased.invalid', first_name = NULL, last_name = NULL, status = 'banned',
    erased_at = ${at} WHERE id = ${customers[0]!.id}`;

refuses("attribution_event__unchanged", {
  "an event's actor is never rewritten": tampering(sql`UPDATE attribution_event SET actor_id = ${NOTHING}`),
  "an event's reason is never rewritten": tampering(sql`UPDATE attribution_event SET reason = 'because'`),
  "an event's detail is never rewritten": tampering(sql`UPDATE attribution_event SET detail = '{}'`),
  "an insert that finds an event there already does not overwrite it": (world) => [
    insertAttribution(world),
    insertEvent(world),
    sql`${insertEvent(world)} ON CONFLICT (attribution_id, id) DO UPDATE SET reason = 'overwritten'`,
  ],
  "a merge does not overwrite an event": tampering(sql`
    MERGE INTO attribution_event USING (SELECT) AS given ON TRUE WHEN MATCHED THEN UPDATE SET reason = 'merged'`),
  "a reason is not redacted when nobody is erased": tampering(sql`UPDATE attribution_event SET reason = '[erased]'`),
  "a reason is not redacted long after somebody was erased": (world) => [
    insertAttribution(world),
    insertEvent(world, { reason: "Ada said so" }),
    erase(world, sql`now() - interval '1 second'`),
    sql`UPDATE attribution_event SET reason = '[erased]'`,
  ],
  "a reason becomes nothing else while somebody is erased": (world) => [
    insertAttribution(world),
    insertEvent(world, { reason: "Ada said so" }),
    erase(world),
    sql`UPDATE attribution_event SET reason = 'Ben said so'`,
  ],
  "nothing else of an event changes while somebody is erased": (world) => [
    insertAttribution(world),
    insertEvent(world, { reason: "Ada said so" }),
    erase(world),
    sql`UPDATE attribution_event SET reason = '[erased]', kind = 'attribution.activated'`,
  ],
  "an event that gave no reason gives none while somebody is erased": (world) => [
    insertAttribution(world),
    insertEvent(world),
    erase(world),
    sql`UPDATE attribution_event SET reason = '[erased]'`,
  ],
});

guarantees("attribution_event__unchanged", "whoever is erased is taken out of a reason", async (tx, world) => {
  await tx.query(insertAttribution(world));
  await tx.query(insertEvent(world, { reason: "Ada said so" }));
  await tx.query(erase(world));
  const { rowCount } = await tx.query(sql`UPDATE attribution_event SET reason = '[erased]'`);
  expect(rowCount).toBe(1);
});

refuses("attribution_event__append_only", {
  "an event is never deleted": tampering(sql`DELETE FROM attribution_event`),
  "the events are never emptied": tampering(sql`TRUNCATE attribution_event`),
  "the events are not emptied with the attributions either": tampering(
    sql`TRUNCATE attribution_event, attribution CASCADE`,
  ),
});
