import { beforeEach, expect, test } from "vitest";
import { NO_CURRENCY } from "@/lib/money/rules";
import { useTestDatabase } from "@/lib/testing/database";
import { allRows, contactMapping, importAsChecked, importFile, rowsOf } from "@/lib/testing/imports";
import { makeCampaign, makeWorld, refer, type World } from "@/lib/testing/world";
import type { OrderChoices } from "./schema";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 3 });
});

const HEADER = [
  ...["order_id", "customer_email", "revenue_amount", "currency", "campaign_uid", "short_code", "coupon_code"],
  ...[
    "advocate_email",
    "external_status",
    "ordered_at",
    "first_name",
    "last_name",
    "customer_uid",
    "hubspot_dealstage",
  ],
].join(",");
const file = (...rows: string[]) => [HEADER, ...rows].join("\n");
const given = (choices: Partial<OrderChoices> = {}) => ({
  ...{ kind: "orders" as const, mapping: contactMapping(HEADER), choices },
});
/** A row by the cells it fills, the others empty. */
const row = (cells: Record<string, string>) =>
  HEADER.split(",")
    .map((field) => (/[,"]/.test(cells[field] ?? "") ? `"${cells[field]}"` : (cells[field] ?? "")))
    .join(",");
let numbered = 0;
const order = (cells: Record<string, string> = {}) =>
  row({
    order_id: `O-${++numbered}`,
    customer_email: "customer-1@example.test",
    revenue_amount: "12.50",
    currency: "EUR",
    ...cells,
  });
const run = (rows: string[], choices?: Partial<OrderChoices>) =>
  importAsChecked(db.pool, world, file(...rows), given(choices));

beforeEach(() => {
  numbered = 0;
});

async function orders() {
  const { rows } = await db.pool.query(
    `SELECT order_id, customer.email AS customer, revenue_minor, currency, advocate.email AS advocate, customer_order.status,
       external_status, customer_order.source
     FROM customer_order JOIN contact customer ON customer.id = customer_order.customer_id
     LEFT JOIN attribution ON attribution.id = attribution_id LEFT JOIN contact advocate ON advocate.id = advocate_id
     ORDER BY length(order_id), order_id`,
  );
  return rows;
}

test("each row says whom its order is credited to: by a code, by an advocate, by who stands, or nobody", async () => {
  const { id, actorId, result } = await run([
    order({
      customer_email: "new@x.test",
      short_code: "SHORT-0",
      first_name: "Nia",
      last_name: "Lee",
      customer_uid: "u1",
    }),
    order({ customer_email: "customer-1@example.test", coupon_code: "coupon1", revenue_amount: "1.234,50 €" }),
    order({
      customer_email: "customer-2@example.test",
      advocate_email: "advocate-2@example.test",
      campaign_uid: "spring",
    }),
    order({ customer_email: "NEW@x.test", campaign_uid: "spring" }),
    order({ customer_email: "new@x.test" }),
    order({ customer_email: "customer-3@example.test", campaign_uid: "spring" }),
  ]);
  expect(await rowsOf(db.pool, id)).toEqual([
    ...[
      "2: credited_new",
      "3: credited_new",
      "4: credited_new",
      "5: credited_standing",
      "6: uncredited",
      "7: uncredited",
    ],
  ]);
  const credited = [...["Advocate No 1", "Advocate No 2", "Advocate No 2", "Advocate No 1", null, null]];
  expect((await allRows(db.pool, id)).map((one) => one.credited)).toEqual(credited);
  expect((await allRows(db.pool, id, "check")).map((one) => one.credited)).toEqual(credited);
  expect(result!.contactsCreated).toBe(1);
  expect((await orders()).map(({ revenue_minor, source }) => [revenue_minor, source])).toEqual([
    ...[
      ["1250", "csv_import"],
      ["123450", "csv_import"],
      ["1250", "csv_import"],
    ],
    ...[
      ["1250", "csv_import"],
      ["1250", "csv_import"],
      ["1250", "csv_import"],
    ],
  ]);
  const { rows } = await db.pool.query("SELECT name, uid, status FROM contact WHERE email = 'new@x.test'");
  expect(rows).toEqual([{ name: "Nia Lee", uid: "u1", status: "prospect" }]);
  const { rows: by } = await db.pool.query("SELECT DISTINCT actor_id, source FROM order_event");
  expect(by).toEqual([{ actor_id: actorId, source: "csv_import" }]);
});

test("a code that names somebody else than who stands takes no credit, and is logged as an attempt", async () => {
  await refer(db.pool, world, 0, [0]);
  const { id } = await run([order({ short_code: "short-1" }), order({ short_code: "short-1" })]);
  expect(await rowsOf(db.pool, id)).toEqual(["2: credited_standing", "3: credited_standing"]);
  expect((await orders()).map(({ advocate }) => advocate)).toEqual([
    "advocate-1@example.test",
    "advocate-1@example.test",
  ]);
  const { rows } = await db.pool.query("SELECT count(*)::int AS attempts FROM attribution WHERE status = 'inactive'");
  expect(rows).toEqual([{ attempts: 2 }]);
});

test("a code that can never count keeps the order without credit, as at every other door", async () => {
  await db.pool.query("UPDATE referral_code SET retired_at = now() WHERE code = 'short-0'");
  const { id } = await run([
    order({ short_code: "short-0" }),
    order({ customer_email: world.advocates[1]!.email, short_code: "short-1" }),
  ]);
  expect(await rowsOf(db.pool, id)).toEqual(["2: uncredited", "3: uncredited"]);
});

test("a file that comes a second time changes nothing, but for what the shop says of its orders by now", async () => {
  const rows = (status: string) => [
    row({
      order_id: "A",
      customer_email: "new@x.test",
      revenue_amount: "5",
      currency: "EUR",
      short_code: "short-0",
      external_status: status,
    }),
    row({ order_id: "B", customer_email: "new@x.test", revenue_amount: "6", currency: "EUR", external_status: "paid" }),
  ];
  await run(rows("paid"));
  const { id } = await run(rows("shipped"));
  expect(await rowsOf(db.pool, id)).toEqual(["2: updated", "3: unchanged"]);
  expect((await orders()).map(({ external_status }) => external_status)).toEqual(["shipped", "paid"]);
  expect(await rowsOf(db.pool, (await run(rows("shipped"))).id)).toEqual(["2: unchanged", "3: unchanged"]);
});

test("rows about one order or one customer are taken in the order of the file, however many customers share an id", async () => {
  const { id, check } = await run([
    row({ order_id: "A", customer_email: "one@x.test", revenue_amount: "5", currency: "EUR", short_code: "ghost" }),
    row({ order_id: "A", customer_email: "two@x.test", revenue_amount: "5", currency: "EUR" }),
    row({ order_id: "A", customer_email: "two@x.test", revenue_amount: "5", currency: "EUR", external_status: "paid" }),
    row({ order_id: "B", customer_email: "two@x.test", revenue_amount: "5", currency: "EUR", coupon_code: "COUPON0" }),
    row({ order_id: "B", customer_email: "one@x.test", revenue_amount: "5", currency: "EUR" }),
    row({ order_id: "C", customer_email: "two@x.test", revenue_amount: "5", currency: "EUR", campaign_uid: "spring" }),
    row({
      order_id: "D",
      customer_email: "Two@x.test",
      revenue_amount: "5",
      currency: "EUR",
      short_code: "ghost",
      campaign_uid: "spring",
    }),
    row({
      order_id: "D",
      customer_email: "Two@x.test",
      revenue_amount: "5.01",
      currency: "EUR",
      campaign_uid: "spring",
    }),
  ]);
  expect(await rowsOf(db.pool, id)).toEqual([
    ...["2: rejected unknown_code", "3: uncredited", "4: updated", "5: credited_new", "6: rejected order_exists"],
    ...["7: credited_standing", "8: credited_standing", "9: rejected order_exists"],
  ]);
  expect(check!.contactsCreated).toBe(1);
});

test("the currency and the campaign of rows that name none are chosen, and a code's own campaign is not contradicted", async () => {
  await makeCampaign(db.pool, "other", world.segmentId);
  await refer(db.pool, world, 0, [1]);
  const rows = [
    order({ currency: "" }),
    order({ currency: "usd", campaign_uid: "other" }),
    order({ currency: "", customer_email: "new@x.test", short_code: "short-0" }),
    order({ currency: "", revenue_amount: "1,234" }),
  ];
  const { id } = await run(rows, { currency: "GBP", campaign: "spring", amounts: "point" });
  expect(await rowsOf(db.pool, id)).toEqual([
    "2: credited_standing",
    "3: uncredited",
    "4: credited_new",
    "5: credited_standing",
  ]);
  expect((await orders()).map(({ revenue_minor, currency }) => `${revenue_minor} ${currency}`)).toEqual([
    ...["1250 GBP", "1250 USD", "1250 GBP", "123400 GBP"],
  ]);
});

test("a file without revenue has orders that are worth nothing, in no currency", async () => {
  await importAsChecked(db.pool, world, "order_id,customer_email\nA,new@x.test", { kind: "orders" });
  expect(await orders()).toMatchObject([
    { order_id: "A", revenue_minor: "0", currency: NO_CURRENCY, customer: "new@x.test" },
  ]);
});

test("the headers of a shop's export are understood by themselves", async () => {
  const { mapping } = await importAsChecked(
    db.pool,
    world,
    "Transaction UID;E-Mail;Revenue;Currency code;Discount code;Order status\n#1;NEW@x.test;1.234,50;eur;coupon0;paid",
    { kind: "orders" },
  );
  expect(mapping).toMatchObject({
    ...{
      order_id: { column: 0 },
      customer_email: { column: 1 },
      revenue_amount: { column: 2 },
      currency: { column: 3 },
    },
    ...{ coupon_code: { column: 4 }, external_status: { column: 5 } },
  });
  expect(await orders()).toMatchObject([{ order_id: "#1", revenue_minor: "123450", external_status: "paid" }]);
});

test("what changed between check and run counts as it is at the run, but what the check rejected stays rejected", async () => {
  const rows = [
    order({ short_code: "short-0" }),
    order({ customer_email: "customer-2@example.test", short_code: "short-1" }),
    order({ customer_email: "customer-3@example.test", short_code: "late" }),
  ];
  const { id } = await importFile(db.pool, world, file(...rows), {
    ...given(),
    checked: async () => {
      await refer(db.pool, world, 0, [1]);
      await db.pool.query("UPDATE contact SET status = 'prospect' WHERE email = 'advocate-2@example.test'");
      await db.pool.query("UPDATE referral_code SET code = 'late' WHERE code = 'COUPON0'");
    },
  });
  expect(await rowsOf(db.pool, id)).toEqual([
    ...["2: credited_standing", "3: rejected advocate_not_enrolled", "4: rejected unknown_code"],
  ]);
});

test("a check leaves nothing behind: no contact, attribution, order or event", async () => {
  const count = async () =>
    (
      await db.pool.query(
        `SELECT (SELECT count(*) FROM contact)::int AS contacts, (SELECT count(*) FROM attribution)::int AS attributions,
         (SELECT count(*) FROM customer_order)::int AS orders, (SELECT count(*) FROM audit_event)::int AS events`,
      )
    ).rows;
  const before = await count();
  const checked: unknown[] = [];
  await importFile(db.pool, world, file(order({ customer_email: "new@x.test", short_code: "short-0" })), {
    ...given(),
    checked: async () => checked.push(await count()),
  });
  expect(checked).toEqual([before]);
  expect(await count()).not.toEqual(before);
});
