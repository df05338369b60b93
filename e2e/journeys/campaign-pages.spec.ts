import { readFile } from "node:fs/promises";
import { expectAccessible, expectFitsPhone } from "../accessible";
import { expectRefused } from "../fields";
import { expect, test } from "../fixtures";
import { openPalette } from "../palette";

test("a campaign's page counts its active referrals over time, in bars and in numbers, and remembers the range", async ({
  marketer,
  world,
}) => {
  const campaign = await world.campaign();
  const ada = await world.advocate("Ada", campaign);
  const people = await world.contacts("Person", 3);
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
  await world.attributions(
    people.map((customer, index) => ({ customer, campaign, advocate: ada, at: ago(index * 40) })),
  );
  await marketer.goto(`/campaigns/${campaign.id}`);
  const figures = marketer.getByRole("region", { name: "Figures over time" });
  await expect(figures.getByRole("status")).toContainText("1 referral created in this range is active now.");
  const numbers = figures.getByRole("table", { name: "Active referrals by when they were created" });
  await expect(numbers.getByRole("row")).toHaveCount(31);
  await expect(numbers.getByRole("row").last()).toHaveText(/\d{4}1$/);
  await figures.getByText("12 months", { exact: true }).click();
  await expect(figures.getByRole("status")).toContainText("3 referrals created in this range are active now.");
  await expect(marketer).toHaveURL(/range=12m/);
  await figures.getByRole("button", { name: "Show numbers" }).click();
  await expect(numbers.getByRole("row")).toHaveCount(13);
  await expectAccessible(marketer);
  await expectFitsPhone(marketer);
  await marketer.reload();
  await expect(figures.getByRole("radio", { name: "12 months" })).toBeChecked();
});

test("a campaign without attributions says so instead of showing an empty chart and list", async ({ admin, world }) => {
  const campaign = await world.campaign();
  await admin.goto(`/campaigns/${campaign.id}?range=all`);
  await expect(admin.getByText("No referral that is active now was created in this range.")).toBeVisible();
  await expect(admin.getByText("Nobody has been referred into this campaign yet.")).toBeVisible();
  await expect(admin.getByText("Nothing was changed yet.")).toBeVisible();
  await expectAccessible(admin);
});

test("the latest attributions are on the page, and all of them one click away", async ({ admin, world }) => {
  const campaign = await world.campaign();
  const ada = await world.advocate("Ada", campaign);
  const people = await world.contacts("Person", 10);
  await world.attributions(people.map((customer) => ({ customer, campaign, advocate: ada })));
  await admin.goto(`/campaigns/${campaign.id}`);
  const latest = admin.getByRole("region", { name: "Latest attributions" });
  await expect(latest.getByRole("listitem")).toHaveCount(8);
  await expect(latest.getByRole("listitem").first()).toContainText(`${people[9]!.name} by ${ada.name}`);
  await latest.getByRole("link", { name: "See all" }).click();
  await expect(admin.getByRole("navigation", { name: "Pages" })).toContainText("10 attributions");
  await expect(admin).toHaveURL(new RegExp(`campaign=${campaign.uid}`));
});

test("the history of a campaign and of a segment says who changed what, and goes back in time", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const segment = await world.segment("Friends");
  await admin.goto(`/campaigns/${campaign.id}`);
  await admin.getByRole("button", { name: "End campaign" }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "End campaign" }).click();
  const history = admin.getByRole("region", { name: "History" });
  await expect(history.getByRole("listitem")).toHaveText([/^Campaign ended.*Manual/]);
  await world.db.query(
    `INSERT INTO audit_event (kind, actor_id, source, campaign_id, detail)
     SELECT 'campaign.updated', actor_id, source, campaign_id, '{"fields": ["name", "segments"]}'
     FROM audit_event, generate_series(1, 24) WHERE campaign_id = $1`,
    [campaign.id],
  );
  await world.db.query(
    `INSERT INTO audit_event (kind, actor_id, source, segment_id, detail)
     SELECT 'segment.renamed', actor_id, source, $2, '{"from": "Old", "to": "New"}'
     FROM audit_event, generate_series(1, 21) WHERE campaign_id = $1 AND kind = 'campaign.ended'`,
    [campaign.id, segment.id],
  );
  await admin.reload();
  await expect(history.getByRole("listitem")).toHaveCount(20);
  await expect(history.getByRole("listitem").first()).toContainText("Changed: name, segments");
  await history.getByRole("button", { name: "Show earlier" }).click();
  await expect(history.getByRole("listitem")).toHaveCount(25);
  await expect(history.getByRole("button", { name: "Show earlier" })).toHaveCount(0);
  await admin.goto(`/audience/segments/${segment.id}`);
  await expect(history.getByRole("listitem")).toHaveCount(20);
  await history.getByRole("button", { name: "Show earlier" }).click();
  await expect(history.getByRole("listitem")).toHaveCount(21);
  await expectAccessible(admin);
});

