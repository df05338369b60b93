import { expect, type Page } from "@playwright/test";
import { PASSWORD } from "./world";

/** Fills in the form of the sign-in page and sends it. */
export async function fillSignIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs in through the page, and waits for where that leads without any other wish: the table. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await fillSignIn(page, email, password);
  await expectTable(page);
}

export async function expectTable(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "Referral Attribution", level: 1 })).toBeVisible();
}

/** Signs out by the account menu, which opens once the page listens: its words are there before its scripts run. */
export async function signOut(page: Page): Promise<void> {
  const item = page.getByRole("menuitem", { name: "Sign out" });
  await expect(async () => {
    await page.getByRole("button", { name: /account menu/ }).click();
    await expect(item).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await item.click();
  await expect(page).toHaveURL("/sign-in");
}
