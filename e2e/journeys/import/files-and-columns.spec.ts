import type { Page } from "@playwright/test";
import { expect, test } from "../../fixtures";
import { aFile, ImportPage, parse } from "../../import-page";
import type { World } from "../../world";

async function aCampaign(world: World) {
  const spring = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", spring), await world.contact("Cara")];
  return { spring, ada, cara };
}

test("columns are chosen by hand, and one campaign is entered for all rows", async ({ admin, world }) => {
  const { spring, ada, cara } = await aCampaign(world);
  const imports = new ImportPage(admin);
  await imports.open();
  await imports.upload(`by-hand-${world.tag}.csv`, `A,B,C\n1,${ada.email},${cara.email}\n`);
  const check = admin.getByRole("button", { name: "Check the file" });
  await imports.field("A").selectOption("");
  await imports.field("B").selectOption("Advocate's e-mail");
  await expect(check).toBeDisabled();
  await imports.field("C").selectOption("Referred contact's e-mail");
  await expect(admin.getByText("enter one campaign for all rows").first()).toBeVisible();
  await admin.getByLabel("Campaign for all rows").fill(spring.uid);
  await imports.checkFile();
  await imports.expectCheck({ created: 1 });
  await imports.run();
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["active"]);
});

test("a mapping is remembered for the next file with the same header", async ({ admin, world }) => {
  const { ada, cara } = await aCampaign(world);
  const header = `Person ${world.tag},Tag ${world.tag},Extra`;
  const imports = new ImportPage(admin);
  await imports.open();
  await imports.upload(`first-${world.tag}.csv`, `${header}\n${cara.email},${ada.coupon},x\n`);
  await imports.field(`Person ${world.tag}`).selectOption("Referred contact's e-mail");
  await imports.field(`Tag ${world.tag}`).selectOption("Coupon code");
  await imports.checkFile();
  await imports.open();
  await imports.upload(`second-${world.tag}.csv`, `${header}\n${cara.email},${ada.coupon},y\n`);
  await expect(imports.field(`Tag ${world.tag}`)).toHaveValue("coupon_code");
  await expect(imports.field("Extra")).toHaveValue("");
  await expect(admin.getByText("as last time")).toHaveCount(2);
});

test("a file read in the wrong way is corrected: delimiter, encoding, header", async ({ admin, world }) => {
  const { ada, cara } = await aCampaign(world);
  const imports = new ImportPage(admin);
  await imports.open();
  // "é" of Windows-1252 behind the part of the file by which its encoding is told.
  const lines = [`${cara.email};${ada.shortcode};café`];
  await imports.upload(`format-${world.tag}.csv`, Buffer.from(lines.join("\n"), "latin1"));
  await expect(admin.getByText("Windows-1252 (Excel, Western), semicolon, no header row")).toBeVisible();
  await admin.getByRole("button", { name: "Change" }).click();
  const preview = admin.getByRole("table", { name: "First rows of the file" });
  await expect(preview.getByRole("cell", { name: "café" })).toBeVisible();
  await admin.getByLabel("Delimiter").selectOption("Comma ,");
  await expect(preview.getByRole("columnheader")).toHaveCount(1);
  await expect(admin.getByText("Windows-1252 (Excel, Western), comma, no header row")).toBeVisible();
  await admin.getByLabel("Delimiter").selectOption("Semicolon ;");
  await expect(preview.getByRole("columnheader")).toHaveCount(3);
  await admin.getByLabel("Encoding").selectOption("UTF-16, little-endian");
  await expect(preview.getByRole("cell", { name: "café" })).toHaveCount(0);
  await admin.getByLabel("Encoding").selectOption("Windows-1252 (Excel, Western)");
  await expect(preview.getByRole("cell", { name: "café" })).toBeVisible();
  await admin.getByLabel("First row is the header").check();
  await expect(admin.getByText("The file has no rows below its header.")).toBeVisible();
  await admin.getByLabel("First row is the header").uncheck();
  await expect(preview.getByRole("cell", { name: cara.email })).toBeVisible();
  await imports.checkFile();
  await imports.expectCheck({ created: 1 });
});

test("the very same file again is noticed and said, with what became of it", async ({ admin, world }) => {
  const { ada, cara } = await aCampaign(world);
  const text = `customer_email,short_code\n${cara.email},${ada.shortcode}\n`;
  const imports = new ImportPage(admin);
  const first = await imports.bring(`once-${world.tag}.csv`, text);
  await imports.open();
  await imports.upload(`twice-${world.tag}.csv`, text);
  await expect(admin.getByText("The very same file was imported on")).toBeVisible();
  await imports.checkFile();
  await imports.expectCheck({ unchanged: 1 });
  await expect(imports.importButton).toBeDisabled();
  await expect(admin.getByText("Every row repeats what already stands, so there is nothing to import.")).toBeVisible();
  await admin.getByRole("link", { name: `once-${world.tag}.csv` }).click();
  await expect(admin).toHaveURL(new RegExp(first));
});

