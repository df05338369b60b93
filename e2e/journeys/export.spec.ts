import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import Papa from "papaparse";
import { expect, test } from "../fixtures";
import { List } from "../list";
import { makeShowcase } from "../showcase";

async function download(page: Page): Promise<{ text: string; rows: Record<string, string>[] }> {
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export" }).click();
  const text = await readFile(await (await file).path(), "utf8");
  const options = { header: true, skipEmptyLines: true } as const;
  return { text, rows: Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ""), options).data };
}

test("the export has every matching row of every page, filtered and sorted as the table is", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const advocate = await world.advocate("Ada", campaign);
  const customers = await world.contacts("Cust", 30);
  const ids = await world.attributions(customers.map((customer) => ({ customer, campaign, advocate })));
  for (const id of ids.slice(0, 3)) await world.changeStatus(id, "inactive");
  const list = new List(admin);
  await list.open({ q: world.tag, size: "25", status: "active", sort: "customer" });
  await admin.getByRole("button", { name: "Next page" }).click();
  await expect(list.rows).toHaveCount(2);
  const { text, rows } = await download(admin);
  // Excel takes a file without this mark for another encoding.
  expect(text.startsWith("\uFEFF")).toBe(true);
  expect(rows.map(({ customer_email }) => customer_email)).toEqual(customers.slice(3).map(({ email }) => email));
});

test("a row of the export says all that the table says, with ids and exact times", async ({ marketer, world }) => {
  const { dan, ben, spring, ids } = await makeShowcase(world);
  const list = new List(marketer);
  await list.open({ q: dan.email });
  await expect(list.rows).toHaveCount(1);
  const [row] = (await download(marketer)).rows;
  expect(row).toMatchObject({
    ...{ id: ids.danByBen, customer_id: dan.id, customer_email: dan.email, customer_name: dan.name },
    ...{ advocate_email: ben.email, campaign_uid: spring.uid, campaign_name: spring.name },
    ...{ status: "inactive", inactive_reason: "deactivated", method: "coupon", code: ben.coupon, source: "manual" },
  });
  expect(row!.created_at).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
  expect(row!.changed_at! > row!.created_at!).toBe(true);
});

test("names with quotes, commas, line breaks and accents survive, and none is run as a formula", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const advocate = await world.advocate('Ada "the first", Comtesse\nÉlan', campaign);
  const customer = await world.contact("=HYPERLINK(1)");
  await world.attribution({ customer, advocate, campaign });
  await new List(admin).open({ q: world.tag });
  const { rows } = await download(admin);
  expect(rows).toHaveLength(1);
  expect(rows[0]!.advocate_name).toBe(advocate.name);
  expect(rows[0]!.customer_name).toBe(`'${customer.name}`);
});
