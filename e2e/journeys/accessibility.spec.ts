import { expectAccessible, expectFitsPhone } from "../accessible";
import { handOverTo, RecordPage } from "../change-dialog";
import { CreateForm } from "../create-form";
import { expect, test } from "../fixtures";
import { LIST, List } from "../list";
import { makeShowcase } from "../showcase";

// Sign-in, team, account, setup, imports, empty and error states are looked at where they are tested.

for (const who of ["admin", "marketer"] as const) {
  test(`the table and the record are accessible in light and dark, for the ${who}`, async ({
    openPage,
    team,
    world,
  }) => {
    const page = await openPage(team[who]);
    const { rows, cara, ids } = await makeShowcase(world);
    const list = new List(page);
    await list.open({ q: world.tag, status: "active,inactive" });
    await list.expectRows(rows);
    await expectAccessible(page);
    await list.openRecord(cara.name, "Duplicate");
    await expectAccessible(page);
    await page.goto(`${LIST}/${ids.caraByBen}`);
    await expect(page.getByRole("heading", { name: "History" })).toBeVisible();
    await expectAccessible(page);
  });
}

test("every filter, the menu of ways to create and the selection are accessible while open", async ({
  admin,
  world,
}) => {
  const { rows } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  await list.expectRows(rows);
  for (const chip of ["Status", "Advocate", "Created"]) {
    const dialog = await list.openFilter(chip);
    await expect(
      dialog.getByRole(chip === "Status" ? "checkbox" : chip === "Created" ? "button" : "option").first(),
    ).toBeVisible();
    await expectAccessible(admin);
    await admin.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  }
  await admin.getByRole("button", { name: "Create Referral Attribution" }).click();
  await expect(admin.getByRole("menuitem", { name: "Add Manual" })).toBeVisible();
  await expectAccessible(admin);
  await admin.keyboard.press("Escape");
  await admin.getByRole("checkbox", { name: "Select every row of this page" }).check();
  await expectAccessible(admin);
});

test("the form of Add Manual is accessible empty, while searching, filled in and after saving", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", campaign), await world.contact("Cara")];
  const form = new CreateForm(admin);
  await form.open();
  await expectAccessible(admin);
  await form.customer.fill(cara.email);
  await expect(admin.getByRole("option").filter({ hasText: cara.email })).toBeVisible();
  await expectAccessible(admin);
  await form.fill({ customer: cara, campaign, advocate: ada });
  await expect(form.check).toContainText("Saving will create an active attribution.");
  await expectAccessible(admin);
  await form.save.click();
  await expect(admin.getByRole("heading", { name: "Active attribution created" })).toBeVisible();
  await expectAccessible(admin);
});

test("every dialog of a change is accessible: deactivate, reassign, refused activation", async ({ admin, world }) => {
  const { ben, ids } = await makeShowcase(world);
  const record = new RecordPage(admin);
  await record.open(ids.caraByAda);
  await expect(await record.begin("Deactivate")).toContainText("What changes");
  await expectAccessible(admin);
  await admin.keyboard.press("Escape");
  const reassign = await record.begin("Reassign");
  await handOverTo(reassign, ben);
  await expect(reassign).toContainText("What changes");
  await expectAccessible(admin);
  await record.open(ids.caraByBen);
  await expect((await record.begin("Activate")).getByRole("alert")).toBeVisible();
  await expectAccessible(admin);
});

test("the preview and the result of a bulk change are accessible", async ({ admin, world }) => {
  await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  await admin.getByRole("checkbox", { name: "Select every row of this page" }).check();
  await admin.getByRole("region", { name: "Selected rows" }).getByRole("button", { name: "Deactivate" }).click();
  const dialog = admin.getByRole("dialog", { name: "Deactivate 5 attributions" });
  await expect(dialog).toContainText("2 of 5 attributions will be deactivated");
  await expectAccessible(admin);
  await dialog.getByRole("button", { name: "Deactivate 2 attributions" }).click();
  await expect(dialog.getByRole("heading", { name: "2 deactivated, 3 not changed" })).toBeVisible();
  await expectAccessible(admin);
});

test("the pages that say no are accessible and fit a phone: wrong role, unknown address, dead invitation", async ({
  marketer,
  page,
  watch,
}) => {
  watch.expect(/status of 403/);
  watch.expect(/status of 404/);
  await marketer.goto("/settings/team");
  await expect(marketer.getByRole("heading", { name: "Not with your role" })).toBeVisible();
  await expectAccessible(marketer);
  await expectFitsPhone(marketer);
  await marketer.goto("/no/such/page");
  await expect(marketer.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  await expectAccessible(marketer);
  await expectFitsPhone(marketer);
  await page.goto("/invitation?token=used");
  await expect(page.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});
