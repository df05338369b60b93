import { expect, test } from "../fixtures";
import { goByPalette, tabTo } from "../keyboard";
import { openPalette } from "../palette";
import { fillSignIn } from "../sign-in";

test("the whole story by keyboard alone: sign in, create, find, deactivate, activate another, reassign", async ({
  page,
  world,
}) => {
  const user = await world.user("Kay", "admin");
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  const cara = await world.contact("Cara");
  const { keyboard } = page;
  const statuses = () => world.statuses({ customer: cara, campaign });
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const radio = (name: string) => page.getByRole("radio", { name, exact: true });

  await test.step("sign in", async () => {
    await page.goto("/sign-in");
    await expect(page.getByLabel("Email", { exact: true })).toBeFocused();
    await keyboard.type(user.email);
    await keyboard.press("Tab");
    await keyboard.type("correct-horse-battery");
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Referral Attribution", level: 1 })).toBeVisible();
  });

  const fillAndSave = async (advocate: typeof ada) => {
    const customer = page.getByLabel("Referred contact", { exact: true }).first();
    await expect(customer).toBeFocused();
    await keyboard.type(cara.email);
    await expect(page.getByRole("option")).toHaveCount(1);
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await expect(customer).toHaveValue(`${cara.name} · ${cara.email}`);
    const campaigns = page.getByRole("combobox", { name: "Campaign" });
    await tabTo(campaigns);
    await keyboard.type(campaign.name);
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await expect(campaigns).toHaveValue(campaign.name);
    const field = page.getByLabel("Advocate", { exact: true }).first();
    await tabTo(field);
    await keyboard.type(advocate.email);
    await expect(page.getByRole("option")).toHaveCount(1);
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await tabTo(button("Create attribution"));
    await keyboard.press("Enter");
  };

  await test.step("create an active attribution, then an inactive attempt", async () => {
    await openPalette(page);
    await keyboard.type("create referral");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await fillAndSave(ada);
    await expect(page.getByRole("heading", { name: "Active attribution created" })).toBeFocused();
    await tabTo(button("Create another"));
    await keyboard.press("Enter");
    await fillAndSave(ben);
    await expect(page.getByRole("heading", { name: "Logged as an inactive duplicate attempt" })).toBeFocused();
    expect(await statuses()).toEqual(["active", "duplicate_attempt"]);
  });

  const drawer = page.getByRole("dialog", { name: "Referral attribution" });
  const openRow = async (presses: number) => {
    await keyboard.press("/");
    await keyboard.press("Enter");
    await keyboard.press("Home");
    for (let press = 0; press < presses; press++) await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await expect(drawer.getByRole("heading", { name: "History" })).toBeVisible();
  };
  const closeDrawer = async () => {
    await keyboard.press("Escape");
    await expect(drawer).toHaveCount(0);
  };

  await test.step("find it and deactivate it from the drawer", async () => {
    await goByPalette(page, "Referral Attribution");
    const search = page.getByPlaceholder("Search contacts and codes");
    await expect(search).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await keyboard.press("/");
    await expect(search).toBeFocused();
    await keyboard.type(cara.email);
    await expect(page).toHaveURL(/q=/);
    await expect(page.getByRole("row").filter({ hasText: cara.name })).toHaveCount(2);
    await openRow(1);
    await tabTo(button("Deactivate"));
    await keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Deactivate attribution" });
    await expect(dialog).toContainText("Future orders and rewards");
    await tabTo(dialog.getByRole("button", { name: "Deactivate" }));
    await keyboard.press("Enter");
    await expect(drawer).toContainText("Inactive · Deactivated");
    await closeDrawer();
    expect(await statuses()).toEqual(["deactivated", "duplicate_attempt"]);
  });

  await test.step("activate the other attempt", async () => {
    await openRow(0);
    await tabTo(button("Activate"));
    await keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Activate attribution" });
    await expect(dialog).toContainText("are credited to");
    await tabTo(dialog.getByRole("button", { name: "Activate" }));
    await keyboard.press("Enter");
    await expect(drawer.getByRole("button", { name: "Reassign" })).toBeVisible();
    await closeDrawer();
    expect(await statuses()).toEqual(["deactivated", "active"]);
  });

  await test.step("reassign it back to the first attempt", async () => {
    await openRow(0);
    await tabTo(button("Reassign"));
    await keyboard.press("Enter");
    await tabTo(radio(ada.name));
    await keyboard.press(" ");
    const dialog = page.getByRole("dialog", { name: "Reassign attribution" });
    await expect(dialog).toContainText("in one step");
    await tabTo(dialog.getByRole("button", { name: "Reassign" }));
    await keyboard.press("Enter");
    await expect(drawer).toContainText("Inactive · Reassigned");
    expect(await statuses()).toEqual(["active", "reassigned"]);
  });
});

test("the first Tab of every page offers to skip the navigation", async ({ page, world }) => {
  const user = await world.user("Kay", "admin");
  await page.goto("/settings/account");
  await fillSignIn(page, user.email);
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
  await page.reload();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Name")).toBeFocused();
});
