import type pg from "pg";
import { expect } from "vitest";
import { createApiKey } from "@/lib/api-keys/commands";
import { changeStatus, recordAttributions } from "@/lib/attributions/commands";
import { reassign } from "@/lib/attributions/reassign";
import { createCoupons, setShortcode } from "@/lib/codes/commands";
import { createContact } from "@/lib/contacts/commands";
import type { Db } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/transaction";
import { discardImport } from "@/lib/imports/commands";
import { claim, keepAnswers } from "@/lib/integrations/idempotency";
import { logRequest, logRequests } from "@/lib/integrations/log";
import { recordOrders } from "@/lib/orders/commands";
import { changeRewards } from "@/lib/rewards/commands";
import { addMembers } from "@/lib/segments/member-commands";
import { attributionsCsv, checkFile, importFile } from "./imports";
import { merge } from "./merging";
import { makeRule } from "./rewards";
import type { World } from "./world";

/** The e-mail of the contact, and that of one that is merged into it. */
export const EMAIL = "Zerubbabel.Quill@inkwell.test";
export const OLD_EMAIL = "zq@formerly.test";
/** Everything that is known of the person, as one would look for it. */
export const VALUES = [
  ...[EMAIL, OLD_EMAIL, "Zerubbabel", "Quillfeather", "Zeru-Old", "zq-external-77", "+44 20 7946 0991", "2079460991"],
  ...["Inkwell & Sons", "Moleskine-Lover", "zeru-quill", "ZERU-SAVES", "ZERUGIFT"],
];

/** What an admin enters for a contact with that e-mail. */
export const contactFields = (values: Partial<Parameters<typeof createContact>[2]>) => ({
  ...{ email: EMAIL, firstName: null, lastName: null, uid: null, phone: null, company: null },
  ...{ status: "enrolled" as const, customFields: [], ...values },
});

/** Creates a contact by the command; answers its id. */
export async function createPerson(
  db: Db,
  world: World,
  values: Partial<Parameters<typeof createContact>[2]>,
): Promise<string> {
  const made = await createContact(db, world.actor, contactFields(values));
  if (made.outcome !== "created") throw new Error(made.outcome);
  return made.id;
}

/** The person in every place there is, by the commands of the application. Answers the id. */
export async function makePersonEverywhere(pool: pg.Pool, world: World): Promise<string> {
  const { actor, campaign, segmentId, customers, advocates } = world;
  const [cara, dora, emil] = customers.map(({ id }) => id);
  const id = await createPerson(pool, world, {
    ...{ firstName: "Zerubbabel", lastName: "Quillfeather", uid: "zq-external-77", phone: "+44 20 7946 0991" },
    ...{ company: "Inkwell & Sons", customFields: [{ name: "Habit", value: "Moleskine-Lover" }] },
  });
  const oldId = await createPerson(pool, world, { email: OLD_EMAIL, firstName: "Zeru-Old", lastName: "Quillfeather" });
  for (const contactId of [id, oldId]) await addMembers(pool, actor, { segmentId, contactIds: [contactId] });
  const owner = { campaignId: campaign.id, advocateId: id };
  await setShortcode(pool, actor, { ...owner, code: "zeru-quill" });
  await createCoupons(pool, actor, { ...owner, pattern: "ZERU-SAVES", count: 1 });
  await createCoupons(pool, actor, { ...owner, advocateId: oldId, pattern: "ZERUGIFT", count: 1 });
  // As advocate and as referred contact, with reasons that name the person, also where another one is credited then.
  const recorded = await recordAttributions(pool, actor, [
    { customerId: cara, code: "zeru-quill", reason: "Zerubbabel said so on the phone" },
    { customerId: dora, code: "ZERUGIFT", reason: "zq@formerly.test wrote" },
    { customerId: id, campaignId: campaign.id, advocateId: advocates[0]!.id, reason: "Quillfeather asked for it" },
  ]);
  const [first, second] = recorded.map((one) => (one as { id: string }).id);
  await reassign(pool, actor, { ids: [first!], toAdvocateId: advocates[1]!.id, reason: "Zerubbabel has left" });
  await changeStatus(pool, actor, {
    ids: [second!],
    to: "inactive",
    reason: "Not ZERUBBABEL QUILLFEATHER but Dora",
  });
  const unrelated = await recordAttributions(pool, actor, [
    { customerId: emil, campaignId: campaign.id, advocateId: advocates[2]!.id, reason: `First sent by ${EMAIL}.` },
  ]);
  expect(unrelated[0]!.outcome).toBe("active");
  await makeImports(pool, world);
  await makeOrdersAndRequests(pool, world);
  await merge(pool, world, { staysId: id, goesId: oldId });
  return id;
}

