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

test("a record that is opened while a search is being typed is closed for good", async ({ admin, world }) => {
  await makeShowcase(world);
  const list = new List(admin);
  await list.open();
  // In one go, so that no machine is too slow to open it before what was typed is searched for.
  await list.rows.first().evaluate((element: HTMLElement, typed) => {
    const input = document.querySelector<HTMLInputElement>('input[type="search"]')!;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!.call(input, typed);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    element.click();
  }, world.tag);
  const drawer = admin.getByRole("dialog", { name: "Referral attribution" });
  await expect(drawer.getByRole("heading", { name: "History" })).toBeVisible();
  // What was typed would have been searched for by now.
  await drawer.getByRole("button", { name: "Reassign" }).click();
  const dialog = admin.getByRole("dialog", { name: "Reassign attribution" });
  await dialog.getByLabel("Reason").pressSequentially("A reason that is longer than the pause", { delay: 20 });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await drawer.getByRole("button", { name: "Close" }).click();
  await expect(drawer).toHaveCount(0);
  await expect(admin).toHaveURL(LIST);
  await admin.reload();
  await expect(list.rows.first()).toBeVisible();
  await expect(drawer).toHaveCount(0);
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

test("the command palette offers what the present text finds, and nothing of the text before it", async ({
  admin,
  world,
}) => {
  const [ada, ben] = [await world.contact("Ada"), await world.contact("Ben")];
  await admin.goto("/settings/account");
  await openPalette(admin);
  const palette = admin.getByRole("textbox", { name: "Search and commands" });
  const found = admin.getByRole("dialog");
  await palette.fill(ada.email);
  await expect(found.getByText(ada.email)).toBeVisible();
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await admin.route("**/api/ui/search?q=ben*", async (route) => {
    await held;
    await route.continue();
  });
  await palette.fill(ben.email);
  await expect(found.getByText("Searching…")).toBeVisible();
  await expect(found.getByText(ada.email)).toHaveCount(0);
  await admin.keyboard.press("Enter");
  answer();
  await expect(found.getByText(ben.email)).toBeVisible();
  await admin.keyboard.press("ArrowDown");
  await admin.keyboard.press("Enter");
  await expect(admin.getByRole("heading", { name: ben.name, level: 1 })).toBeVisible();
});
