import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
/** The rows of a table are alike, and axe compares everything with everything: hundreds of them take it minutes. */
const FURTHER_ROWS = "tbody tr:nth-child(n+21)";
/** Light last: that is how a page is left. */
const SCHEMES = ["dark", "light"] as const;

/**
 * The page as it is now has no accessibility problem axe can find, in light and in dark, nor have the first rows of its
 * tables. For users whose theme is that of their system.
 */
export async function expectAccessible(page: Page): Promise<void> {
  // A page that is streamed has its words before its title.
  await expect(page).toHaveTitle(/\S/);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
    const { violations } = await new AxeBuilder({ page }).withTags(STANDARDS).exclude(FURTHER_ROWS).analyze();
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(" ")}\n${failureSummary}`),
    );
    expect(found, `accessibility problems in ${colorScheme}`).toEqual([]);
  }
}

const PHONE = { width: 390, height: 844 };

/** On a phone nothing sticks out of the window to the side. Leaves the window as it was. */
export async function expectFitsPhone(page: Page): Promise<void> {
  const before = page.viewportSize() ?? PHONE;
  await page.setViewportSize(PHONE);
  const excess = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(excess, "pixels that stick out to the side").toBeLessThanOrEqual(0);
  expect(await page.evaluate(() => window.innerWidth)).toBe(PHONE.width);
  await page.setViewportSize(before);
}
