import { expect, test } from "../../fixtures";
import { List } from "../../list";
import { makeShowcase, type Showcase } from "../../showcase";

test("the table says of each attribution who, by whom, where, whether it stands, how it came to be and through which door", async ({
  admin,
  team,
  world,
}) => {
  const { rows, spring, ben, hubspot } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  await list.expectRows(rows);
  await expect(list.table.getByRole("columnheader").filter({ hasText: /./ })).toHaveText([
    "Referred contact",
    "Advocate",
    "Campaign",
    "Status",
    "Established by",
    "Source",
    "Created",
    "Last change",
  ]);
  const attempt = list.row("Duplicate attempt");
  await expect(attempt).toContainText(spring.name);
  await expect(attempt).toContainText(`Coupon${ben.coupon}`);
  await expect(attempt).toContainText(`API${hubspot.name}`);
  await expect(attempt.getByRole("img", { name: "API key" })).toBeVisible();
  await expect(list.row("Deactivated")).toContainText(`Manual${team.admin.name}`);
  await expect(list.count).toHaveText("5 attributions");
});

test("a search finds contacts by name and e-mail, advocates, and codes, by any part and whatever its case", async ({
  admin,
  world,
}) => {
  const { cara, dan, ada, ben } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  const searches: [string, number][] = [
    [cara.name.toUpperCase(), 2],
    [dan.email.slice(1, -5), 1],
    [ada.name, 2],
    [ben.email.toUpperCase(), 3],
    [ada.shortcode.toUpperCase(), 1],
    [ben.coupon.slice(2, -1).toLowerCase(), 2],
  ];
  for (const [text, found] of searches) {
    await list.search.fill(text);
    await expect(list.rows).toHaveCount(found);
    await expect(list.count).toHaveText(found === 1 ? "1 attribution" : `${found} attributions`);
    expect(new URL(admin.url()).searchParams.get("q")).toBe(text);
  }
});

const statuses: [string, (all: string[][]) => string[][]][] = [
  ["Active", (all) => [all[0]!, all[4]!]],
  ["Inactive, any reason", (all) => [all[1]!, all[2]!, all[3]!]],
  ["Duplicate attempt", (all) => [all[3]!]],
  ["Deactivated", (all) => [all[2]!]],
  ["Reassigned", (all) => [all[1]!]],
];
for (const [option, expected] of statuses) {
  test(`the status filter shows what is ${option}, and no more`, async ({ admin, world }) => {
    const { rows } = await makeShowcase(world);
    const list = new List(admin);
    await list.open({ q: world.tag });
    await list.filterBy("Status", option);
    await list.expectRows(expected(rows));
    await expect(list.chip("Status")).toHaveAccessibleName(`Filter by Status: ${option}`);
  });
}

test("filters by campaign, established by and source narrow the table, alone and together", async ({
  admin,
  world,
}) => {
  const { rows, spring } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  await list.filterBy("Campaign", spring.name);
  await list.expectRows(rows.slice(2));
  await list.filterBy("Established by", "Coupon");
  await list.expectRows(rows.slice(2, 4));
  await list.filterBy("Source", "API");
  await list.expectRows(rows.slice(3, 4));
  const { searchParams } = new URL(admin.url());
  expect(Object.fromEntries(searchParams)).toEqual({
    q: world.tag,
    campaign: spring.uid,
    method: "coupon",
    source: "api",
  });
});

test("filters by advocate and by actor find any of them as one types", async ({ admin, world }) => {
  const { rows, ada, hubspot } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  const advocates = await list.openFilter("Advocate");
  await advocates.getByLabel("Search contacts").fill(ada.name.toLowerCase());
  await advocates.getByRole("option", { name: ada.name }).click();
  await list.expectRows([rows[1]!, rows[4]!]);
  await expect(list.chip("Advocate")).toHaveAccessibleName(`Filter by Advocate: ${ada.name}`);

  await admin.getByRole("button", { name: "Remove filter Advocate" }).click();
  await list.expectRows(rows);
  const actors = await list.openFilter("Actor");
  await actors.getByLabel("Search users, API keys, imports").fill(hubspot.name);
  await actors.getByRole("option", { name: hubspot.name }).click();
  await list.expectRows([rows[3]!]);
  await expect(list.chip("Actor")).toHaveAccessibleName(`Filter by Actor: ${hubspot.name} (API key)`);
});

