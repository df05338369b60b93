import type { Locator, Page } from "@playwright/test";
import sql from "sql-template-tag";
import { expectAccessible, expectFitsPhone } from "../accessible";
import { expectRefused, pick } from "../fields";
import { expect, test } from "../fixtures";
import type { World } from "../world";

const SEGMENTS = "/audience/segments";

const table = (page: Page, name: string) => page.getByRole("table", { name });
const row = (page: Page, list: string, text: string) => table(page, list).getByRole("row").filter({ hasText: text });
const button = (scope: Page | Locator, name: string) => scope.getByRole("button", { name, exact: true });

async function openDialog(page: Page, name: string): Promise<Locator> {
  await button(page, name).first().click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  return dialog;
}

async function paste(page: Page, text: string): Promise<Locator> {
  const dialog = await openDialog(page, "Add contacts");
  await dialog.getByRole("tab", { name: "Paste e-mails" }).click();
  await dialog.getByLabel("E-mail addresses").fill(text);
  return dialog;
}

/** A campaign open to a segment with two advocates, and a prospect who is in none. */
async function makeProgram(world: World) {
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  const { id } = await world.one<{ id: string }>(sql`SELECT id FROM segment WHERE name = ${campaign.segment}`);
  return { campaign, ada, ben, cara: await world.contact("Cara"), segment: { id, name: campaign.segment } };
}

test("an admin creates a segment, adds contacts by search, renames it, and deletes it while nothing uses it", async ({
  admin,
  world,
}) => {
  const [ada, cara] = [await world.contact("Ada", "enrolled"), await world.contact("Cara")];
  await admin.goto(SEGMENTS);
  await admin.getByRole("navigation").getByRole("link", { name: "Segments" }).first().click();
  const create = await openDialog(admin, "Create Segment");
  await create.getByLabel("Name").fill(`Friends ${world.tag}`);
  await button(create, "Create").click();
  await expect(admin.getByRole("heading", { level: 1, name: `Friends ${world.tag}` })).toBeVisible();
  await expect(admin.getByRole("heading", { name: "No members yet" })).toBeVisible();

  const add = await openDialog(admin, "Add contacts");
  await pick(add, "Contact", ada);
  await pick(add, "Contact", cara);
  await button(add, "Add 2 contacts").click();
  await expect(add.getByRole("status")).toContainText("Added 2 contacts.");
  await expect(add.getByRole("status")).toContainText("1 is not enrolled");
  await button(add, "Done").click();
  await expect(row(admin, "Members", ada.email)).toContainText("Enrolled");
  await expect(row(admin, "Members", cara.email)).toContainText("Prospect");

  const rename = await openDialog(admin, "Rename");
  await rename.getByLabel("Name").fill(`Allies ${world.tag}`);
  await button(rename, "Save").click();
  await expect(admin.getByRole("heading", { level: 1, name: `Allies ${world.tag}` })).toBeVisible();
  const history = admin.getByRole("region", { name: "History" });
  await expect(history).toContainText(`Renamed from “Friends ${world.tag}” to “Allies ${world.tag}”`);
  await expect(history).toContainText("Added 2 contacts");

  const remove = await openDialog(admin, "Delete segment");
  await expect(remove).toContainText("has 2 contacts. They stay contacts");
  await button(remove, "Delete").click();
  await expect(admin).toHaveURL(new RegExp(`${SEGMENTS}$`));
  await admin.goto(`${SEGMENTS}?q=${world.tag}`);
  await expect(admin.getByRole("heading", { name: "No segment is called so" })).toBeVisible();
});

test("a pasted list is reported on before and after it is added, and unknown addresses can be copied", async ({
  admin,
  world,
}) => {
  const { segment, ada, cara } = await makeProgram(world);
  const dora = await world.contact("Dora", "enrolled");
  await admin.goto(`${SEGMENTS}/${segment.id}`);
  const lines = [`Cara <${cara.email.toUpperCase()}>`, ada.email, `${dora.email}, nobody-${world.tag}@example.test`];
  const dialog = await paste(admin, lines.join("\n"));
  await expect(dialog.getByText("4 addresses")).toBeVisible();
  await button(dialog, "Check list").click();
  const preview = dialog.getByRole("status");
  await expect(preview).toContainText("2 contacts can be added.");
  await expect(preview).toContainText("1 is a member already.");
  await expect(dialog.getByLabel("1 unknown")).toHaveValue(`nobody-${world.tag}@example.test`);
  await expect(button(dialog, "Copy unknown e-mails")).toBeVisible();
  await expect(row(admin, "Members", cara.email)).toHaveCount(0);
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  await button(dialog, "Add 2 contacts").click();
  await expect(dialog.getByRole("status")).toContainText("Added 2 contacts.");
  await expect(dialog.getByRole("status")).toContainText("1 shortcode was given.");
  await expect(dialog.getByLabel("1 unknown")).toHaveValue(`nobody-${world.tag}@example.test`);
  await button(dialog, "Done").click();
  await expect(row(admin, "Members", cara.email)).toBeVisible();
  await expect(row(admin, "Members", dora.email)).toBeVisible();
});

