import { expectAccessible, expectFitsPhone } from "../../accessible";
import { expect, test } from "../../fixtures";
import { ImportPage } from "../../import-page";

test("an admin imports orders from their list: maps, chooses, checks, runs, reads the result, and undoes it", async ({
  admin,
  world,
}) => {
  const { tag } = world;
  const spring = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", spring), await world.advocate("Ben", spring)];
  const [cara, dan] = [await world.contact("Cara"), await world.contact("Dan")];
  await world.attribution({ customer: cara, campaign: spring, advocate: ben });
  await world.order({ customer: dan, orderId: "KNOWN" });
  const imports = new ImportPage(admin, "orders");
  const name = `orders-${tag}.csv`;
  await admin.goto("/audience-activity/orders");
  await admin.getByRole("link", { name: "Import", exact: true }).click();
  await expect(admin.getByRole("heading", { name: "Import Orders", level: 1 })).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await imports.upload(
    name,
    [
      "Transaction UID;E-Mail;Revenue;Currency code;Coupon;Order status",
      ...[
        `N-${tag};new-${tag}@example.test;1.234,50 €;;${ada.coupon};paid`,
        `M-${tag};NEW-${tag}@example.test;80;EUR;;paid`,
      ],
      ...[`S-${tag};${cara.email};99,90;EUR;${ada.coupon};`, `Q-${tag};${dan.email};1.000;EUR;;`],
      ...[`KNOWN-${tag};${dan.email};49,99;EUR;;shipped`, `KNOWN-${tag};${dan.email};50;EUR;;`],
      ...[`X-${tag};${dan.email};5;EUR;nobodys-${tag};`, `Y-${tag};${dan.email};12;;;`],
    ].join("\n"),
  );

  await test.step("columns are recognised", async () => {
    await expect(imports.field("Transaction UID")).toHaveValue("order_id");
    await expect(imports.field("E-Mail")).toHaveValue("customer_email");
    await expect(imports.field("Revenue")).toHaveValue("revenue_amount");
    await expect(imports.field("Coupon")).toHaveValue("coupon_code");
    await expect(imports.field("Order status")).toHaveValue("external_status");
    await expectAccessible(admin);
    await expectFitsPhone(admin);
  });

  await imports.checkFile();
  await imports.expectCheck({ credited_new: 1, credited_standing: 1, uncredited: 1, updated: 1, rejected: 4 });
  await imports.expectReasons([
    ["Another order has this id", 1],
    ["The revenue can be read in two ways", 1],
    ["The revenue has no currency", 1],
    ["No shortcode or coupon code", 1],
  ]);
  await expect(admin.getByText("1 contact will be created as a prospect.")).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  await test.step("each choice changes the numbers, and each row says whom it would credit", async () => {
    await imports.choose("How amounts are written", "With a decimal comma, like 1.234,50");
    await imports.expectCheck({ credited_new: 1, credited_standing: 1, uncredited: 2, updated: 1, rejected: 3 });
    await admin.getByRole("combobox", { name: "Currency of rows that name none" }).fill("USD");
    await admin.getByRole("option", { name: "USD" }).click();
    await imports.expectCheck({ credited_new: 1, credited_standing: 1, uncredited: 3, updated: 1, rejected: 2 });
    await admin.getByRole("combobox", { name: "Campaign of rows without campaign and code" }).fill(spring.name);
    await admin.getByRole("option", { name: spring.name }).click();
    await imports.expectCheck({ credited_new: 1, credited_standing: 2, uncredited: 2, updated: 0, rejected: 3 });
    await admin.getByRole("button", { name: "Clear" }).last().click();
    await imports.expectCheck({ credited_new: 1, credited_standing: 1, uncredited: 3, updated: 1, rejected: 2 });
    await imports.check.getByRole("button", { name: "Will be recorded, credited to who stands" }).click();
    await expect(imports.rows.filter({ hasText: `S-${tag}` })).toContainText("Ben");
    await expectAccessible(admin);
  });

  await imports.run();
  await imports.expectResult({ credited_new: 1, credited_standing: 1, uncredited: 3, updated: 1, rejected: 2 });
  await expect(admin.getByText("1 contact was created as a prospect.")).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  const rejected = await imports.download(admin.getByRole("link", { name: "Download rejected rows" }));
  expect(rejected.rows.map((row) => [row.attache_line, row.attache_problem])).toEqual([
    ...[
      ["7", "order_exists"],
      ["8", "unknown_code"],
    ],
  ]);
  const orders = async () =>
    (
      await world.db.query(
        `SELECT order_id, revenue_minor, currency, status FROM customer_order WHERE order_id LIKE $1 ORDER BY order_id`,
        [`%-${tag}`],
      )
    ).rows.map(({ order_id, revenue_minor, currency, status }) =>
      [order_id.replace(`-${tag}`, ""), revenue_minor, currency, status].join(" "),
    );
  expect(await orders()).toEqual([
    ...["KNOWN 4999 EUR placed", "M 8000 EUR placed", "N 123450 EUR placed"],
    ...["Q 100000 EUR placed", "S 9990 EUR placed", "Y 1200 USD placed"],
  ]);
  await imports.result.getByRole("button", { name: "Recorded, and made a new attribution" }).click();
  await imports.rows.getByRole("link", { name: "Newly credited" }).click();
  await expect(admin.getByRole("heading", { name: `N-${tag}`, level: 1 })).toBeVisible();
  await admin.goBack();

  await world.db.query("UPDATE customer_order SET status = 'refunded' WHERE order_id = $1", [`S-${tag}`]);
  await admin.getByRole("button", { name: "Undo import" }).click();
  await imports.expectUndo("will", { reversed: 4, kept: 1, impossible: 1 });
  const dialog = admin.getByRole("dialog", { name: "Undo this import?" });
  await expect(dialog).toContainText("The ids stay taken");
  await expect(dialog).toContainText("The order was refunded or cancelled since; it stays so.");
  await expectAccessible(admin);
  await dialog.getByRole("button", { name: "Undo 4 rows" }).click();
  await expect(admin.getByText(/^Undone \d.* by /)).toBeVisible();
  await imports.expectUndo("did", { reversed: 4, kept: 1, impossible: 1 });
  await expectAccessible(admin);
  expect((await orders()).map((one) => one.split(" ").at(-1))).toEqual([
    ...["placed", "cancelled", "cancelled", "cancelled", "refunded", "cancelled"],
  ]);
  await imports.open();
  await expect(imports.entry(name)).toContainText("Undone");
});
