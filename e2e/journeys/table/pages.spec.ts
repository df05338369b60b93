import { expect, test } from "../../fixtures";
import { List } from "../../list";
import type { World } from "../../world";

/** `count` active attributions of "Cust 001" and so on, in this order, by two advocates in turn. */
async function makeMany(world: World, count: number) {
  const campaign = await world.campaign();
  const advocates = [await world.advocate("Zed", campaign), await world.advocate("Abe", campaign)];
  const customers = await world.contacts("Cust", count);
  const ids = await world.attributions(
    customers.map((customer, index) => ({ customer, campaign, advocate: advocates[index % 2]! })),
  );
  return { campaign, ids };
}

const first = (list: List) => list.rows.first();

test("the table sorts by created, last change, referred contact and advocate, each way", async ({ admin, world }) => {
  const { ids } = await makeMany(world, 4);
  await world.changeStatus(ids[1]!, "inactive");
  await world.changeStatus(ids[2]!, "inactive");
  const list = new List(admin);
  await list.open({ q: world.tag });
  await expect(first(list)).toContainText("Cust 004");
  await expect(list.header("Created")).toHaveAttribute("aria-sort", "descending");
  const clicks: [string, string, "ascending" | "descending", string][] = [
    ["Created", "created", "ascending", "Cust 001"],
    ["Last change", "-changed", "descending", "Cust 003"],
    ["Last change", "changed", "ascending", "Cust 002"],
    ["Referred contact", "customer", "ascending", "Cust 001"],
    ["Referred contact", "-customer", "descending", "Cust 004"],
    ["Advocate", "advocate", "ascending", "Abe"],
    ["Advocate", "-advocate", "descending", "Zed"],
  ];
  for (const [label, sort, direction, top] of clicks) {
    await list.sortBy(label);
    await expect(list.header(label)).toHaveAttribute("aria-sort", direction);
    await expect(admin).toHaveURL(new RegExp(`[?&]sort=${sort}(&|$)`));
    await expect(first(list)).toContainText(top);
  }
  await expect(list.table.locator("[aria-sort]")).toHaveCount(1);
});

test("pages of 25, 50 and 100 rows are turned forwards and backwards without losing or repeating a row", async ({
  admin,
  world,
}) => {
  await makeMany(world, 60);
  const list = new List(admin);
  const { page } = list;
  const next = page.getByRole("button", { name: "Next page" });
  const previous = page.getByRole("button", { name: "Previous page" });
  await list.open({ q: world.tag });
  await expect(list.count).toHaveText("60 attributions");
  await expect(list.rows).toHaveCount(50);
  await page.getByLabel("Rows per page").selectOption("25");
  await expect(list.rows).toHaveCount(25);
  await expect(first(list)).toContainText("Cust 060");
  await expect(previous).toHaveAttribute("aria-disabled", "true");

  await next.click();
  await expect(first(list)).toContainText("Cust 035");
  await expect(list.rows.last()).toContainText("Cust 011");
  await expect(admin).toHaveURL(/[?&]size=25&after=/);
  await next.click();
  await expect(first(list)).toContainText("Cust 010");
  await expect(list.rows).toHaveCount(10);
  await expect(next).toHaveAttribute("aria-disabled", "true");
  await page.reload();
  await expect(first(list)).toContainText("Cust 010");

  await previous.click();
  await expect(first(list)).toContainText("Cust 035");
  await expect(list.rows).toHaveCount(25);
  await previous.click();
  await expect(first(list)).toContainText("Cust 060");
  await page.getByLabel("Rows per page").selectOption("100");
  await expect(list.rows).toHaveCount(60);
  await expect(next).toHaveAttribute("aria-disabled", "true");
});

test("a page deep in the list stays what it was while new attributions come in", async ({ admin, world }) => {
  const { campaign } = await makeMany(world, 30);
  const list = new List(admin);
  await list.open({ q: world.tag, size: "25" });
  await admin.getByRole("button", { name: "Next page" }).click();
  await expect(first(list)).toContainText("Cust 005");
  await world.attribution({
    customer: await world.contact("Late"),
    advocate: await world.advocate("New", campaign),
    campaign,
  });
  await admin.reload();
  await expect(first(list)).toContainText("Cust 005");
  await expect(list.rows).toHaveCount(5);
  await expect(list.count).toHaveText("31 attributions");
});