test("the filter by days takes both days in, from presets, the calendar and the address", async ({ admin, world }) => {
  const { rows } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag, from: "2026-01-01", to: "2026-01-09" });
  await expect(admin.getByRole("heading", { name: "Nothing matches these filters" })).toBeVisible();
  await expect(list.chip("Created")).toHaveAccessibleName("Filter by Created: 1 Jan 2026 – 9 Jan 2026");

  const days = await list.openFilter("Created");
  await days.getByRole("button", { name: "10 January 2026" }).click();
  await days.getByRole("button", { name: "12 January 2026" }).click();
  await list.expectRows([rows[4]!]);
  await expect(list.chip("Created")).toHaveAccessibleName("Filter by Created: 10 Jan 2026 – 12 Jan 2026");

  await (await list.openFilter("Created")).getByRole("button", { name: "Today" }).click();
  await list.expectRows(rows.slice(0, 4));
  await list.open({ q: world.tag, to: "2026-01-10" });
  await list.expectRows([rows[4]!]);
});

test("each option of a filter says how many rows it would show beside the other filters", async ({ admin, world }) => {
  const { spring, autumn } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag, campaign: spring.uid });
  const options = async (chip: string) => {
    const dialog = await list.openFilter(chip);
    // The counts come after the options: wait for the first of them.
    await expect(dialog.getByRole("checkbox").first()).toHaveAccessibleName(/\d$/);
    const names = await dialog.locator("label").allInnerTexts();
    await admin.keyboard.press("Escape");
    return names.map((name) => name.replaceAll(/\s+/g, " ").trim());
  };
  expect(await options("Status")).toEqual([
    "Active 1",
    "Inactive, any reason 2",
    "Duplicate attempt 1",
    "Deactivated 1",
    "Reassigned 0",
  ]);
  expect(await options("Established by")).toEqual(["Shortcode 1", "Coupon 2", "Advocate 0"]);
  expect(await options("Source")).toEqual(["Manual 2", "CSV import 0", "API 1", "Order 0", "Widget 0"]);
  // A filter's own choice does not narrow its own options.
  const campaigns = await options("Campaign");
  expect(campaigns).toContain(`${spring.name} 3`);
  expect(campaigns).toContain(`${autumn.name} 2`);
});

test("one filter is removed by its cross, all of them and the search by Clear all", async ({ admin, world }) => {
  const { rows } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag, status: "inactive", method: "coupon" });
  await list.expectRows(rows.slice(2, 4));
  await admin.getByRole("button", { name: "Remove filter Established by" }).click();
  await list.expectRows(rows.slice(1, 4));
  await admin.getByRole("button", { name: "Clear all" }).click();
  await expect(list.search).toHaveValue("");
  await expect(admin).toHaveURL("/audience-activity/referral-attribution");
});

test("a shared address shows somebody else the same filters, sorting and rows", async ({ admin, marketer, world }) => {
  const { rows, spring }: Showcase = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  await list.filterBy("Campaign", spring.name);
  await list.filterBy("Status", "Inactive, any reason");
  await list.sortBy("Referred contact");
  await list.expectRows([rows[3]!, rows[2]!]);

  await marketer.goto(admin.url());
  const same = new List(marketer);
  await same.expectRows([rows[3]!, rows[2]!]);
  await expect(same.chip("Campaign")).toHaveAccessibleName(`Filter by Campaign: ${spring.name}`);
  await expect(same.chip("Status")).toHaveAccessibleName("Filter by Status: Inactive, any reason");
  await expect(same.header("Referred contact")).toHaveAttribute("aria-sort", "ascending");
  await expect(same.search).toHaveValue(world.tag);
});

test("reload keeps the view, Back undoes its changes one by one and Forward does them again", async ({
  admin,
  world,
}) => {
  const { rows, spring } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag });
  await list.expectRows(rows);
  await list.filterBy("Campaign", spring.name);
  await list.expectRows(rows.slice(2));
  await list.filterBy("Status", "Active");
  await list.expectRows([rows[4]!]);
  await admin.reload();
  await list.expectRows([rows[4]!]);
  await admin.goBack();
  await list.expectRows(rows.slice(2));
  await expect(list.chip("Status")).toHaveAccessibleName("Filter by Status");
  await admin.goBack();
  await list.expectRows(rows);
  await admin.goForward();
  await list.expectRows(rows.slice(2));
});
