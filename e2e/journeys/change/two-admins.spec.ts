import { confirm, handOverTo, RecordPage } from "../../change-dialog";
import { CreateForm } from "../../create-form";
import { expect, test } from "../../fixtures";
import { List } from "../../list";
import { makeShowcase } from "../../showcase";

test("of two admins who deactivate the same attribution one wins, the other is told who did it, and it is logged once", async ({
  admin,
  openPage,
  team,
  world,
}) => {
  const { cara, spring, ids } = await makeShowcase(world);
  const [first, second] = [new RecordPage(admin), new RecordPage(await openPage(team.admin))];
  await first.open(ids.caraByAda);
  await second.open(ids.caraByAda);
  const [mine, theirs] = [await first.begin("Deactivate"), await second.begin("Deactivate")];
  await expect(theirs.getByRole("button", { name: "Deactivate", exact: true })).toBeEnabled();
  await confirm(mine, "Deactivate");
  await expect(admin.getByText("The attribution was deactivated.")).toBeVisible();

  await confirm(theirs, "Deactivate");
  const notice = theirs.getByRole("alert");
  await expect(notice).toContainText("Nothing was changed");
  await expect(notice).toContainText(`It is already inactive. ${team.admin.name} deactivated it`);
  await theirs.getByRole("button", { name: "Refresh" }).click();
  await second.expectHistory(["Deactivated"], ["Created as active"]);
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["deactivated", "duplicate_attempt"]);
});

test("of two admins who reassign to different advocates one wins, the other is told who stands now", async ({
  admin,
  openPage,
  team,
  world,
}) => {
  const { cara, ben, spring, ids } = await makeShowcase(world);
  const nina = await world.advocate("Nina", spring);
  const [first, second] = [new RecordPage(admin), new RecordPage(await openPage(team.admin))];
  await first.open(ids.caraByAda);
  await second.open(ids.caraByAda);
  const [mine, theirs] = [await first.begin("Reassign"), await second.begin("Reassign")];
  await mine.getByRole("radio", { name: ben.name }).check();
  await handOverTo(theirs, nina);
  await expect(theirs.getByRole("button", { name: "Reassign", exact: true })).toBeEnabled();
  await confirm(mine, "Reassign");
  await expect(admin.getByText(`The attribution was reassigned to ${ben.name}.`)).toBeVisible();

  await confirm(theirs, "Reassign");
  await expect(theirs.getByRole("alert")).toContainText("It is not the active one");
  await expect(theirs.getByRole("alert")).toContainText(`${team.admin.name} reassigned it`);
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["reassigned", "active"]);
});

test("activating what somebody else meanwhile made impossible is refused naming who stands now", async ({
  admin,
  world,
}) => {
  const { cara, ben, spring, ids } = await makeShowcase(world);
  await world.changeStatus(ids.caraByAda, "inactive");
  const record = new RecordPage(admin);
  await record.open(ids.caraByAda);
  const dialog = await record.begin("Activate");
  await expect(dialog.getByRole("button", { name: "Activate", exact: true })).toBeEnabled();
  await world.changeStatus(ids.caraByBen, "active");
  await confirm(dialog, "Activate");
  await expect(dialog.getByRole("alert")).toContainText(
    "Another attribution of the same contact and campaign is active.",
  );
  await expect(dialog.getByRole("alert")).toContainText(`${ben.name} stands.`);
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["deactivated", "active"]);
});

test("of a bulk change in which somebody else was faster, the result says so for exactly those rows", async ({
  admin,
  team,
  world,
}) => {
  const { cara, eve, ids } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag, status: "active" });
  await admin.getByRole("checkbox", { name: "Select every row of this page" }).check();
  await admin.getByRole("region", { name: "Selected rows" }).getByRole("button", { name: "Deactivate" }).click();
  const dialog = admin.getByRole("dialog", { name: "Deactivate 2 attributions" });
  await expect(dialog).toContainText("2 of 2 attributions will be deactivated.");
  await world.changeStatus(ids.eveByBen, "inactive", { by: team.marketer.id });
  await confirm(dialog, "Deactivate 2 attributions");
  await expect(dialog.getByRole("heading", { name: "1 deactivated, 1 not changed" })).toBeVisible();
  await expect(dialog.getByRole("row").filter({ hasText: eve.name })).toContainText(
    `It is already inactive. ${team.marketer.name} deactivated it`,
  );
  await expect(dialog.getByRole("row").filter({ hasText: cara.name })).toContainText("Deactivated");
});

test("of two admins who attribute the same contact at once one stands, and the other's attempt is kept", async ({
  admin,
  openPage,
  team,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  const cara = await world.contact("Cara");
  const [first, second] = [new CreateForm(admin), new CreateForm(await openPage(team.admin))];
  await first.fill({ customer: cara, campaign, advocate: ada });
  await second.fill({ customer: cara, campaign, advocate: ben });
  for (const form of [first, second]) {
    await expect(form.check).toContainText("Saving will create an active attribution.");
  }
  await Promise.all([first.save.click(), second.save.click()]);
  const outcomes = [first, second].map((form) =>
    form.page.getByRole("heading", { level: 2, name: /attribution created|duplicate attempt/ }),
  );
  const said = [];
  for (const outcome of outcomes) said.push(await outcome.textContent());
  expect(said.sort()).toEqual(["Active attribution created", "Logged as an inactive duplicate attempt"]);
  expect(await world.statuses({ customer: cara, campaign })).toEqual(["active", "duplicate_attempt"]);
});
