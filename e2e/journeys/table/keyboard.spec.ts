import { expectAccessible } from "../../accessible";
import { expect, test } from "../../fixtures";
import { LIST, List } from "../../list";
import { openPalette } from "../../palette";
import { makeShowcase } from "../../showcase";

test("the slash leads to the search, the down arrow from there into the rows, arrows from row to row", async ({
  admin,
  world,
}) => {
  await makeShowcase(world);
  const list = new List(admin);
  await list.open();
  await admin.keyboard.press("/");
  await expect(list.search).toBeFocused();
  await admin.keyboard.type(world.tag);
  await expect(list.rows).toHaveCount(5);
  await admin.keyboard.press("ArrowDown");
  await expect(list.rows.nth(0)).toBeFocused();
  await admin.keyboard.press("ArrowDown");
  await admin.keyboard.press("ArrowDown");
  await expect(list.rows.nth(2)).toBeFocused();
  await admin.keyboard.press("ArrowUp");
  await expect(list.rows.nth(1)).toBeFocused();
  await admin.keyboard.press("End");
  await expect(list.rows.nth(4)).toBeFocused();
  await admin.keyboard.press("Home");
  await expect(list.rows.nth(0)).toBeFocused();
  // In a field the slash is a character.
  await list.search.focus();
  await admin.keyboard.press("End");
  await admin.keyboard.type("/");
  await expect(list.search).toHaveValue(`${world.tag}/`);
});

test("Enter opens the record of a row, Escape closes it and leaves the keyboard on that row", async ({
  marketer,
  world,
}) => {
  const { ids } = await makeShowcase(world);
  const list = new List(marketer);
  await list.open({ q: world.tag });
  await expect(list.rows).toHaveCount(5);
  await marketer.keyboard.press("ArrowDown");
  await marketer.keyboard.press("ArrowDown");
  await marketer.keyboard.press("ArrowDown");
  await expect(list.rows.nth(2)).toBeFocused();
  await marketer.keyboard.press("Enter");
  const drawer = marketer.getByRole("dialog", { name: "Referral attribution" });
  await expect(drawer.getByRole("heading", { name: "History" })).toBeVisible();
  await expect(marketer).toHaveURL(new RegExp(`[?&]record=${ids.danByBen}`));
  await marketer.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await expect(list.rows.nth(2)).toBeFocused();
});

test("Space selects the row the keyboard is on", async ({ admin, world }) => {
  await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  await expect(list.rows).toHaveCount(5);
  await admin.keyboard.press("ArrowDown");
  await admin.keyboard.press("ArrowDown");
  await expect(list.rows.nth(1)).toBeFocused();
  await admin.keyboard.press(" ");
  await expect(admin.getByRole("region", { name: "Selected rows" })).toContainText("1 selected");
  await expect(list.rows.nth(1)).toHaveAttribute("aria-selected", "true");
});

test("the command palette goes to a page, finds a contact and begins an attribution", async ({ admin, world }) => {
  const { dan } = await makeShowcase(world);
  await admin.goto("/settings/account");
  await expect(admin.getByRole("heading", { name: "Your account" })).toBeVisible();
  const palette = admin.getByRole("textbox", { name: "Search and commands" });
  await openPalette(admin);
  await expectAccessible(admin);
  await admin.keyboard.type("team");
  await admin.keyboard.press("ArrowDown");
  await admin.keyboard.press("Enter");
  await expect(admin).toHaveURL("/settings/team");
  await expect(palette).toHaveCount(0);

  await openPalette(admin);
  await palette.fill(dan.name);
  await admin.getByRole("dialog").getByText(dan.email).click();
  await expect(admin.getByRole("heading", { name: dan.name, level: 1 })).toBeVisible();
  await expect(palette).toHaveCount(0);

  await openPalette(admin);
  await palette.fill("create");
  await admin.keyboard.press("ArrowDown");
  await admin.keyboard.press("Enter");
  await expect(admin).toHaveURL(`${LIST}/create`);
});