test("all codes of a campaign: found, filtered, sorted, exported, retired after a question and restored", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  await world.attribution({ customer: await world.contact("Cara"), campaign, code: ada.shortcode });
  await admin.goto(`/campaigns/${campaign.id}`);
  await admin.getByRole("link", { name: "All codes" }).click();
  const rows = admin
    .getByRole("table", { name: "Codes" })
    .getByRole("row")
    .filter({ has: admin.getByRole("cell") });
  await expect(rows).toHaveCount(4);
  await admin.getByRole("searchbox", { name: "Search codes and advocates" }).fill(ada.email);
  await expect(rows).toHaveCount(2);
  const row = rows.filter({ hasText: ada.shortcode }).first();
  await expect(row).toContainText("Live");
  await admin.getByRole("button", { name: "Filter by Kind" }).click();
  await admin.getByRole("checkbox", { name: /^Shortcode/ }).check();
  await expect(rows).toHaveCount(1);
  await admin.keyboard.press("Escape");
  await admin.getByRole("button", { name: `QR code of ${ada.shortcode}` }).click();
  await expect(admin.getByRole("img", { name: `QR code of the referral link of ${ada.shortcode}` })).toBeVisible();
  await admin.keyboard.press("Escape");
  await expect(admin.getByRole("button", { name: `Copy link of ${ada.shortcode}` })).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  const file = admin.waitForEvent("download");
  await admin.getByRole("link", { name: "Export" }).click();
  const text = await readFile(await (await file).path(), "utf8");
  expect(text.trim().split("\r\n")).toHaveLength(2);
  expect(text).toContain(`/r/${ada.shortcode}`);

  await admin.getByRole("button", { name: `Retire ${ada.shortcode}` }).click();
  const question = admin.getByRole("dialog", { name: "Retire code" });
  await expect(question).toContainText("Stays: what it has attributed");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(row).toContainText("Live");
  await admin.getByRole("button", { name: `Retire ${ada.shortcode}` }).click();
  await question.getByRole("button", { name: "Retire code" }).click();
  await expect(row).toContainText("Retired");
  await admin.getByRole("button", { name: `Restore ${ada.shortcode}` }).click();
  await expect(row).toContainText("Live");
  await admin.getByRole("button", { name: "Clear all" }).click();
  await expect(rows).toHaveCount(4);
  await rows.filter({ hasText: ben.coupon }).getByRole("link", { name: ben.coupon }).click();
  await expect(admin).toHaveURL(/referral-attribution\?campaign=.*q=SAVE-BEN/);
});

test("who retires a code that somebody else has just retired is told so, though the filter leaves it out by then", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const { shortcode } = await world.advocate("Ada", campaign);
  await admin.goto(`/campaigns/${campaign.id}/codes?state=live`);
  await admin.getByRole("button", { name: `Retire ${shortcode}` }).click();
  await world.db.query("UPDATE referral_code SET retired_at = now() WHERE code = $1", [shortcode]);
  await admin.getByRole("dialog").getByRole("button", { name: "Retire code" }).click();
  await expect(admin.getByRole("button", { name: `Retire ${shortcode}` })).toHaveCount(0);
  await expect(admin.getByRole("alert").filter({ hasText: "Nothing was changed" })).toContainText(
    "This code is retired already, perhaps by somebody else just now.",
  );
  await expect(admin.getByRole("dialog")).toHaveCount(0);
});

test("coupon codes are created for an advocate who is searched for; without one nothing is made", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const ada = await world.advocate("Ada", campaign);
  await admin.goto(`/campaigns/${campaign.id}/codes`);
  await admin.getByRole("button", { name: "Create coupon codes" }).click();
  const dialog = admin.getByRole("dialog", { name: "Create coupon codes" });
  const advocate = dialog.getByLabel("Advocate");
  await dialog.getByLabel("Coupon code or pattern").fill(`${world.tag}-###`);
  await dialog.getByLabel("How many").fill("12");
  await dialog.getByRole("button", { name: "Create coupon codes" }).click();
  await expectRefused(advocate, "Choose the advocate who gets the codes.");
  await advocate.fill(ada.email);
  await admin.getByRole("option", { name: ada.name }).click();
  await dialog.getByLabel("How many").fill("0");
  await dialog.getByRole("button", { name: "Create coupon codes" }).click();
  await expectRefused(dialog.getByLabel("How many"), "Create at least 1 code.");
  await dialog.getByLabel("How many").fill("12");
  await expectAccessible(admin);
  await dialog.getByRole("button", { name: "Create coupon codes" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(admin.getByRole("navigation", { name: "Pages" })).toContainText("14 codes");
  await expect(admin.getByRole("button", { name: "Create coupon codes" })).toBeFocused();
});

test("the command palette finds contacts, campaigns and segments, and leads to their pages", async ({
  marketer,
  world,
}) => {
  const campaign = await world.campaign("Winter");
  const ada = await world.advocate("Ada", campaign);
  await marketer.goto("/campaigns");
  for (const [typed, option, heading] of [
    [ada.email, ada.name, ada.name],
    [campaign.uid, campaign.name, campaign.name],
    [campaign.segment, campaign.segment, campaign.segment],
  ] as const) {
    await openPalette(marketer);
    await marketer.getByRole("textbox", { name: "Search and commands" }).fill(typed);
    await marketer.getByRole("dialog").getByRole("button", { name: option }).first().click();
    await expect(marketer.getByRole("heading", { name: heading, level: 1, exact: true })).toBeVisible();
  }
});
