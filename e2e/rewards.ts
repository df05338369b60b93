import { expect, type Locator, type Page } from "@playwright/test";
import sql from "sql-template-tag";
import { literal } from "./fields";
import type { World } from "./world";

export const REWARDS = "/rewards";

/** The list of rewards as its users see it. */
export class RewardsPage {
  readonly table: Locator;
  /** The rows below the header. */
  readonly rows: Locator;
  readonly count: Locator;
  readonly totals: Locator;
  readonly selection: Locator;

  constructor(readonly page: Page) {
    this.table = page.getByRole("table", { name: "Rewards" });
    this.rows = this.table.getByRole("row").filter({ has: page.getByRole("cell") });
    this.count = page.getByRole("navigation", { name: "Pages" }).getByRole("status");
    this.totals = page.getByRole("region", { name: "Totals by status" });
    this.selection = page.getByRole("region", { name: "Selected rows" });
  }

  async open(params: Record<string, string> = {}): Promise<void> {
    await this.page.goto(`${REWARDS}?${new URLSearchParams(params)}`);
    await expect(this.page.getByRole("heading", { name: "Rewards", level: 1 })).toBeVisible();
  }

  /** Rows with all of these texts. */
  row(...texts: string[]): Locator {
    return texts.reduce((rows, text) => rows.filter({ hasText: new RegExp(literal(text)) }), this.rows);
  }

  /** The button of a status, with how many there are and what they come to. */
  total(status: string): Locator {
    return this.totals.getByRole("button", { name: new RegExp(`^${status}`) });
  }

  /** Begins a change of what is selected; answers the dialog. */
  async begin(verb: string, title: string): Promise<Locator> {
    await this.selection.getByRole("button", { name: verb, exact: true }).click();
    return this.page.getByRole("dialog", { name: title, exact: true });
  }
}

/**
 * Cara, whom Ada referred, bought twice, and Dan, whom Ben referred, once: €10.00 for each order, and $2.00 more for
 * Cara's second one, which was in dollars. All wait for approval.
 */
export async function makeRewards(world: World) {
  const spring = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", spring), await world.advocate("Ben", spring)];
  const [cara, dan] = [await world.contact("Cara"), await world.contact("Dan")];
  await world.rewardRule(spring);
  const dollars = { amountKind: "percent" as const, amountMinor: null, percentHundredths: 1000, currency: "USD" };
  await world.rewardRule(spring, { name: "Ten percent", ...dollars });
  const first = await world.order({ customer: cara, code: ada.coupon, orderId: "A-1" });
  const second = await world.order({
    ...{ customer: cara, code: ada.coupon, orderId: "A-2", revenueMinor: 2_000, currency: "USD" },
  });
  const third = await world.order({ customer: dan, code: ben.coupon, orderId: "A-3" });
  return { spring, ada, ben, cara, dan, orders: { first, second, third } };
}

/** The ids of the rewards of an order, and how each stands, oldest first. */
export async function rewardsOf(world: World, orderId: string): Promise<{ id: string; status: string }[]> {
  const { rows } = await world.db.query<{ id: string; status: string }>(
    sql`SELECT id, status FROM reward WHERE order_id = ${orderId}::uuid ORDER BY id`,
  );
  return rows;
}

/** As another admin would do it at this moment. */
export async function decide(world: World, change: "approve" | "deny" | "fulfil", ids: string[]): Promise<void> {
  const { changeRewards } = await import("@/lib/rewards/commands");
  const { id: actorId } = await world.one<{ id: string }>(
    sql`SELECT id FROM actor WHERE kind = 'user' ORDER BY id LIMIT 1`,
  );
  await changeRewards(world.db, { actorId, source: "manual" }, { change, ids, reason: "By another admin" });
}
