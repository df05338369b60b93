import { expectAccessible, expectFitsPhone } from "../../accessible";
import { expect, test } from "../../fixtures";
import { RuleForm, RuleSection } from "../../rules";
import type { World } from "../../world";

/** What exists of a rule: "10.00 by version 1", oldest first. */
async function rewardsOf(world: World, ruleId: string): Promise<string[]> {
  const { rows } = await world.db.query<{ said: string }>(
    `SELECT to_char(amount_minor / 100.0, 'FM990.00') || ' by version ' || rule_version AS said
     FROM reward WHERE rule_id = $1 ORDER BY id`,
    [ruleId],
  );
  return rows.map(({ said }) => said);
}

test("an edit is version 2: said before, rewards that exist stay, and what comes is rewarded by it", async ({
  admin,
  world,
}) => {
  const spring = await world.campaign();
  const { shortcode: code } = await world.advocate("Ada", spring);
  const cara = await world.contact("Cara");
  const id = await world.rewardRule(spring);
  await world.order({ customer: cara, code, orderId: "A-1" });
  const section = new RuleSection(admin);
  await section.open(spring);
  await expect(section.items.getByRole("link", { name: "1 reward", exact: true })).toHaveAttribute(
    "href",
    `/rewards?rule=${id}`,
  );
  await section.items.getByRole("link", { name: "Edit Ten for an order" }).click();
  const form = new RuleForm(admin);
  await expect(form.says).toContainText("1 reward that exists stays as it is.");
  await expect(form.amount).toHaveValue("10.00");
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await form.save.click();
  await expect(admin.getByText("says what it said before: nothing was changed.")).toBeVisible();
  await section.items.getByRole("link", { name: "Edit Ten for an order" }).click();
  await form.name.fill("Twenty for an order");
  await form.amount.fill("20");
  await form.save.click();
  await expect(section.items).toContainText("Gives the advocate €20.00 for an order.");
  await expect(section.items).toContainText("1 reward · Version 2");
  expect(await rewardsOf(world, id)).toEqual(["10.00 by version 1"]);
  await world.order({ customer: cara, code, orderId: "A-2" });
  expect(await rewardsOf(world, id)).toEqual(["10.00 by version 1", "20.00 by version 2"]);

  await section.items.getByRole("button", { name: "Versions of Twenty for an order" }).click();
  const versions = admin.getByRole("dialog").getByRole("list", { name: "Versions" }).getByRole("listitem");
  await expect(versions).toHaveCount(2);
  await expect(versions.first()).toContainText("Version 2");
  await expect(versions.first()).toContainText("in force");
  await expect(versions.last()).toContainText("Named “Ten for an order”.");
  await expect(versions.last()).toContainText("Gives the advocate €10.00 for an order.");
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await admin.keyboard.press("Escape");
  await expect(section.items.getByRole("button", { name: "Versions of Twenty for an order" })).toBeFocused();
  const history = admin.getByRole("region", { name: "History" });
  await expect(history).toContainText("Reward trigger “Twenty for an order” changed (version 2)");
});

test("what is retired earns nothing until it is restored; its rewards stay", async ({ admin, world }) => {
  const spring = await world.campaign();
  const { shortcode: code } = await world.advocate("Ada", spring);
  const cara = await world.contact("Cara");
  const id = await world.rewardRule(spring);
  await world.order({ customer: cara, code, orderId: "A-1" });
  const section = new RuleSection(admin);
  await section.open(spring);
  await section.items.getByRole("button", { name: "Retire Ten for an order" }).click();
  const dialog = admin.getByRole("dialog");
  await expect(dialog).toContainText("1 reward that exists stays as it is, and can be decided and paid.");
  await expectAccessible(admin);
  await dialog.getByRole("button", { name: "Retire reward trigger" }).click();
  await expect(section.region).toContainText("None is in force: nothing is earned in this campaign.");
  await world.order({ customer: cara, code, orderId: "A-2" });
  const retired = await section.retired();
  await expect(retired).toContainText("1 reward · Version 1 · retired");
  await expectAccessible(admin);
  await expect(retired.getByRole("link", { name: "Edit Ten for an order" })).toHaveCount(0);
  await admin.goto(`/campaigns/${spring.id}/rewards/${id}`);
  await expect(admin.getByRole("heading", { name: "This reward trigger is retired" })).toBeVisible();
  await expectAccessible(admin);
  await admin.getByRole("link", { name: "Go to the campaign" }).click();
  await (await section.retired()).getByRole("button", { name: "Restore Ten for an order" }).click();
  await dialog.getByRole("button", { name: "Restore reward trigger" }).click();
  await expect(section.items).toHaveCount(1);
  await world.order({ customer: cara, code, orderId: "A-3" });
  expect(await rewardsOf(world, id)).toHaveLength(2);
  const history = admin.getByRole("region", { name: "History" });
  await expect(history).toContainText("Reward trigger “Ten for an order” restored");
  await expect(history).toContainText("Reward trigger “Ten for an order” retired");
});

