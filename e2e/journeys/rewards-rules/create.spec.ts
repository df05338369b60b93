import { expectAccessible, expectFitsPhone } from "../../accessible";
import { expectRefused } from "../../fields";
import { expect, test } from "../../fixtures";
import { RuleForm, RuleSection } from "../../rules";

test("a campaign without reward triggers says what one does; a fixed amount for an order is added from there", async ({
  admin,
  world,
}) => {
  const spring = await world.campaign();
  const section = new RuleSection(admin);
  await section.open(spring);
  await expect(section.region).toContainText(
    "No reward trigger yet. A reward trigger gives the advocate, the customer or both a reward when somebody is referred or buys.",
  );
  await section.region.getByRole("link", { name: "Add reward trigger" }).click();
  const form = new RuleForm(admin);
  await expect(form.says).toContainText("Still to do before it can be saved:");
  await expect(form.says).toContainText("Enter what is given.");
  await expect(form.says).toContainText("It counts from today (UTC): what is older earns nothing.");
  await form.name.fill("Ten for a friend");
  await form.amount.fill("10");
  await form.customer.check();
  await expect(form.says).toContainText(
    "Gives the advocate and the customer each €10.00 for an order. Starts as pending.",
  );
  await expect(form.says).toContainText("an order in another currency earns the same");
  await form.minRevenue.fill("50");
  await form.externalStatus.fill("paid");
  await admin.getByRole("checkbox", { name: "First order of the customer only" }).check();
  await form.choose("Approved");
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  const sentence =
    "Gives the advocate and the customer each €10.00 for an order in EUR of at least €50.00 with the external status “paid”, the customer's first one only. Starts as approved.";
  await expect(form.says).toContainText(sentence);
  await form.add.dblclick();
  await expect(section.items).toHaveCount(1);
  await expect(section.items).toContainText("Ten for a friend");
  await expect(section.items).toContainText(sentence);
  await expect(section.items).toContainText("No rewards yet · Version 1 · since");
  await expect(admin.getByText("Reward trigger “Ten for a friend” created", { exact: true })).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);
});

test("a percentage with a cap, in another currency", async ({ admin, world }) => {
  const spring = await world.campaign();
  const form = new RuleForm(admin);
  await form.openNew(spring);
  await form.name.fill("Commission");
  await form.choose("Percent of revenue");
  await form.percent.fill("12.5");
  await form.cap.fill("5000");
  await form.chooseCurrency("JPY");
  const sentence = "Gives the advocate 12.5% of the revenue, at most ¥5,000 for an order in JPY. Starts as pending.";
  await expect(form.says).toContainText(sentence);
  await form.add.click();
  await expect(new RuleSection(admin).items).toContainText(sentence);
});

test("one for an attribution has no fields of orders, and what they held is left out", async ({ admin, world }) => {
  const spring = await world.campaign();
  const form = new RuleForm(admin);
  await form.openNew(spring);
  await form.name.fill("Welcome");
  await form.amount.fill("5");
  await form.minRevenue.fill("nonsense");
  await form.choose("An attribution is created");
  await expect(form.minRevenue).toHaveCount(0);
  await form.advocate.uncheck();
  await form.customer.check();
  const sentence = "Gives the customer €5.00 for a customer's first attribution in this campaign. Starts as pending.";
  await expect(form.says).toContainText(sentence);
  await expectAccessible(admin);
  await form.add.click();
  await expect(new RuleSection(admin).items).toContainText(sentence);
});

test("each refusal stands at its field, the first one is in focus, and nothing typed is lost", async ({
  admin,
  world,
}) => {
  const spring = await world.campaign();
  const form = new RuleForm(admin);
  await form.openNew(spring);
  await form.add.click();
  await expectRefused(form.name, "Enter a name, such as “10 € for a first order”.");
  await expectRefused(form.amount, "Enter what is given.");
  await expect(form.name).toBeFocused();
  await form.name.fill("x".repeat(201));
  await expectRefused(form.name, "A name has at most 200 characters.");
  await form.amount.fill("12,50");
  await expectRefused(form.amount, "“12,50” is not an amount. Write digits with a point, like 1234.50.");
  await form.amount.fill("0");
  await expectRefused(form.amount, "Enter an amount above zero.");
  await form.amount.fill("1.234");
  await expectRefused(form.amount, "EUR has 2 digits after the point, “1.234” has more.");
  await form.minRevenue.fill("-5");
  await expectRefused(form.minRevenue, "“-5” is below zero. Enter an amount above zero.");
  await form.externalStatus.fill("y".repeat(201));
  await expectRefused(form.externalStatus, "An external status has at most 200 characters.");
  await form.advocate.uncheck();
  await expectRefused(form.advocate, "Choose who is rewarded: the advocate, the customer or both.");
  await form.choose("Percent of revenue");
  await form.cap.fill("1e3");
  await expectRefused(form.cap, "“1e3” is not an amount.");
  for (const percent of ["", "0", "100.01", "12.345", "12,5"]) {
    await form.percent.fill(percent);
    await expectRefused(form.percent, "Enter a percentage above 0 and up to 100, such as 5 or 12.5.");
  }
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await form.choose("An attribution is created");
  await expectRefused(
    admin.getByRole("radio", { name: "Percent of revenue" }),
    "An attribution has no revenue to take a percentage of: choose an amount.",
  );
  await form.choose("An order is created");
  await expect(form.cap).toHaveValue("1e3");
  const { rows } = await world.db.query("SELECT FROM reward_rule WHERE campaign_id = $1", [spring.id]);
  expect(rows).toHaveLength(0);
});

test("the fifty-first is refused with what to do, and what was typed stays", async ({ admin, world }) => {
  const spring = await world.campaign();
  const form = new RuleForm(admin);
  await form.openNew(spring);
  for (let made = 0; made < 50; made++) await world.rewardRule(spring);
  await form.name.fill("One too many");
  await form.amount.fill("1");
  await form.add.click();
  await expect(admin.getByRole("alert").filter({ hasText: "A campaign has" })).toContainText(
    "A campaign has at most 50 reward triggers. Retire one first.",
  );
  await expect(form.name).toHaveValue("One too many");
});

test("is added by keyboard alone", async ({ admin, world }) => {
  const spring = await world.campaign();
  const section = new RuleSection(admin);
  await section.open(spring);
  await section.region.getByRole("link", { name: "Add reward trigger" }).press("Enter");
  const form = new RuleForm(admin);
  await expect(form.name).toBeFocused();
  await admin.keyboard.type("By keys");
  await admin.keyboard.press("Tab");
  await expect(admin.getByRole("radio", { name: "An order is created" })).toBeFocused();
  await admin.keyboard.press("Tab");
  await expect(form.advocate).toBeFocused();
  await admin.keyboard.press("Tab");
  await admin.keyboard.press("Space");
  await expect(form.customer).toBeChecked();
  await admin.keyboard.press("Tab");
  await admin.keyboard.press("Tab");
  await expect(form.amount).toBeFocused();
  await admin.keyboard.type("7");
  await admin.keyboard.press("Enter");
  await expect(section.items).toContainText("Gives the advocate and the customer each €7.00 for an order.");
});
