import sql from "sql-template-tag";
import { beforeEach, expect, test } from "vitest";
import { listTrail } from "@/lib/audit/trail";
import { restoreCode, retireCode, setShortcode } from "@/lib/codes/commands";
import { findLink, listCodes } from "@/lib/codes/queries";
import { findContactDetails } from "@/lib/contacts/details";
import { listContacts } from "@/lib/contacts/list";
import { searchContacts } from "@/lib/contacts/queries";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies, storedAttributions, storedEvents } from "@/lib/testing/history";
import { merge, mergePreview } from "@/lib/testing/merging";
import { makeCampaign, makeWorld, refer, type World } from "@/lib/testing/world";
import { changeStatus, recordAttributions } from "./commands";
import { listContactStory, listReferralsBy, listReferralsOf } from "./contact-story";
import { countList } from "./facets";
import { mergeContacts, previewMerge } from "./merge";

const db = useTestDatabase();
let world: World;
beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 3, customers: 4 });
});

/** The ids of two customers, or two advocates, as a merge names them. */
const customers = (stays: number, goes: number) => ({
  staysId: world.customers[stays]!.id,
  goesId: world.customers[goes]!.id,
});
const advocates = (stays: number, goes: number) => ({
  staysId: world.advocates[stays]!.id,
  goesId: world.advocates[goes]!.id,
});
const contacts = async () => (await listContacts(db.pool, {})).rows.map(({ email }) => email);

test("everything of the merged contact becomes that of the one which stays", async () => {
  const [first] = await refer(db.pool, world, 1, [0, 1]);
  await refer(db.pool, world, 2, [1]);
  const pair = customers(0, 1);
  const { plan } = await mergePreview(db.pool, pair);
  expect(plan.asReferred).toEqual({ active: 1, inactive: 1 });
  expect(await merge(db.pool, world, pair)).toEqual({ outcome: "merged" });
  expect((await storedAttributions(db.pool)).filter(({ customerId }) => customerId === pair.goesId)).toEqual([]);
  const { rows } = await listReferralsOf(db.pool, pair.staysId);
  expect(rows.map(({ status }) => status)).toEqual(["active", "inactive"]);
  expect(rows[0]!.id).toBe(first);
  expect(await inconsistencies(db.pool)).toEqual([]);
});

test("an advocate's attributions, codes and segments go along, and both shortcodes go on working", async () => {
  await refer(db.pool, world, 0, [1]);
  const pair = advocates(0, 1);
  const { plan } = await mergePreview(db.pool, pair);
  expect(plan.asAdvocate).toEqual({ active: 1, inactive: 0 });
  expect(plan.codes).toEqual({ moved: 2, inherited: [{ campaign: "Campaign spring", code: "short-1" }] });
  await merge(db.pool, world, pair);
  const { codes } = await listCodes(db.pool, { campaignId: world.campaign.id, advocateId: pair.staysId });
  expect(codes.map(({ code, inherited, retiredAt }) => [code, inherited, retiredAt])).toEqual([
    ["short-0", false, null],
    ["short-1", true, null],
    ["COUPON1", false, null],
    ["COUPON0", false, null],
  ]);
  expect((await listReferralsBy(db.pool, pair.staysId)).rows).toHaveLength(1);
  const recorded = await recordAttributions(
    db.pool,
    world.actor,
    ["short-0", "short-1", "COUPON1"].map((code, place) => ({ customerId: world.customers[place + 1]!.id, code })),
  );
  expect(recorded.map(({ outcome }) => outcome)).toEqual(["active", "active", "active"]);
  expect(await findLink(db.pool, "SHORT-1")).toMatchObject({ code: "short-1", retired: false });
});

test("another shortcode replaces the advocate's own and not the one that came with a merge", async () => {
  const pair = advocates(0, 1);
  await merge(db.pool, world, pair);
  const owner = { campaignId: world.campaign.id, advocateId: pair.staysId };
  const live = async () =>
    (await listCodes(db.pool, owner)).codes.flatMap(({ kind, code, retiredAt }) =>
      kind === "shortcode" && !retiredAt ? code : [],
    );
  expect(await setShortcode(db.pool, world.actor, { ...owner, code: "new" })).toEqual({ outcome: "set" });
  expect(await live()).toEqual(["new", "short-1"]);
  expect(await setShortcode(db.pool, world.actor, { ...owner, code: "short-1" })).toEqual({ outcome: "set" });
  expect(await live()).toEqual(["short-1"]);
  const { codes } = await listCodes(db.pool, owner);
  const fresh = codes.find(({ code }) => code === "new")!;
  expect(await restoreCode(db.pool, world.actor, fresh.id)).toEqual({ outcome: "has_another" });
  expect(await retireCode(db.pool, world.actor, codes.find(({ code }) => code === "short-1")!.id)).toEqual({
    outcome: "retired",
  });
});

