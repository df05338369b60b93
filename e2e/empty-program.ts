import type { Page } from "@playwright/test";
import { startAttache } from "../scripts/launcher/run-attache.mjs";
import { expect, test as withFixtures } from "./fixtures";
import { PASSWORD } from "./world";

/** The program on an empty database without any user: each of these tests has one to itself. */
export const test = withFixtures.extend<{ setupUrl: string; output: () => string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  output: async ({}, use) => {
    const attache = await startAttache();
    await use(attache.output);
    await attache.stop();
  },
  setupUrl: ({ output }, use) => use(/works once\): (\S+)/.exec(output())?.[1] ?? "no setup link in the output"),
  baseURL: ({ setupUrl }, use) => use(new URL(setupUrl).origin),
});

export const EMAIL = "first@attache.test";

/** Opens the setup link and creates the first admin, who is signed in then. */
export async function createAdmin(page: Page, setupUrl: string): Promise<void> {
  await page.goto(setupUrl);
  await page.getByLabel("Name").fill("First Admin");
  await page.getByLabel("Email").fill(EMAIL);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create admin" }).click();
  await expect(page.getByRole("heading", { name: "Attaché is ready" })).toBeVisible();
}