test("who retires what somebody else has just retired is told so, though it stands in the other list by then", async ({
  admin,
  world,
}) => {
  const spring = await world.campaign();
  const id = await world.rewardRule(spring);
  const section = new RuleSection(admin);
  await section.open(spring);
  await section.items.getByRole("button", { name: "Retire Ten for an order" }).click();
  await world.db.query("UPDATE reward_rule SET retired_at = clock_timestamp() WHERE id = $1", [id]);
  await admin.getByRole("dialog").getByRole("button", { name: "Retire reward trigger" }).click();
  await expect(section.region).toContainText("None is in force: nothing is earned in this campaign.");
  await expect(admin.getByRole("alert").filter({ hasText: "Nothing was changed" })).toContainText(
    "This reward trigger is retired. Restore it first.",
  );
  await expect(admin.getByRole("dialog")).toHaveCount(0);
});

test("of two who edit the same version the second is told what the first one made of it, and loses nothing typed", async ({
  admin,
  world,
}) => {
  const spring = await world.campaign();
  const id = await world.rewardRule(spring);
  const other = await admin.context().newPage();
  const [form, theirs] = [new RuleForm(admin), new RuleForm(other)];
  await form.openEdit(spring, id);
  await theirs.openEdit(spring, id);
  await theirs.amount.fill("30");
  await theirs.save.click();
  await expect(new RuleSection(other).items).toContainText("Version 2");
  await form.amount.fill("40");
  await form.save.click();
  const alert = admin.getByRole("alert", { name: "Not saved" });
  await expect(alert).toContainText("Somebody else changed this reward trigger meanwhile, so nothing was saved.");
  await expect(alert).toContainText("Version 2, Ten for an order: Gives the advocate €30.00 for an order.");
  await expect(form.save).toBeDisabled();
  await expect(form.amount).toHaveValue("40");
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await alert.getByRole("button", { name: "Go on with what I typed" }).click();
  await form.save.click();
  const section = new RuleSection(admin);
  await expect(section.items).toContainText("Gives the advocate €40.00 for an order.");
  await expect(section.items).toContainText("Version 3");
});

test("an edit of what was retired meanwhile is refused with what to do, and what was typed stays", async ({
  admin,
  world,
}) => {
  const spring = await world.campaign();
  const id = await world.rewardRule(spring);
  const form = new RuleForm(admin);
  await form.openEdit(spring, id);
  await form.amount.fill("40");
  await world.db.query("UPDATE reward_rule SET retired_at = clock_timestamp() WHERE id = $1", [id]);
  const renamed = `${spring.name} renamed`;
  await world.db.query("UPDATE campaign SET name = $2 WHERE id = $1", [spring.id, renamed]);
  await form.save.click();
  // The refusal brings the page as it is by now: its form stays.
  await expect(admin.getByRole("link", { name: renamed })).toBeVisible();
  await expect(admin.getByRole("alert").filter({ hasText: "retired" })).toContainText(
    "This reward trigger is retired. Restore it first.",
  );
  await expect(form.amount).toHaveValue("40");
  await world.db.query("UPDATE reward_rule SET retired_at = NULL WHERE id = $1", [id]);
  await form.save.click();
  await expect(new RuleSection(admin).items).toContainText("Gives the advocate €40.00 for an order.");
});

test("a marketer reads reward triggers and their versions, and changes none", async ({ marketer, world }) => {
  const spring = await world.campaign();
  const section = new RuleSection(marketer);
  await section.open(spring);
  await expect(section.region).toContainText("An admin adds them.");
  const id = await world.rewardRule(spring);
  await section.open(spring);
  await expect(section.items).toContainText("Gives the advocate €10.00 for an order.");
  await expect(section.region.getByRole("link")).toHaveCount(0);
  await expect(section.items.getByRole("button")).toHaveCount(1);
  await section.items.getByRole("button", { name: "Versions of Ten for an order" }).click();
  await expect(marketer.getByRole("list", { name: "Versions" }).getByRole("listitem")).toHaveCount(1);
  await expectAccessible(marketer);
  expect((await marketer.request.get(`/campaigns/${spring.id}/rewards/${id}`)).status()).toBe(403);
});

test("an address that names no reward trigger of the campaign says so", async ({ admin, world, watch }) => {
  watch.expect(/status of 404/);
  const [spring, autumn] = [await world.campaign(), await world.campaign("Autumn")];
  const id = await world.rewardRule(autumn);
  for (const wrong of [id, "nonsense"]) {
    await admin.goto(`/campaigns/${spring.id}/rewards/${wrong}`);
    await expect(admin.getByRole("heading", { name: "There is no such reward trigger" })).toBeVisible();
  }
  await expectAccessible(admin);
});