test("rows are pasted as a spreadsheet copies them", async ({ admin, world }) => {
  const { ada, cara } = await aCampaign(world);
  const imports = new ImportPage(admin);
  await imports.open();
  await admin.getByRole("button", { name: "Paste rows" }).click();
  const rows = admin.getByLabel("Rows to import");
  await expect(rows).toBeFocused();
  await admin.getByRole("button", { name: "Use these rows" }).click();
  await expect(rows).toHaveAccessibleDescription(/Paste at least one row/);
  await rows.fill(`Customer E-mail\tShortcode\n${cara.email}\t${ada.shortcode}\n`);
  await admin.getByRole("button", { name: "Use these rows" }).click();
  await imports.expectStep("Columns");
  await expect(admin.getByText("UTF-8, tab, header in the first row")).toBeVisible();
  await imports.checkFile();
  await imports.expectCheck({ created: 1 });
});

test("pasted rows that could not be sent are still there, and are sent again", async ({ admin, world, watch }) => {
  watch.expect(/ERR_CONNECTION_FAILED|ERR_FAILED/);
  const { ada, cara } = await aCampaign(world);
  const imports = new ImportPage(admin);
  await imports.open();
  await admin.getByRole("button", { name: "Paste rows" }).click();
  const rows = admin.getByLabel("Rows to import");
  const pasted = `Customer E-mail\tShortcode\n${cara.email}\t${ada.shortcode}\n`;
  await rows.fill(pasted);
  await admin.route("**/api/ui/imports?*", (route) => route.abort("connectionfailed"), { times: 1 });
  await admin.getByRole("button", { name: "Use these rows" }).click();
  await expect(admin.getByRole("alert").filter({ hasText: "This file was not taken" })).toBeVisible();
  await expect(rows).toHaveValue(pasted);
  await admin.getByRole("button", { name: "Use these rows" }).click();
  await imports.expectStep("Columns");
});

for (const [name, content, refusal] of [
  ["named.xlsx", "customer_email", "This is a spreadsheet file, not a CSV file."],
  ["renamed.csv", Buffer.from("504b0304140006000800", "hex"), "This is a spreadsheet file, not a CSV file."],
  ["picture.csv", Buffer.from("89504e470d0a1a0a0000000d49484452000000", "hex"), "This file is not text"],
  ["empty.csv", "", "This file has no rows."],
] as const) {
  test(`${name} is refused with what to do, and another file can be chosen at once`, async ({
    admin,
    world,
    watch,
  }) => {
    if (typeof content !== "string") watch.expect(/status of 4(15|22)/);
    const { ada, cara } = await aCampaign(world);
    const imports = new ImportPage(admin);
    await imports.open();
    await admin.getByLabel("Choose a file").setInputFiles(aFile(name, content));
    const alert = admin.getByRole("alert").filter({ hasText: "This file was not taken" });
    await expect(alert).toContainText(refusal);
    await imports.upload(`after-${world.tag}.csv`, `customer_email,short_code\n${cara.email},${ada.shortcode}\n`);
    await expect(imports.field("short_code")).toHaveValue("short_code");
  });
}

test("a file that is dropped is uploaded, and several at once are not", async ({ admin, world }) => {
  const { ada, cara } = await aCampaign(world);
  const imports = new ImportPage(admin);
  await imports.open();
  const content = `customer_email,short_code\n${cara.email},${ada.shortcode}\n`;
  await drop(admin, [content, content]);
  await expect(admin.getByText("Drop one file at a time")).toBeVisible();
  await drop(admin, [content]);
  await imports.expectStep("Columns");
  await expect(admin.getByRole("heading", { name: "dropped-0.csv", level: 1 })).toBeVisible();
});

async function drop(page: Page, contents: string[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle((texts) => {
    const transfer = new DataTransfer();
    for (const [index, text] of texts.entries()) transfer.items.add(new File([text], `dropped-${index}.csv`));
    return transfer;
  }, contents);
  await page.getByText("Drop a file here, or").dispatchEvent("drop", { dataTransfer });
}

test("the template has the columns of a row, and the example rows that show what goes into them", async ({ admin }) => {
  const imports = new ImportPage(admin);
  await imports.open();
  const template = await imports.download(admin.getByRole("link", { name: "Download template" }));
  expect(template).toEqual({ name: "attributions-template.csv", rows: [] });
  const example = await imports.download(admin.getByRole("link", { name: "Download example" }));
  expect(example.name).toBe("attributions-example.csv");
  const columns = "customer_email campaign_uid advocate_email short_code coupon_code status reason attributed_at";
  expect(Object.keys(example.rows[0]!)).toEqual(columns.split(" "));
  expect(example.rows.map((row) => row.status)).toContain("inactive");
  const text = await (await admin.request.get("/api/ui/imports/template")).text();
  expect(parse(`${text}a,b,c,d,e,f,g,h`)).toHaveLength(1);
});

test("an upload that is not wanted is discarded after a question, and its page says that it is gone", async ({
  admin,
  world,
  watch,
}) => {
  watch.expect(/status of 404/);
  const { ada, cara } = await aCampaign(world);
  const imports = new ImportPage(admin);
  await imports.open();
  const name = `discard-${world.tag}.csv`;
  await imports.upload(name, `customer_email,short_code\n${cara.email},${ada.shortcode}\n`);
  const address = admin.url();
  await admin.getByRole("button", { name: `Discard ${name}` }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Discard upload" }).click();
  await expect(admin.getByRole("heading", { name: "CSV Import", level: 1 })).toBeVisible();
  await expect(imports.entry(name)).toHaveCount(0);
  await admin.goto(address);
  await expect(admin.getByRole("heading", { name: "There is no such import" })).toBeVisible();
});
