import type { Page } from "@playwright/test";
import { RecordPage } from "../change-dialog";
import { expect, test } from "../fixtures";
import { LIST, List } from "../list";
import { openPalette } from "../palette";
import { makeShowcase } from "../showcase";
import { signIn } from "../sign-in";

const WRITES = /\b(create|add manual|csv import|add user|deactivate|activate|reassign|invite|disable|select)\b/i;

/** Nothing on the page that could change anything: no such button, link, menu item or checkbox. */
async function expectNoWrites(page: Page): Promise<void> {
  for (const role of ["button", "link", "menuitem", "checkbox"] as const) {
    await expect(page.getByRole(role, { name: WRITES })).toHaveCount(0);
  }
}

test("a marketer sees the table, filters, opens and exports, and finds nothing on it that writes", async ({
  marketer,
  world,
}) => {
  const { rows } = await makeShowcase(world);
  const list = new List(marketer);
  await list.open({ q: world.tag });
  await list.expectRows(rows);
  await expectNoWrites(marketer);
  await expect(list.rows.first()).not.toHaveAttribute("aria-selected");
  await list.filterBy("Status", "Active");
  await list.expectRows([rows[0]!, rows[4]!]);
  await expectNoWrites(marketer);
  const file = marketer.waitForEvent("download");
  await marketer.getByRole("link", { name: "Export" }).click();
  expect((await file).suggestedFilename()).toMatch(/^referral-attributions-.*\.csv$/);
});

test("a marketer reads every record and its history, in the drawer and on its page, and can change none", async ({
  marketer,
  world,
}) => {
  const { ids } = await makeShowcase(world);
  const list = new List(marketer);
  await list.open({ q: world.tag });
  for (const status of ["Active", "Deactivated"]) {
    await list.row(status).first().click();
    const drawer = marketer.getByRole("dialog", { name: "Referral attribution" });
    await expect(drawer.getByRole("heading", { name: "History" })).toBeVisible();
    await expectNoWrites(marketer);
    await marketer.keyboard.press("Escape");
    await expect(drawer).toHaveCount(0);
  }
  const record = new RecordPage(marketer);
  for (const id of Object.values(ids)) {
    await record.open(id);
    await expectNoWrites(marketer);
  }
});

test("a marketer finds no write in the empty list, the navigation or the command palette", async ({
  marketer,
  world,
}) => {
  await new List(marketer).open({ q: world.tag });
  await expect(marketer.getByRole("heading", { name: "Nothing matches these filters" })).toBeVisible();
  await expectNoWrites(marketer);
  await expect(marketer.getByRole("link", { name: "Team" })).toHaveCount(0);
  await openPalette(marketer);
  const palette = marketer.getByRole("dialog");
  await expect(palette.getByText("Your account")).toBeVisible();
  await expect(palette.getByText("Team")).toHaveCount(0);
  await expect(palette.getByText("Create Referral Attribution")).toHaveCount(0);
  await expect(palette.getByText("CSV Import")).toHaveCount(0);
});

for (const path of [`${LIST}/create`, `${LIST}/import`, "/settings/team", "/welcome"]) {
  test(`a marketer who knows the address ${path} gets 403 and is told whom to ask`, async ({ marketer, watch }) => {
    watch.expect(/status of 403/);
    const answer = await marketer.goto(path);
    expect(answer?.status()).toBe(403);
    await expect(marketer.getByRole("heading", { name: "Not with your role" })).toBeVisible();
    await expect(marketer.getByText("ask an admin to change your role")).toBeVisible();
    await marketer.getByRole("link", { name: "Referral Attribution" }).click();
    await expect(marketer).toHaveURL(LIST);
  });
}

test("an admin who was made a marketer in the middle of a change is refused by the server, and told so", async ({
  openPage,
  world,
  server,
  watch,
}) => {
  watch.expect(/status of 403/);
  const { cara, spring, ids } = await makeShowcase(world);
  const user = await world.user("Former", "admin");
  const page = await openPage();
  await signIn(page, user.email);
  const record = new RecordPage(page);
  await record.open(ids.caraByAda);
  const dialog = await record.begin("Deactivate");
  await expect(dialog.getByRole("button", { name: "Deactivate", exact: true })).toBeEnabled();
  await server.db.query("UPDATE app_user SET role = 'marketer' WHERE id = $1", [user.id]);
  await dialog.getByRole("button", { name: "Deactivate", exact: true }).click();
  const refusal = page.getByRole("alert").filter({ hasText: "Nothing was changed" });
  await expect(refusal).toContainText("Your role does not allow this. Ask an admin.");
  await page.reload();
  await expectNoWrites(page);
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["active", "duplicate_attempt"]);
});

test("an admin who was made a marketer while a dialog asks is told why it is gone", async ({ page, world, watch }) => {
  watch.expect(/status of 403/);
  const campaign = await world.campaign();
  const user = await world.user("Former", "admin");
  await signIn(page, user.email);
  await page.goto(`/campaigns/${campaign.id}`);
  await page.getByRole("button", { name: "End campaign" }).click();
  const dialog = page.getByRole("dialog", { name: `End ${campaign.name}?` });
  await expect(dialog).toBeVisible();
  await world.db.query("UPDATE app_user SET role = 'marketer' WHERE id = $1", [user.id]);
  await dialog.getByRole("button", { name: "End campaign" }).click();
  // The refusal brings the page as a marketer sees it.
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("alert").filter({ hasText: "Nothing was changed" })).toContainText(
    "Your role does not allow this. Ask an admin.",
  );
});
