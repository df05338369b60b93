import { expect, test } from "../../fixtures";
import { ImportPage, parse, textOf } from "../../import-page";
import { List } from "../../list";
import { makeMessyFile } from "../../messy-file";

test("a messy file of thousands of rows ends as meant: every outcome, every choice, the rejected rows back and in again", async ({
  admin,
  world,
}) => {
  const messy = await makeMessyFile(world);
  const { spring, ada, wonOver, back, left, newcomers } = messy;
  const imports = new ImportPage(admin);
  await new List(admin).open();
  await admin.getByRole("button", { name: "Create Referral Attribution" }).first().click();
  await admin.getByRole("menuitem", { name: "CSV Import" }).click();
  const id = await imports.upload(`messy-${world.tag}.csv`, messy.text);

  await expect(admin.getByText("UTF-8, semicolon, header in the first row")).toBeVisible();
  await expect(imports.field("Kunden-Mail")).toHaveValue("customer_email");
  await expect(imports.field("Promo Code")).toHaveValue("coupon_code");
  await expect(imports.field("Note")).toHaveValue("reason");
  await imports.checkFile();
  await imports.expectCheck({
    ...{ created: 2_530, attempt: 120, activated: 40, deactivated: 60, unchanged: 180, rejected: 390 },
  });
  await expect(imports.importButton).toHaveText("Import 2,750 rows");
  await imports.expectReasons([
    ["No contact has this e-mail address", 200],
    ["No shortcode or coupon code is spelled like this", 90],
    ["This is not an e-mail address", 30],
    ["The referred contact's e-mail is empty", 25],
    ["The status is neither active nor inactive", 20],
    ["The date is not one that can be read for certain", 15],
    ["The row has fewer cells than the header has columns", 10],
  ]);

  await test.step("each choice changes the numbers", async () => {
    await imports.choose("A row repeats what already stands", "Log as attempt");
    await imports.expectCheck({ created: 2_530, attempt: 300, activated: 40, deactivated: 60, rejected: 390 });
    await imports.choose("A row repeats what already stands", "Leave unchanged");
    await imports.choose("Another advocate stands", "Reassign");
    await imports.expectCheck({
      ...{ created: 2_530, activated: 40, deactivated: 60, reassigned: 120, unchanged: 180, rejected: 390 },
    });
    await imports.choose("Create missing contacts as prospects", "Yes");
    await imports.expectCheck({
      ...{ created: 2_730, activated: 40, deactivated: 60, reassigned: 120, unchanged: 180, rejected: 190 },
    });
    await expect(admin.getByText("200 contacts will be created as prospects.")).toBeVisible();
    await imports.choose("Create missing contacts as prospects", "No");
    await imports.expectCheck({
      ...{ created: 2_530, activated: 40, deactivated: 60, reassigned: 120, unchanged: 180, rejected: 390 },
    });
  });

  await test.step("a count shows its rows, and a reason the rows and the cell it is about", async () => {
    await imports.check.getByRole("button", { name: /Will be reassigned/ }).click();
    await expect(imports.rows.first()).toContainText("Reassigned");
    await expect(imports.rows.first()).toContainText(wonOver[0]!.email);
    await imports.reasons.getByRole("button", { name: /The status is neither active nor inactive/ }).click();
    await expect(imports.rows).toHaveCount(20);
    const fault = imports.rows
      .first()
      .getByRole("cell")
      .filter({ has: admin.getByRole("img", { name: "At fault:" }) });
    await expect(fault).toHaveText("perhaps");
    await admin.getByRole("button", { name: "Show all rows" }).click();
    await expect(imports.rows).toHaveCount(50);
    await admin.getByRole("button", { name: "More rows" }).click();
    await expect(imports.rows).toHaveCount(100);
  });

  const problems = await imports.download(admin.getByRole("link", { name: "Download all problem rows" }));
  expect(problems.rows).toHaveLength(390);

  await imports.run();
  await imports.expectResult({
    ...{ created: 2_530, activated: 40, deactivated: 60, reassigned: 120, unchanged: 180, rejected: 390 },
  });
  await expect(admin.getByText("data changed meanwhile")).toHaveCount(0);
  expect(await world.statuses({ customer: wonOver[0]!, campaign: spring })).toEqual(["reassigned", "active"]);
  expect(await world.statuses({ customer: back[0]!, campaign: spring })).toEqual(["active"]);
  expect(await world.statuses({ customer: left[0]!, campaign: spring })).toEqual(["deactivated"]);
  expect(await world.statuses({ customer: newcomers.at(-1)!, campaign: spring })).toEqual(["active"]);

  await test.step("the table shows what this import did, and nothing else", async () => {
    await admin.getByRole("link", { name: "Show in the table" }).click();
    const list = new List(admin);
    await expect(list.chip("Actor")).toContainText(`messy-${world.tag}.csv`);
    await expect(list.count).toContainText("2,650");
    await admin.goBack();
    await imports.expectStep("Result");
  });

  await test.step("the rejected rows come back as they were, each with its line and its reason", async () => {
    const download = admin.waitForEvent("download");
    await admin.getByRole("link", { name: "Download rejected rows" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`messy-${world.tag} – rejected.csv`);
    const text = await textOf(file);
    const rows = parse(text);
    expect(rows).toHaveLength(390);
    const lines = messy.text.slice(1).split("\n");
    for (const row of rows) {
      const cells = lines[Number(row.attache_line) - 1]!.replace("\r", "").split(";");
      expect([row["Kunden-Mail"], row["Referral Code"], row.State ?? ""]).toEqual([cells[0], cells[1], cells[5] ?? ""]);
      expect(row.attache_problem).not.toBe("");
      expect(row.attache_explanation).not.toBe("");
    }
    expect(rows.filter((row) => row.attache_problem === "unknown_code")).toHaveLength(90);

    await imports.open();
    await imports.upload(`corrected-${world.tag}.csv`, text.replaceAll("NO-SUCH-CODE", ada.shortcode));
    await imports.checkFile();
    await imports.expectCheck({ created: 90, rejected: 300 });
    await imports.run();
    await imports.expectResult({ created: 90, rejected: 300 });
  });

  await test.step("the history has both, and opens them again", async () => {
    await imports.open();
    const entry = imports.entry(`messy-${world.tag}.csv`);
    for (const text of ["Done", "3,320", "2,530 created · 40 activated · 60 deactivated · 120 reassigned"]) {
      await expect(entry).toContainText(text);
    }
    await expect(imports.entry(`corrected-${world.tag}.csv`)).toContainText("90 created · 300 rejected");
    await entry.getByRole("link", { name: `messy-${world.tag}.csv` }).click();
    await expect(admin).toHaveURL(new RegExp(id));
    await imports.expectStep("Result");
  });
});

test("where the data changed between check and run, the result says what was expected", async ({ admin, world }) => {
  const spring = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", spring), await world.advocate("Ben", spring)];
  const [cara, dan] = [await world.contact("Cara"), await world.contact("Dan")];
  const imports = new ImportPage(admin);
  await imports.open();
  const rows = [cara, dan].map(({ email }) => `${email},${ada.shortcode}`);
  await imports.upload(`changed-${world.tag}.csv`, ["customer_email,short_code", ...rows].join("\n"));
  await imports.checkFile();
  await imports.expectCheck({ created: 2 });
  await world.attribution({ customer: cara, campaign: spring, advocate: ben });
  await imports.run();
  await imports.expectResult({ created: 1, attempt: 1 });
  await expect(admin.getByText("data changed meanwhile")).toContainText("The check expected 2 created");
});
