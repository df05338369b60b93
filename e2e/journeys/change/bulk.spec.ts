import { readFile } from "node:fs/promises";
import type { Download, Locator } from "@playwright/test";
import Papa from "papaparse";
import sql from "sql-template-tag";
import { confirm, handOverTo } from "../../change-dialog";
import { expect, test } from "../../fixtures";
import { List } from "../../list";
import { makeShowcase } from "../../showcase";
import type { World } from "../../world";

const selection = (list: List): Locator => list.page.getByRole("region", { name: "Selected rows" });

async function readCsv(download: Download): Promise<Record<string, string>[]> {
  const text = await readFile(await download.path(), "utf8");
  return Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ""), { header: true, skipEmptyLines: true }).data;
}

test("a bulk change says before it runs how many will change and how many cannot and why, and afterwards what became of each", async ({
  admin,
  world,
}) => {
  const { cara, dan, eve, spring, autumn } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  await list.select(cara.name, "Active");
  await list.select(eve.name, "Active");
  await list.select(dan.name);
  await expect(selection(list)).toContainText("3 selected");
  await selection(list).getByRole("button", { name: "Deactivate" }).click();
  const dialog = admin.getByRole("dialog", { name: "Deactivate 3 attributions" });
  await expect(dialog).toContainText("2 of 3 attributions will be deactivated, 1 cannot be.");
  await expect(dialog.getByRole("row").filter({ hasText: "It is already inactive." })).toContainText(dan.name);
  await confirm(dialog, "Deactivate 2 attributions", "Clearing up.");

  await expect(dialog.getByRole("heading", { name: "2 deactivated, 1 not changed" })).toBeFocused();
  const results = dialog.getByRole("region", { name: "Result of each attribution" }).getByRole("row");
  await expect(results.filter({ hasText: dan.name })).toContainText("Not changed");
  await expect(results.filter({ hasText: cara.name })).toContainText("Deactivated");
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["deactivated", "duplicate_attempt"]);

  const saved = admin.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download result" }).click();
  const lines = await readCsv(await saved);
  expect(
    lines
      .map(({ customer_email, campaign_uid, outcome, reason }) => [customer_email, campaign_uid, outcome, reason])
      .sort(),
  ).toEqual([
    [cara.email, spring.uid, "deactivated", ""],
    [dan.email, spring.uid, "not changed", "It is already inactive."],
    [eve.email, autumn.uid, "deactivated", ""],
  ]);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(selection(list)).toHaveCount(0);
  await expect(list.row("Active")).toHaveCount(0);
  await expect(list.row("Deactivated")).toHaveCount(3);
});

test("activating many leaves alone what another attribution stands against, and names it", async ({ admin, world }) => {
  const { ada, cara, dan, spring } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag, campaign: spring.uid });
  await list.select("Duplicate attempt");
  await list.select("Deactivated");
  await selection(list).getByRole("button", { name: "Activate", exact: true }).click();
  const dialog = admin.getByRole("dialog", { name: "Activate 2 attributions" });
  await expect(dialog).toContainText("1 of 2 attributions will be activated, 1 cannot be.");
  await confirm(dialog, "Activate 1 attribution");
  await expect(dialog.getByRole("row").filter({ hasText: cara.name })).toContainText(
    `Another attribution of the same contact and campaign is active. ${ada.name} stands.`,
  );
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(list.row(dan.name)).toContainText("Active");
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["active", "duplicate_attempt"]);
  expect(await world.statuses({ customer: dan, campaign: spring })).toEqual(["active"]);
});

