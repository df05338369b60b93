import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import sql from "sql-template-tag";
import { expectAccessible, expectFitsPhone } from "../accessible";
import { anImport } from "../api/an-import";
import { expectRefused } from "../fields";
import { expect, test } from "../fixtures";
import { LIST } from "../list";
import type { Person } from "../world";

const CONTACTS = "/audience/contacts";

async function openMenu(page: Page, contact: Person): Promise<void> {
  await page.goto(`${CONTACTS}/${contact.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
}

async function openErasure(page: Page, contact: Person): Promise<Locator> {
  await openMenu(page, contact);
  await page.getByRole("menuitem", { name: "Erase personal data" }).click();
  return page.getByRole("dialog", { name: `Erase personal data of ${contact.name}` });
}

test("a person is erased once their e-mail was typed; the history stays and names nobody", async ({ admin, world }) => {
  const campaign = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", campaign), await world.contact("Cara")];
  const id = await world.attribution({ customer: cara, campaign, advocate: ada, reason: `${ada.name} rang us` });
  const dialog = await openErasure(admin, ada);
  const goes = dialog.getByRole("region", { name: "Gone for good" });
  await expect(goes).toContainText(ada.email);
  await expect(goes).toContainText("The text of 2 codes. 2 are in use");
  await expect(goes).toContainText("1 reason that names this contact");
  await expect(dialog.getByRole("region", { name: "Stays" })).toContainText("1 attribution as advocate");
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  const erase = dialog.getByRole("button", { name: "Erase personal data" });
  const field = dialog.getByLabel(`Type ${ada.email} to confirm`);
  await erase.click();
  await expectRefused(field, "Type the contact's e-mail to confirm.");
  await field.fill(cara.email);
  await erase.click();
  await expectRefused(field, "This is not the contact's e-mail");
  await field.fill(ada.email.toUpperCase());
  await erase.click();
  await expect(admin.getByRole("heading", { name: "Erased contact", level: 1 })).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(admin.getByText("This person was erased")).toBeVisible();
  await expect(admin.getByRole("button", { name: "More actions" })).toHaveCount(0);
  await expect(admin.getByRole("region", { name: "Timeline" })).toContainText("Personal data was erased");
  await expect(admin.locator("body")).not.toContainText(ada.email);
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await admin.goto(`${LIST}/${id}`);
  await expect(admin.getByRole("link", { name: "Erased contact" })).toBeVisible();
  await expect(admin.getByText("[erased]", { exact: true })).toBeVisible();
  await expect(admin.locator("body")).not.toContainText(ada.name);
  await admin.goto(`${CONTACTS}?q=${encodeURIComponent(ada.email)}`);
  await expect(admin.getByText("Nobody matches these filters")).toBeVisible();
});

test("an import that is not finished stands in the way, and a finished one says that its file is not kept", async ({
  admin,
  world,
}) => {
  const ida = await world.user("Ida", "admin");
  const open = await anImport(world, ida, "checked");
  const person = await world.one<Person>(
    sql`SELECT id, name, email FROM contact WHERE email = ${`cara-${world.tag}@example.test`}`,
  );
  const dialog = await openErasure(admin, person);
  await expect(dialog.getByRole("alert")).toContainText("An import stands in the way");
  await expect(dialog.getByRole("button", { name: "Erase personal data" })).toBeDisabled();
  await expectAccessible(admin);
  await dialog.getByRole("link", { name: /Open the import of/ }).click();
  await expect(admin).toHaveURL(`${LIST}/import/${open}`);
  await admin.getByRole("button", { name: /^Import / }).click();
  await expect(admin.getByRole("region", { name: "Result" })).toBeVisible();
  const again = await openErasure(admin, person);
  await again.getByLabel(`Type ${person.email} to confirm`).fill(person.email);
  await again.getByRole("button", { name: "Erase personal data" }).click();
  await expect(admin.getByRole("heading", { name: "Erased contact", level: 1 })).toBeVisible();
  await admin.goto(`${LIST}/import/${open}`);
  await expect(admin.getByText("The file is not kept since")).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);
});

test("everything held about a contact is downloaded, and the timeline says so", async ({ admin, world }) => {
  const campaign = await world.campaign();
  const ada = await world.advocate("Ada", campaign);
  await world.attribution({ customer: await world.contact("Cara"), campaign, advocate: ada });
  await openMenu(admin, ada);
  const file = admin.waitForEvent("download");
  await admin.getByRole("menuitem", { name: "Export everything" }).click();
  const download = await file;
  expect(download.suggestedFilename()).toBe(`contact-${ada.id}.json`);
  expect(JSON.parse(await readFile(await download.path(), "utf8"))).toMatchObject({
    profile: { email: ada.email },
    codes: { length: 2 },
    attributions: { asReferred: [], asAdvocate: [{ status: "active", events: [{ kind: "attribution.created" }] }] },
  });
  await admin.reload();
  await expect(admin.getByRole("region", { name: "Timeline" })).toContainText("Everything held was exported");
});