test("where both are actively attributed in a campaign the older one stays, whichever contact it is of", async () => {
  const [older] = await refer(db.pool, world, 1, [0]);
  const [younger] = await refer(db.pool, world, 0, [1]);
  const pair = customers(0, 1);
  const { plan } = await mergePreview(db.pool, pair);
  expect(plan.conflicts).toMatchObject([
    { campaign: "Campaign spring", kept: { id: older, of: "goes" }, ended: { id: younger, of: "stays" } },
  ]);
  await merge(db.pool, world, pair);
  const stored = await storedAttributions(db.pool);
  expect(stored.map(({ id, status, reason, customerId }) => [id, status, reason, customerId])).toEqual([
    [older, "active", null, pair.staysId],
    [younger, "inactive", "duplicate_attempt", pair.staysId],
  ]);
  const event = (await storedEvents(db.pool, younger)).at(-1)!;
  expect(event).toMatchObject({ kind: "attribution.deactivated", actorId: world.actor.actorId, source: "manual" });
  expect(event.reason).toContain("Two contacts were merged");
  expect(await inconsistencies(db.pool)).toEqual([]);
});

test("one that referred the other ends, stays with the merged contact and never becomes active again", async () => {
  await db.pool.query(sql`UPDATE contact SET status = 'enrolled' WHERE id = ${world.customers[0]!.id}`);
  const [selfReferral] = await refer(db.pool, world, 0, [0]);
  const pair = { staysId: world.advocates[0]!.id, goesId: world.customers[0]!.id };
  const { plan } = await mergePreview(db.pool, pair);
  expect(plan.selfReferrals).toMatchObject([{ id: selfReferral, status: "active", advocate: "stays" }]);
  await merge(db.pool, world, pair);
  expect(await storedAttributions(db.pool)).toMatchObject([
    { customerId: pair.goesId, advocateId: pair.staysId, status: "inactive", reason: "deactivated" },
  ]);
  const { rows } = await listReferralsBy(db.pool, pair.staysId);
  expect(rows[0]!.customer).toMatchObject({ id: pair.goesId, mergedInto: { id: pair.staysId } });
  expect(await changeStatus(db.pool, world.actor, { ids: [selfReferral!], to: "active" })).toMatchObject([
    { outcome: "refused", code: "contact_merged" },
  ]);
  const story = await listContactStory(db.pool, pair.staysId);
  expect(new Set(story.entries.map(({ id }) => id)).size).toBe(story.entries.length);
});

test("a self-referral does not push out what another advocate has of the same campaign", async () => {
  await db.pool.query(sql`UPDATE contact SET status = 'enrolled' WHERE id = ${world.customers[0]!.id}`);
  await refer(db.pool, world, 0, [0]);
  const [other] = await recordAttributions(db.pool, world.actor, [
    { customerId: world.advocates[0]!.id, campaignId: world.campaign.id, advocateId: world.advocates[1]!.id },
  ]);
  await merge(db.pool, world, { staysId: world.advocates[0]!.id, goesId: world.customers[0]!.id });
  const standing = (await storedAttributions(db.pool)).filter(({ status }) => status === "active");
  expect(standing).toMatchObject([{ id: (other as { id: string }).id, customerId: world.advocates[0]!.id }]);
});

test("blanks are filled, what is there stays, and the external uid that is not kept goes on naming the person", async () => {
  const [stays, goes] = [world.customers[0]!, world.customers[1]!];
  await db.pool.query(sql`
    UPDATE contact SET uid = 'kept', company = 'Own Ltd', custom_fields = '{"Tier": "Gold", "Size": ""}' WHERE id = ${stays.id}`);
  await db.pool.query(sql`
    UPDATE contact SET uid = 'other', company = 'Other Ltd', phone = '123', custom_fields = '{"Tier": "Tin", "Size": "XL", "Shoe": "42"}'
    WHERE id = ${goes.id}`);
  await merge(db.pool, world, { staysId: stays.id, goesId: goes.id });
  expect(await findContactDetails(db.pool, stays.id)).toMatchObject({
    ...{ firstName: "Customer", lastName: "No 1", uid: "kept", company: "Own Ltd", phone: "123" },
    customFields: [
      { name: "Shoe", value: "42" },
      { name: "Size", value: "XL" },
      { name: "Tier", value: "Gold" },
    ],
    aliases: [{ email: goes.email, uid: "other" }],
  });
  expect((await listContacts(db.pool, { q: "other" })).rows.map(({ id }) => id)).toEqual([stays.id]);
});

test("the external uid of the merged contact moves where the other one has none", async () => {
  await db.pool.query(sql`UPDATE contact SET uid = 'moves' WHERE id = ${world.customers[1]!.id}`);
  await merge(db.pool, world, customers(0, 1));
  expect(await findContactDetails(db.pool, world.customers[0]!.id)).toMatchObject({ uid: "moves" });
});

