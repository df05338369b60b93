import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectFitsPhone } from "../accessible";
import { expectRefused, pick } from "../fields";
import { expect, test } from "../fixtures";
import { LIST } from "../list";
import type { Person } from "../world";

const CONTACTS = "/audience/contacts";
const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 });

/** Opens the dialog that merges from the page of a contact. */
async function openMerge(page: Page, contact: Person): Promise<Locator> {
  await page.goto(`${CONTACTS}/${contact.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Merge with another contact" }).click();
  return page.getByRole("dialog", { name: "Merge with another contact" });
}

test("two contacts become one: what that does is said first, and the old e-mail leads to the one who stayed", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  const [cara, old] = [await world.contact("Cara"), await world.contact("Cara Old", "enrolled")];
  const first = await world.attribution({ customer: old, campaign, advocate: ada });
  await world.attribution({ customer: cara, campaign, advocate: ben });
  const dialog = await openMerge(admin, old);
  await expect(dialog.getByRole("button", { name: "Merge contacts" })).toBeDisabled();
  await pick(dialog, "Other contact", cara);
  const plan = dialog.getByRole("region", { name: "What merging does" });
  await expect(plan).toContainText(`Stays active: referred by ${ada.name}`);
  await expect(plan).toContainText(`Becomes inactive: referred by ${ben.name}`);
  await dialog.getByRole("button", { name: "Swap" }).click();
  await expect(plan).toContainText(`${old.email} leads here from now on`);
  await expect(plan).toContainText("Becomes enrolled, as the other one is; was prospect");
  await expect(plan).toContainText("1 attribution as referred contact (1 active) goes along");
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await dialog.getByRole("button", { name: "Merge contacts" }).click();
  await expect(heading(admin, cara.name)).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(admin.getByRole("region", { name: "Profile" })).toContainText(old.email);
  await expect(admin.getByRole("region", { name: "Timeline" })).toContainText(`Merged: ${old.name} (${old.email})`);
  expect(await world.statuses({ customer: cara, campaign })).toEqual(["active", "duplicate_attempt"]);
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  await admin.goto(`${CONTACTS}/${old.id}`);
  await expect(admin).toHaveURL(`${CONTACTS}/${cara.id}`);
  await admin.goto(`${CONTACTS}?q=${encodeURIComponent(old.email)}`);
  const rows = admin
    .getByRole("table", { name: "Contacts" })
    .getByRole("row")
    .filter({ has: admin.getByRole("cell") });
  await expect(rows).toHaveText([new RegExp(cara.email)]);
  await admin.goto(`${CONTACTS}/create`);
  await admin.getByLabel("Email").fill(old.email);
  await admin.getByRole("button", { name: "Create Contact" }).click();
  await expectRefused(admin.getByLabel("Email"), `It belongs to ${cara.name}`);
  await admin.goto(`${LIST}/${first}`);
  await expect(admin.getByRole("link", { name: cara.name })).toBeVisible();
});

test("what happened between looking and confirming is said, and nothing is merged before it was seen", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const [cara, old] = [await world.contact("Cara"), await world.contact("Cara Old")];
  const ada = await world.advocate("Ada", campaign);
  const dialog = await openMerge(admin, cara);
  await pick(dialog, "Other contact", old);
  await expect(dialog).toContainText("None go along");
  await world.attribution({ customer: old, campaign, advocate: ada });
  await dialog.getByRole("button", { name: "Merge contacts" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Nothing was merged: something changed since you looked");
  await expect(dialog.getByRole("alert")).toContainText(`Referred by ${ada.name}`);
  await expect(dialog).toContainText("1 attribution as referred contact (1 active) goes along");
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await dialog.getByRole("button", { name: "Merge contacts" }).click();
  await expect(dialog).toBeHidden();
  await expect(admin.getByRole("region", { name: "Profile" })).toContainText(old.email);
});

test("where one referred the other, the record says which contact it stayed with and does not become active again", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", campaign), await world.contact("Cara")];
  const id = await world.attribution({ customer: cara, campaign, advocate: ada });
  const dialog = await openMerge(admin, ada);
  await pick(dialog, "Other contact", cara);
  await expect(dialog).toContainText(`${ada.name} referred ${cara.name} in ${campaign.name}: becomes inactive`);
  await dialog.getByRole("button", { name: "Merge contacts" }).click();
  await expect(admin.getByRole("region", { name: "Profile" })).toContainText(cara.email);
  await admin.goto(`${LIST}/${id}`);
  await expect(admin.getByText(`${cara.name} (merged into ${ada.name})`)).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await admin.getByRole("button", { name: "Activate" }).click();
  await expect(admin.getByRole("dialog")).toContainText("one person since two contacts were merged");
});

test("a contact is not merged with itself", async ({ admin, world }) => {
  const cara = await world.contact("Cara");
  const dialog = await openMerge(admin, cara);
  await pick(dialog, "Other contact", cara);
  await expect(dialog.getByRole("alert")).toContainText("This is the same contact. Choose another one.");
  await expect(dialog.getByRole("button", { name: "Merge contacts" })).toBeDisabled();
});

test("marketers are offered neither merging nor exporting nor erasing", async ({ marketer, world }) => {
  const cara = await world.contact("Cara");
  await marketer.goto(`${CONTACTS}/${cara.id}`);
  await expect(heading(marketer, cara.name)).toBeVisible();
  await expect(marketer.getByRole("button", { name: "More actions" })).toHaveCount(0);
});
