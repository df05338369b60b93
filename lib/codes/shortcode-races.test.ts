import { beforeEach, describe, expect, test } from "vitest";
import { endCampaign, reopenCampaign, updateCampaign } from "@/lib/campaigns/commands";
import { setContactStatus, updateContact } from "@/lib/contacts/commands";
import { findContactDetails } from "@/lib/contacts/details";
import type { Db } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/transaction";
import { createSegment } from "@/lib/segments/commands";
import { addMembers, removeMembers } from "@/lib/segments/member-commands";
import { useTestDatabase } from "@/lib/testing/database";
import { untilEndedOrWaiting } from "@/lib/testing/waiting";
import { makeWorld, type World } from "@/lib/testing/world";
import { listCodes } from "./queries";

/** Each of two admins does one half of what makes somebody an advocate, at the same moment, and sees nothing of the other. */
const db = useTestDatabase();
let world: World;
let segmentId: string;
const contactId = () => world.customers[0]!.id;
const campaignId = () => world.campaign.id;

/** The halves, and how each is not there yet. */
const halves: Record<string, { missing: () => Promise<unknown>; add: (on: Db) => Promise<unknown> }> = {
  "enrols the contact": {
    missing: () => setContactStatus(db.pool, world.actor, { ids: [contactId()], to: "prospect" }),
    add: (on) => setContactStatus(on, world.actor, { ids: [contactId()], to: "enrolled" }),
  },
  "saves the contact as enrolled": {
    missing: () => setContactStatus(db.pool, world.actor, { ids: [contactId()], to: "unsubscribed" }),
    add: async (on) => {
      const { id, version, ...read } = (await findContactDetails(on, contactId()))!;
      return updateContact(on, world.actor, { ...read, id, version, status: "enrolled" });
    },
  },
  "adds the contact to the segment": {
    missing: () => removeMembers(db.pool, world.actor, { segmentId, contactIds: [contactId()] }),
    add: (on) => addMembers(on, world.actor, { segmentId, contactIds: [contactId()] }),
  },
  "opens the campaign to the segment": {
    missing: () => updateCampaign(db.pool, world.actor, { id: campaignId(), segmentIds: [] }),
    add: (on) => updateCampaign(on, world.actor, { id: campaignId(), segmentIds: [segmentId] }),
  },
  "reopens the campaign": {
    missing: () => endCampaign(db.pool, world.actor, campaignId()),
    add: (on) => reopenCampaign(on, world.actor, campaignId()),
  },
};
const names = Object.keys(halves);
const pairs = names.flatMap((one) => names.filter((other) => other !== one).map((other) => [one, other] as const));

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 0, customers: 1 });
  const made = await createSegment(db.pool, world.actor, { name: "New partners" });
  if (made.outcome !== "created") throw new Error(made.outcome);
  segmentId = made.id;
  for (const { add } of Object.values(halves)) await add(db.pool);
  await db.pool.query("UPDATE referral_code SET retired_at = now()");
});

const liveCodes = async () =>
  (await listCodes(db.pool, { campaignId: campaignId(), advocateId: contactId() })).codes.filter(
    ({ retiredAt }) => retiredAt === null,
  );

describe.each(pairs)("an admin %s while another %s", (one, other) => {
  test("the advocate gets one shortcode, whoever commits first", async () => {
    // Reopening takes the end away as well, so the campaign's end comes last.
    for (const name of [one, other]) await halves[name]!.missing();
    let second: Promise<unknown> | undefined;
    await inTransaction(db.pool, async (tx) => {
      await halves[one]!.add(tx);
      second = halves[other]!.add(db.pool);
      await untilEndedOrWaiting(db.pool, second);
    });
    await second;
    expect(await liveCodes()).toMatchObject([{ kind: "shortcode" }]);
  });
});
