import { readFile } from "node:fs/promises";
import sql from "sql-template-tag";
import { expectAccessible, expectFitsPhone } from "../../accessible";
import { expect, test } from "../../fixtures";
import { goByPalette } from "../../keyboard";
import { decide, makeRewards, REWARDS, RewardsPage, rewardsOf } from "../../rewards";
import { signIn } from "../../sign-in";

test("the list says who earned what and by what, totals each status and currency for itself, filters and is exported", async ({
  admin,
  world,
}) => {
  const { ada, ben, spring, orders } = await makeRewards(world);
  const [paid] = await rewardsOf(world, orders.third);
  await decide(world, "approve", [paid!.id]);
  const list = new RewardsPage(admin);
  await list.open({ q: world.tag });
  await expect(list.count).toHaveText("4 rewards");
  for (const text of [ben.name, ben.email, "Advocate", "€10.00", "Approved", "Ten for an order", spring.name, "A-3"]) {
    await expect(list.row(ben.name)).toContainText(text);
  }
  await expect(list.row("$2.00")).toContainText("Ten percent");
  await expect(list.total("Pending")).toHaveText("Pending3€20.00 · $2.00");
  await expect(list.total("Approved")).toHaveText("Approved1€10.00");
  await expect(list.total("Denied")).toHaveText("Denied0Nothing");
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  await list.total("Pending").click();
  await expect(admin).toHaveURL(/status=pending/);
  await expect(list.rows).toHaveCount(3);
  await expect(list.total("Pending")).toHaveAttribute("aria-pressed", "true");
  await expect(list.total("Approved")).toHaveText("Approved1€10.00");
  await admin.getByRole("button", { name: "Filter by Currency", exact: true }).click();
  await admin.getByRole("dialog").getByRole("checkbox", { name: "USD 1", exact: true }).check();
  await admin.keyboard.press("Escape");
  await expect(list.rows).toHaveCount(1);
  const download = admin.waitForEvent("download");
  await admin.getByRole("link", { name: "Export" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^rewards-.*\.csv$/);
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`pending,advocate,${ada.id},${ada.email}`);
  expect(lines[1]).toContain(",2.00,USD,Ten percent,1,order_created,");
  await list.total("Pending").click();
  await expect(admin).not.toHaveURL(/status=/);
});

test("links from elsewhere set filters that say what they are, and can be taken off", async ({ admin, world }) => {
  const { ada, orders } = await makeRewards(world);
  const list = new RewardsPage(admin);
  await list.open({ order: orders.second });
  await expect(list.rows).toHaveCount(2);
  await expect(admin.getByRole("button", { name: `Filter by Order: A-2-${world.tag}` })).toBeVisible();
  await admin.getByRole("button", { name: "Remove filter Order" }).click();
  await expect(admin).not.toHaveURL(/order=/);
  const { attribution, rule } = await world.one<{ attribution: string; rule: string }>(
    sql`SELECT attribution_id AS attribution, rule_id AS rule FROM reward WHERE order_id = ${orders.first}::uuid`,
  );
  await list.open({ attribution, rule, contact: ada.id });
  await expect(list.rows).toHaveCount(2);
  for (const chip of ["Attribution: One", "Reward trigger: Ten for an order", `Rewarded contact: ${ada.name}`]) {
    await expect(admin.getByRole("button", { name: `Filter by ${chip}` })).toBeVisible();
  }
  await list.open({ q: world.tag, status: "fulfilled" });
  await expect(admin.getByText("No reward matches these filters")).toBeVisible();
  await admin.getByRole("button", { name: "Clear filters" }).click();
  await expect(admin).toHaveURL(REWARDS);
});

test("how one likes the table is kept", async ({ page, world }) => {
  await makeRewards(world);
  // Somebody of their own: what they hide, the other tests see.
  const { email } = await world.user("Petra", "marketer");
  await signIn(page, email);
  const list = new RewardsPage(page);
  await list.open({ q: world.tag });
  await page.getByRole("button", { name: "View" }).click();
  const saved = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("checkbox", { name: "Campaign" }).uncheck();
  await expect(list.table.getByRole("columnheader", { name: "Campaign" })).toHaveCount(0);
  await saved;
  await list.open({ q: world.tag });
  await expect(list.table.getByRole("columnheader", { name: "Amount" })).toBeVisible();
  await expect(list.table.getByRole("columnheader", { name: "Campaign" })).toHaveCount(0);
});

test("a marketer sees rewards and their history, exports, and changes nothing", async ({ marketer, world }) => {
  const { orders } = await makeRewards(world);
  const list = new RewardsPage(marketer);
  await list.open({ q: world.tag });
  await expect(list.rows).toHaveCount(4);
  await expect(marketer.getByRole("link", { name: "Export" })).toBeVisible();
  await expect(marketer.getByRole("checkbox")).toHaveCount(0);
  await expectAccessible(marketer);
  const [reward] = await rewardsOf(world, orders.first);
  await marketer.goto(`${REWARDS}/${reward!.id}`);
  await expect(marketer.getByRole("region", { name: "History" })).toContainText("Created");
  for (const name of ["Approve", "Deny", "Mark fulfilled"]) {
    await expect(marketer.getByRole("button", { name })).toHaveCount(0);
  }
});

test("the page is found by the palette, walked by the keyboard, and fits a phone", async ({ admin, world }) => {
  const { ada } = await makeRewards(world);
  await admin.goto("/campaigns");
  await goByPalette(admin, "Rewards");
  const list = new RewardsPage(admin);
  await list.open({ q: world.tag });
  await expect(list.rows).toHaveCount(4);
  await list.rows.first().focus();
  await admin.keyboard.press("Space");
  await expect(list.selection).toContainText("1 selected");
  await admin.keyboard.press("ArrowDown");
  await admin.keyboard.press("Space");
  await expect(list.selection).toContainText("2 selected");
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await admin.keyboard.press("ArrowDown");
  await admin.keyboard.press("Enter");
  await expect(admin.getByRole("heading", { name: `Reward of ${ada.name}`, level: 1 })).toBeVisible();
  await expectFitsPhone(admin);
});

test("an address that names no reward says so, and leads back", async ({ admin, watch }) => {
  watch.expect(/status of 404/);
  await admin.goto(`${REWARDS}/00000000-0000-7000-8000-00000000dead`);
  await expect(admin.getByText("There is no such reward")).toBeVisible();
  await expectAccessible(admin);
  await admin.getByRole("link", { name: "Go to Rewards" }).click();
  await expect(admin.getByRole("heading", { name: "Rewards", level: 1 })).toBeVisible();
});
