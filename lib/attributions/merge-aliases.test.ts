import sql from "sql-template-tag";
import { beforeEach, expect, test } from "vitest";
import { createContact, recordProspects, setContactStatus, updateContact } from "@/lib/contacts/commands";
import { findContactDetails } from "@/lib/contacts/details";
import { listContacts } from "@/lib/contacts/list";
import { searchContacts } from "@/lib/contacts/queries";
import { addMembersByEmail } from "@/lib/segments/member-commands";
import { useTestDatabase } from "@/lib/testing/database";
import { storedAttributions } from "@/lib/testing/history";
import { merge } from "@/lib/testing/merging";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import { recordAttributions } from "./commands";
import { listAttributions } from "./queries";
import { reassign } from "./reassign";
import { checkDraft, searchEligibleAdvocates } from "./record-queries";

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

test("the old e-mail leads to the contact that stayed at every door, and the old contact is in no list", async () => {
  await merge(db.pool, world, customers(0, 1));
  await merge(db.pool, world, advocates(0, 1));
  const [stays, goes] = [world.customers[0]!, world.customers[1]!];
  const [ada, oldAda] = [world.advocates[0]!, world.advocates[1]!];
  expect(await contacts()).not.toContain(goes.email);
  const campaignId = world.campaign.id;
  const found = { id: stays.id, email: stays.email };
  expect(await searchContacts(db.pool, { q: goes.email })).toMatchObject([found]);
  expect((await listContacts(db.pool, { q: goes.email })).rows).toMatchObject([found]);
  expect(await searchEligibleAdvocates(db.pool, { campaignId, q: oldAda.email })).toMatchObject([{ id: ada.id }]);
  const draft = { customerEmail: goes.email, campaignId, advocateEmail: oldAda.email };
  const byId = { customerId: goes.id, campaignId, advocateId: oldAda.id };
  expect(await checkDraft(db.pool, byId)).toMatchObject({ customer: found, advocate: { id: ada.id }, problems: [] });
  const outcomes = await recordAttributions(db.pool, world.actor, [draft, byId]);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["active", "inactive_duplicate"]);
  expect(await storedAttributions(db.pool)).toMatchObject([
    { customerId: stays.id, advocateId: ada.id },
    { customerId: stays.id, advocateId: ada.id },
  ]);
  const filter = { timeZone: "UTC" };
  expect((await listAttributions(db.pool, { ...filter, q: goes.email })).rows).toHaveLength(2);
  for (const advocate of [oldAda.email, oldAda.id, ada.id]) {
    expect((await listAttributions(db.pool, { ...filter, advocate })).rows).toHaveLength(2);
  }
  expect(await recordProspects(db.pool, world.actor, [{ email: goes.email }])).toEqual([]);
  const pasted = { segmentId: world.segmentId, emails: [goes.email, stays.email, oldAda.email] };
  expect(await addMembersByEmail(db.pool, world.actor, pasted)).toMatchObject({ added: 1, already: 1, unknown: [] });
});

test("an advocate who was chosen before they were merged means the one who stayed", async () => {
  const [id] = await refer(db.pool, world, 0, [2]);
  await merge(db.pool, world, advocates(0, 1));
  const toAdvocateId = world.advocates[1]!.id;
  expect(await reassign(db.pool, world.actor, { ids: [id!], toAdvocateId })).toMatchObject([{ outcome: "reassigned" }]);
  const standing = (await storedAttributions(db.pool)).filter(({ status }) => status === "active");
  expect(standing).toMatchObject([{ advocateId: world.advocates[0]!.id }]);
});

test("an old e-mail or uid is refused to another contact, naming the one who stayed", async () => {
  await db.pool.query(sql`UPDATE contact SET uid = 'own' WHERE id = ${world.customers[0]!.id}`);
  await db.pool.query(sql`UPDATE contact SET uid = 'old' WHERE id = ${world.customers[1]!.id}`);
  await merge(db.pool, world, customers(0, 1));
  const fields = {
    ...{ email: world.customers[1]!.email, firstName: null, lastName: null, uid: null as string | null },
    ...{ phone: null, company: null, status: "prospect" as const, customFields: [] },
  };
  const holder = { id: world.customers[0]!.id };
  expect(await createContact(db.pool, world.actor, fields)).toMatchObject({ outcome: "email_taken", holder });
  const byUid = { ...fields, email: "new@example.test", uid: "old" };
  expect(await createContact(db.pool, world.actor, byUid)).toMatchObject({ outcome: "uid_taken", holder });
  const { version } = (await findContactDetails(db.pool, world.customers[2]!.id))!;
  const edit = { ...fields, id: world.customers[2]!.id, version };
  expect(await updateContact(db.pool, world.actor, edit)).toMatchObject({ outcome: "email_taken", holder });
});

test("a merged contact is neither saved nor given a status any more", async () => {
  const { version } = (await findContactDetails(db.pool, world.customers[1]!.id))!;
  await merge(db.pool, world, customers(0, 1));
  const fields = {
    ...{ email: "other@example.test", firstName: null, lastName: null, uid: null, phone: null, company: null },
    ...{ status: "prospect" as const, customFields: [], id: world.customers[1]!.id, version },
  };
  expect(await updateContact(db.pool, world.actor, fields)).toEqual({ outcome: "changed_meanwhile" });
  const ids = [world.customers[1]!.id];
  expect(await setContactStatus(db.pool, world.actor, { ids, to: "banned" })).toMatchObject({ changed: 0 });
});
