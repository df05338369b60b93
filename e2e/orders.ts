import { expect, type Locator, type Page } from "@playwright/test";
import type { Campaign } from "./world";

export const ORDERS = "/audience-activity/orders";

/** The list of orders as its users see it. */
export class OrdersPage {
  /** The rows below the header. */
  readonly rows: Locator;
  readonly count: Locator;

  constructor(readonly page: Page) {
    this.rows = page
      .getByRole("table", { name: "Orders" })
      .getByRole("row")
      .filter({ has: page.getByRole("cell") });
    this.count = page.getByRole("navigation", { name: "Pages" }).getByRole("status");
  }

  async open(params: Record<string, string> = {}): Promise<void> {
    await this.page.goto(`${ORDERS}?${new URLSearchParams(params)}`);
    await expect(this.page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
  }

  /** Opens a filter of counted options, says what an option counts, chooses it, and closes it. */
  async filterBy(label: string, option: string, counted: number): Promise<void> {
    await this.page.getByRole("button", { name: `Filter by ${label}`, exact: true }).click();
    const box = this.page.getByRole("dialog").getByRole("checkbox", { name: `${option} ${counted}`, exact: true });
    await box.check();
    await this.page.keyboard.press("Escape");
    await expect(this.page.getByRole("dialog")).toHaveCount(0);
  }
}

/** The form of "Create Order". */
export class OrderForm {
  readonly email: Locator;
  readonly orderId: Locator;
  readonly amount: Locator;
  readonly campaign: Locator;
  readonly code: Locator;
  readonly check: Locator;
  readonly save: Locator;

  constructor(readonly page: Page) {
    this.email = page.getByLabel("Customer e-mail");
    this.orderId = page.getByLabel("Order ID");
    this.amount = page.getByLabel("Revenue");
    this.campaign = page.getByRole("combobox", { name: "Campaign", exact: true });
    this.code = page.getByRole("textbox", { name: "Shortcode or coupon code" });
    this.check = page.getByRole("region", { name: "Check before saving" });
    this.save = page.getByRole("button", { name: "Create order" });
  }

  async open(): Promise<void> {
    await this.page.goto(ORDERS);
    await this.page.getByRole("link", { name: "Create Order" }).first().click();
    await expect(this.page.getByRole("heading", { name: "Create Order", level: 1 })).toBeVisible();
  }

  async choose(campaign: Campaign): Promise<void> {
    await this.campaign.fill(campaign.name);
    await this.page.getByRole("option", { name: campaign.name }).click();
  }

  async enterCode(code: string): Promise<void> {
    await this.page.getByRole("radio", { name: "A shortcode or coupon code" }).check();
    await this.code.fill(code);
  }
}
