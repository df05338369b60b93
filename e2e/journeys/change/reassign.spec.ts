import { confirm, handOverTo, RecordPage } from "../../change-dialog";
import { expect, test } from "../../fixtures";
import { LIST } from "../../list";
import { makeShowcase } from "../../showcase";

test("reassigning to any eligible advocate shows what changes and what stays, and is one step", async ({
  admin,
  team,
  world,
}) => {
  const { cara, ada, spring, ids } = await makeShowcase(world);
  const nina = await world.advocate("Nina", spring);
  const record = new RecordPage(admin);
  await record.open(ids.caraByAda);
  const dialog = await record.begin("Reassign");
  await handOverTo(dialog, nina);
  await expect(dialog).toContainText(
    `Future orders and rewards of ${cara.name} in ${spring.name} are credited to ${nina.name}`,
  );
  await expect(dialog).toContainText(`Past orders and rewards stay with ${ada.name}.`);
  await confirm(dialog, "Reassign", "Nina made the introduction.");
  await expect(admin.getByText(`The attribution was reassigned to ${nina.name}.`)).toBeVisible();

  await record.expectHistory(
    [`Reassigned to ${nina.name}`, team.admin.name, "active", "inactive", "Nina made the introduction."],
    ["Created as active"],
  );
  await expect(record.competing.filter({ hasText: "Standing" })).toContainText(nina.name);
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual([
    "reassigned",
    "duplicate_attempt",
    "active",
  ]);
});

test("reassigning to an inactive attempt makes that very attempt active", async ({ admin, world }) => {
  const { cara, ben, spring, ids } = await makeShowcase(world);
  const record = new RecordPage(admin);
  await record.open(ids.caraByAda);
  const dialog = await record.begin("Reassign");
  await dialog.getByRole("radio", { name: ben.name }).check();
  await expect(dialog).toContainText("becomes inactive and the chosen attempt active, in one step.");
  await confirm(dialog, "Reassign");
  await expect(admin.getByText(`The attribution was reassigned to ${ben.name}.`)).toBeVisible();
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["reassigned", "active"]);
  await record.competing.getByRole("link", { name: ben.name }).click();
  await expect(admin).toHaveURL(`${LIST}/${ids.caraByBen}`);
  await expect(admin.getByRole("button", { name: "Reassign" })).toBeVisible();
});

test("a successor whose preview was lost is still chosen, and shown, when it is asked for again", async ({
  admin,
  world,
  watch,
}) => {
  watch.expect(/ERR_CONNECTION_FAILED|ERR_FAILED/);
  const { ids, spring } = await makeShowcase(world);
  const nina = await world.advocate("Nina", spring);
  const record = new RecordPage(admin);
  await record.open(ids.caraByAda);
  const dialog = await record.begin("Reassign");
  const successor = dialog.getByLabel("New advocate", { exact: true });
  await expect(successor).toBeVisible();
  await admin.route(`**${LIST}/**`, (route) =>
    route.request().method() === "POST" ? route.abort("connectionfailed") : route.continue(),
  );
  await handOverTo(dialog, nina);
  await expect(dialog.getByRole("alert")).toContainText("could not be found out");
  await admin.unrouteAll();
  await dialog.getByRole("button", { name: "Retry" }).click();
  await expect(successor).toHaveValue(`${nina.name} · ${nina.email}`);
  await confirm(dialog, "Reassign");
  await expect(admin.getByText(`The attribution was reassigned to ${nina.name}.`)).toBeVisible();
});

test("only advocates of the campaign are offered, and a change needs one to be chosen", async ({ admin, world }) => {
  const { ids } = await makeShowcase(world);
  const stranger = await world.contact("Stranger", "enrolled");
  const record = new RecordPage(admin);
  await record.open(ids.eveByBen);
  const dialog = await record.begin("Reassign");
  await expect(dialog.getByRole("button", { name: "Reassign", exact: true })).toBeDisabled();
  await dialog.getByLabel("New advocate", { exact: true }).fill(stranger.email);
  await expect(admin.getByRole("status").filter({ hasText: "No eligible advocate matches" })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Reassign", exact: true })).toBeDisabled();
});

test("reassigning to the advocate who stands already is refused, and says so", async ({ admin, world }) => {
  const { dan, ada, spring } = await makeShowcase(world);
  const id = await world.attribution({ customer: dan, campaign: spring, advocate: ada });
  const record = new RecordPage(admin);
  await record.open(id);
  const dialog = await record.begin("Reassign");
  await handOverTo(dialog, ada);
  await expect(dialog.getByRole("alert")).toContainText("It already belongs to this advocate.");
  await expect(dialog.getByRole("button", { name: "Reassign", exact: true })).toBeDisabled();
  expect(await world.statuses({ customer: dan, campaign: spring })).toEqual(["deactivated", "active"]);
});

test("a double click on Reassign reassigns once", async ({ admin, world }) => {
  const { eve, ada, autumn, ids } = await makeShowcase(world);
  const record = new RecordPage(admin);
  await record.open(ids.eveByBen);
  const dialog = await record.begin("Reassign");
  await dialog.getByRole("radio", { name: ada.name }).check();
  await dialog.getByRole("button", { name: "Reassign", exact: true }).dblclick();
  await expect(admin.getByText(`The attribution was reassigned to ${ada.name}.`)).toBeVisible();
  expect(await world.statuses({ customer: eve, campaign: autumn })).toEqual(["active", "reassigned"]);
  await admin.reload();
  await expect(record.history).toHaveCount(2);
});
