import { expectAccessible, expectFitsPhone } from "../../accessible";
import { expect, test } from "../../fixtures";
import { ImportPage } from "../../import-page";

test("an admin imports coupon codes from a campaign: maps, checks, runs, reads the result, and undoes it", async ({
  admin,
  world,
}) => {
  const { tag } = world;
  const spring = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", spring), await world.advocate("Ben", spring)];
  const cara = await world.contact("Cara");
  const imports = new ImportPage(admin, "coupons");
  const name = `codes-${tag}.csv`;
  await admin.goto(`/campaigns/${spring.id}`);
  await admin.getByRole("link", { name: "Import coupon codes" }).click();
  await expect(admin.getByRole("heading", { name: "Import Coupon Codes", level: 1 })).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await imports.upload(
    name,
    [
      "Voucher;Email",
      ...[`A-${tag};${ada.email}`, `B-${tag};${ben.email.toUpperCase()}`, `a-${tag};${ada.email}`],
      ...[`A-${tag};${ben.email}`, `C ${tag};${ada.email}`, `D-${tag};${cara.email}`, `${ben.coupon};${ben.email}`],
      `${ada.shortcode};${ada.email}`,
    ].join("\n"),
  );

  await expect(imports.field("Voucher")).toHaveValue("code");
  await expect(imports.field("Email")).toHaveValue("advocate_email");
  await expect(admin.getByRole("button", { name: "Check the file" })).toBeDisabled();
  await admin.getByLabel("Campaign for all rows").fill(spring.uid);
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await imports.checkFile();
  await imports.expectCheck({ created: 2, unchanged: 2, rejected: 4 });
  await imports.expectReasons([
    ["This code exists already", 2],
    ["A coupon code has up to 64 letters", 1],
    ["This contact is not enrolled", 1],
  ]);
  await expect(admin.getByRole("group", { name: "Choices" })).toHaveCount(0);
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await imports.run();
  await imports.expectResult({ created: 2, unchanged: 2, rejected: 4 });
  await expectAccessible(admin);
  const rejected = await imports.download(admin.getByRole("link", { name: "Download rejected rows" }));
  expect(rejected.rows.map((row) => [row.attache_line, row.attache_problem])).toEqual([
    ...[
      ["5", "code_taken"],
      ["6", "invalid_code"],
      ["7", "advocate_not_enrolled"],
      ["9", "code_taken"],
    ],
  ]);

  await world.attribution({ customer: cara, campaign: spring, advocate: ada, code: `A-${tag}` });
  await admin.getByRole("button", { name: "Undo import" }).click();
  await imports.expectUndo("will", { reversed: 1, kept: 1 });
  const dialog = admin.getByRole("dialog", { name: "Undo this import?" });
  await expect(dialog).toContainText("An attribution was made by this code since. It stays as it is.");
  await expectAccessible(admin);
  await dialog.getByRole("button", { name: "Undo 1 row" }).click();
  await expect(admin.getByText(/^Undone \d.* by /)).toBeVisible();
  await imports.expectUndo("did", { reversed: 1, kept: 1 });
  const { rows } = await world.db.query(
    "SELECT code, retired_at IS NOT NULL AS retired FROM referral_code WHERE code = ANY($1) ORDER BY code",
    [[`A-${tag}`, `B-${tag}`]],
  );
  expect(rows).toEqual([
    { code: `A-${tag}`, retired: false },
    { code: `B-${tag}`, retired: true },
  ]);
  await imports.open();
  await expect(imports.entry(name)).toContainText("Undone");
});

test("the histories of contacts, codes and attributions are apart, each reached from its own list", async ({
  admin,
  world,
}) => {
  const spring = await world.campaign();
  const ada = await world.advocate("Ada", spring);
  const codes = new ImportPage(admin, "coupons");
  await admin.goto("/campaigns");
  await admin.getByRole("link", { name: "Import coupon codes" }).click();
  const name = `mine-${world.tag}.csv`;
  await codes.upload(name, `code,advocate_email,campaign_uid\nZ-${world.tag},${ada.email},${spring.uid}\n`);
  await codes.open();
  await expect(codes.entry(name)).toBeVisible();
  for (const other of ["contacts", "attributions"] as const) {
    const imports = new ImportPage(admin, other);
    await imports.open();
    await expect(admin.getByRole("link", { name, exact: true })).toHaveCount(0);
  }
  await codes.open();
  await codes
    .entry(name)
    .getByRole("link", { name: `Continue ${name}` })
    .click();
  await codes.checkFile();
  await codes.expectCheck({ created: 1 });
});