/** Orders of the person with what a shop sent along, and requests of a program that name them, one to be repeated. */
async function makeOrdersAndRequests(pool: pg.Pool, world: World): Promise<void> {
  await makeRule(pool, world.actor, world.campaign.id, { forCustomer: true });
  const order = { revenueMinor: 100, currency: "EUR", customFields: { gift: "for Zerubbabel Quillfeather" } };
  await recordOrders(pool, world.actor, [
    { ...order, orderId: "Z-1", customerEmail: EMAIL },
    { ...order, orderId: "Z-2", customerEmail: OLD_EMAIL, code: world.advocates[0]!.shortcode },
  ]);
  const { rows: rewards } = await pool.query<{ id: string }>("SELECT id FROM reward ORDER BY id");
  const ids = rewards.map(({ id }) => id);
  await changeRewards(pool, world.actor, { change: "deny", ids, reason: `Zerubbabel ordered twice, says ${EMAIL}` });
  await changeRewards(pool, world.actor, {
    change: "approve",
    ids: ids.slice(0, 1),
    reason: "Moleskine-Lover is right",
  });
  const made = await createApiKey(pool, world.actor.actorId, {
    ...{ name: "Shop", integration: "shopify", scopes: ["attributions:write"] },
  });
  if (made.outcome !== "created") throw new Error(made.outcome);
  const request = { keyId: made.id, idempotencyKey: "zq-external-77", requestHash: "hash" };
  const answer = { status: 201, body: JSON.stringify({ standing: { advocate_email: EMAIL } }) };
  await inTransaction(pool, async (tx) => {
    const answered = { ...request, idempotencyKey: "order-1" };
    await claim(tx, [answered, request]);
    await keepAnswers(tx, [{ ...answered, ...answer }]);
    await logRequest(tx, {
      ...{ keyId: made.id, endpoint: "referral_attribution/record", target: null, status: 422, outcome: "refused" },
      writes: true,
      ...{ payload: { customer_email: OLD_EMAIL, first_name: "Zeru-Old" }, code: "unknown_code", replay: null },
      ...{ answer: { message: `Nobody has ${EMAIL}.` }, trace: { email: OLD_EMAIL, code: "ZERUGIFT" } },
      ...{ idempotencyKey: "zq-external-77", durationUs: 1 },
    });
    // In nothing but its path, and in what could not be read.
    const unknown = {
      status: 404,
      outcome: "refused",
      code: "not_found",
      answer: {},
      trace: {},
      payload: null,
    } as const;
    const common = { keyId: made.id, idempotencyKey: null, replay: null, durationUs: 1 };
    await logRequests(tx, [
      { ...unknown, ...common, endpoint: "GET orders/{id}", target: EMAIL, writes: false },
      {
        ...{ ...unknown, ...common, endpoint: "order/record", target: null, writes: true, status: 415 },
        ...{ code: "unsupported_type", trace: { unread: `name=Zeru&email=${OLD_EMAIL.replace("@", "%40")}` } },
      },
    ]);
  });
}

/** Imports that name the person: written, rejected, undone columns, by a constant, and one that does not name them. */
async function makeImports(pool: pg.Pool, world: World): Promise<void> {
  const { campaign, advocates } = world;
  const rows = attributionsCsv(
    { customer_email: "new-1@example.test", short_code: "ZERU-QUILL", reason: "from Zerubbabel" },
    { customer_email: EMAIL.toUpperCase(), campaign_uid: campaign.uid, advocate_email: advocates[2]!.email },
    { customer_email: `\u00a0${OLD_EMAIL} `, campaign_uid: "no-such-campaign", advocate_email: advocates[2]!.email },
    { customer_email: "nobody-at-all", advocate_email: EMAIL, reason: "Quillfeather, Zerubbabel" },
    { customer_email: "new-2@example.test", campaign_uid: campaign.uid, advocate_email: advocates[2]!.email },
  );
  await importFile(pool, world, rows, { choices: { createContacts: true }, name: "zerubbabel-quillfeather.csv" });
  const wide = [
    "customer_email,campaign_uid,advocate_email,phone,uid,company,first name,last name,note",
    `new-3@example.test,${campaign.uid},${advocates[0]!.email},(44) 20-7946-0991,,,,,`,
    `new-4@example.test,${campaign.uid},${advocates[0]!.email},,zq-external-77,Inkwell & Sons,,,`,
    `zerubbabel@,${campaign.uid},${advocates[0]!.email},,,,Zerubbabel,Quillfeather,Moleskine-Lover`,
  ].join("\n");
  await importFile(pool, world, wide, { choices: { createContacts: true } });
  const view = await checkFile(pool, world, attributionsCsv({ customer_email: "new-2@example.test" }), {
    mapping: {
      customer_email: { column: 0 },
      advocate_email: { constant: EMAIL },
      campaign_uid: { constant: campaign.uid },
    },
  });
  await discardImport(pool, view.id);
  const people = `email,first_name,habit,phone\n${EMAIL},,Moleskine-Lover,+44 20 7946 0991\n${OLD_EMAIL},Zeru-Old,,`;
  await importFile(pool, world, people, { kind: "contacts", mapping: PEOPLE });
  const orders = [
    "order_id,customer_email,first_name,last_name,customer_uid,revenue_amount,currency,advocate_email,campaign_uid",
    `IMPORT-1,${OLD_EMAIL},Zeru-Old,,zq-external-77,5,EUR,,`,
    `IMPORT-2,new-5@example.test,,,,5,EUR,${EMAIL},${campaign.uid}`,
    `IMPORT-3,${EMAIL},Zerubbabel,Quillfeather,,a lot,EUR,,`,
  ].join("\n");
  await importFile(pool, world, orders, { kind: "orders" });
}

const PEOPLE = {
  email: { column: 0 },
  first_name: { column: 1 },
  "custom:habit": { column: 2 },
  phone: { column: 3 },
};
