import sql from "sql-template-tag";
import { expect } from "vitest";
import { useTruths } from "@/lib/testing/truths";
import type { World } from "@/lib/testing/world";

const { refuses, guarantees } = useTruths();
const NOTHING = "00000000-0000-7000-8000-00000000dead";
const EVENT = "00000000-0000-7000-8000-0000000000e2";

type Values = Partial<
  Record<"kind" | "actorId" | "source" | "contactId" | "campaignId" | "codeId" | "segmentId", string>
>;

/** A valid event of a contact, but for `values`. */
const insertEvent = ({ actor, customers }: World, values: Values = {}) => sql`
  INSERT INTO audit_event (id, kind, actor_id, source, contact_id, segment_id, campaign_id, code_id)
  VALUES (${EVENT}, ${values.kind ?? "contact.updated"}, ${values.actorId ?? actor.actorId}, ${values.source ?? "manual"},
    ${values.contactId ?? customers[0]!.id}, ${values.segmentId ?? null}, ${values.campaignId ?? null},
    ${values.codeId ?? null})`;

refuses("audit_event__pk", {
  "two events never share an id": (world) => [insertEvent(world), insertEvent(world)],
});

refuses("audit_event__kind_known", {
  "an event is of a known kind": (world) => insertEvent(world, { kind: "contact.sold" }),
});

refuses("audit_event__source_known", {
  "an event names a known door": (world) => insertEvent(world, { source: "window" }),
});

refuses("audit_event__about_its_kind", {
  "an event of a campaign names the campaign": (world) => insertEvent(world, { kind: "campaign.updated" }),
  "an event of a segment names the segment": (world) => insertEvent(world, { kind: "segment.member_added" }),
  "an event of a code names the code": (world) => insertEvent(world, { kind: "code.created" }),
  "an event of a contact names the contact": ({ actor, campaign }) => sql`
    INSERT INTO audit_event (kind, actor_id, source, campaign_id)
    VALUES ('contact.created', ${actor.actorId}, 'manual', ${campaign.id})`,
});

refuses(
  "audit_event__has_parents",
  { "an event's actor exists": (world) => insertEvent(world, { actorId: NOTHING }) },
  "audit_event__actor",
);

refuses(
  "audit_event__has_parents",
  {
    "an event's contact exists": (world) => insertEvent(world, { contactId: NOTHING }),
    "one bad event among many good ones is found": ({ actor, customers }) => sql`
      INSERT INTO audit_event (kind, actor_id, source, contact_id)
      SELECT 'contact.updated', ${actor.actorId}::uuid, 'manual',
        CASE n WHEN 77 THEN ${NOTHING}::uuid ELSE ${customers[0]!.id}::uuid END
      FROM generate_series(1, 100) AS n`,
  },
  "audit_event__contact",
);

refuses(
  "audit_event__has_parents",
  { "an event's campaign exists": (world) => insertEvent(world, { campaignId: NOTHING }) },
  "audit_event__campaign",
);

refuses(
  "audit_event__has_parents",
  { "an event's code exists": (world) => insertEvent(world, { codeId: NOTHING }) },
  "audit_event__code",
);

refuses("audit_event__append_only", {
  "an event is never changed": (world) => [insertEvent(world), sql`UPDATE audit_event SET at = now()`],
  "an event is never deleted": (world) => [insertEvent(world), sql`DELETE FROM audit_event`],
  "the events are never emptied": (world) => [insertEvent(world), sql`TRUNCATE audit_event`],
});

guarantees("audit_event__about_its_kind", "an event may be about several things", async (tx, world) => {
  const about = { kind: "segment.member_added", segmentId: world.segmentId, campaignId: world.campaign.id };
  const { rowCount } = await tx.query(insertEvent(world, about));
  expect(rowCount).toBe(1);
});
