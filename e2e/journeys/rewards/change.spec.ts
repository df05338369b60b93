import { readFile } from "node:fs/promises";
import { expectAccessible, expectFitsPhone } from "../../accessible";
import { expectRefused } from "../../fields";
import { expect, test } from "../../fixtures";
import { press } from "../../keyboard";
import { decide, makeRewards, REWARDS, RewardsPage, rewardsOf } from "../../rewards";

const historyOf = (page: import("@playwright/test").Page) =>
  page.getByRole("region", { name: "History" }).getByRole("listitem");

test("an admin approves one reward and marks it fulfilled, and each step says first what it does", async ({
  admin,
  world,
}) => {
  const { ada, cara, spring, orders } = await makeRewards(world);
  const list = new RewardsPage(admin);
  await list.open({ order: orders.first });
  await list.rows.first().click();
  await expect(admin.getByRole("heading", { name: `Reward of ${ada.name}`, level: 1 })).toBeVisible();
  const trigger = admin.getByRole("region", { name: "Reward trigger" });
  await expect(trigger).toContainText("Gives the advocate €10.00 for an order. Starts as pending.");
  await expect(trigger).toContainText("The only version.");
  const earned = admin.getByRole("region", { name: "Earned by" });
  await expect(earned).toContainText(`Order A-1-${world.tag}, which credits the attribution of ${cara.name}`);
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  await admin.getByRole("button", { name: "Approve", exact: true }).click();
  const approval = admin.getByRole("dialog", { name: "Approve reward" });
  await expect(approval).toContainText(`€10.00 for ${ada.name} in ${spring.name}, now Pending`);
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await approval.getByRole("button", { name: "Approve", exact: true }).dblclick();
  await expect(admin.getByText(`The reward of ${ada.name} was approved.`)).toBeVisible();
  await expect(historyOf(admin)).toHaveText([/^Approved.*PendingApproved$/, /^Created.*As pending$/]);

  await admin.getByRole("button", { name: "Mark fulfilled" }).click();
  const payout = admin.getByRole("dialog", { name: "Mark reward fulfilled" });
  await expect(payout).toContainText("that is final");
  await payout.getByLabel("Note").fill("Payout 4711");
  await payout.getByRole("button", { name: "Mark fulfilled" }).click();
  await expect(historyOf(admin)).toHaveCount(3);
  await expect(historyOf(admin).first()).toContainText("Payout 4711");
  for (const name of ["Approve", "Deny", "Mark fulfilled"]) {
    await expect(admin.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
  await earned.getByRole("link", { name: /^Order/ }).click();
  await expect(admin.getByRole("heading", { name: `Order A-1-${world.tag}`, level: 1 })).toBeVisible();
});

test("a reward is denied with a reason only, by keyboard alone", async ({ admin, world }) => {
  const { orders } = await makeRewards(world);
  const [reward] = await rewardsOf(world, orders.first);
  await admin.goto(`${REWARDS}/${reward!.id}`);
  await press(admin.getByRole("button", { name: "Deny", exact: true }));
  const dialog = admin.getByRole("dialog", { name: "Deny reward" });
  const reason = dialog.getByLabel("Reason");
  await press(dialog.getByRole("button", { name: "Deny", exact: true }));
  await expectRefused(reason, "Say why: the reason is kept in the reward's history.");
  await expectAccessible(admin);
  expect(await rewardsOf(world, orders.first)).toMatchObject([{ status: "pending" }]);
  await reason.focus();
  await admin.keyboard.type("Bought it themselves.");
  await press(dialog.getByRole("button", { name: "Deny", exact: true }));
  await expect(historyOf(admin).first()).toContainText("Bought it themselves.");
  await expect(admin.getByRole("region", { name: "Reward", exact: true })).toContainText("Denied");
  await expect(admin.getByRole("button", { name: "Approve", exact: true })).toBeVisible();
});

test("the end of its order is said, flags what was approved, and leaves denied what was denied", async ({
  admin,
  world,
}) => {
  const { orders } = await makeRewards(world);
  const [first] = await rewardsOf(world, orders.first);
  const [third] = await rewardsOf(world, orders.third);
  await decide(world, "approve", [first!.id]);
  const { endOrders } = await import("@/lib/orders/commands");
  const { rows } = await world.db.query<{ id: string }>("SELECT id FROM actor WHERE kind = 'user' ORDER BY id LIMIT 1");
  const by = { actorId: rows[0]!.id, source: "manual" as const };
  await endOrders(world.db, by, { ids: [orders.first, orders.third], to: "refunded" });
  await admin.goto(`${REWARDS}/${first!.id}`);
  const earned = admin.getByRole("region", { name: "Earned by" });
  await expect(earned).toContainText("The order was refunded");
  await expect(earned).toContainText("It was approved before: decide whether this is paid.");
  await expect(historyOf(admin).first()).toContainText("By itself: The order was refunded.");
  await expectAccessible(admin);
  await admin.goto(`${REWARDS}/${third!.id}`);
  await expect(earned).toContainText("it cannot be approved any more");
  await expect(admin.getByRole("button", { name: "Approve", exact: true })).toHaveCount(0);
});

test("many are approved at once: the preview says how many and what they come to, and what not and why; then the result", async ({
  admin,
  world,
}) => {
  const { ada, ben, orders } = await makeRewards(world);
  const [third] = await rewardsOf(world, orders.third);
  await decide(world, "approve", [third!.id]);
  await decide(world, "fulfil", [third!.id]);
  const list = new RewardsPage(admin);
  await list.open({ q: world.tag });
  await admin.getByRole("checkbox", { name: "Select every row of this page" }).check();
  await expect(list.selection).toContainText("4 selected");
  const dialog = await list.begin("Approve", "Approve 4 rewards");
  await expect(dialog).toContainText("3 of 4 rewards will be approved, 1 cannot be.");
  await expect(dialog).toContainText("€20.00 · $2.00 in 3 rewards, now Pending");
  await expect(dialog.getByRole("row").filter({ hasText: "what was paid stays so" })).toContainText(ben.name);
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  const [first] = await rewardsOf(world, orders.first);
  await decide(world, "approve", [first!.id]);
  await dialog.getByRole("button", { name: "Approve 3 rewards" }).click();
  await expect(dialog.getByRole("heading", { name: "2 approved, 2 not changed" })).toBeFocused();
  const results = dialog.getByRole("region", { name: "Result of each reward" }).getByRole("row");
  await expect(results.filter({ hasText: "It is approved already." })).toContainText(/approved it .*(ago|now)\./);
  await expect(results.filter({ hasText: "$2.00" })).toContainText("Approved");
  await expectAccessible(admin);
  const saved = admin.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download result" }).click();
  const file = await readFile(await (await saved).path(), "utf8");
  const lines = file.trim().split("\r\n");
  expect(lines).toHaveLength(5);
  expect(lines.filter((line) => line.includes(",approved,"))).toHaveLength(2);
  expect(lines.filter((line) => line.includes(`${ada.email},${ada.name},10.00,EUR`))).toHaveLength(2);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(list.selection).toHaveCount(0);
  await expect(list.total("Approved")).toHaveText("Approved3€20.00 · $2.00");
});

test("all that match a filter are denied at once, also those on other pages, and nothing that came later", async ({
  admin,
  world,
}) => {
  const { spring, ada } = await makeRewards(world);
  const customers = await world.contacts("Cust", 26);
  for (const customer of customers) await world.order({ customer, code: ada.coupon, orderId: `B-${customer.id}` });
  const list = new RewardsPage(admin);
  await list.open({ campaign: spring.uid, status: "pending", size: "25" });
  await expect(list.count).toHaveText("30 rewards");
  await admin.getByRole("checkbox", { name: "Select every row of this page" }).check();
  await list.selection.getByRole("button", { name: "Select all 30 that match" }).click();
  const dialog = await list.begin("Deny", "Deny all 30 that match the filter");
  await expect(dialog).toContainText("30 of 30 rewards will be denied.");
  await expect(dialog).toContainText("€290.00 · $2.00 in 30 rewards, now Pending");
  const late = await world.order({ customer: customers[0]!, code: ada.coupon, orderId: "late" });
  await dialog.getByRole("button", { name: "Deny 30 rewards" }).click();
  await expectRefused(dialog.getByLabel("Reason"), "Say why");
  await dialog.getByLabel("Reason").fill("A fraud ring.");
  await dialog.getByRole("button", { name: "Deny 30 rewards" }).dblclick();
  await expect(dialog.getByRole("heading", { name: "30 denied" })).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(list.rows).toHaveCount(1);
  await expect(list.total("Denied")).toHaveText("Denied30€290.00 · $2.00");
  expect(await rewardsOf(world, late)).toMatchObject([{ status: "pending" }]);
});

test("what cannot be done is said before it is asked for, and what another admin did meanwhile afterwards", async ({
  admin,
  world,
}) => {
  const { ben, orders } = await makeRewards(world);
  const [third] = await rewardsOf(world, orders.third);
  const list = new RewardsPage(admin);
  await list.open({ q: world.tag });
  await list.row(ben.name).getByRole("checkbox").check();
  const early = await list.begin("Mark fulfilled", "Mark reward fulfilled");
  await expect(early).toContainText("Only an approved reward can be fulfilled. Approve it first.");
  await expect(early.getByRole("button", { name: "Mark fulfilled" })).toHaveCount(0);
  await early.getByRole("button", { name: "Close" }).last().click();

  const dialog = await list.begin("Approve", "Approve reward");
  await expect(dialog).toContainText("now Pending");
  await decide(world, "approve", [third!.id]);
  await decide(world, "fulfil", [third!.id]);
  await dialog.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("It was fulfilled: what was paid stays so.");
  await expect(dialog.getByRole("alert")).toContainText("marked it fulfilled");
  await dialog.getByRole("button", { name: "Refresh" }).click();
  await expect(list.row(ben.name)).toContainText("Fulfilled");
});
