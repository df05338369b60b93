import sql from "sql-template-tag";
import { expect, test } from "../../fixtures";
import { ImportPage } from "../../import-page";
import { List } from "../../list";
import type { World } from "../../world";

/** A file that creates two, reassigns one, logs one attempt, deactivates one, and what stands before it. */
async function aFile(world: World) {
  const spring = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", spring), await world.advocate("Ben", spring)];
  const [cara, dan] = [await world.contact("Cara"), await world.contact("Dan")];
  const [eve, fay] = [await world.contact("Eve"), await world.contact("Fay")];
  await world.attribution({ customer: eve, campaign: spring, advocate: ada });
  await world.attribution({ customer: fay, campaign: spring, advocate: ada });
  const text = [
    "customer_email,short_code,status",
    `${cara.email},${ada.shortcode},`,
    `${dan.email},${ada.shortcode},`,
    `${eve.email},${ben.shortcode},`,
    `${fay.email},${ada.shortcode},inactive`,
    `${cara.email},${ada.shortcode},`,
  ].join("\n");
  return { spring, cara, dan, eve, fay, text };
}

test("an undo says in numbers and lists what is reversed, kept and impossible, does that, and puts former advocates back", async ({
  admin,
  world,
}) => {
  const { spring, cara, dan, eve, fay, text } = await aFile(world);
  const imports = new ImportPage(admin);
  await imports.open();
  const name = `undo-${world.tag}.csv`;
  await imports.upload(name, text);
  await imports.checkFile();
  await imports.choose("Another advocate stands", "Reassign");
  await imports.choose("A row repeats what already stands", "Log as attempt");
  await imports.expectCheck({ created: 2, reassigned: 1, deactivated: 1, attempt: 1 });
  await imports.run();
  await imports.expectResult({ created: 2, reassigned: 1, deactivated: 1, attempt: 1 });
  expect(await world.statuses({ customer: eve, campaign: spring })).toEqual(["reassigned", "active"]);

  const { id } = await world.one<{ id: string }>(sql`SELECT id FROM attribution WHERE customer_id = ${dan.id}::uuid`);
  await world.changeStatus(id, "inactive", { reason: "Asked us to." });

  await admin.getByRole("button", { name: "Undo import" }).click();
  const dialog = admin.getByRole("dialog", { name: "Undo this import?" });
  await imports.expectUndo("will", { reversed: 3, kept: 1, impossible: 1 });
  await expect(dialog).toContainText("Somebody changed this attribution after the import; their change stays.");
  await expect(dialog).toContainText("A logged attempt stays in the history.");
  const kept = await imports.download(dialog.getByRole("link", { name: "List: kept" }));
  expect(kept.rows.map((row) => [row.attache_line, row.attache_outcome, row.customer_email])).toEqual([
    ["3", "kept", dan.email],
  ]);

  await dialog.getByRole("button", { name: "Undo 3 rows" }).click();
  await expect(admin.getByText(/^Undone \d.* by /)).toBeVisible();
  await imports.expectUndo("did", { reversed: 3, kept: 1, impossible: 1 });
  await imports.expectResult({ created: 2, reassigned: 1, deactivated: 1, attempt: 1 });
  await expect(admin.getByRole("button", { name: "Undo import" })).toHaveCount(0);
  expect(await world.statuses({ customer: eve, campaign: spring })).toEqual(["active", "reassigned"]);
  expect(await world.statuses({ customer: fay, campaign: spring })).toEqual(["active"]);
  expect((await world.statuses({ customer: cara, campaign: spring })).includes("active")).toBe(false);
  expect(await world.statuses({ customer: dan, campaign: spring })).toEqual(["deactivated"]);

  await admin.getByRole("button", { name: /^Kept: edited since/ }).click();
  await expect(imports.rows).toHaveCount(1);
  await expect(imports.rows.first()).toContainText(dan.email);
  await admin.reload();
  await imports.expectUndo("did", { reversed: 3, kept: 1, impossible: 1 });
  await imports.open();
  await expect(imports.entry(name)).toContainText("Undone");
});

test("two admins who undo the same import undo it once; the later one is told", async ({ openPage, team, world }) => {
  const { text, spring, cara } = await aFile(world);
  const [page, other] = [await openPage(team.admin), await openPage(team.admin)];
  const imports = new ImportPage(page);
  await imports.bring(`both-${world.tag}.csv`, text);
  await other.goto(page.url());
  for (const tab of [page, other]) {
    await tab.getByRole("button", { name: "Undo import" }).click();
    await expect(tab.getByRole("button", { name: /^Undo \d+ rows$/ })).toBeEnabled();
  }
  await page.getByRole("button", { name: /^Undo \d+ rows$/ }).click();
  await expect(page.getByText(/^Undone \d.* by /)).toBeVisible();
  await other.getByRole("button", { name: /^Undo \d+ rows$/ }).click();
  await expect(other.getByRole("alert").filter({ hasText: "in another state by now" })).toBeVisible();
  await expect(other.getByText(/^Undone \d.* by /)).toBeVisible();
  expect((await world.statuses({ customer: cara, campaign: spring })).includes("active")).toBe(false);
});

test("an import is found by its file's name in the table's filter of actors, and its undo names it in the history of a record", async ({
  admin,
  world,
}) => {
  const { text, cara } = await aFile(world);
  const imports = new ImportPage(admin);
  const name = `actor-${world.tag}.csv`;
  await imports.bring(name, text);
  await admin.getByRole("button", { name: "Undo import" }).click();
  await admin.getByRole("button", { name: /^Undo \d+ rows$/ }).click();
  await expect(admin.getByText(/^Undone \d.* by /)).toBeVisible();
  await admin.getByRole("link", { name: "Show in the table" }).click();
  const list = new List(admin);
  await expect(list.chip("Actor")).toContainText(name);
  const drawer = await list.openRecord(cara.name);
  await expect(drawer).toContainText(`Undo of ${name}`);
  await expect(drawer).toContainText("Import undone");
});
