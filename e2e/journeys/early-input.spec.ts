import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { RuleForm } from "../rules";

/** Opens a page whose scripts come only when the answer is called, as on a slow connection. */
async function openWithoutScripts(page: Page, address: string): Promise<() => Promise<void>> {
  const held: (() => Promise<void>)[] = [];
  let isHolding = true;
  await page.route("**/_next/static/**/*.js*", (route) => {
    if (!isHolding) return route.continue();
    held.push(() => route.continue());
  });
  await page.goto(address, { waitUntil: "commit" });
  return async () => {
    isHolding = false;
    for (const goOn of held) await goOn();
  };
}

test("what is typed, chosen and sent before the page's scripts run is kept, sent once and not put into the address", async ({
  admin,
  world,
}) => {
  const spring = await world.campaign();
  const path = `/campaigns/${spring.id}/rewards/create`;
  const letScriptsRun = await openWithoutScripts(admin, path);
  const form = new RuleForm(admin);
  await form.name.fill("Twelve for the customer");
  await form.amount.fill("12");
  await form.customer.check();
  await form.advocate.uncheck();
  await form.choose("Approved");
  await form.add.click();
  await expect(form.amount).toHaveValue("12");
  expect(new URL(admin.url()).pathname + new URL(admin.url()).search).toBe(path);
  await letScriptsRun();
  await expect(admin.getByText("Twelve for the customer is added.")).toBeVisible();
  const { rows } = await world.db.query(
    `SELECT amount_minor::int AS amount, for_advocate, for_customer, starts_as
     FROM reward_rule JOIN reward_rule_version ON rule_id = id WHERE campaign_id = $1`,
    [spring.id],
  );
  expect(rows).toEqual([{ amount: 1200, for_advocate: false, for_customer: true, starts_as: "approved" }]);
});

test("a form that was changed after it was sent too early is not sent by itself", async ({ admin, world }) => {
  const spring = await world.campaign();
  const letScriptsRun = await openWithoutScripts(admin, `/campaigns/${spring.id}/rewards/create`);
  const form = new RuleForm(admin);
  await form.name.fill("Twelve or more");
  await form.amount.fill("12");
  await form.add.click();
  await form.amount.fill("1");
  await letScriptsRun();
  await expect(form.says).toContainText("€1.00");
  await form.amount.fill("15");
  await form.add.click();
  await expect(admin.getByText("Twelve or more is added.")).toBeVisible();
  const { rows } = await world.db.query(
    "SELECT amount_minor::int AS amount FROM reward_rule JOIN reward_rule_version ON rule_id = id WHERE campaign_id = $1",
    [spring.id],
  );
  expect(rows).toEqual([{ amount: 1500 }]);
});

test("a field that was changed before the page's scripts ran is saved as it shows", async ({ admin, world }) => {
  const spring = await world.campaign();
  const id = await world.rewardRule(spring);
  const letScriptsRun = await openWithoutScripts(admin, `/campaigns/${spring.id}/rewards/${id}`);
  const form = new RuleForm(admin);
  await form.amount.fill("40");
  await letScriptsRun();
  await expect(form.says).toContainText("€40.00");
  await expect(form.amount).toHaveValue("40");
  await form.save.click();
  await expect(admin.getByText("is saved as version 2.")).toBeVisible();
});
