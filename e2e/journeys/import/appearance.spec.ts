import type { Page } from "@playwright/test";
import { expectAccessible, expectFitsPhone } from "../../accessible";
import { expect, test } from "../../fixtures";
import { whileWritesWait } from "../../held-writes";
import { aFile, ImportPage } from "../../import-page";
import type { World } from "../../world";

async function expectGood(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectFitsPhone(page);
}

/** Four rows: one is created, one is unknown, one is spoilt and one has a cell too many. */
async function someRows(world: World): Promise<string> {
  const spring = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", spring), await world.contact("Cara")];
  return [
    "customer_email;short_code;note",
    `${cara.email};${ada.shortcode};A note of some length that goes on and on, as notes of this kind are known to do`,
    `nobody-${world.tag}@example.test;${ada.shortcode};`,
    `${cara.email};NO-SUCH-CODE-${"X".repeat(60)};`,
    `${cara.email};${ada.shortcode};one;two`,
  ].join("\n");
}

test("the page of imports is accessible and fits a phone: empty, pasting, refused, with a history", async ({
  admin,
  world,
}) => {
  const imports = new ImportPage(admin);
  await imports.open();
  await admin.goto(`${admin.url()}?before=00000000-0000-7000-8000-000000000000`);
  await expect(admin.getByRole("heading", { name: "No older imports" })).toBeVisible();
  await expectGood(admin);
  await imports.open();
  await admin.getByRole("button", { name: "Paste rows" }).click();
  await admin.getByRole("button", { name: "Use these rows" }).click();
  await expect(admin.getByText("Paste at least one row.")).toBeVisible();
  await expectGood(admin);
  await imports.open();
  await admin.getByLabel("Choose a file").setInputFiles(aFile("book.xlsx", "PK"));
  await expect(admin.getByRole("alert").filter({ hasText: "This file was not taken" })).toBeVisible();
  await expectGood(admin);
  const name = `a-file-with-a-name-that-is-longer-than-a-phone-is-wide-${world.tag}.csv`;
  await imports.upload(name, await someRows(world));
  await imports.open();
  await expect(imports.entry(name)).toBeVisible();
  await expectGood(admin);
  await imports
    .entry(name)
    .getByRole("button", { name: /^Discard/ })
    .click();
  await expect(admin.getByRole("dialog", { name: "Discard this upload?" })).toBeVisible();
  await expectGood(admin);
});

test("every step of an import is accessible and fits a phone", async ({ admin, world }) => {
  const imports = new ImportPage(admin);
  await imports.open();
  await imports.upload(`steps-${world.tag}.csv`, await someRows(world));
  await expectGood(admin);
  await admin.getByRole("button", { name: "Change" }).click();
  await expectGood(admin);
  await imports.field("short_code").selectOption("");
  await expect(
    admin.getByText("Choose one of: the advocate's e-mail, a shortcode, a coupon code.").first(),
  ).toBeVisible();
  await expectGood(admin);
  await imports.field("short_code").selectOption("Shortcode");
  await imports.checkFile();
  await expect(imports.rows).toHaveCount(3);
  await expectGood(admin);
  await imports.reasons.getByRole("button", { name: /No shortcode or coupon code/ }).click();
  await expect(imports.rows).toHaveCount(1);
  await expectGood(admin);
  await whileWritesWait(world.db, async () => {
    await imports.importButton.click();
    await expect(admin.getByText("Importing…")).toBeVisible();
    await expectGood(admin);
    await admin.getByRole("button", { name: "Cancel import" }).click();
    await expect(admin.getByRole("dialog", { name: "Cancel this import?" })).toBeVisible();
    await expectGood(admin);
    await admin.getByRole("button", { name: "Go on importing" }).click();
  });
  await imports.expectStep("Result");
  await expect(imports.rows).toHaveCount(3);
  await expectGood(admin);
  await admin.getByRole("button", { name: "Undo import" }).click();
  await imports.expectUndo("will", { reversed: 1 });
  await expectGood(admin);
  await admin.getByRole("button", { name: "Undo 1 row" }).click();
  await expect(admin.getByText(/^Undone \d.* by /)).toBeVisible();
  await expect(imports.rows).toHaveCount(1);
  await expectGood(admin);
});

test("an import that failed says why and what can be done, accessibly and on a phone", async ({ admin, world }) => {
  const imports = new ImportPage(admin);
  const id = await imports.bring(`failed-${world.tag}.csv`, await someRows(world));
  await world.db.query("UPDATE import_run SET state = 'failed', failure = 'The disk is full.' WHERE id = $1", [id]);
  await admin.reload();
  const alert = admin.getByRole("alert").filter({ hasText: "The import failed" });
  await expect(alert).toContainText("The disk is full. What was done before stays.");
  await expect(admin.getByRole("button", { name: "Go on importing" })).toBeVisible();
  await expectGood(admin);
});

test("an import is taken from the file to its undo by the keyboard alone", async ({ admin, world }) => {
  const imports = new ImportPage(admin);
  await imports.open();
  const press = async (name: string | RegExp) => {
    const button = admin.getByRole("button", { name });
    await expect(button).toBeEnabled();
    await button.focus();
    await admin.keyboard.press("Enter");
  };
  await press("Paste rows");
  await admin.keyboard.insertText(await someRows(world));
  await admin.keyboard.press("Tab");
  await admin.keyboard.press("Enter");
  await imports.expectStep("Columns");
  await press("Check the file");
  await expect(admin.getByRole("heading", { name: "Check", level: 2 })).toBeFocused();
  await imports.expectCheck({ created: 1, rejected: 3 });
  const question = admin.getByRole("radiogroup", { name: "Create missing contacts as prospects" });
  await question.getByRole("radio", { name: "No", exact: true }).focus();
  await admin.keyboard.press("ArrowDown");
  await imports.expectCheck({ created: 2, rejected: 2 });
  await press(/^Import 2 rows$/);
  await imports.expectResult({ created: 2, rejected: 2 });
  await expect(admin.getByRole("heading", { name: "Result", level: 2 })).toBeFocused();
  await press("Undo import");
  await imports.expectUndo("will", { reversed: 2 });
  await expect(admin.getByText("The contact it created stays.")).toBeVisible();
  await press("Undo 2 rows");
  await imports.expectUndo("did", { reversed: 2 });
});
