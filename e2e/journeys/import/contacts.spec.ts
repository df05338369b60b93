import { expectAccessible, expectFitsPhone } from "../../accessible";
import { expect, test } from "../../fixtures";
import { ImportPage } from "../../import-page";
import type { World } from "../../world";

const HEADER = "E-Mail,Vorname,last_name,status,Group,External ID,Plan";

/** Two new contacts, one of them twice, two that exist and are updated, one unchanged, and one row for each refusal. */
async function aFile(world: World) {
  const { tag } = world;
  const partners = await world.segment("Partners");
  const [cara, dan] = [await world.contact("Cara"), await world.contact("Dan")];
  const text = [
    HEADER,
    `ada-${tag}@example.test,Ada,Lovelace,enrolled,${partners.name.toUpperCase()},ada-${tag},gold`,
    `bob-${tag}@example.test,Bob,,,Friends ${tag},,`,
    `BOB-${tag}@example.test,,Bobson,,,,basic`,
    `${cara.email.toUpperCase()},Caroline,,,,,silver`,
    `${dan.email},Dan,${tag},,,,`,
    `not an address,X,,,,,`,
    `eve-${tag}@example.test,Eve,,lost,,,`,
    `fay-${tag}@example.test,Fay,,,,ada-${tag},`,
  ].join("\n");
  return { text, partners, cara, dan };
}

test("an admin imports contacts from their list: maps, chooses, checks, runs, reads the result, and undoes it", async ({
  admin,
  world,
}) => {
  const { tag } = world;
  const { text, partners, cara } = await aFile(world);
  const imports = new ImportPage(admin, "contacts");
  const name = `people-${tag}.csv`;
  await admin.goto("/audience/contacts");
  await admin.getByRole("link", { name: "Import", exact: true }).click();
  await expect(admin.getByRole("heading", { name: "Import Contacts", level: 1 })).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await imports.upload(name, text);

  await test.step("columns are recognised; a column of the admin's own becomes a custom field", async () => {
    await expect(imports.field("E-Mail")).toHaveValue("email");
    await expect(imports.field("Vorname")).toHaveValue("first_name");
    await expect(imports.field("Group")).toHaveValue("segment");
    await expect(imports.field("External ID")).toHaveValue("uid");
    await expect(imports.field("Plan")).toHaveValue("");
    await admin.getByRole("button", { name: "Keep the other column as a custom field" }).click();
    await expect(imports.field("Plan")).toHaveValue("custom:Plan");
    await expect(admin.getByLabel("Company for all rows")).toBeVisible();
    await expectAccessible(admin);
    await expectFitsPhone(admin);
  });

  await imports.checkFile();
  await imports.expectCheck({ created: 2, updated: 1, unchanged: 1, rejected: 4 });
  await imports.expectReasons([
    ["There is no such segment", 1],
    ["This is not an e-mail address", 1],
    ["The status is none of prospect, enrolled, unsubscribed and banned", 1],
    ["An earlier row of the file gives this UID to another e-mail", 1],
  ]);
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  await test.step("each choice changes the numbers", async () => {
    await imports.choose("Create segments that do not exist", "Yes");
    await imports.expectCheck({ created: 2, updated: 2, unchanged: 1, rejected: 3 });
    await expect(admin.getByText("1 segment will be created.")).toBeVisible();
    await imports.choose("What the rows may do", "Create new contacts");
    await imports.expectCheck({ created: 2, updated: 1, rejected: 5 });
    await imports.choose("What the rows may do", "Update existing contacts");
    await imports.expectCheck({ updated: 1, unchanged: 1, rejected: 6 });
    await imports.choose("What the rows may do", "Both");
    await imports.expectCheck({ created: 2, updated: 2, unchanged: 1, rejected: 3 });
    await admin.getByLabel("Where a contact has a value already: First name").selectOption("Only fill blanks");
    await imports.expectCheck({ created: 2, updated: 2, unchanged: 1, rejected: 3 });
  });

  await imports.run();
  await imports.expectResult({ created: 2, updated: 2, unchanged: 1, rejected: 3 });
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  const rejected = await imports.download(admin.getByRole("link", { name: "Download rejected rows" }));
  expect(rejected.rows.map((row) => [row.attache_line, row.attache_problem, row.Vorname])).toEqual([
    ["7", "invalid_email", "X"],
    ["8", "unknown_contact_status", "Eve"],
    ["9", "uid_repeated", "Fay"],
  ]);

  await test.step("the contacts are as the file says, and a new advocate's page is one click away", async () => {
    await admin.getByRole("button", { name: "Show all rows" }).click();
    await imports.rows.first().getByRole("link", { name: "Created" }).click();
    await expect(admin.getByRole("heading", { name: "Ada Lovelace", level: 1 })).toBeVisible();
    const profile = admin.getByRole("region", { name: "Profile" });
    for (const words of ["Enrolled", `ada-${tag}`, "Plan", "gold"]) await expect(profile).toContainText(words);
    await expect(admin.getByRole("region", { name: "Timeline" })).toContainText(name);
    await admin.goto(`/audience/segments/${partners.id}`);
    await expect(admin.getByRole("table").getByText("Ada Lovelace")).toBeVisible();
    await admin.goto(`/audience/contacts/${cara.id}`);
    await expect(admin.getByRole("heading", { name: `Cara ${tag}`, level: 1 })).toBeVisible();
    await expect(admin.getByRole("region", { name: "Profile" })).toContainText("silver");
  });

  await test.step("the undo says what it does and what stays, and does that", async () => {
    await admin.goto(`/audience/contacts/${cara.id}/edit`);
    await admin.getByLabel("Value of custom field 1").fill("platinum");
    await admin.getByRole("button", { name: "Save changes" }).click();
    await expect(admin.getByRole("region", { name: "Profile" })).toContainText("platinum");
    await imports.open();
    await expect(imports.entry(name)).toContainText("2 created · 2 updated · 1 unchanged · 3 rejected");
    await imports.entry(name).getByRole("link", { name }).click();
    await admin.getByRole("button", { name: "Undo import" }).click();
    await imports.expectUndo("will", { reversed: 3, kept: 1 });
    const dialog = admin.getByRole("dialog", { name: "Undo this import?" });
    await expect(dialog).toContainText("A contact is never deleted");
    await expect(dialog).toContainText("Somebody changed all of it after the import; their changes stay.");
    await expectAccessible(admin);
    await expectFitsPhone(admin);
    await dialog.getByRole("button", { name: "Undo 3 rows" }).click();
    await expect(admin.getByText(/^Undone \d.* by /)).toBeVisible();
    await imports.expectUndo("did", { reversed: 3, kept: 1 });
    await expectAccessible(admin);
    await admin.goto(`/audience/contacts?q=ada-${tag}@example.test`);
    const row = admin.getByRole("table", { name: "Contacts" }).getByRole("row").nth(1);
    await expect(row).toContainText("Prospect");
    await expect(row).not.toContainText("Lovelace");
  });
});

