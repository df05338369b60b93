import { expectAccessible, expectFitsPhone } from "../../accessible";
import { createAdmin, test } from "../../empty-program";
import { expect } from "../../fixtures";
import { REWARDS } from "../../rewards";

test("where there is no reward yet, the page says where they come from, and leads there", async ({
  page,
  setupUrl,
}) => {
  await createAdmin(page, setupUrl);
  await page.goto(REWARDS);
  await expect(page.getByRole("heading", { name: "No rewards yet" })).toBeVisible();
  await expect(page.getByText("a campaign's reward triggers say what an attribution or an order earns")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole("link", { name: "Go to Campaigns" }).click();
  await expect(page.getByRole("heading", { name: "Campaigns", level: 1 })).toBeVisible();
});
