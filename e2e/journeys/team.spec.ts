import type { Page } from "@playwright/test";
import { expectAccessible, expectFitsPhone } from "../accessible";
import { expectRefused } from "../fields";
import { expect, test } from "../fixtures";
import { expectTable, signIn } from "../sign-in";
import { PASSWORD } from "../world";

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

async function choose(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

/** Adds somebody and answers with the one-time link that is shown for them. */
async function invite(page: Page, { name, email, role }: { name: string; email: string; role: string }) {
  await page.goto("/settings/team");
  await page.getByRole("button", { name: "Add user" }).click();
  const dialog = page.getByRole("dialog", { name: "Add user" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Email").fill(email);
  await dialog.getByRole("radio", { name: role }).check();
  await dialog.getByRole("button", { name: "Create invitation link" }).click();
  return page.getByRole("dialog", { name: "Invitation link" }).getByLabel("One-time link").inputValue();
}

test("an invited person chooses a password through the link, is in, and the link works once", async ({
  admin,
  openPage,
  world,
}) => {
  const person = { name: `Ines ${world.tag}`, email: `ines-${world.tag}@attache.test`, role: "Marketer" };
  const link = await invite(admin, person);
  await admin.getByRole("button", { name: "Done" }).click();
  await expect(row(admin, person.email)).toContainText("Invited");

  const guest = await openPage();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { name: `Welcome, ${person.name}` })).toBeVisible();
  await guest.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await guest.getByRole("button", { name: "Choose password" }).click();
  await expectTable(guest);
  await expect(guest.getByRole("button", { name: `${person.name}, Marketer: account menu` })).toBeVisible();
  await admin.reload();
  await expect(row(admin, person.email)).toContainText("Active");

  const second = await openPage();
  await second.goto(link);
  await expect(second.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
  await signIn(second, person.email);
});

test("a second person with the same e-mail is refused at the field", async ({ admin, world }) => {
  const present = await world.user("Ines", "marketer");
  await admin.goto("/settings/team");
  await admin.getByRole("button", { name: "Add user" }).click();
  const dialog = admin.getByRole("dialog", { name: "Add user" });
  await dialog.getByLabel("Name").fill("Another Ines");
  await dialog.getByLabel("Email").fill(present.email.toUpperCase());
  await dialog.getByRole("button", { name: "Create invitation link" }).click();
  await expectRefused(dialog.getByLabel("Email"), "Somebody in the team has this e-mail already.");
});

test("a changed role takes effect on that person's next request", async ({ admin, openPage, world, watch }) => {
  watch.expect(/status of 403/);
  const user = await world.user("Rolf", "marketer");
  const page = await openPage();
  await signIn(page, user.email);
  const create = page.getByRole("button", { name: "Create Referral Attribution" });
  await expect(create).toHaveCount(0);

  await admin.goto("/settings/team");
  await choose(admin, user.name, "Make admin");
  await expect(row(admin, user.email)).toContainText("Admin");
  await page.reload();
  await expect(create.first()).toBeVisible();
  await page.getByRole("link", { name: "Team" }).click();
  await expect(row(page, user.email)).toContainText("(you)");

  await choose(admin, user.name, "Make marketer");
  await expect(row(admin, user.email)).toContainText("Marketer");
  const answer = await page.reload();
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "Not with your role" })).toBeVisible();
});

test("disabling says what it does, ends every session at once, and can be taken back", async ({
  admin,
  openPage,
  world,
  watch,
}) => {
  watch.expect(/status of 401/);
  const user = await world.user("Dora", "marketer");
  const page = await openPage();
  await signIn(page, user.email);

  await admin.goto("/settings/team");
  await choose(admin, user.name, "Disable…");
  const dialog = admin.getByRole("dialog", { name: `Disable ${user.name}?` });
  await expect(dialog).toContainText("signed out everywhere at once");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(row(admin, user.email)).toContainText("Active");
  await choose(admin, user.name, "Disable…");
  await dialog.getByRole("button", { name: "Disable" }).click();
  await expect(row(admin, user.email)).toContainText("Disabled");

  await page.reload();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel("Email", { exact: true }).fill(user.email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "do not match" })).toBeVisible();

  await choose(admin, user.name, "Enable");
  await expect(row(admin, user.email)).toContainText("Active");
  await signIn(page, user.email);
});

test("signing somebody out everywhere ends all of their sessions, and they can sign in again", async ({
  admin,
  openPage,
  world,
}) => {
  const user = await world.user("Sam", "marketer");
  const pages = [await openPage(), await openPage()];
  for (const page of pages) await signIn(page, user.email);

  await admin.goto("/settings/team");
  await choose(admin, user.name, "Sign out everywhere");
  await expect(admin.getByText(`${user.name} is signed out everywhere.`)).toBeVisible();
  for (const page of pages) {
    await page.reload();
    await expect(page).toHaveURL(/\/sign-in/);
  }
  await signIn(pages[0]!, user.email);
});

test("a new one-time link lets somebody who lost their password choose another; the old one and its sessions end", async ({
  admin,
  openPage,
  world,
  watch,
}) => {
  watch.expect(/status of 401/);
  const user = await world.user("Lena", "marketer");
  const old = await openPage();
  await signIn(old, user.email);
  await admin.goto("/settings/team");
  await choose(admin, user.name, "New one-time link");
  const link = await admin.getByRole("dialog", { name: "One-time link" }).getByLabel("One-time link").inputValue();

  const page = await openPage();
  await page.goto(link);
  await page.getByLabel("Password", { exact: true }).fill("another-long-password");
  await page.getByRole("button", { name: "Choose password" }).click();
  await expectTable(page);
  await old.reload();
  await expect(old).toHaveURL(/\/sign-in/);
  await old.getByLabel("Email", { exact: true }).fill(user.email);
  await old.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await old.getByRole("button", { name: "Sign in" }).click();
  await expect(old.getByRole("alert").filter({ hasText: "do not match" })).toBeVisible();
  await signIn(old, user.email, "another-long-password");
});

test("the team page and its dialogs are accessible and fit a phone", async ({ admin, world }) => {
  const user = await world.user("Ines", "marketer");
  await admin.goto("/settings/team");
  await expect(row(admin, user.email)).toBeVisible();
  await expectAccessible(admin);
  await admin.getByRole("button", { name: "Add user" }).click();
  await expect(admin.getByRole("dialog", { name: "Add user" }).getByLabel("Name")).toBeFocused();
  await expectAccessible(admin);
  await admin.keyboard.press("Escape");
  await admin.getByRole("button", { name: `Actions for ${user.name}` }).click();
  await expect(admin.getByRole("menuitem", { name: "Sign out everywhere" })).toBeVisible();
  await expectAccessible(admin);
  await admin.getByRole("menuitem", { name: "Disable…" }).click();
  await expect(admin.getByRole("dialog", { name: `Disable ${user.name}?` })).toBeVisible();
  await expectAccessible(admin);
  await admin.keyboard.press("Escape");
  await expectFitsPhone(admin);
  await admin.setViewportSize({ width: 390, height: 844 });
  await expect(admin.getByRole("button", { name: `Actions for ${user.name}` })).toBeInViewport({ ratio: 1 });
});
