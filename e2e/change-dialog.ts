import { expect, type Locator, type Page } from "@playwright/test";
import { pick } from "./fields";
import { LIST } from "./list";
import type { Person } from "./world";

/** A record on its own page, and the dialogs that change it. */
export class RecordPage {
  readonly history: Locator;
  readonly competing: Locator;
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.history = page.getByRole("region", { name: "History" }).getByRole("listitem");
    this.competing = page.getByRole("region", { name: "Competing attributions" }).getByRole("listitem");
    this.dialog = page.getByRole("dialog").filter({ has: page.getByRole("heading", { name: /attribution/ }) });
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`${LIST}/${id}`);
    await expect(this.page.getByRole("heading", { name: "History" })).toBeVisible();
  }

  /** Presses one of the record's own buttons and answers the dialog that opens. */
  async begin(verb: "Activate" | "Deactivate" | "Reassign"): Promise<Locator> {
    await this.page.getByRole("button", { name: verb, exact: true }).click();
    return this.page.getByRole("dialog", { name: `${verb} attribution` });
  }

  /** Newest first, each told by some of its texts. */
  async expectHistory(...events: string[][]): Promise<void> {
    await expect(this.history).toHaveCount(events.length);
    for (const [index, texts] of events.entries()) {
      for (const text of texts) await expect(this.history.nth(index)).toContainText(text);
    }
  }
}

/** Confirms what a change dialog shows. */
export async function confirm(dialog: Locator, button: string | RegExp, reason?: string): Promise<void> {
  if (reason) await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: button, exact: true }).click();
}

/** In the dialog of a reassignment: any eligible advocate. */
export async function handOverTo(dialog: Locator, advocate: Person): Promise<void> {
  await pick(dialog, "New advocate", advocate);
}