test.each([
  ["enrolled", "prospect", "enrolled"],
  ["prospect", "unsubscribed", "unsubscribed"],
  ["banned", "enrolled", "banned"],
  ["unsubscribed", "enrolled", "unsubscribed"],
])("a contact that is %s and one that is %s are %s together", async (stays, goes, together) => {
  await db.pool.query(sql`UPDATE contact SET status = ${stays} WHERE id = ${world.customers[0]!.id}`);
  await db.pool.query(sql`UPDATE contact SET status = ${goes} WHERE id = ${world.customers[1]!.id}`);
  expect((await mergePreview(db.pool, customers(0, 1))).plan.status).toBe(together);
  await merge(db.pool, world, customers(0, 1));
  expect(await findContactDetails(db.pool, world.customers[0]!.id)).toMatchObject({ status: together });
});

test("whoever becomes an advocate by a merge gets a shortcode", async () => {
  const campaign = await makeCampaign(db.pool, "autumn", world.segmentId);
  await db.pool.query(sql`
    UPDATE referral_code SET retired_at = now() WHERE advocate_id = ${world.advocates[0]!.id}`);
  await merge(db.pool, world, { staysId: world.customers[0]!.id, goesId: world.advocates[0]!.id });
  const { codes } = await listCodes(db.pool, { campaignId: campaign.id, advocateId: world.customers[0]!.id });
  expect(codes).toMatchObject([{ kind: "shortcode", inherited: false }]);
});

test("merging on flattens: every alias leads to the contact at the end", async () => {
  await refer(db.pool, world, 0, [0]);
  await merge(db.pool, world, customers(1, 0));
  await merge(db.pool, world, customers(2, 1));
  const [first, second, third] = world.customers as [{ id: string; email: string }, { email: string }, { id: string }];
  expect(await findContactDetails(db.pool, third.id)).toMatchObject({
    aliases: [{ email: first.email }, { email: second.email }],
  });
  expect(await searchContacts(db.pool, { q: first.email })).toMatchObject([{ id: third.id }]);
  expect(await storedAttributions(db.pool)).toMatchObject([{ customerId: third.id }]);
  expect((await findContactDetails(db.pool, first.id))?.mergedInto).toBe(third.id);
});

test("both contacts' events are in the timeline of the one who stayed, and the merge is logged on both", async () => {
  await refer(db.pool, world, 1, [0]);
  const pair = customers(0, 1);
  const kinds = async () => (await listContactStory(db.pool, pair.staysId)).entries.map(({ kind }) => kind);
  await merge(db.pool, world, pair);
  expect(await kinds()).toEqual(["contact.merged", "attribution.created"]);
  for (const [id, other, stays] of [
    [pair.staysId, pair.goesId, true],
    [pair.goesId, pair.staysId, false],
  ] as const) {
    const [entry] = await listTrail(db.pool, { contactIds: [id] });
    expect(entry).toMatchObject({ kind: "contact.merged", detail: { other, stays }, other: { id: other } });
  }
});

test("the filters' counts are the same before and after, but for what ended", async () => {
  await refer(db.pool, world, 1, [0, 1]);
  await refer(db.pool, world, 0, [1]);
  const count = async () => (await countList(db.pool, { timeZone: "UTC" })).facets.status;
  const before = await count();
  await merge(db.pool, world, customers(2, 1));
  expect(await count()).toEqual(before);
  const { rows } = await db.pool.query("SELECT sum(difference)::int AS sum FROM attribution_tally");
  expect(rows).toEqual([{ sum: 3 }]);
});

test("what changed since it was looked at is refused, with what it would do now and what happened", async () => {
  const pair = customers(0, 1);
  const { version, asOf } = await mergePreview(db.pool, pair);
  await refer(db.pool, world, 1, [0]);
  const outcome = await mergeContacts(db.pool, world.actor, { ...pair, version, asOf });
  expect(outcome).toMatchObject({
    outcome: "changed_meanwhile",
    preview: { plan: { asReferred: { active: 1, inactive: 0 } } },
    meanwhile: [{ about: "attribution", kind: "attribution.created" }],
  });
  expect(await contacts()).toContain(world.customers[1]!.email);
  const preview = (outcome as Extract<typeof outcome, { preview: object }>).preview;
  const again = { ...pair, version: preview.version, asOf: preview.asOf };
  expect(await mergeContacts(db.pool, world.actor, again)).toEqual({ outcome: "merged" });
});

test("a contact is not merged with itself, with nobody, or with one that was merged already", async () => {
  const [one, two] = [world.customers[0]!, world.customers[1]!];
  const nobody = "00000000-0000-7000-8000-00000000dead";
  const refused = async (staysId: string, goesId: string) => await previewMerge(db.pool, { staysId, goesId });
  expect(await refused(one.id, one.id.toUpperCase())).toEqual({ refused: "same_contact" });
  expect(await refused(one.id, nobody)).toEqual({ refused: "not_found" });
  await merge(db.pool, world, customers(0, 1));
  expect(await refused(two.id, world.customers[2]!.id)).toEqual({ refused: "merged_already" });
  expect(await refused(world.customers[2]!.id, two.id)).toEqual({ refused: "merged_already" });
});
