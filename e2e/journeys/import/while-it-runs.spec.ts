import { expect, test } from "../../fixtures";
import { whileWritesWait } from "../../held-writes";
import { IMPORTS, ImportPage } from "../../import-page";
import type { World } from "../../world";

async function aFile(world: World, people = 3, name = "Lead") {
  const spring = await world.campaign(`Spring ${name}`);
  const ada = await world.advocate(`Ada ${name}`, spring);
  const leads = await world.contacts(name, people);
  const rows = leads.map(({ email }) => `${email},${ada.shortcode}`);
  return { spring, ada, leads, text: ["customer_email,short_code", ...rows, ""].join("\n") };
}

test("an import goes on in a closed tab, and its result is there when it is opened again", async ({
  openPage,
  team,
  world,
}) => {
  const { text, leads, spring } = await aFile(world);
  const page = await openPage(team.admin);
  const imports = new ImportPage(page);
  await imports.open();
  const id = await imports.upload(`closed-${world.tag}.csv`, text);
  await imports.checkFile();
  await whileWritesWait(world.db, async () => {
    await imports.importButton.click();
    await expect(page.getByText("You can close this page; the import goes on.")).toBeVisible();
    await page.close();
  });
  const state = async () => (await world.db.query("SELECT state FROM import_run WHERE id = $1", [id])).rows[0].state;
  await expect.poll(state).toBe("done");
  const later = await openPage(team.admin);
  await later.goto(`${IMPORTS}/${id}`);
  await new ImportPage(later).expectResult({ created: 3 });
  expect(await world.statuses({ customer: leads[0]!, campaign: spring })).toEqual(["active"]);
});

test("two tabs and a reload show the same import at work, and all come to its result; a double click imports once", async ({
  openPage,
  team,
  world,
}) => {
  const { text, leads, spring } = await aFile(world);
  const page = await openPage(team.admin);
  const other = await openPage(team.admin);
  const imports = new ImportPage(page);
  await imports.open();
  const id = await imports.upload(`tabs-${world.tag}.csv`, text);
  await imports.checkFile();
  await whileWritesWait(world.db, async () => {
    await imports.importButton.dblclick();
    await expect(page.getByText("Importing…")).toBeVisible();
    await page.reload();
    await expect(page.getByText("Importing…")).toBeVisible();
    await other.goto(`${IMPORTS}/${id}`);
    await expect(other.getByText("Importing…")).toBeVisible();
    await expect(other.getByRole("button", { name: "Check the file" })).toHaveCount(0);
  });
  for (const tab of [page, other]) await new ImportPage(tab).expectResult({ created: 3 });
  for (const customer of leads) expect(await world.statuses({ customer, campaign: spring })).toEqual(["active"]);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "CSV Import", level: 1 })).toBeVisible();
});

test("a cancelled import stops after its chunks, says what is done, and goes on with the other rows", async ({
  admin,
  world,
}) => {
  const { text, ada } = await aFile(world, 10);
  const unknown = Array.from({ length: 45_000 }, (_, index) => `nobody-${index}@example.test,${ada.shortcode}`);
  const imports = new ImportPage(admin);
  await imports.open();
  await imports.upload(`cancel-${world.tag}.csv`, text + unknown.join("\n"));
  await imports.checkFile();
  await imports.expectCheck({ created: 10, rejected: 45_000 });
  await whileWritesWait(world.db, async () => {
    await imports.importButton.click();
    await expect(admin.getByText("Importing…")).toBeVisible();
    await admin.getByRole("button", { name: "Cancel import" }).click();
    await admin.getByRole("button", { name: "Cancel the import" }).click();
    // The wish waits for nobody; the two chunks that are being written end.
    await expect(admin.getByText("Stopping after the present chunk of rows…")).toBeVisible();
  });
  await expect(
    admin.getByText("Cancelled after 10,000 rows; these stay done. 35,010 rows were not done."),
  ).toBeVisible();
  await imports.expectResult({ created: 10, rejected: 9_990 });
  await admin.getByRole("button", { name: "Import the other 35,010 rows" }).click();
  await expect(admin.getByText(/^Cancelled after/)).toHaveCount(0);
  await imports.expectResult({ created: 10, rejected: 45_000 });
});

test("one import writes at a time: the next one waits visibly, can be taken out of the queue, and follows by itself", async ({
  openPage,
  team,
  world,
}) => {
  const [first, second] = [await aFile(world, 2, "One"), await aFile(world, 2, "Two")];
  const pages = [await openPage(team.admin), await openPage(team.admin)];
  const [one, two] = pages.map((page) => new ImportPage(page)) as [ImportPage, ImportPage];
  for (const [imports, { text }, name] of [
    [one, first, "one"],
    [two, second, "two"],
  ] as const) {
    await imports.open();
    await imports.upload(`${name}-${world.tag}.csv`, text);
    await imports.checkFile();
  }
  const history = await openPage(team.admin);
  await whileWritesWait(world.db, async () => {
    await one.importButton.click();
    await expect(one.page.getByText("Importing…")).toBeVisible();
    await two.importButton.click();
    await expect(two.page.getByText("Waiting: 1 import writes before this one.")).toBeVisible();

    await two.page.getByRole("button", { name: "Cancel import" }).click();
    await two.page.getByRole("button", { name: "Cancel the import" }).click();
    await two.expectStep("Check");
    await two.importButton.click();
    await expect(two.page.getByText("Waiting: 1 import writes before this one.")).toBeVisible();
    await history.goto(IMPORTS);
    await expect(new ImportPage(history).entry(`one-${world.tag}.csv`)).toContainText("Running");
    await expect(new ImportPage(history).entry(`two-${world.tag}.csv`)).toContainText("Queued");
  });
  await one.expectResult({ created: 2 });
  await two.expectResult({ created: 2 });
  await expect(new ImportPage(history).entry(`two-${world.tag}.csv`)).toContainText("Done");
});

test("a file that cannot be read to its end says at which line and why, and nothing is written", async ({
  admin,
  world,
}) => {
  const { text, leads, ada } = await aFile(world);
  const imports = new ImportPage(admin);
  await imports.open();
  const many = `${leads[0]!.email},${ada.shortcode}\n`.repeat(60_000);
  await imports.upload(`endless-${world.tag}.csv`, text + many + "x,".repeat(2_000));
  await admin.getByRole("button", { name: "Check the file" }).click();
  const alert = admin.getByRole("alert").filter({ hasText: "The file could not be checked" });
  await expect(alert).toContainText("Line 60,005: This file has more than 1,000 columns.");
  await expect(alert).toContainText("Nothing was written.");
  await expect(admin.getByRole("button", { name: "Check the file" })).toBeEnabled();
});
