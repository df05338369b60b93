import type { Page } from "@playwright/test";
import { EMAIL, test } from "../../empty-program";
import { expect } from "../../fixtures";
import { goByPalette, press, tabTo, takeOption, typeInto } from "../../keyboard";
import { PASSWORD } from "../../world";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function createContact(page: Page, email: string, firstName: string, status?: string): Promise<void> {
  await goByPalette(page, "Contacts");
  await press(page.getByRole("link", { name: "Create Contact" }).first());
  await typeInto(page.getByLabel("Email"), email);
  await typeInto(page.getByLabel("First name"), firstName);
  if (status) {
    await tabTo(page.getByRole("combobox", { name: "Status" }));
    await page.keyboard.press("ArrowDown");
    await takeOption(page, status);
  }
  await press(button(page, "Create Contact"));
  await expect(page.getByRole("heading", { name: firstName, level: 1 })).toBeVisible();
}

test("from an empty database to a running program by keyboard alone, the focus never lost", async ({
  page,
  setupUrl,
}) => {
  const { keyboard } = page;

  await test.step("the first admin", async () => {
    await page.goto(setupUrl);
    await typeInto(page.getByLabel("Name"), "First Admin");
    await typeInto(page.getByLabel("Email"), EMAIL);
    await typeInto(page.getByLabel("Password", { exact: true }), PASSWORD);
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Attaché is ready" })).toBeVisible();
    await press(page.getByRole("link", { name: "Start empty" }));
    await expect(page.getByRole("heading", { name: "Referral Attribution", level: 1 })).toBeVisible();
  });

  await test.step("a contact who may refer", () => createContact(page, "ada@example.test", "Ada", "Enrolled"));

  await test.step("a segment with the contact in it", async () => {
    await goByPalette(page, "Segments");
    await press(button(page, "Create Segment").first());
    await expect(page.getByRole("dialog").getByLabel("Name")).toBeFocused();
    await keyboard.type("Friends");
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Friends", level: 1 })).toBeVisible();
    const add = button(page, "Add contacts").first();
    await press(add);
    const dialog = page.getByRole("dialog");
    await tabTo(dialog.getByLabel("Contact", { exact: true }));
    await keyboard.type("ada@example.test");
    await takeOption(page, /ada@example\.test/);
    await press(dialog.getByRole("button", { name: "Add 1 contact", exact: true }));
    await expect(dialog.getByRole("status")).toContainText("Added 1 contact.");
    await expect(dialog.getByRole("button", { name: "Done" })).toBeFocused();
    await keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
    await expect(add).toBeFocused();
  });

  await test.step("a campaign that is open to the segment", async () => {
    await goByPalette(page, "Campaigns");
    await press(page.getByRole("link", { name: "Create Campaign" }).first());
    await typeInto(page.getByLabel("Name", { exact: true }), "Spring");
    await typeInto(page.getByLabel("Destination URL"), "https://example.test/welcome");
    await tabTo(page.getByRole("combobox", { name: "Segments" }));
    await keyboard.type("Friends");
    await takeOption(page, "Friends");
    await keyboard.press("Escape");
    await press(button(page, "Create Campaign"));
    await expect(page.getByText("1 advocate was given a shortcode.")).toBeVisible();
  });

  const row = page.getByRole("row").filter({ hasText: "ada@example.test" });
  const shortcode = (await row.locator("code").textContent())!;

  await test.step("the advocate's QR code and a coupon code", async () => {
    const opener = button(page, "Codes of Ada");
    await press(opener);
    const codes = page.getByRole("dialog", { name: "Codes of Ada" });
    const qr = codes.getByRole("button", { name: `QR code of ${shortcode}` });
    await press(qr);
    const download = page.waitForEvent("download");
    await press(page.getByRole("link", { name: "Download SVG" }));
    expect((await download).suggestedFilename()).toBe(`qr-${shortcode}.svg`);
    await keyboard.press("Escape");
    await expect(qr).toBeFocused();
    await typeInto(codes.getByLabel("Coupon code or pattern"), "SPRING10");
    await keyboard.press("Enter");
    await expect(codes.getByRole("list", { name: "Codes" })).toContainText("SPRING10");
    await keyboard.press("Escape");
    await expect(codes).toHaveCount(0);
    await expect(opener).toBeFocused();
  });

  await test.step("all codes of the campaign: one is retired and restored", async () => {
    await press(page.getByRole("link", { name: "All codes" }));
    await expect(page.getByRole("heading", { name: "Codes", level: 1 })).toBeVisible();
    const list = page.getByRole("table", { name: "Codes" });
    await tabTo(list.getByRole("row").filter({ hasText: "SPRING10" }));
    await press(button(page, "Retire SPRING10"));
    const question = page.getByRole("dialog", { name: "Retire code" });
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await press(question.getByRole("button", { name: "Retire code" }));
    await expect(question).toHaveCount(0);
    const restore = button(page, "Restore SPRING10");
    await expect(restore).toBeFocused();
    await keyboard.press("Enter");
    await expect(button(page, "Retire SPRING10")).toBeFocused();
  });

  await test.step("a prospect", () => createContact(page, "cara@example.test", "Cara"));

  await test.step("the attribution", async () => {
    await goByPalette(page, "Create Referral Attribution");
    await expect(page.getByLabel("Referred contact", { exact: true }).first()).toBeFocused();
    await keyboard.type("cara@example.test");
    await takeOption(page, /cara@example\.test/);
    await typeInto(page.getByLabel("Shortcode or coupon code"), shortcode.toLowerCase());
    await press(button(page, "Create attribution"));
    await expect(page.getByRole("heading", { name: "Active attribution created" })).toBeFocused();
  });

  await test.step("bulk: who was referred joins the segment, from the list of contacts", async () => {
    await goByPalette(page, "Contacts");
    const cara = page.getByRole("row").filter({ hasText: "cara@example.test" });
    await tabTo(cara);
    await keyboard.press("Space");
    await press(button(page, "Add to segment"));
    const dialog = page.getByRole("dialog", { name: "Add to segment" });
    await expect(dialog.getByRole("combobox", { name: "Segment" })).toBeFocused();
    await keyboard.type("Friends");
    await takeOption(page, "Friends");
    await press(dialog.getByRole("button", { name: "Add 1 contact" }));
    await expect(dialog.getByRole("button", { name: "Done" })).toBeFocused();
    await keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
    await expect(cara).toBeFocused();
    await expect(cara).toContainText("Friends");
  });
});
