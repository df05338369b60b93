import type { Page } from "@playwright/test";
import { CreateForm } from "../../create-form";
import { createAdmin, test } from "../../empty-program";
import { pick } from "../../fields";
import { expect } from "../../fixtures";

const navigation = (page: Page) => page.getByRole("navigation", { name: "Main" });

async function goTo(page: Page, name: string): Promise<void> {
  await navigation(page).getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

async function createContact(page: Page, email: string, firstName: string, status?: string): Promise<void> {
  await goTo(page, "Contacts");
  await page.getByRole("link", { name: "Create Contact" }).first().click();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("First name").fill(firstName);
  if (status) {
    await page.getByRole("combobox", { name: "Status" }).click();
    await page.getByRole("option", { name: status, exact: true }).click();
  }
  await page.getByRole("button", { name: "Create Contact" }).click();
  await expect(page.getByRole("heading", { name: firstName, level: 1 })).toBeVisible();
}

test("from an empty database to a running program by clicks alone: segment, advocate, campaign, codes, prospect, attribution", async ({
  page,
  setupUrl,
}) => {
  await createAdmin(page, setupUrl);
  await page.getByRole("link", { name: "Start empty" }).click();
  await createContact(page, "ada@example.test", "Ada", "Enrolled");

  await goTo(page, "Segments");
  await page.getByRole("button", { name: "Create Segment" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("Friends");
  await page.getByRole("dialog").getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Friends", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Add contacts" }).first().click();
  const add = page.getByRole("dialog");
  await pick(add, "Contact", { email: "ada@example.test" });
  await add.getByRole("button", { name: "Add 1 contact", exact: true }).click();
  await expect(add.getByRole("status")).toContainText("Added 1 contact.");
  await add.getByRole("button", { name: "Done" }).click();

  await goTo(page, "Campaigns");
  await page.getByRole("link", { name: "Create Campaign" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("Spring");
  await page.getByLabel("Destination URL").fill("https://example.test/welcome");
  await page.getByRole("combobox", { name: "Segments" }).click();
  await page.getByRole("option", { name: "Friends" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Create Campaign" }).click();
  await expect(page.getByText("1 advocate was given a shortcode.")).toBeVisible();
  const ada = page.getByRole("row").filter({ hasText: "ada@example.test" });
  const shortcode = (await ada.locator("code").textContent())!;

  await page.getByRole("button", { name: "Codes of Ada" }).click();
  const codes = page.getByRole("dialog", { name: "Codes of Ada" });
  await codes.getByRole("button", { name: `QR code of ${shortcode}` }).click();
  const image = page.getByRole("img", { name: `QR code of the referral link of ${shortcode}` });
  await expect(image).toHaveJSProperty("complete", true);
  expect(await image.evaluate((drawn: HTMLImageElement) => drawn.naturalWidth)).toBeGreaterThan(0);
  const downloads: string[] = [];
  for (const format of ["SVG", "PNG"]) {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: `Download ${format}` }).click();
    downloads.push((await download).suggestedFilename());
  }
  expect(downloads).toEqual([`qr-${shortcode}.svg`, `qr-${shortcode}.png`]);
  await page.keyboard.press("Escape");
  await codes.getByLabel("Coupon code or pattern").fill("SPRING10");
  await codes.getByRole("button", { name: "Create coupon codes" }).click();
  await expect(codes.getByRole("list", { name: "Codes" })).toContainText("SPRING10");
  await page.keyboard.press("Escape");

  await createContact(page, "cara@example.test", "Cara");
  const form = new CreateForm(page);
  await form.open();
  await pick(page, "Referred contact", { email: "cara@example.test" });
  await form.code.fill(shortcode.toLowerCase());
  await form.save.click();
  await expect(page.getByRole("heading", { name: "Active attribution created" })).toBeFocused();
  await goTo(page, "Referral Attribution");
  await expect(page.getByRole("row").filter({ hasText: "Cara" })).toContainText("Ada");
});
