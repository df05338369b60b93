import { expect, type Locator, type Page } from "@playwright/test";
import type { Campaign } from "./world";

/** The reward triggers on the page of a campaign. */
export class RuleSection {
  readonly region: Locator;
  /** Those in force. */
  readonly items: Locator;

  constructor(readonly page: Page) {
    this.region = page.getByRole("region", { name: "Reward triggers" });
    this.items = this.region.getByRole("list", { name: "Reward triggers", exact: true }).getByRole("listitem");
  }

  async open({ id }: Pick<Campaign, "id">): Promise<void> {
    await this.page.goto(`/campaigns/${id}`);
    await expect(this.region).toBeVisible();
  }

  async retired(): Promise<Locator> {
    await this.region.getByText(/^\d+ retired$/).click();
    return this.region.getByRole("list", { name: "Retired reward triggers" }).getByRole("listitem");
  }
}

/** The form of a reward trigger. */
export class RuleForm {
  readonly name: Locator;
  readonly amount: Locator;
  readonly percent: Locator;
  readonly cap: Locator;
  readonly currency: Locator;
  readonly minRevenue: Locator;
  readonly externalStatus: Locator;
  readonly advocate: Locator;
  readonly customer: Locator;
  readonly says: Locator;
  readonly add: Locator;
  readonly save: Locator;

  constructor(readonly page: Page) {
    const field = (label: string) => page.getByRole("textbox", { name: label, exact: true });
    this.name = field("Name");
    this.amount = field("Amount");
    this.percent = field("Percent");
    this.cap = field("At most");
    this.minRevenue = field("Minimum revenue");
    this.externalStatus = field("External status");
    this.currency = page.getByRole("combobox", { name: "Currency" });
    this.advocate = page.getByRole("checkbox", { name: "Advocate", exact: true });
    this.customer = page.getByRole("checkbox", { name: "Customer", exact: true });
    this.says = page.getByRole("region", { name: "What it will do" });
    this.add = page.getByRole("button", { name: "Add reward trigger" });
    this.save = page.getByRole("button", { name: "Save", exact: true });
  }

  async openNew({ id }: Pick<Campaign, "id">): Promise<void> {
    await this.page.goto(`/campaigns/${id}/rewards/create`);
    await expect(this.page.getByRole("heading", { name: "Add reward trigger", level: 1 })).toBeVisible();
  }

  async openEdit({ id }: Pick<Campaign, "id">, ruleId: string): Promise<void> {
    await this.page.goto(`/campaigns/${id}/rewards/${ruleId}`);
    await expect(this.save).toBeVisible();
  }

  async choose(label: string): Promise<void> {
    await this.page.getByRole("radio", { name: label, exact: true }).check();
  }

  async chooseCurrency(code: string): Promise<void> {
    await this.currency.fill(code);
    await this.page.getByRole("option", { name: code, exact: true }).click();
  }
}
