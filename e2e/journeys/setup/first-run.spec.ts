import { expectAccessible, expectFitsPhone } from "../../accessible";
import { createAdmin, EMAIL, test } from "../../empty-program";
import { expect } from "../../fixtures";
import { LIST, List } from "../../list";
import { signIn } from "../../sign-in";

test("the console prints one setup link; it creates the first admin once, and Start empty leads to an empty table that says what to do", async ({
  page,
  openPage,
  setupUrl,
  output,
}) => {
  expect(output().match(/\/setup\?token=/g)).toHaveLength(1);
  await page.goto("/");
  await expect(page).toHaveURL("/sign-in");
  await page.goto("/setup?token=guessed");
  await expect(page.getByRole("heading", { name: "This setup link does not work any more" })).toBeVisible();
  await page.goto(setupUrl);
  await expect(page.getByRole("heading", { name: "Set up Attaché" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await createAdmin(page, setupUrl);
  await expectAccessible(page);
  await expectFitsPhone(page);

  const second = await openPage();
  await second.goto(setupUrl);
  await expect(second.getByRole("heading", { name: "This setup link does not work any more" })).toBeVisible();
  await expectAccessible(second);
  await signIn(second, EMAIL);

  await page.getByRole("link", { name: "Start empty" }).click();
  await expect(page).toHaveURL(LIST);
  await expect(page.getByRole("heading", { name: "No referral attributions yet" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole("button", { name: "Create Referral Attribution" }).last().click();
  await page.getByRole("menuitem", { name: "Add Manual" }).click();
  await expect(page).toHaveURL(`${LIST}/create`);
});

test("Load sample data fills the empty database and leads to a full table", async ({ page, setupUrl }) => {
  await createAdmin(page, setupUrl);
  await page.getByRole("button", { name: "Load sample data" }).click();
  await expect(page).toHaveURL(LIST, { timeout: 20_000 });
  const list = new List(page);
  await expect(list.rows).toHaveCount(50);
  await expect(list.count).toHaveText(/^(8|9)\d\d attributions$/);
  for (const status of ["Active", "Duplicate attempt", "Deactivated", "Reassigned"]) {
    await list.filterBy("Status", status);
    await expect(page).toHaveURL(/status=/);
    await expect(list.rows.first()).toContainText(status);
    await page.getByRole("button", { name: "Remove filter Status" }).click();
  }
});

test("the last admin cannot be made a marketer or disabled, and is told what to do first", async ({
  page,
  setupUrl,
}) => {
  await createAdmin(page, setupUrl);
  await page.goto("/settings/team");
  const self = page.getByRole("row").filter({ hasText: EMAIL });
  const refused = page
    .getByRole("alert")
    .filter({ hasText: "This is the last admin. Make somebody else an admin first." });
  const choose = async (action: string) => {
    await page.getByRole("button", { name: "Actions for First Admin" }).click();
    await page.getByRole("menuitem", { name: action }).click();
  };
  await choose("Make marketer");
  await expect(refused).toBeVisible();
  await page.reload();
  await choose("Disable…");
  await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
  await expect(refused).toBeVisible();
  await page.reload();
  await expect(self).toContainText("Admin");
  await expect(self).toContainText("Active");
});
