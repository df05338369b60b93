import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectFitsPhone } from "../accessible";
import { expectRefused } from "../fields";
import { expect, test } from "../fixtures";

const CONTACTS = "/audience/contacts";
const rows = (page: Page): Locator =>
  page
    .getByRole("table", { name: "Contacts" })
    .getByRole("row")
    .filter({ has: page.getByRole("cell") });
const save = (page: Page) => page.getByRole("button", { name: "Save changes" });

async function chooseStatus(scope: Page | Locator, status: string): Promise<void> {
  const page = "page" in scope ? scope.page() : scope;
  await scope.getByRole("combobox", { name: "Status" }).click();
  await page.getByRole("option", { name: status, exact: true }).click();
}

test("an admin creates a contact with all its fields, finds it in the list and reads it on its page", async ({
  admin,
  world,
}) => {
  const email = `grace-${world.tag}@example.test`;
  await world.contact("Somebody");
  await admin.goto(CONTACTS);
  await admin.getByRole("link", { name: "Create Contact" }).click();
  await admin.getByLabel("Email").fill(email);
  await admin.getByLabel("First name").fill("Grace");
  await admin.getByLabel("Last name").fill(world.tag);
  await admin.getByLabel("External UID").fill(`uid-${world.tag}`);
  await admin.getByLabel("Phone").fill("+44 20 7946 0000");
  await admin.getByLabel("Company").fill("Compilers Ltd");
  await admin.getByRole("button", { name: "Add custom field" }).click();
  await admin.getByLabel("Name of custom field 1").fill("Tier");
  await admin.getByLabel("Value of custom field 1").fill("Gold");
  await chooseStatus(admin, "Enrolled");
  await expectFitsPhone(admin);
  await expectAccessible(admin);
  await admin.getByRole("button", { name: "Create Contact" }).dblclick();
  await expect(admin.getByRole("heading", { name: `Grace ${world.tag}`, level: 1 })).toBeVisible();
  for (const text of [email, "+44 20 7946 0000", "Compilers Ltd", `uid-${world.tag}`, "Tier", "Gold", "Enrolled"]) {
    await expect(admin.getByRole("region", { name: "Profile" })).toContainText(text);
  }
  await expect(admin.getByRole("region", { name: "Timeline" }).getByRole("listitem")).toHaveText([
    /^Created as enrolled/,
  ]);
  await expectFitsPhone(admin);
  await expectAccessible(admin);
  await admin.goto(`${CONTACTS}?q=uid-${world.tag}`);
  await expect(rows(admin)).toHaveCount(1);
  await expect(rows(admin)).toContainText(email);
});

test("an e-mail that somebody has is refused at the field, which links to them", async ({ admin, world }) => {
  const cara = await world.contact("Cara");
  await admin.goto(`${CONTACTS}/create`);
  await admin.getByLabel("Email").fill(cara.email.toUpperCase());
  await admin.getByRole("button", { name: "Create Contact" }).click();
  await expectRefused(admin.getByLabel("Email"), `It belongs to ${cara.name}`);
  await expect(admin.getByLabel("Email")).toBeFocused();
  await admin.getByRole("link", { name: cara.name }).click();
  await expect(admin.getByRole("heading", { name: cara.name, level: 1 })).toBeVisible();
});

test("what is no e-mail address is refused with what to do, and nothing typed is lost", async ({ admin }) => {
  await admin.goto(`${CONTACTS}/create`);
  await admin.getByLabel("Email").fill("ada at home");
  await admin.getByLabel("Company").fill("Engines");
  await admin.getByRole("button", { name: "Create Contact" }).click();
  await expectRefused(admin.getByLabel("Email"), "“ada at home” is not an e-mail address");
  await expect(admin.getByLabel("Company")).toHaveValue("Engines");
});

test("before a contact is unsubscribed the form says what that does; afterwards attributions stay", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", campaign), await world.contact("Cara")];
  await world.attribution({ customer: cara, campaign, advocate: ada });
  await admin.goto(`${CONTACTS}/${ada.id}`);
  await admin.getByRole("link", { name: "Edit" }).click();
  await chooseStatus(admin, "Unsubscribed");
  const consequences = admin.getByRole("region", { name: "When you save: Enrolled becomes Unsubscribed" });
  await expect(consequences).toContainText("1 advocate stops being eligible from then on");
  await expect(consequences).toContainText("1 active attribution stays as it is");
  await expectAccessible(admin);
  await save(admin).click();
  await expect(admin.getByRole("region", { name: "Profile" })).toContainText("Unsubscribed");
  await expect(admin.getByRole("region", { name: "Timeline" })).toContainText(
    "Status changed from enrolled to unsubscribed",
  );
  await expect(admin.getByRole("region", { name: "As advocate" })).toContainText("Cannot refer while unsubscribed");
  expect(await world.statuses({ customer: cara, campaign })).toEqual(["active"]);
});

