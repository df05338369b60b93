import { expectAccessible } from "../accessible";
import { RecordPage } from "../change-dialog";
import { expect, test } from "../fixtures";
import { LIST, List } from "../list";
import { makeShowcase } from "../showcase";

test("a row opens the whole story in a drawer: who, how, what competes with it and every event", async ({
  admin,
  team,
  world,
}) => {
  const { cara, ada, ben, spring, hubspot, ids } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  const drawer = await list.openRecord("Duplicate attempt");
  await expect(admin).toHaveURL(new RegExp(`[?&]record=${ids.caraByBen}`));
  await expect(drawer).toContainText("Inactive · Duplicate attempt");
  await expect(drawer).toContainText(`Referred contact${cara.name}${cara.email}`);
  await expect(drawer).toContainText(`Advocate${ben.name}${ben.email}`);
  await expect(drawer).toContainText(`Campaign${spring.name}${spring.uid}`);
  await expect(drawer).toContainText(`Established byCoupon${ben.coupon}`);
  await expect(drawer).toContainText(`SourceAPI, by ${hubspot.name} (API key)`);
  await expect(drawer).toContainText("Last changeNever changed");

  const competing = drawer.getByRole("region", { name: "Competing attributions" }).getByRole("listitem");
  await expect(competing).toHaveCount(2);
  await expect(competing.filter({ hasText: "(this one)" })).toContainText(ben.name);
  await expect(competing.filter({ hasText: "Standing" })).toContainText(`${ada.name}`);
  const history = drawer.getByRole("region", { name: "History" }).getByRole("listitem");
  await expect(history).toHaveCount(1);
  await expect(history).toContainText(`Duplicate attempt logged while ${ada.name} stood`);
  await expect(history).toContainText(`${hubspot.name} (API key) · API`);

  await competing.getByRole("link", { name: ada.name }).click();
  await expect(drawer.getByRole("region", { name: "History" })).toContainText(`${team.admin.name} · Manual`);
  await drawer.getByRole("button", { name: "Back" }).click();
  await expect(history).toContainText("Duplicate attempt logged");
});

test("the history tells every event with actor, door, from and to, and reason, newest first", async ({
  marketer,
  team,
  world,
}) => {
  const { ada, ben, ids } = await makeShowcase(world);
  const record = new RecordPage(marketer);
  const by = `${team.admin.name} · Manual`;
  await record.open(ids.eveByAda);
  await record.expectHistory(
    [`Reassigned to ${ben.name}`, by, "active", "inactive", "Ben spoke to her first."],
    ["Created as active", by, "none", "active"],
  );
  await record.open(ids.eveByBen);
  await record.expectHistory([`taking over from ${ada.name}`, by, "active", "Ben spoke to her first."]);
  await record.open(ids.danByBen);
  await record.expectHistory(["Deactivated", by, "active", "inactive", "Asked us to."], ["Created as active", by]);
  await expect(record.history.first().locator("time")).toHaveAttribute("title", /Europe\/Berlin/);
});

test("a record has its own address, which the drawer links to and which can be shared", async ({
  admin,
  marketer,
  world,
}) => {
  const { cara, ada, ids } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag, status: "active" });
  const drawer = await list.openRecord(cara.name);
  await drawer.getByRole("link", { name: "Open as page" }).click();
  await expect(admin).toHaveURL(`${LIST}/${ids.caraByAda}`);
  await expect(admin).toHaveTitle(new RegExp(`^${cara.name} · Referral Attribution`));

  await marketer.goto(admin.url());
  await expect(marketer.getByRole("heading", { name: `${cara.name}, referred by ${ada.name}` })).toBeVisible();
  await marketer.goto(`${LIST}?q=${world.tag}&record=${ids.caraByAda}`);
  await expect(marketer.getByRole("dialog", { name: "Referral attribution" })).toContainText(cara.email);
});

test("Back closes the drawer and leaves the table as it was", async ({ admin, world }) => {
  const { cara, rows } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag, status: "active" });
  const drawer = await list.openRecord(cara.name);
  await admin.goBack();
  await expect(drawer).toHaveCount(0);
  await list.expectRows([rows[0]!, rows[4]!]);
});

test("a row opened while the drawer's step back is still on its way shows that row, not the one just closed", async ({
  admin,
  world,
}) => {
  await admin.addInitScript(() => {
    const back = history.back.bind(history);
    history.back = () => Object.assign(window, { goBackAtLast: back });
    addEventListener("popstate", () => document.documentElement.setAttribute("data-went-back", ""));
  });
  const { cara, dan, ids } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  const closed = await list.openRecord(cara.name, "Active");
  await closed.getByRole("button", { name: "Close", exact: true }).click();
  await expect(closed).toHaveCount(0);
  expect(admin.url()).toContain("record=");
  const drawer = await list.openRecord(dan.name);
  await expect(drawer).toContainText(dan.email);
  await admin.evaluate(() => (window as unknown as { goBackAtLast: () => void }).goBackAtLast());
  await expect(admin.locator("html")).toHaveAttribute("data-went-back");
  await expect(admin).toHaveURL(new RegExp(`record=${ids.danByBen}`));
  await expect(drawer).toContainText(dan.email);
  await admin.goBack();
  await expect(drawer).toHaveCount(0);
});

for (const id of ["0198c7a0-0000-7000-8000-00000000dead", "nonsense"]) {
  test(`an address that names no attribution says so: ${id}`, async ({ admin, watch }) => {
    watch.expect(/status of 404/);
    const answer = await admin.goto(`${LIST}/${id}`);
    expect(answer?.status()).toBe(404);
    await expect(admin.getByRole("heading", { name: "There is no such attribution" })).toBeVisible();
    await expectAccessible(admin);
    await admin.getByRole("link", { name: "Go to Referral Attribution" }).click();
    await expect(admin).toHaveURL(LIST);
  });
}

test("a record that cannot be read says so in the drawer, and is read when asked again", async ({
  admin,
  world,
  watch,
}) => {
  watch.expect(/ERR_CONNECTION_FAILED/);
  const { dan, ids } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  await admin.route(`**/api/ui/attributions/${ids.danByBen}`, (route) => route.abort("connectionfailed"));
  await list.row(dan.name).click();
  const drawer = admin.getByRole("dialog", { name: "Referral attribution" });
  await expect(drawer.getByRole("heading", { name: "This attribution could not be loaded" })).toBeVisible();
  await admin.unrouteAll();
  await drawer.getByRole("button", { name: "Retry" }).click();
  await expect(drawer.getByRole("heading", { name: "History" })).toBeVisible();
});
