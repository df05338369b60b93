import { expect, type Locator, type Page } from "@playwright/test";
import { pick } from "./fields";
import { LIST } from "./list";
import type { Campaign, Person } from "./world";

type Draft = { customer?: Person; campaign?: Campaign; advocate?: Person; code?: string };

/** The form of "Add Manual". */
export class CreateForm {
  readonly customer: Locator;
  readonly campaign: Locator;
  readonly advocate: Locator;
  readonly code: Locator;
  readonly check: Locator;
  readonly save: Locator;

  constructor(readonly page: Page) {
    this.customer = page.getByRole("textbox", { name: "Referred contact" }).or(combobox(page, "Referred contact"));
    this.campaign = combobox(page, "Campaign");
    this.advocate = page.getByRole("textbox", { name: "Advocate", exact: true }).or(combobox(page, "Advocate"));
    this.code = page.getByLabel("Shortcode or coupon code");
    this.check = page.getByRole("region", { name: "Check before saving" });
    this.save = page.getByRole("button", { name: "Create attribution" });
  }

  /** As a user comes to it: from the table by its menu. */
  async open(): Promise<void> {
    await this.page.goto(LIST);
    await this.page.getByRole("button", { name: "Create Referral Attribution" }).first().click();
    await this.page.getByRole("menuitem", { name: "Add Manual" }).click();
    await expect(this.customer).toBeFocused();
  }

  /** Straight to the form, and fills in what is given. */
  async fill({ customer, campaign, advocate, code }: Draft): Promise<void> {
    await this.page.goto(`${LIST}/create`);
    if (customer) await pick(this.page, "Referred contact", customer);
    if (campaign) await this.choose(campaign);
    if (advocate) await pick(this.page, "Advocate", advocate);
    if (code) await this.code.fill(code);
  }

  async choose(campaign: Campaign): Promise<void> {
    await this.campaign.fill(campaign.name);
    await this.page.getByRole("option", { name: campaign.name }).click();
  }
}

function combobox(page: Page, name: string): Locator {
  return page.getByRole("combobox", { name, exact: true });
}
