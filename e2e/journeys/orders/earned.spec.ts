import { expectAccessible, expectFitsPhone } from "../../accessible";
import { confirm, handOverTo, RecordPage } from "../../change-dialog";
import { expect, test } from "../../fixtures";
import { OrderForm, OrdersPage } from "../../orders";

test("what an order will earn is said before it is saved, and shown in its row and on its page", async ({
  admin,
  world,
}) => {
  const spring = await world.campaign();
  const ada = await world.advocate("Ada", spring);
  const cara = await world.contact("Cara");
  await world.rewardRule(spring, {
    name: "Five percent",
    amountKind: "percent",
    amountMinor: null,
    percentHundredths: 500,
  });
  await world.rewardRule(spring, { name: "Welcome", forAdvocate: false, forCustomer: true, startsAs: "approved" });
  const form = new OrderForm(admin);
  await form.open();
  await form.email.fill(cara.email);
  await form.orderId.fill(`A-${world.tag}`);
  await form.choose(spring);
  await form.enterCode(ada.shortcode);
  await expect(form.check).toContainText(`${cara.name} (customer) earns €10.00, approved: Welcome`);
  await expect(form.check).not.toContainText("Five percent");
  await form.amount.fill("80");
  await expect(form.check).toContainText(`${ada.name} (advocate) earns €4.00, pending: Five percent`);
  await expectAccessible(admin);
  await form.save.click();
  await expect(admin.getByRole("region", { name: `Order A-${world.tag} is recorded` })).toBeVisible();
  const list = new OrdersPage(admin);
  await list.open({ q: world.tag });
  await expect(list.rows).toContainText("€14.00");
  await expect(list.rows).toContainText("1 pending, 1 approved");
  await list.rows.click();
  const rewards = admin.getByRole("region", { name: "Rewards" });
  await expect(rewards).toContainText("2 rewards: €4.00 pending, €10.00 approved");
  await expect(rewards.getByRole("listitem")).toHaveText([/Welcome.*€10.00.*Approved/, /Five percent.*€4.00.*Pending/]);
  await expectAccessible(admin);
  await expectFitsPhone(admin);
});

test("a reassignment says which rewards stay, a refund which are denied or flagged; the next order earns for the new advocate", async ({
  admin,
  world,
}) => {
  const spring = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", spring), await world.advocate("Ben", spring)];
  const cara = await world.contact("Cara");
  await world.rewardRule(spring);
  await world.rewardRule(spring, { name: "At once", amountMinor: 200, startsAs: "approved" });
  const id = await world.attribution({ customer: cara, campaign: spring, advocate: ada });
  const order = await world.order({ customer: cara, campaign: spring });
  const record = new RecordPage(admin);
  await record.open(id);
  await expect(admin.getByRole("region", { name: "Rewards" })).toContainText(
    "2 rewards: €10.00 pending, €2.00 approved",
  );
  const dialog = await record.begin("Reassign");
  await handOverTo(dialog, ben);
  await expect(dialog).toContainText("2 rewards stay as earned: €10.00 pending, €2.00 approved.");
  await confirm(dialog, "Reassign");
  await expect(admin.getByText(`The attribution was reassigned to ${ben.name}.`)).toBeVisible();
  await world.order({ customer: cara, campaign: spring, orderId: "A-2" });

  await admin.goto(`/audience/contacts/${ben.id}`);
  const rewards = admin.getByRole("region", { name: "Rewards" });
  await expect(rewards).toContainText("2 rewards: €10.00 pending, €2.00 approved");
  await expectAccessible(admin);
  await admin.goto(`/audience-activity/orders/${order}`);
  await expect(rewards.getByRole("listitem").first()).toContainText(`${ada.name}, advocate`);
  await admin.getByRole("button", { name: "Refund", exact: true }).click();
  const refund = admin.getByRole("dialog");
  await expect(refund).toContainText(
    "Its pending reward is denied. Its approved reward is flagged, to be decided again.",
  );
  await refund.getByRole("button", { name: "Refund order" }).click();
  await expect(rewards).toContainText("2 rewards: €10.00 denied, €2.00 flagged");
});
