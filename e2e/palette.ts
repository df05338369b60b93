import { expect, type Page } from "@playwright/test";

/** Opens the command palette by its keys, once the page listens: its words are there before its scripts run. */
export async function openPalette(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("textbox", { name: "Search and commands" })).toBeFocused({ timeout: 2_000 });
  }).toPass();
}
