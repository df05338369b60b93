import { readFile } from "node:fs/promises";
import { expectAccessible, expectFitsPhone } from "../../accessible";
import { expect, test } from "../../fixtures";
import { ORDERS, OrdersPage } from "../../orders";
import type { World } from "../../world";

/** Cara was referred by Ada and bought twice; Dan bought without a campaign. */
async function makeOrders(world: World) {
  const spring = await world.campaign();
  const ada = await world.advocate("Ada", spring);
  const [cara, dan] = [await world.contact("Cara"), await world.contact("Dan")];
  const attribution = await world.attribution({ customer: cara, campaign: spring, code: ada.coupon });
  const first = await world.order({
    ...{ customer: cara, campaign: spring, orderId: "A-1", orderedAt: "2026-03-01T12:00:00Z", externalStatus: "paid" },
  });
  await world.order({
    ...{ customer: cara, campaign: spring, orderId: "A-2", revenueMinor: 2_000, currency: "USD" },
    orderedAt: "2026-03-02T12:00:00Z",
  });
  await world.order({ customer: dan, orderId: "A-3", revenueMinor: 1_000, orderedAt: "2026-03-03T12:00:00Z" });
  return { spring, ada, cara, dan, attribution, first };
}

test("the list says whom each order is credited to and by what, sums each currency, filters with counts, and is exported as filtered", async ({
  admin,
  world,
}) => {
  const { ada, cara, spring } = await makeOrders(world);
  const list = new OrdersPage(admin);
  await list.open({ q: world.tag });
  await expect(list.count).toHaveText("3 orders");
  await expect(list.rows).toHaveCount(3);
  for (const text of [`A-3-${world.tag}`, "€10.00", "Nobody", "Placed"])
    await expect(list.rows.first()).toContainText(text);
  for (const text of [cara.name, "€49.99", ada.name, spring.name, "Coupon", ada.coupon, "paid", "Manual"]) {
    await expect(list.rows.last()).toContainText(text);
  }
  await expect(admin.getByText("Revenue €59.99 and $20.00")).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  await admin.getByRole("table", { name: "Orders" }).getByRole("button", { name: "Placed" }).click();
  await expect(list.rows.first()).toContainText("A-1");
  await list.filterBy("Credit", "Credited to an advocate", 2);
  await expect(list.rows).toHaveCount(2);
  await list.filterBy("Currency", "USD", 1);
  await expect(list.rows).toHaveCount(1);
  await expect(admin).toHaveURL(/credited=credited/);
  await expect(admin.getByText("Revenue $20.00")).toBeVisible();
  const download = admin.waitForEvent("download");
  await admin.getByRole("link", { name: "Export" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`A-2-${world.tag},${cara.email}`);

  await list.open({ q: world.tag, source: "widget" });
  await expect(admin.getByText("No order matches these filters")).toBeVisible();
  await admin.getByRole("button", { name: "Clear filters" }).click();
  await expect(admin).toHaveURL(ORDERS);
});

test("an external status that somebody else has changed meanwhile is not written over unasked, and what was typed stays", async ({
  admin,
  world,
}) => {
  const id = await world.order({
    customer: await world.contact("Cara"),
    orderId: `A-7-${world.tag}`,
    externalStatus: "new",
  });
  await admin.goto(`/audience-activity/orders/${id}`);
  await admin.getByRole("button", { name: "Change external status" }).click();
  const dialog = admin.getByRole("dialog");
  const field = dialog.getByLabel("External status");
  await field.fill("shipped");
  const status = async () => {
    const { rows } = await world.db.query("SELECT external_status AS said FROM customer_order WHERE id = $1", [id]);
    return rows[0].said;
  };
  await world.db.query("UPDATE customer_order SET external_status = 'paid' WHERE id = $1", [id]);
  await dialog.getByRole("button", { name: "Change", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("It is “paid” by now: somebody else has changed it");
  expect(await status()).toBe("paid");
  await expect(field).toHaveValue("shipped");
  await expectAccessible(admin);
  await dialog.getByRole("button", { name: "Change", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  expect(await status()).toBe("shipped");
});

test("an order's page tells its credit and history; an admin says its external status and refunds it once", async ({
  admin,
  world,
}) => {
  const { ada, cara, attribution } = await makeOrders(world);
  const list = new OrdersPage(admin);
  await list.open({ q: `A-1-${world.tag}` });
  await list.rows.first().click();
  await expect(admin.getByRole("heading", { name: `Order A-1-${world.tag}`, level: 1 })).toBeVisible();
  const credit = admin.getByRole("region", { name: "Credited to" });
  await expect(credit).toContainText(`${ada.name} is credited: the attribution (coupon ${ada.coupon}) stood in`);
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  await admin.getByRole("button", { name: "Change external status" }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByLabel("External status").fill("");
  await dialog.getByRole("button", { name: "Change", exact: true }).click();
  await expect(dialog.getByText("Enter what the shop or the CRM says of the order.")).toBeVisible();
  await dialog.getByLabel("External status").fill("shipped");
  await dialog.getByRole("button", { name: "Change", exact: true }).click();
  const history = admin.getByRole("region", { name: "History" }).getByRole("listitem");
  await expect(history.first()).toContainText("External status changed from paid to shipped");

  await admin.getByRole("button", { name: "Refund", exact: true }).click();
  const refund = admin.getByRole("dialog", { name: `Refund order A-1-${world.tag}` });
  await expect(refund).toContainText(`1 order of ${cara.name} worth €49.99 is marked as refunded, once and for all`);
  await expect(refund).toContainText(`The order stays credited to ${ada.name}, and the attribution stays as it is.`);
  await expectAccessible(admin);
  await refund.getByRole("button", { name: "Refund order" }).dblclick();
  await expect(history).toHaveText([/^Refunded/, /^External status changed/, /^Recorded/]);
  await expect(admin.getByRole("button", { name: "Refund", exact: true })).toHaveCount(0);
  await expect(admin.getByRole("button", { name: "Cancel order" })).toHaveCount(0);

  await credit.getByRole("link", { name: "attribution" }).click();
  await expect(admin).toHaveURL(new RegExp(attribution));
  const orders = admin.getByRole("region", { name: "Orders" });
  await expect(orders).toContainText("2 orders, $20.00 (and €49.99 refunded or cancelled)");
  await orders.getByRole("link", { name: "See all in Orders" }).click();
  await expect(list.rows).toHaveCount(2);
});

test("the contact's page shows what it bought and whom that is credited to", async ({ marketer, world }) => {
  const { dan } = await makeOrders(world);
  await marketer.goto(`/audience/contacts/${dan.id}`);
  const orders = marketer.getByRole("region", { name: "Orders" });
  await expect(orders).toContainText("1 order, €10.00");
  await expect(orders.getByRole("listitem")).toContainText("Nobody is credited");
  await expectAccessible(marketer);
});

test("a marketer reads orders and changes nothing", async ({ marketer, world }) => {
  const { first } = await makeOrders(world);
  const list = new OrdersPage(marketer);
  await list.open({ q: world.tag });
  await expect(list.rows).toHaveCount(3);
  await expect(marketer.getByRole("link", { name: "Export" })).toBeVisible();
  await expect(marketer.getByRole("link", { name: "Create Order" })).toHaveCount(0);
  await expect(marketer.getByRole("link", { name: "Import", exact: true })).toHaveCount(0);
  await marketer.goto(`${ORDERS}/${first}`);
  await expect(marketer.getByRole("region", { name: "Credited to" })).toBeVisible();
  for (const name of ["Change external status", "Refund", "Cancel order"]) {
    await expect(marketer.getByRole("button", { name })).toHaveCount(0);
  }
});

test("an address that names no order says so, and leads back", async ({ admin, watch }) => {
  watch.expect(/status of 404/);
  await admin.goto(`${ORDERS}/00000000-0000-7000-8000-00000000dead`);
  await expect(admin.getByText("There is no such order")).toBeVisible();
  await admin.getByRole("link", { name: "Go to Orders" }).click();
  await expect(admin.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
});