test("addresses that were pasted for a segment which somebody else deletes meanwhile are not lost", async ({
  admin,
  world,
}) => {
  const segment = await world.segment("Going");
  const cara = await world.contact("Cara");
  await admin.goto(`${SEGMENTS}/${segment.id}`);
  const dialog = await paste(admin, cara.email);
  await button(dialog, "Check list").click();
  await expect(dialog.getByRole("status")).toContainText("1 contact can be added.");
  await world.db.query("DELETE FROM segment WHERE id = $1", [segment.id]);
  await button(dialog, "Add 1 contact").click();
  await expect(dialog.getByRole("alert")).toContainText("This segment does not exist any more");
  await expect(dialog.getByLabel("E-mail addresses")).toHaveValue(cara.email);
});

test("50,000 addresses are added by one paste", async ({ admin, world }) => {
  const segment = await world.segment("Everybody");
  const people = await world.contacts("Person", 50_000);
  await admin.goto(`${SEGMENTS}/${segment.id}`);
  const dialog = await openDialog(admin, "Add contacts");
  await dialog.getByRole("tab", { name: "Paste e-mails" }).click();
  await dialog.getByLabel("E-mail addresses").evaluate(
    (field, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    people.map(({ email }) => email).join("\n"),
  );
  await expect(dialog.getByText("50,000 addresses")).toBeVisible();
  await button(dialog, "Check list").click();
  await button(dialog, "Add 50,000 contacts").click({ timeout: 60_000 });
  await expect(dialog.getByRole("status")).toContainText("Added 50,000 contacts.", { timeout: 60_000 });
  await button(dialog, "Done").click();
  await expect(admin.getByRole("navigation", { name: "Pages" })).toContainText("20,000+ members");
  await expect(admin.locator("dl")).toContainText("50,000");
});

test("removing members says first what they lose and what stays, and then does just that", async ({ admin, world }) => {
  const { campaign, segment, ada, ben, cara } = await makeProgram(world);
  await world.attribution({ customer: cara, campaign, advocate: ada });
  await admin.goto(`${SEGMENTS}/${segment.id}`);
  await row(admin, "Members", ada.email).getByRole("checkbox").check();
  const dialog = await openDialog(admin, "Remove from segment");
  await expect(dialog).toContainText(`1 contact leaves “${segment.name}”.`);
  await expect(dialog).toContainText(`1 advocate in ${campaign.name}`);
  await expect(dialog).toContainText("Standing attributions, orders and rewards stay as they are");
  await expectAccessible(admin);
  await button(dialog, "Cancel").click();
  await expect(row(admin, "Members", ada.email)).toBeVisible();

  await button(await openDialog(admin, "Remove from segment"), "Remove 1 contact").click();
  await expect(dialog.getByRole("status")).toContainText(`Removed 1 contact from ${segment.name}.`);
  await button(dialog, "Done").click();
  await expect(row(admin, "Members", ada.email)).toHaveCount(0);
  await expect(row(admin, "Members", ben.email)).toBeVisible();
  await expect(admin.getByRole("region", { name: "History" })).toContainText(`Removed ${ada.name}`);
  expect(await world.statuses({ customer: cara, campaign })).toEqual(["active"]);
});

test("a segment in use is not deleted, and the campaigns that use it are named, also when one came in between", async ({
  admin,
  world,
}) => {
  const { campaign, segment } = await makeProgram(world);
  await admin.goto(`${SEGMENTS}/${segment.id}`);
  const dialog = await openDialog(admin, "Delete segment");
  await expect(dialog).toContainText("cannot be deleted");
  await expect(dialog.getByRole("listitem")).toHaveText([campaign.name]);
  await expect(button(dialog, "Delete")).toHaveCount(0);
  await expectAccessible(admin);

  const spare = await world.segment("Spare");
  await admin.goto(`${SEGMENTS}/${spare.id}`);
  const late = await openDialog(admin, "Delete segment");
  await world.db.query("INSERT INTO campaign_segment VALUES ($1, $2)", [campaign.id, spare.id]);
  await button(late, "Delete").click();
  await expect(late.getByRole("alert").or(late.getByRole("listitem"))).toContainText(campaign.name);
  await admin.reload();
  await expect(admin.getByRole("heading", { level: 1, name: spare.name })).toBeVisible();
});

test("a name that is taken or says nothing is refused at the field, and a paste without addresses too", async ({
  admin,
  world,
}) => {
  const [taken, other] = [await world.segment("Partners"), await world.segment("Others")];
  await admin.goto(SEGMENTS);
  const create = await openDialog(admin, "Create Segment");
  await button(create, "Create").click();
  await expectRefused(create.getByLabel("Name"), "Enter a name");
  await create.getByLabel("Name").fill(taken.name.toUpperCase());
  await button(create, "Create").click();
  await expectRefused(create.getByLabel("Name"), "There is a segment called");

  await admin.goto(`${SEGMENTS}/${other.id}`);
  const rename = await openDialog(admin, "Rename");
  await rename.getByLabel("Name").fill(taken.name);
  await button(rename, "Save").click();
  await expectRefused(rename.getByLabel("Name"), "There is a segment called");
  await button(rename, "Cancel").click();

  const dialog = await paste(admin, " \n ");
  await button(dialog, "Check list").click();
  await expectRefused(dialog.getByLabel("E-mail addresses"), "Paste at least one e-mail address.");
});

test("a row that is opened while a search is being typed stays open, and Back leads to the list", async ({
  admin,
  world,
}) => {
  const { segment } = await makeProgram(world);
  await admin.goto(`${SEGMENTS}?q=${world.tag}`);
  await expect(row(admin, "Segments", segment.name)).toBeVisible();
  // In one go, so that no machine is too slow to click before what was typed is searched for.
  await row(admin, "Segments", segment.name).evaluate((element: HTMLElement) => {
    const input = document.querySelector<HTMLInputElement>('input[type="search"]')!;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!.call(input, `${input.value}x`);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    element.click();
  });
  await expect(admin.getByRole("heading", { level: 1, name: segment.name })).toBeVisible();
  // What was typed would have been searched for by now.
  const rename = await openDialog(admin, "Rename");
  await rename.getByLabel("Name").pressSequentially(" another name altogether", { delay: 20 });
  await admin.keyboard.press("Escape");
  await expect(admin).toHaveURL(`${SEGMENTS}/${segment.id}`);
  await admin.goBack();
  await expect(row(admin, "Segments", segment.name)).toBeVisible();
});

test("the list finds segments by name and says what each holds; a member is found by name and status", async ({
  admin,
  world,
}) => {
  const { campaign, segment, ada, ben, cara } = await makeProgram(world);
  await world.join(cara, campaign);
  await world.segment("Empty");
  await admin.goto(SEGMENTS);
  await admin.getByRole("searchbox", { name: "Search segments" }).fill(world.tag);
  await expect(admin).toHaveURL(new RegExp(`q=${world.tag}`));
  await expect(admin.getByRole("navigation", { name: "Pages" }).getByRole("status")).toHaveText("2 segments");
  const cells = row(admin, "Segments", segment.name).getByRole("cell");
  await expect(cells.nth(1)).toHaveText("3");
  await expect(cells.nth(2)).toHaveText("2");
  await expect(cells.nth(3)).toHaveText(campaign.name);
  await row(admin, "Segments", segment.name).click();
  await expect(admin.getByRole("heading", { level: 1, name: segment.name })).toBeVisible();

  await admin.goto(`${SEGMENTS}/${segment.id}?status=enrolled&sort=name`);
  await expect(table(admin, "Members").getByRole("row")).toHaveCount(3);
  await expect(table(admin, "Members").getByRole("row").nth(1)).toContainText(ada.name);
  await admin.getByRole("searchbox", { name: "Search members" }).fill(ben.email);
  await expect(table(admin, "Members").getByRole("row")).toHaveCount(2);
  await admin.getByRole("searchbox", { name: "Search members" }).fill("zzz-nobody");
  await expect(admin.getByRole("heading", { name: "No member matches" })).toBeVisible();
});

test("a marketer reads segments and is offered no change", async ({ marketer, world }) => {
  const { segment, ada } = await makeProgram(world);
  await marketer.goto(`${SEGMENTS}?q=${world.tag}`);
  await expect(row(marketer, "Segments", segment.name)).toBeVisible();
  await expect(button(marketer, "Create Segment")).toHaveCount(0);
  await marketer.goto(`${SEGMENTS}/${segment.id}`);
  await expect(row(marketer, "Members", ada.email)).toBeVisible();
  for (const name of ["Add contacts", "Rename", "Delete segment"]) await expect(button(marketer, name)).toHaveCount(0);
  await expect(marketer.getByRole("checkbox")).toHaveCount(0);
  await expectAccessible(marketer);
});

test("segments and their forms are accessible, and fit a phone", async ({ admin, world }) => {
  const { segment } = await makeProgram(world);
  await admin.goto(`${SEGMENTS}?q=${world.tag}`);
  await expect(row(admin, "Segments", segment.name)).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await openDialog(admin, "Create Segment");
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await admin.goto(`${SEGMENTS}/${segment.id}`);
  await expect(admin.getByRole("heading", { name: "History" })).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await openDialog(admin, "Add contacts");
  await expectAccessible(admin);
  await expectFitsPhone(admin);
});

test("an address of no segment says so", async ({ admin, watch }) => {
  watch.expect(/status of 404/);
  for (const id of ["no-id", "00000000-0000-7000-8000-00000000dead"]) {
    await admin.goto(`${SEGMENTS}/${id}`);
    await expect(admin.getByRole("heading", { name: "There is no such segment" })).toBeVisible();
  }
});
