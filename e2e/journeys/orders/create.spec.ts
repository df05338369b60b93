import { expectAccessible, expectFitsPhone } from "../../accessible";
import { confirm, handOverTo, RecordPage } from "../../change-dialog";
import { expectRefused, pick } from "../../fields";
import { expect, test } from "../../fixtures";
import { OrderForm, OrdersPage } from "../../orders";

test("an order of an unknown customer: said before that the contact is made and who is credited, and after what was done", async ({
  admin,
  world,
}) => {
  const spring = await world.campaign();
  const ada = await world.advocate("Ada", spring);
  const email = `new-${world.tag}@example.test`;
  const form = new OrderForm(admin);
  await form.open();
  await form.email.fill(email);
  await expect(form.check).toContainText(`${email} will be created as a prospect.`);
  await expect(form.check).toContainText("Nobody is credited: the order is in no campaign.");
  await admin.getByLabel("First name").fill("Nia");
  await admin.getByLabel("Last name").fill(world.tag);
  await form.orderId.fill(`A-${world.tag}`);
  await form.amount.fill("1234.50");
  await form.choose(spring);
  await expect(form.check).toContainText(`nobody stands for this customer in ${spring.name}`);
  await form.enterCode(ada.shortcode);
  await expect(form.check).toContainText(`${ada.name} is credited: the order makes a new active attribution`);
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await form.save.dblclick();
  const done = admin.getByRole("region", { name: `Order A-${world.tag} is recorded` });
  await expect(done).toContainText(`€1,234.50 of Nia ${world.tag}, created as a prospect.`);
  await expect(done).toContainText(`${ada.name} is credited`);
  await expect(done.getByRole("link", { name: "Open the attribution" })).toBeVisible();
  await expectAccessible(admin);
  await done.getByRole("button", { name: "Create another" }).click();
  await expect(form.email).toHaveValue("");
  await expect(form.campaign).toHaveValue(spring.name);
  const list = new OrdersPage(admin);
  await list.open({ q: world.tag });
  await expect(list.rows).toHaveCount(1);
  await expect(list.rows).toContainText(`Nia ${world.tag}`);
});

test("who stands is credited whatever is named: said as an attempt before saving", async ({ admin, world }) => {
  const spring = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", spring), await world.advocate("Ben", spring)];
  const cara = await world.contact("Cara");
  await world.attribution({ customer: cara, campaign: spring, advocate: ada });
  const form = new OrderForm(admin);
  await form.open();
  await form.email.fill(cara.email.toUpperCase());
  await form.choose(spring);
  await expect(form.check).toContainText(`${cara.name} is a contact already (prospect).`);
  await expect(form.check).toContainText(`${ada.name} is credited: the attribution stands in ${spring.name} since`);
  await admin.getByRole("radio", { name: "An advocate" }).check();
  await pick(admin, "Advocate", ben);
  await expect(form.check).toContainText(
    `The order names ${ben.name}, which is logged as an inactive attempt beside it.`,
  );
  await form.orderId.fill(`A-${world.tag}`);
  await form.amount.fill("5");
  await form.save.click();
  await expect(admin.getByRole("region", { name: "is recorded" })).toContainText(`${ada.name} is credited`);
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["active", "duplicate_attempt"]);
});

test("each refusal stands at its field, and nothing typed is lost", async ({ admin, world }) => {
  const spring = await world.campaign();
  const stranger = await world.contact("Stranger");
  const form = new OrderForm(admin);
  await form.open();
  await form.save.click();
  await expectRefused(form.email, "Enter the customer's e-mail address.");
  await expectRefused(form.orderId, "Enter the order's id");
  await expectRefused(form.amount, "Enter what the customer paid");
  await expect(form.email).toBeFocused();

  await form.email.fill("cara@at home");
  await expectRefused(form.email, "This is not an e-mail address.");
  await form.email.fill(`new-${world.tag}@example.test`);
  await form.orderId.fill(`A-${world.tag}`);
  await form.amount.fill("12,50");
  await form.save.click();
  await expectRefused(form.amount, "“12,50” is not an amount. Write digits with a point, like 1234.50.");
  await expectAccessible(admin);
  await form.amount.fill("12.50");
  await form.enterCode("nobody-has-it");
  await expectRefused(form.code, "No shortcode or coupon code is spelled like this.");
  await expect(form.check).toContainText("The order will be refused until this is mended.");
  await form.save.click();
  await expectRefused(form.code, "No shortcode or coupon code is spelled like this.");
  await form.code.fill("");
  await form.save.click();
  await expectRefused(form.code, "Enter the code, or leave the credit to whoever stands.");
  await admin.getByRole("radio", { name: "An advocate" }).check();
  await pick(admin, "Advocate", stranger);
  await expectRefused(form.campaign, "Choose the campaign.");
  await form.choose(spring);
  await expectRefused(admin.getByLabel("Advocate", { exact: true }), "not enrolled");
  await expect(form.amount).toHaveValue("12.50");
  const { rows } = await world.db.query("SELECT FROM contact WHERE email = $1", [`new-${world.tag}@example.test`]);
  expect(rows).toHaveLength(0);
});

test("the same order again is a repeat; another one with its id is refused at the id", async ({ admin, world }) => {
  const cara = await world.contact("Cara");
  await world.order({ customer: cara, orderId: "A-1", revenueMinor: 500 });
  const form = new OrderForm(admin);
  await form.open();
  await form.email.fill(cara.email);
  await form.orderId.fill(`A-1-${world.tag}`);
  await form.amount.fill("7");
  await expect(form.check).toContainText("Another order has this id, with other content.");
  await form.save.click();
  await expectRefused(form.orderId, "Another order has this id, with other content.");
  await form.amount.fill("5");
  await expect(form.check).toContainText("This very order is recorded already.");
  await form.save.click();
  await expect(admin.getByRole("region", { name: `Order A-1-${world.tag} was recorded already` })).toBeVisible();
  const { rows } = await world.db.query("SELECT FROM customer_order WHERE customer_id = $1", [cara.id]);
  expect(rows).toHaveLength(1);
});

test("a reassignment says which orders stay; the next order credits the new advocate, the old one does not move", async ({
  admin,
  world,
}) => {
  const spring = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", spring), await world.advocate("Ben", spring)];
  const cara = await world.contact("Cara");
  const id = await world.attribution({ customer: cara, campaign: spring, advocate: ada });
  await world.order({ customer: cara, campaign: spring, orderId: "A-1", orderedAt: "2026-03-01T12:00:00Z" });
  const record = new RecordPage(admin);
  await record.open(id);
  const dialog = await record.begin("Reassign");
  await handOverTo(dialog, ben);
  await expect(dialog).toContainText(`1 order stays with ${ada.name}: €49.99.`);
  await expectAccessible(admin);
  await confirm(dialog, "Reassign");
  await expect(admin.getByText(`The attribution was reassigned to ${ben.name}.`)).toBeVisible();
  await world.order({ customer: cara, campaign: spring, orderId: "A-2", orderedAt: "2026-03-02T12:00:00Z" });
  const list = new OrdersPage(admin);
  await list.open({ q: world.tag });
  await expect(list.rows.first()).toContainText(ben.name);
  await expect(list.rows.last()).toContainText(ada.name);
  await list.rows.last().click();
  await expect(admin.getByRole("region", { name: "Credited to" })).toContainText(
    `${ben.name} stands there now and is credited with later orders; this one stays with ${ada.name}.`,
  );
});