test("reassigning many to one advocate skips whoever is that advocate, and the file names every new attribution", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  const people = [await world.contact("Cara"), await world.contact("Dan"), ben];
  for (const customer of people) await world.attribution({ customer, campaign, advocate: ada });
  const list = new List(admin);
  await list.open({ q: world.tag });
  await admin.getByRole("checkbox", { name: "Select every row of this page" }).check();
  await selection(list).getByRole("button", { name: "Reassign" }).click();
  const dialog = admin.getByRole("dialog", { name: "Reassign 3 attributions" });
  await handOverTo(dialog, ben);
  await expect(dialog).toContainText("2 of 3 attributions will be reassigned, 1 cannot be.");
  await expect(dialog.getByRole("row").filter({ hasText: "A contact cannot refer itself." })).toContainText(ben.name);
  await confirm(dialog, "Reassign 2 attributions");
  const saved = admin.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download result" }).click();
  const lines = await readCsv(await saved);
  const moved = lines.filter(({ outcome }) => outcome === "reassigned");
  expect(moved.map(({ new_advocate_email }) => new_advocate_email)).toEqual([ben.email, ben.email]);
  await dialog.getByRole("button", { name: "Done" }).click();
  for (const { new_attribution_id: id } of moved) {
    const row = await world.one(sql`SELECT status, advocate_id FROM attribution WHERE id = ${id}::uuid`);
    expect(row).toEqual({ status: "active", advocate_id: ben.id });
  }
});

/** 30 active attributions on pages of 25, all of which are then selected. */
async function selectAllThatMatch(world: World, list: List) {
  const campaign = await world.campaign();
  const advocate = await world.advocate("Ada", campaign);
  const customers = await world.contacts("Cust", 30);
  await world.attributions(customers.map((customer) => ({ customer, campaign, advocate })));
  await list.open({ q: world.tag, size: "25" });
  await list.page.getByRole("checkbox", { name: "Select every row of this page" }).check();
  await expect(selection(list)).toContainText("25 selected");
  await selection(list).getByRole("button", { name: "Select all 30 that match" }).click();
  await expect(selection(list)).toContainText("All 30 that match are selected");
  return { campaign, customers };
}

test("all that match a filter can be changed at once, also those on other pages", async ({ admin, world }) => {
  const list = new List(admin);
  const { campaign, customers } = await selectAllThatMatch(world, list);
  await selection(list).getByRole("button", { name: "Deactivate" }).click();
  const dialog = admin.getByRole("dialog", { name: "Deactivate all 30 that match the filter" });
  await expect(dialog).toContainText("30 of 30 attributions will be deactivated.");
  await confirm(dialog, "Deactivate 30 attributions");
  await expect(dialog.getByRole("heading", { name: "30 deactivated" })).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(list.row("Deactivated")).toHaveCount(25);
  expect(await world.statuses({ customer: customers[0]!, campaign })).toEqual(["deactivated"]);
});

test("what came to match after the preview is not changed with it", async ({ admin, world }) => {
  const list = new List(admin);
  const { campaign } = await selectAllThatMatch(world, list);
  await selection(list).getByRole("button", { name: "Deactivate" }).click();
  const dialog = admin.getByRole("dialog", { name: "Deactivate all 30 that match the filter" });
  await expect(dialog).toContainText("30 of 30 attributions will be deactivated.");
  const late = await world.contact("Late");
  await world.attribution({ customer: late, campaign, advocate: await world.advocate("New", campaign) });
  await confirm(dialog, "Deactivate 30 attributions");
  await expect(dialog.getByRole("heading", { name: "30 deactivated" })).toBeVisible();
  expect(await world.statuses({ customer: late, campaign })).toEqual(["active"]);
});

test("a selection outlives sorting and turning the page, but not another filter", async ({ admin, world }) => {
  const { cara } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  await list.select(cara.name, "Active");
  await list.sortBy("Advocate");
  await expect(admin).toHaveURL(/sort=advocate/);
  await expect(selection(list)).toContainText("1 selected");
  await list.filterBy("Status", "Active");
  await expect(selection(list)).toHaveCount(0);
  await list.select(cara.name);
  await selection(list).getByRole("button", { name: "Clear selection" }).click();
  await expect(selection(list)).toHaveCount(0);
});
