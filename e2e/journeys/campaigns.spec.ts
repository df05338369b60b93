import { expectAccessible, expectFitsPhone } from "../accessible";
import { expectRefused } from "../fields";
import { expect, test } from "../fixtures";
import { fillSignIn } from "../sign-in";
import type { Campaign, World } from "../world";

/** Gives a campaign a destination, which the world's own have not. */
const lead = (world: World, campaign: Campaign, url: string) =>
  world.db.query("UPDATE campaign SET destination_url = $2 WHERE id = $1", [campaign.id, url]);

test("an admin creates a campaign and its advocates have codes and links at once", async ({ admin, page, world }) => {
  const other = await world.campaign("Partners");
  const ada = await world.advocate("Ada", other);
  await admin.goto("/campaigns");
  await admin.getByRole("link", { name: "Create Campaign" }).first().click();
  await admin.getByLabel("Name", { exact: true }).fill(`Autumn ${world.tag}`);
  await admin.getByLabel("Destination URL").fill("https://example.test/welcome?lang=de");
  await admin.getByRole("combobox", { name: "Segments" }).fill(other.segment);
  await admin.getByRole("option", { name: other.segment }).click();
  await expect(admin.getByText("Empty: at once. Times in Europe/Berlin.")).toBeVisible();
  await admin.getByLabel("Starts").fill("2026-01-01T00:00");
  await admin.keyboard.press("Escape");
  await admin.getByRole("button", { name: "Create Campaign" }).click();

  await expect(admin.getByText("1 advocate was given a shortcode.")).toBeVisible();
  await expect(admin.getByRole("heading", { name: `Autumn ${world.tag}`, level: 1 })).toBeVisible();
  await expect(admin.getByText(`autumn-${world.tag}`, { exact: true })).toBeVisible();
  const row = admin.getByRole("row").filter({ hasText: ada.email });
  const code = (await row.locator("code").textContent())!;
  expect(code).toMatch(/^[34679CDFGHJKMNPQRTWXY]{8}$/);
  const answer = await page.request.get(`/r/${code.toLowerCase()}?utm_source=mail&ref=eve`, { maxRedirects: 0 });
  expect(answer.status()).toBe(302);
  expect(answer.headers().location).toBe(`https://example.test/welcome?lang=de&utm_source=mail&ref=${code}`);
  // Midnight in Berlin, where this browser is.
  const kept = "SELECT starts_at FROM campaign WHERE uid = $1";
  const { rows } = await world.db.query(kept, [`autumn-${world.tag}`]);
  expect(rows[0].starts_at.toISOString()).toBe("2025-12-31T23:00:00.000Z");
});

test("what is wrong with a campaign is said at its field, and nothing is made", async ({ admin, world }) => {
  const present = await world.campaign("Spring");
  await admin.goto("/campaigns/create");
  await admin.getByLabel("Name", { exact: true }).fill("Second");
  await admin.getByLabel("Campaign UID").fill(present.uid);
  await admin.getByLabel("Destination URL").fill("example.test");
  await admin.getByRole("button", { name: "Create Campaign" }).click();
  await expectRefused(admin.getByLabel("Destination URL"), "Enter a whole web address");
  await admin.getByLabel("Destination URL").fill("");
  await admin.getByRole("button", { name: "Create Campaign" }).click();
  await expectRefused(admin.getByLabel("Campaign UID"), "Another campaign has this Campaign UID already.");
  await expectAccessible(admin);
});

test("the uid is changed once; an edit leaves alone what another admin did meanwhile", async ({ admin, world }) => {
  const campaign = await world.campaign("Spring");
  await admin.goto(`/campaigns/${campaign.id}`);
  await admin.getByRole("link", { name: "Edit" }).click();
  await admin.getByLabel("Campaign UID").fill(`new-${world.tag}`);
  await world.end(campaign);
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByText(`new-${world.tag}`, { exact: true })).toBeVisible();
  await expect(admin.getByRole("button", { name: "Reopen campaign" })).toBeVisible();
  await admin.getByRole("link", { name: "Edit" }).click();
  await expect(admin.getByLabel("Campaign UID")).not.toBeEditable();
  await expect(admin.getByLabel("Campaign UID")).toHaveAccessibleDescription(/Was changed once/);
});

test("the times in a campaign's form are those of the zone beside them, also where that becomes known after the form", async ({
  page,
  world,
}) => {
  const campaign = await world.campaign("Spring");
  await world.db.query("UPDATE campaign SET starts_at = '2026-01-01T00:00:00Z' WHERE id = $1", [campaign.id]);
  const user = await world.user("Zoe", "admin");
  await page.goto(`/campaigns/${campaign.id}/edit`);
  await fillSignIn(page, user.email);
  await expect(page.getByText("Empty: at once. Times in Europe/Berlin.")).toBeVisible();
  await expect(page.getByLabel("Starts")).toHaveValue("2026-01-01T01:00");
});

