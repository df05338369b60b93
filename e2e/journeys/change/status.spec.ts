import { confirm, RecordPage } from "../../change-dialog";
import { expect, test } from "../../fixtures";
import { LIST, List } from "../../list";
import { makeShowcase } from "../../showcase";

test("deactivating says what it means, keeps the reason and frees the place for another attempt to be activated", async ({
  admin,
  team,
  world,
}) => {
  const { cara, ada, ben, spring, ids } = await makeShowcase(world);
  const record = new RecordPage(admin);
  await record.open(ids.caraByAda);
  const deactivate = await record.begin("Deactivate");
  await expect(deactivate).toContainText(
    `Future orders and rewards of ${cara.name} in ${spring.name} are credited to nobody`,
  );
  await expect(deactivate).toContainText(`Past orders and rewards stay with ${ada.name}.`);
  await confirm(deactivate, "Deactivate", "Wrong person.");
  await expect(admin.getByText("The attribution was deactivated.")).toBeVisible();
  await expect(deactivate).toHaveCount(0);
  await record.expectHistory(
    ["Deactivated", team.admin.name, "active", "inactive", "Wrong person."],
    ["Created as active"],
  );
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["deactivated", "duplicate_attempt"]);

  await record.competing.getByRole("link", { name: ben.name }).click();
  await expect(admin).toHaveURL(`${LIST}/${ids.caraByBen}`);
  const activate = await record.begin("Activate");
  await expect(activate).toContainText(`are credited to ${ben.name}`);
  await confirm(activate, "Activate");
  await expect(admin.getByText("The attribution was activated.")).toBeVisible();
  await expect(record.competing.filter({ hasText: "Standing" })).toContainText(ben.name);
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["deactivated", "active"]);
});

test("a change from the drawer shows in the drawer and in the table behind it", async ({ admin, world }) => {
  const { cara } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag, status: "active" });
  const drawer = await list.openRecord(cara.name);
  await drawer.getByRole("button", { name: "Deactivate" }).click();
  const dialog = admin.getByRole("dialog", { name: "Deactivate attribution" });
  await confirm(dialog, "Deactivate");
  await expect(drawer).toContainText("Inactive · Deactivated");
  await expect(list.row(cara.name)).toHaveCount(0);
  await expect(list.count).toHaveText("1 attribution");
});

test("cancelling changes nothing", async ({ admin, world }) => {
  const { cara, spring, ids } = await makeShowcase(world);
  const record = new RecordPage(admin);
  await record.open(ids.caraByAda);
  const dialog = await record.begin("Deactivate");
  await dialog.getByLabel("Reason").fill("Never mind.");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toHaveCount(0);
  await admin.reload();
  await expect(record.history).toHaveCount(1);
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["active", "duplicate_attempt"]);
});

test("activating while another stands is refused naming it, and the offered swap puts this one in its place", async ({
  admin,
  world,
}) => {
  const { cara, ada, ben, spring, ids } = await makeShowcase(world);
  const record = new RecordPage(admin);
  await record.open(ids.caraByBen);
  const dialog = await record.begin("Activate");
  await expect(dialog.getByRole("alert")).toContainText(`${ada.name} is the advocate already`);
  await expect(dialog.getByRole("link", { name: `attribution of ${ada.name}` })).toHaveAttribute(
    "href",
    `${LIST}/${ids.caraByAda}`,
  );
  await expect(dialog.getByRole("button", { name: "Activate", exact: true })).toHaveCount(0);
  await expect(dialog).toContainText(`Past orders and rewards stay with ${ada.name}.`);
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["active", "duplicate_attempt"]);

  await confirm(dialog, "Reassign to this attempt", "The coupon came first.");
  await expect(admin.getByText(`The attribution was reassigned to ${ben.name}.`)).toBeVisible();
  await record.expectHistory(
    [`taking over from ${ada.name}`, "inactive", "active", "The coupon came first."],
    ["Duplicate attempt logged"],
  );
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["reassigned", "active"]);
});

test("an attempt of a banned contact cannot be activated, and the dialog says why", async ({ admin, world }) => {
  const { dan, spring, ids } = await makeShowcase(world);
  await world.setStatus(dan, "banned");
  const record = new RecordPage(admin);
  await record.open(ids.danByBen);
  const dialog = await record.begin("Activate");
  await expect(dialog.getByRole("alert")).toContainText("A banned contact neither refers nor is referred.");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(await world.statuses({ customer: dan, campaign: spring })).toEqual(["deactivated"]);
});
