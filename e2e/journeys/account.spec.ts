import { expectAccessible, expectFitsPhone } from "../accessible";
import { expectRefused } from "../fields";
import { expect, test } from "../fixtures";
import { fillSignIn, signIn } from "../sign-in";
import { PASSWORD } from "../world";

const ACCOUNT = "/settings/account";

test("a new password needs the current one, counts from then on, and ends the other sessions", async ({
  openPage,
  world,
  watch,
}) => {
  watch.expect(/status of 401/);
  const user = await world.user("Petra", "marketer");
  const [page, elsewhere] = [await openPage(), await openPage()];
  await signIn(page, user.email);
  await signIn(elsewhere, user.email);
  await page.goto(ACCOUNT);
  const current = page.getByLabel("Current password", { exact: true });
  await current.fill("not-my-password");
  await page.getByLabel("New password", { exact: true }).fill("brand-new-password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expectRefused(current, "This is not your current password.");

  await current.fill(PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed. Your other sessions were signed out.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();

  await elsewhere.reload();
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await fillSignIn(elsewhere, user.email, PASSWORD);
  await expect(elsewhere.getByRole("alert").filter({ hasText: "do not match" })).toBeVisible();
  await signIn(elsewhere, user.email, "brand-new-password");
});

test("a password that is too short is refused before anything is sent", async ({ page, world }) => {
  const user = await world.user("Petra", "marketer");
  await signIn(page, user.email);
  await page.goto(ACCOUNT);
  await page.getByLabel("Current password", { exact: true }).fill(PASSWORD);
  const next = page.getByLabel("New password", { exact: true });
  // Typed, not filled in: the browser judges the length of what a person typed only.
  await next.pressSequentially("short");
  await page.getByRole("button", { name: "Change password" }).click();
  expect(await next.evaluate((input: HTMLInputElement) => input.validity.tooShort)).toBe(true);
  await expect(next).toBeFocused();
});

test("what was saved in another tab is not written over by what was not changed here", async ({ page, world }) => {
  const user = await world.user("Theo", "marketer");
  await signIn(page, user.email);
  const other = await page.context().newPage();
  for (const tab of [page, other]) await tab.goto(ACCOUNT);
  const save = async (tab: typeof page) => {
    await tab.getByRole("button", { name: "Save preferences" }).click();
    await expect(tab.getByText("Preferences saved.")).toBeVisible();
  };
  await page.getByLabel("Name").fill(`Theodor ${world.tag}`);
  await save(page);
  await other.getByRole("radiogroup", { name: "Theme" }).getByText("Dark").click();
  await save(other);
  await page.reload();
  await expect(page.getByLabel("Name")).toHaveValue(`Theodor ${world.tag}`);
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
});

test("the theme is the user's, on every page and every device", async ({ page, openPage, world }) => {
  const user = await world.user("Theo", "marketer");
  await signIn(page, user.email);
  await page.goto(ACCOUNT);
  await page.getByRole("radiogroup", { name: "Theme" }).getByText("Dark").click();
  await page.getByRole("button", { name: "Save preferences" }).click();
  await expect(page.getByText("Preferences saved.")).toBeVisible();
  const html = (one: typeof page) => one.locator("html");
  await expect(html(page)).toHaveAttribute("data-mantine-color-scheme", "dark");

  const tablet = await openPage();
  await signIn(tablet, user.email);
  await expect(html(tablet)).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.getByRole("radiogroup", { name: "Theme" }).getByText("Same as the system").click();
  await page.getByRole("button", { name: "Save preferences" }).click();
  await expect(html(page)).toHaveAttribute("data-mantine-color-scheme", "light");
});

test("dates are shown in the browser's time zone, and in another one once the user says so", async ({
  page,
  world,
}) => {
  const user = await world.user("Zoe", "marketer");
  const campaign = await world.campaign();
  await world.attribution({
    customer: await world.contact("Cara"),
    advocate: await world.advocate("Ada", campaign),
    campaign,
    at: new Date("2026-03-01T20:30:00Z"),
  });
  await signIn(page, user.email);
  const list = `/audience-activity/referral-attribution?campaign=${campaign.uid}`;
  await page.goto(list);
  const created = page.getByRole("row").filter({ hasText: "Cara" }).locator("time").first();
  await expect(created).toHaveText("1 Mar 2026");
  await expect(created).toHaveAttribute("title", /^1 Mar 2026, 21:30:00\.000 Europe\/Berlin \(\+01:00\)$/);

  await page.goto(ACCOUNT);
  await page.getByRole("combobox", { name: "Time zone" }).fill("Auckland");
  await page.getByRole("option", { name: "Pacific/Auckland" }).click();
  await page.getByRole("button", { name: "Save preferences" }).click();
  await expect(page.getByText("Preferences saved.")).toBeVisible();
  await page.goto(list);
  await expect(created).toHaveText("2 Mar 2026");
  await expect(created).toHaveAttribute("title", /Pacific\/Auckland \(\+13:00\)$/);
});

test("a changed name stands in the navigation at once", async ({ page, world }) => {
  const user = await world.user("Nora", "admin");
  await signIn(page, user.email);
  await page.goto(ACCOUNT);
  await page.getByLabel("Name").fill(`Nora Renamed ${world.tag}`);
  await page.getByRole("button", { name: "Save preferences" }).click();
  await expect(page.getByRole("button", { name: `Nora Renamed ${world.tag}, Admin: account menu` })).toBeVisible();
});

test("the account page is accessible and fits a phone", async ({ marketer }) => {
  await marketer.goto(ACCOUNT);
  await expectAccessible(marketer);
  await marketer.getByRole("combobox", { name: "Time zone" }).click();
  await expect(marketer.getByRole("option").first()).toBeVisible();
  await expectAccessible(marketer);
  await marketer.keyboard.press("Escape");
  await expectFitsPhone(marketer);
});