test("ending says in numbers what stops and what stays, and can be taken back", async ({ admin, world }) => {
  const campaign = await world.campaign("Spring");
  const ada = await world.advocate("Ada", campaign);
  await world.attribution({ customer: await world.contact("Cara"), campaign, advocate: ada });
  await admin.goto(`/campaigns/${campaign.id}`);
  await admin.getByRole("button", { name: "End campaign" }).click();
  const dialog = admin.getByRole("dialog", { name: `End ${campaign.name}?` });
  await expect(dialog).toContainText("codes of its 1 advocate attribute nobody");
  await expect(dialog).toContainText("1 active referral stays active");
  await expectAccessible(admin);
  await dialog.getByRole("button", { name: "End campaign" }).click();
  await expect(admin.getByText(`${campaign.name} has ended.`)).toBeVisible();
  await admin.getByRole("button", { name: "Reopen campaign" }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Reopen campaign" }).click();
  await expect(admin.getByRole("button", { name: "End campaign" })).toBeVisible();
});

test("a campaign that is ended by a double click stays ended", async ({ openPage, team, world }) => {
  const admin = await openPage(team.admin, { reducedMotion: "no-preference" });
  const campaign = await world.campaign("Spring");
  await admin.goto(`/campaigns/${campaign.id}`);
  // The second click comes as soon as the dialog, which fades away, could be taken for another one.
  await admin.evaluate(() => {
    const click = () => {
      const buttons = [...document.querySelectorAll<HTMLElement>('[role="dialog"] button')];
      buttons.find(({ textContent }) => textContent === "Reopen campaign")?.click();
    };
    new MutationObserver(click).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await admin.getByRole("button", { name: "End campaign" }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByRole("button", { name: "End campaign" }).dblclick();
  await expect(dialog).toHaveCount(0);
  await expect(admin.getByRole("button", { name: "Reopen campaign" })).toBeVisible();
  const { rows } = await world.db.query("SELECT ended_at IS NOT NULL AS ended FROM campaign WHERE id = $1", [
    campaign.id,
  ]);
  expect(rows).toEqual([{ ended: true }]);
});

test("segments that somebody else opened the campaign to meanwhile stay", async ({ admin, world }) => {
  const campaign = await world.campaign("Spring");
  const [theirs, ours] = [await world.segment("Theirs"), await world.segment("Ours")];
  await admin.goto(`/campaigns/${campaign.id}/edit`);
  await admin.getByRole("combobox", { name: "Segments" }).fill(ours.name);
  await admin.getByRole("option", { name: ours.name }).click();
  await admin.keyboard.press("Escape");
  await world.db.query("INSERT INTO campaign_segment VALUES ($1, $2)", [campaign.id, theirs.id]);
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByRole("heading", { name: campaign.name, level: 1, exact: true })).toBeVisible();
  const { rows } = await world.db.query("SELECT segment_id AS id FROM campaign_segment WHERE campaign_id = $1", [
    campaign.id,
  ]);
  const ids = rows.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([theirs.id, ours.id]));
});

test("Who may advocate here: every condition of any contact, met or not", async ({ admin, world }) => {
  const campaign = await world.campaign("Spring");
  const ada = await world.advocate("Ada", campaign);
  const ben = await world.contact("Ben");
  await admin.goto(`/campaigns/${campaign.id}`);
  const panel = admin.getByRole("region", { name: "Who may advocate here" });
  await panel.getByLabel("Contact").fill(ada.email);
  await expect(panel).toContainText("May advocate here.");
  await panel.getByLabel("Contact").fill(ben.email);
  await expect(panel).toContainText("May not advocate here.");
  await expect(panel.getByRole("listitem").filter({ hasText: "This contact is not enrolled" }).last()).toBeVisible();
  await expect(panel.getByRole("link", { name: "Open segment" })).toHaveAttribute("href", /\/audience\/segments\//);
  await expectAccessible(admin);
  await panel.getByLabel("Contact").fill(`nobody-${world.tag}@example.test`);
  await expect(panel).toContainText("There is no such contact.");
});

test("an admin sets, retires, restores and makes codes; a taken one is refused at its field", async ({
  admin,
  page,
  world,
  watch,
}) => {
  watch.expect(/status of 410/);
  const campaign = await world.campaign("Spring");
  await lead(world, campaign, "https://example.test/");
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  await admin.goto(`/campaigns/${campaign.id}`);
  await admin.getByRole("button", { name: `Codes of ${ada.name}` }).click();
  const dialog = admin.getByRole("dialog", { name: `Codes of ${ada.name}` });
  const codes = dialog.getByRole("list", { name: "Codes" });
  await expect(codes).toContainText(ada.coupon);

  await dialog.getByLabel("Custom shortcode").fill(ben.shortcode.toUpperCase());
  await dialog.getByRole("button", { name: "Set shortcode" }).click();
  await expectRefused(dialog.getByLabel("Custom shortcode"), "This code exists already");
  await dialog.getByLabel("Custom shortcode").fill(`ada_${world.tag}`);
  await dialog.getByRole("button", { name: "Set shortcode" }).click();
  await expect(codes).toContainText(`ada_${world.tag}`);
  await expect(dialog.getByRole("button", { name: `Restore ${ada.shortcode}` })).toBeVisible();
  const old = await page.goto(`/r/${ada.shortcode}`);
  expect(old?.status()).toBe(410);
  await expect(page.getByText("This referral link has been retired.")).toBeVisible();

  await dialog.getByRole("button", { name: `Retire ada_${world.tag}` }).click();
  const question = admin.getByRole("dialog", { name: "Retire code" });
  await expect(question).toContainText(`nobody can be attributed by ada_${world.tag} any more`);
  await expect(question).toContainText("its referral link and QR code say that it was retired");
  await expectAccessible(admin);
  // Escape closes the question alone; nothing was retired.
  await admin.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(dialog.getByRole("button", { name: `Retire ada_${world.tag}` })).toBeFocused();
  await admin.keyboard.press("Enter");
  await question.getByRole("button", { name: "Cancel" }).click();
  await dialog.getByRole("button", { name: `Retire ada_${world.tag}` }).click();
  await question.getByRole("button", { name: "Retire code" }).click();
  await dialog.getByRole("button", { name: `Restore ${ada.shortcode}` }).click();
  await expect(dialog.getByRole("button", { name: `Retire ${ada.shortcode}` })).toBeVisible();

  await dialog.getByLabel("Coupon code or pattern").fill(`${world.tag}-###`);
  await dialog.getByLabel("How many").fill("30");
  await dialog.getByRole("button", { name: "Create coupon codes" }).click();
  await expect(admin.getByText("30 coupon codes are created.")).toBeVisible();
  await expectAccessible(admin);
  await admin.keyboard.press("Escape");
  await expect(admin.getByRole("row").filter({ hasText: ada.email })).toContainText("31");
});

test("a referral link that leads nowhere says so, and is never led elsewhere", async ({ page, world, watch }) => {
  watch.expect(/status of 404/);
  const campaign = await world.campaign("Spring");
  const ada = await world.advocate("Ada", campaign);
  for (const code of [`none-${world.tag}`, ada.shortcode, ada.coupon]) {
    const answer = await page.goto(`/r/${encodeURIComponent(code)}?url=https://evil.test`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  }
});

test("the list is searched, filtered and sorted in its address", async ({ admin, world }) => {
  const [spring, autumn] = [await world.campaign("Spring"), await world.campaign("Autumn", { ended: true })];
  await admin.goto(`/campaigns?q=${world.tag}&sort=name`);
  const rows = admin.getByRole("table", { name: "Campaigns" }).getByRole("row");
  await expect(rows.nth(1)).toContainText(autumn.name);
  await expect(rows.nth(2)).toContainText(spring.segment);
  await admin.getByRole("button", { name: /^Filter by State/ }).click();
  await admin.getByRole("checkbox", { name: "Ended" }).check();
  await expect(rows).toHaveCount(2);
  await expect(admin).toHaveURL(/state=ended/);
  await admin.keyboard.press("Escape");
  await admin.getByRole("link", { name: autumn.name }).click();
  await expect(admin.getByRole("heading", { name: autumn.name, level: 1 })).toBeVisible();
});

test("a marketer reads campaigns and codes and is offered no change", async ({ marketer, world }) => {
  const campaign = await world.campaign("Spring");
  const ada = await world.advocate("Ada", campaign);
  await marketer.goto("/campaigns");
  await expect(marketer.getByRole("heading", { name: "Campaigns", level: 1 })).toBeVisible();
  await expect(marketer.getByRole("link", { name: "Create Campaign" })).toHaveCount(0);
  await marketer.goto(`/campaigns/${campaign.id}`);
  await marketer.getByRole("button", { name: `Codes of ${ada.name}` }).click();
  const dialog = marketer.getByRole("dialog");
  await expect(dialog).toContainText(ada.coupon);
  await expect(dialog.getByRole("button", { name: /Retire|Set|Create/ })).toHaveCount(0);
  await marketer.keyboard.press("Escape");
  await marketer.getByRole("link", { name: "All codes" }).click();
  await expect(marketer.getByRole("table", { name: "Codes" })).toContainText(ada.coupon);
  await expect(marketer.getByRole("button", { name: /^(Retire|Create) / })).toHaveCount(0);
  await marketer.goBack();
  await expect(marketer.getByRole("link", { name: "Edit" })).toHaveCount(0);
  await expect(marketer.getByRole("button", { name: "End campaign" })).toHaveCount(0);
});

test("list, page and form are accessible and fit a phone", async ({ admin, world }) => {
  const campaign = await world.campaign("Spring");
  await world.advocate("Ada", campaign);
  for (const path of [
    `/campaigns?q=${world.tag}`,
    `/campaigns/${campaign.id}`,
    `/campaigns/${campaign.id}/codes`,
    `/campaigns/${campaign.id}/edit`,
  ]) {
    await admin.goto(path);
    await expect(admin.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(admin);
    await expectFitsPhone(admin);
  }
});
