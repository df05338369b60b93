import { expectFitsPhone } from "../accessible";
import { RecordPage } from "../change-dialog";
import { CreateForm } from "../create-form";
import { pick } from "../fields";
import { expect, test } from "../fixtures";
import { LIST, List } from "../list";
import { makeShowcase } from "../showcase";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test("on a phone nothing sticks out to the side: table, filters, drawer, record, form", async ({ admin, world }) => {
  const { cara, rows, ids } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  await list.expectRows(rows);
  await expectFitsPhone(admin);
  await admin.getByRole("button", { name: "Filters" }).click();
  await expect(list.chip("Status")).toBeVisible();
  await expectFitsPhone(admin);
  await list.filterBy("Status", "Active");
  await list.expectRows([rows[0]!, rows[4]!]);
  const drawer = await list.openRecord(cara.name);
  await expectFitsPhone(admin);
  await admin.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  for (const path of [`${LIST}/${ids.eveByAda}`, `${LIST}/create`, `${LIST}?q=nothing-${world.tag}`]) {
    await admin.goto(path);
    await expect(admin.getByRole("heading").first()).toBeVisible();
    await expectFitsPhone(admin);
  }
});

test("on a phone a row says on its card all that the table says, with the names of the columns", async ({
  admin,
  world,
}) => {
  const { dan, ben, spring } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  const card = list.row(dan.name);
  for (const text of [dan.email, ben.name, spring.name, "Inactive", "Deactivated", ben.coupon, "Manual"]) {
    await expect(card.getByText(text, { exact: false }).first()).toBeVisible();
  }
  await expect(card).toBeInViewport();
});

test("on a phone an admin creates, deactivates and reads the history", async ({ admin, world }) => {
  const campaign = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", campaign), await world.contact("Cara")];
  const form = new CreateForm(admin);
  await form.open();
  await pick(admin, "Referred contact", cara);
  await form.choose(campaign);
  await pick(admin, "Advocate", ada);
  await expectFitsPhone(admin);
  await form.save.click();
  await admin.getByRole("link", { name: "Open the record" }).click();
  const record = new RecordPage(admin);
  const dialog = await record.begin("Deactivate");
  await expect(dialog).toContainText("Future orders and rewards");
  await expectFitsPhone(admin);
  await dialog.getByRole("button", { name: "Deactivate", exact: true }).click();
  await record.expectHistory(["Deactivated"], ["Created as active"]);
});

test("on a phone the navigation is behind a button, leads everywhere and closes after use", async ({ admin }) => {
  await admin.goto(LIST);
  await admin.getByRole("button", { name: "Open navigation" }).click();
  await admin.getByRole("link", { name: "Your account" }).click();
  await expect(admin).toHaveURL("/settings/account");
  await expect(admin.getByRole("button", { name: "Open navigation" })).toBeVisible();
  await expect(admin.getByRole("link", { name: "Your account" })).not.toBeInViewport();
  await admin.getByRole("button", { name: "Search and commands" }).click();
  await expect(admin.getByRole("dialog")).toBeVisible();
  await expectFitsPhone(admin);
});
