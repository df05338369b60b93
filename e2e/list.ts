import { expect, type Locator, type Page } from "@playwright/test";
import { literal } from "./fields";

export const LIST = "/audience-activity/referral-attribution";

/** The Referral Attribution table as its users see it. */
export class List {
  readonly table: Locator;
  /** The rows below the header. */
  readonly rows: Locator;
  readonly search: Locator;
  readonly count: Locator;

  constructor(readonly page: Page) {
    this.table = page.getByRole("table", { name: "Referral attributions" });
    this.rows = this.table.getByRole("row").filter({ has: page.getByRole("cell") });
    this.search = page.getByRole("searchbox", { name: "Search contacts and codes" });
    this.count = page.getByRole("navigation", { name: "Pages" }).getByRole("status");
  }

  /** Opens the table by its address: `{ q: "ada", status: "active" }`. */
  async open(params: Record<string, string> = {}): Promise<void> {
    await this.page.goto(`${LIST}?${new URLSearchParams(params)}`);
    await expect(this.page.getByRole("heading", { name: "Referral Attribution", level: 1 })).toBeVisible();
  }

  /** Rows with all of these texts, case included: "Active" is not "Inactive". */
  row(...texts: string[]): Locator {
    return texts.reduce((rows, text) => rows.filter({ hasText: new RegExp(literal(text)) }), this.rows);
  }

  /** Exactly these rows, each told by some of its texts, in this order. */
  async expectRows(expected: string[][]): Promise<void> {
    await expect(this.rows).toHaveCount(expected.length);
    for (const [index, texts] of expected.entries()) {
      for (const text of texts) await expect(this.rows.nth(index)).toContainText(text);
    }
  }

  header(label: string): Locator {
    return this.table.getByRole("columnheader", { name: label });
  }

  async sortBy(label: string): Promise<void> {
    await this.header(label).getByRole("button").click();
  }

  /** The chip of a filter, whether it is set or not. */
  chip(label: string): Locator {
    return this.page
      .getByRole("search", { name: "Filters" })
      .getByRole("button", { name: new RegExp(`^Filter by ${label}(:|$)`) });
  }

  /** Opens a filter and answers its controls. */
  async openFilter(label: string): Promise<Locator> {
    await this.chip(label).click();
    return this.page.getByRole("dialog");
  }

  /** Sets a filter of counted options, and closes it. */
  async filterBy(label: string, option: string): Promise<void> {
    const dialog = await this.openFilter(label);
    await dialog.getByRole("checkbox", { name: new RegExp(`^${option}\\b`) }).check();
    await this.page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  }

  /** Opens the record of a row in the drawer. */
  async openRecord(...texts: string[]): Promise<Locator> {
    await this.row(...texts).click();
    const drawer = this.page.getByRole("dialog", { name: "Referral attribution" });
    await expect(drawer.getByRole("heading", { name: "History" })).toBeVisible();
    return drawer;
  }

  select(...texts: string[]): Promise<void> {
    return this.row(...texts)
      .getByRole("checkbox")
      .check();
  }
}
