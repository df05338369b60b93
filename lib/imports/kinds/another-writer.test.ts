import { beforeEach, expect, test } from "vitest";
import { createContact } from "@/lib/contacts/commands";
import { contactFieldsSchema } from "@/lib/contacts/schema";
import { recordOrders } from "@/lib/orders/commands";
import { createSegment } from "@/lib/segments/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { checkFile, contactMapping, contactsOf, membersOf, runBesideWriter } from "@/lib/testing/imports";
import { makeWorld, type World } from "@/lib/testing/world";
import type { ImportKind } from "../schema";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 1 });
});

const checked = async (kind: ImportKind, file: string, choices = {}) =>
  (await checkFile(db.pool, world, file, { kind, choices, mapping: contactMapping(file) })).id;
const someone = (more: object) =>
  contactFieldsSchema.parse({ email: "x@x.test", status: "prospect", customFields: [], ...more });

test("whom an admin creates while a chunk is written is updated by it", async () => {
  const id = await checked("contacts", "email,company\nnew@x.test,Engines");
  const fields = someone({ email: "NEW@x.test", phone: "1" });
  expect(await runBesideWriter(db.pool, id, (tx) => createContact(tx, world.actor, fields))).toEqual(["updated"]);
  expect(await contactsOf(db.pool, "new@%")).toMatchObject([{ email: "NEW@x.test", phone: "1", company: "Engines" }]);
});

test("what an admin saves of a contact while a chunk is written is not written over unread", async () => {
  const id = await checked("contacts", "email,company\ncustomer-1@example.test,Engines", { fill: ["company"] });
  const saved = "UPDATE contact SET company = 'Saved', phone = '1' WHERE email = 'customer-1@example.test'";
  expect(await runBesideWriter(db.pool, id, (tx) => tx.query(saved))).toEqual(["unchanged"]);
  expect(await contactsOf(db.pool, "customer-1@%")).toMatchObject([{ company: "Saved", phone: "1" }]);
});

test("a uid that somebody is given while a chunk is written is theirs", async () => {
  const id = await checked("contacts", "email,uid\nnew@x.test,7");
  expect(await runBesideWriter(db.pool, id, (tx) => createContact(tx, world.actor, someone({ uid: "7" })))).toEqual([
    "rejected uid_taken",
  ]);
});

test("a segment that an admin creates while a chunk is written is the one that is used", async () => {
  const id = await checked("contacts", "email,segment\ncustomer-1@example.test,friends", { createSegments: true });
  const founded = await runBesideWriter(db.pool, id, (tx) => createSegment(tx, world.actor, { name: "Friends" }));
  expect(founded).toEqual(["updated"]);
  expect(await membersOf(db.pool)).toMatchObject({ Friends: ["customer-1"] });
});

test("a code that somebody makes while a chunk is written is theirs", async () => {
  const id = await checked("coupons", "code,advocate_email,campaign_uid\nNEW,advocate-1@example.test,spring");
  const owner = [world.campaign.id, world.advocates[1]!.id];
  const made = "INSERT INTO referral_code (kind, code, campaign_id, advocate_id) VALUES ('coupon', 'new', $1, $2)";
  expect(await runBesideWriter(db.pool, id, (tx) => tx.query(made, owner))).toEqual(["rejected code_taken"]);
});

test("an order that a shop sends while a chunk is written is the shop's, and its code's attribution the one that counts", async () => {
  const file = "order_id,customer_email,short_code\nA,new@x.test,short-0\nB,other@x.test,short-0";
  const id = await checked("orders", file);
  const sent = { orderId: "A", customerEmail: "other@x.test", revenueMinor: 5, currency: "EUR", code: "short-1" };
  const became = await runBesideWriter(db.pool, id, (tx) => recordOrders(tx, world.actor, [sent]));
  expect(became).toEqual(["rejected order_exists", "credited_standing"]);
});
