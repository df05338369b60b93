import { expect, type Locator, type Page } from "@playwright/test";
import { openPalette } from "./palette";

/** Presses Tab until the wanted element has the focus: what cannot be reached so is not usable by keyboard. */
export async function tabTo(target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press("Tab");
  }
  throw new Error(`${target} was not reached by 60 presses of Tab.`);
}

/** Reaches a button or link by Tab and presses Enter on it. */
export async function press(target: Locator): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.press("Enter");
}

/** Reaches a field by Tab and types into it. */
export async function typeInto(field: Locator, text: string): Promise<void> {
  await tabTo(field);
  await field.page().keyboard.type(text);
  await expect(field).toHaveValue(text);
}

/** Walks an open list of options by the arrow keys to the one that is called so, and takes it. */
export async function takeOption(page: Page, name: string | RegExp): Promise<void> {
  const option = page.getByRole("option", { name });
  await expect(option).toHaveCount(1);
  for (let presses = 0; presses < 20; presses++) {
    if ((await option.getAttribute("data-combobox-selected")) !== null) return page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`The option ${name} was not reached by 20 presses of the arrow key.`);
}

/** Goes to a page of the navigation by the command palette. */
export async function goByPalette(page: Page, name: string, heading = name): Promise<void> {
  await openPalette(page);
  await page.keyboard.type(name);
  const action = page.getByRole("dialog").getByRole("button", { name, exact: true });
  await expect(action).toBeVisible();
  for (let presses = 0; (await action.getAttribute("data-selected")) === null; presses++) {
    if (presses === 20) throw new Error(`“${name}” was not reached by 20 presses of the arrow key.`);
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
}