test("a form that has been overtaken by another admin is refused, and their change stays", async ({ admin, world }) => {
  const cara = await world.contact("Cara");
  await admin.goto(`${CONTACTS}/${cara.id}/edit`);
  await world.db.query("UPDATE contact SET company = 'Theirs', updated_at = clock_timestamp() WHERE id = $1", [
    cara.id,
  ]);
  await admin.getByLabel("Company").fill("Mine");
  await save(admin).click();
  await expect(admin.getByRole("alert").filter({ hasText: "Somebody else has saved this contact" })).toBeVisible();
  await admin.reload();
  await expect(admin.getByLabel("Company")).toHaveValue("Theirs");
});

test("the contact page tells who referred it, whom it referred, its codes with links, and goes back in time", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  const cara = await world.contact("Cara");
  await world.attribution({ customer: cara, campaign, advocate: ada });
  await world.attribution({ customer: cara, campaign, advocate: ben });
  const others = await world.contacts("Other", 24);
  await world.attributions(others.map((customer) => ({ customer, campaign, advocate: ada })));

  await admin.goto(`${CONTACTS}/${cara.id}`);
  const referred = admin.getByRole("region", { name: "As referred contact" });
  await expect(referred.getByRole("listitem")).toHaveText([
    new RegExp(`${ada.name}.*Standing`),
    new RegExp(`${ben.name}.*Duplicate attempt`),
  ]);
  await referred.getByRole("link", { name: ada.name }).click();
  await expect(admin.getByRole("heading", { name: ada.name, level: 1 })).toBeVisible();
  const advocate = admin.getByRole("region", { name: "As advocate" });
  await expect(advocate).toContainText(`/r/${ada.shortcode}`);
  await expect(advocate).toContainText(ada.coupon);
  await expect(advocate).toContainText("May refer now");
  await expect(advocate.getByRole("button", { name: "Copy link" })).toBeVisible();
  const entries = admin.getByRole("region", { name: "Timeline" }).getByRole("listitem");
  await expect(entries).toHaveCount(20);
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await admin.getByRole("button", { name: "Show earlier" }).click();
  await expect(entries).toHaveCount(25);
  await expect(admin.getByRole("button", { name: "Show earlier" })).toHaveCount(0);
});

test("the list is searched, filtered, sorted and exported, and the address keeps all of it", async ({
  marketer,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, zoe] = [await world.advocate("Ada", campaign), await world.contact("Zoe")];
  await world.attribution({ customer: zoe, campaign, advocate: ada });
  await marketer.goto(`${CONTACTS}?q=${world.tag}&sort=name`);
  await expect(rows(marketer)).toHaveText([new RegExp(ada.name), new RegExp(zoe.name)]);
  await expect(rows(marketer).first()).toContainText(campaign.segment);
  await expect(rows(marketer).last()).toContainText(ada.name);
  await expect(marketer.getByRole("link", { name: "Create Contact" })).toHaveCount(0);
  await expect(marketer.getByRole("checkbox")).toHaveCount(0);
  await expectAccessible(marketer);
  await expectFitsPhone(marketer);
  const file = marketer.waitForEvent("download");
  await marketer.getByRole("link", { name: "Export" }).click();
  const text = await readFile(await (await file).path(), "utf8");
  expect(text.trim().split("\r\n")).toHaveLength(3);
  await marketer.getByRole("button", { name: "Filter by Status" }).click();
  await marketer.getByRole("checkbox", { name: /^Enrolled/ }).check();
  await expect(rows(marketer)).toHaveText([new RegExp(ada.name)]);
  await expect(marketer).toHaveURL(/status=enrolled/);
  await marketer.keyboard.press("Escape");
  await rows(marketer).first().click();
  await expect(marketer.getByRole("heading", { name: ada.name, level: 1 })).toBeVisible();
  await expect(marketer.getByRole("link", { name: "Edit" })).toHaveCount(0);
});

test("several contacts are banned at once, after the dialog has said in numbers what that does", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada] = [await world.advocate("Ada", campaign), await world.contact("Cara")];
  await admin.goto(`${CONTACTS}?q=${world.tag}`);
  await expect(rows(admin)).toHaveCount(2);
  for (const row of await rows(admin).all()) await row.getByRole("checkbox").check();
  await admin.getByRole("button", { name: "Set status" }).click();
  const dialog = admin.getByRole("dialog", { name: "Set status" });
  await chooseStatus(dialog, "Banned");
  await expect(dialog).toContainText("2 contacts become banned");
  await expect(dialog).toContainText("1 advocate stops being eligible");
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await dialog.getByRole("button", { name: "Change 2 contacts" }).click();
  await expect(rows(admin).filter({ hasText: "Banned" })).toHaveCount(2);
  await admin.goto(`${CONTACTS}/${ada.id}`);
  await expect(admin.getByRole("region", { name: "Timeline" })).toContainText("Status changed from enrolled to banned");
});