test("a file of other columns, an upload under another kind and a template are refused and offered as they should be", async ({
  admin,
  world,
  watch,
}) => {
  watch.expect(/status of 404/);
  const imports = new ImportPage(admin, "contacts");
  await imports.open();
  const [template] = await Promise.all([
    admin.waitForEvent("download"),
    admin.getByRole("link", { name: "Download template" }).click(),
  ]);
  expect(template.suggestedFilename()).toBe("contacts-template.csv");
  const id = await imports.upload(`no-mail-${world.tag}.csv`, `first_name,Score\nAda,7\n`);
  await expect(admin.getByText("Choose the column with the contact's e-mail.").first()).toBeVisible();
  await expect(admin.getByRole("button", { name: "Check the file" })).toBeDisabled();
  const response = await admin.goto(`/audience-activity/referral-attribution/import/${id}`);
  expect(response?.status()).toBe(404);
});

test("an import of contacts without effect says why there is nothing to import", async ({ admin, world }) => {
  const cara = await world.contact("Cara");
  const imports = new ImportPage(admin, "contacts");
  await imports.open();
  await imports.upload(`same-${world.tag}.csv`, `email,first_name\n${cara.email},Cara\n`);
  await imports.checkFile();
  await expect(admin.getByText("Every row says what is known already, so there is nothing to import.")).toBeVisible();
  await expect(imports.importButton).toBeDisabled();
});

test("a marketer is offered no import of contacts or codes, and comes to none by its address", async ({
  marketer,
  world,
  watch,
}) => {
  watch.expect(/status of 403/);
  await world.contact("Cara");
  await marketer.goto("/audience/contacts");
  await expect(marketer.getByRole("table", { name: "Contacts" })).toBeVisible();
  await expect(marketer.getByRole("link", { name: "Import", exact: true })).toHaveCount(0);
  await marketer.goto("/campaigns");
  await expect(marketer.getByRole("heading", { name: "Campaigns", level: 1 })).toBeVisible();
  await expect(marketer.getByRole("link", { name: "Import coupon codes" })).toHaveCount(0);
  for (const address of ["/audience/contacts/import", "/campaigns/import-codes"]) {
    const answer = await marketer.goto(address);
    expect(answer?.status()).toBe(403);
  }
});