test("selected contacts are added to a segment that is created with them, and taken out again, in numbers", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", campaign), await world.contact("Cara", "enrolled")];
  await admin.goto(`${CONTACTS}?q=${world.tag}`);
  await expect(rows(admin)).toHaveCount(2);
  const ask = async (button: string) => {
    for (const row of await rows(admin).all()) await row.getByRole("checkbox").check();
    await admin.getByRole("button", { name: button }).click();
    return admin.getByRole("dialog", { name: button });
  };

  const adding = await ask("Add to segment");
  const segment = adding.getByRole("combobox", { name: "Segment" });
  await segment.fill(campaign.segment);
  await admin.getByRole("option", { name: campaign.segment, exact: true }).click();
  const effect = adding.getByRole("region", { name: "What this does" });
  await expect(effect).toContainText(`1 contact joins “${campaign.segment}”.`);
  await expect(effect).toContainText("1 is a member already.");
  await expect(effect).toContainText(`1 advocate in ${campaign.name}`);
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await adding.getByRole("button", { name: "Add 1 contact" }).click();
  await expect(adding.getByRole("status")).toContainText(`Added 1 contact to ${campaign.segment}.`);
  await expect(adding.getByRole("status")).toContainText("1 shortcode was given.");
  await expectAccessible(admin);
  await adding.getByRole("button", { name: "Done" }).click();
  await expect(rows(admin).filter({ hasText: cara.email })).toContainText(campaign.segment);
  await expect(admin.getByRole("region", { name: "Selected rows" })).toHaveCount(0);

  const creating = await ask("Add to segment");
  await creating.getByRole("combobox", { name: "Segment" }).fill(`Friends ${world.tag}`);
  await admin.getByRole("option", { name: `Create “Friends ${world.tag}”` }).click();
  await expect(creating).toContainText(`2 contacts join the new segment “Friends ${world.tag}”.`);
  await creating.getByRole("button", { name: "Add 2 contacts" }).click();
  await creating.getByRole("button", { name: "Done" }).click();

  const removing = await ask("Remove from segment");
  await removing.getByRole("combobox", { name: "Segment" }).fill(campaign.segment);
  await admin.getByRole("option", { name: campaign.segment, exact: true }).click();
  await expect(removing).toContainText(`these: 2 advocates in ${campaign.name}`);
  await removing.getByRole("button", { name: "Remove 2 contacts" }).click();
  await removing.getByRole("button", { name: "Done" }).click();
  await expect(rows(admin).filter({ hasText: ada.email })).not.toContainText(campaign.segment);
  await expect(rows(admin).filter({ hasText: ada.email })).toContainText(`Friends ${world.tag}`);
});

test("all that match are added, and nothing is done when others match than the numbers say", async ({
  admin,
  world,
}) => {
  await world.contacts("Many", 30);
  await admin.goto(`${CONTACTS}?q=${world.tag}&size=25`);
  await admin.getByRole("checkbox", { name: "Select every row of this page" }).check();
  await admin.getByRole("button", { name: "Select all 30 that match" }).click();
  await admin.getByRole("button", { name: "Add to segment" }).click();
  const dialog = admin.getByRole("dialog", { name: "Add to segment" });
  await dialog.getByRole("combobox", { name: "Segment" }).fill(`All ${world.tag}`);
  await admin.getByRole("option", { name: `Create “All ${world.tag}”` }).click();
  await expect(dialog.getByRole("button", { name: "Add 30 contacts" })).toBeEnabled();
  await world.contact("Late");
  await dialog.getByRole("button", { name: "Add 30 contacts" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Other contacts match the filter now");
  await dialog.getByRole("button", { name: "Add 31 contacts" }).click();
  await expect(dialog.getByRole("status")).toContainText("Added 31 contacts");
});

test("an address that names no contact says so and leads on", async ({ admin, watch }) => {
  watch.expect(/status of 404/);
  await admin.goto(`${CONTACTS}/nobody`);
  await expect(admin.getByRole("heading", { name: "There is no such contact" })).toBeVisible();
  await expect(admin.getByRole("link", { name: "Go to Contacts" })).toBeVisible();
});

test("the form of an attribution leads to creating a contact that is missing", async ({ admin }) => {
  await admin.goto("/audience-activity/referral-attribution/create");
  const opened = admin.waitForEvent("popup");
  await admin.getByRole("link", { name: "Create Contact" }).click();
  await expect((await opened).getByRole("heading", { name: "Create Contact", level: 1 })).toBeVisible();
});
