import { CreateForm } from "../../create-form";
import { pick } from "../../fields";
import { expect, test } from "../../fixtures";
import { LIST, List } from "../../list";

test("naming an advocate by hand makes an active attribution, and the page says so and leads to it", async ({
  admin,
  team,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", campaign), await world.contact("Cara")];
  const form = new CreateForm(admin);
  await form.open();
  await pick(admin, "Referred contact", cara);
  await form.choose(campaign);
  await pick(admin, "Advocate", ada);
  await admin.getByLabel("Reason").fill("She told us on the phone.");
  await expect(form.check).toContainText(`${ada.name} is enrolled.`);
  await expect(form.check).toContainText(`${ada.name} is in a segment of ${campaign.name}.`);
  await expect(form.check).toContainText("Saving will create an active attribution.");
  await form.save.click();

  await expect(admin.getByRole("heading", { name: "Active attribution created" })).toBeFocused();
  await admin.getByRole("link", { name: "Open the record" }).click();
  await expect(admin.getByRole("heading", { name: `${cara.name}, referred by ${ada.name}` })).toBeVisible();
  const history = admin.getByRole("region", { name: "History" }).getByRole("listitem");
  await expect(history).toHaveCount(1);
  await expect(history).toContainText("Created as active");
  await expect(history).toContainText(`${team.admin.name} · Manual`);
  await expect(history).toContainText("She told us on the phone.");
  expect(await world.statuses({ customer: cara, campaign })).toEqual(["active"]);
});

for (const kind of ["shortcode", "coupon"] as const) {
  test(`a ${kind} names advocate and campaign at once, whatever its case`, async ({ admin, world }) => {
    const campaign = await world.campaign();
    const [ada, cara] = [await world.advocate("Ada", campaign), await world.contact("Cara")];
    const form = new CreateForm(admin);
    await form.fill({ customer: cara, code: ` ${ada[kind].toUpperCase()} ` });
    await expect(form.campaign).toHaveValue(campaign.name);
    await expect(form.check).toContainText(`${ada.name} is enrolled.`);
    await form.save.click();
    await expect(admin.getByRole("heading", { name: "Active attribution created" })).toBeVisible();
    const list = new List(admin);
    await list.open({ q: world.tag });
    await list.expectRows([[cara.name, ada.name, campaign.name, "Active", ada[kind]]]);
    await expect(list.rows).toContainText(kind === "coupon" ? "Coupon" : "Shortcode");
  });
}

test("where an attribution stands, the form says whose and since when before saving, and logs an inactive attempt", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  const cara = await world.contact("Cara");
  const at = new Date("2026-02-03T10:00:00Z");
  const standing = await world.attribution({ customer: cara, campaign, advocate: ada, at });
  const form = new CreateForm(admin);
  await form.fill({ customer: cara, campaign, advocate: ben });
  await expect(form.check).toContainText(`${ada.name} is the advocate in ${campaign.name} already, since 3 Feb 2026`);
  await expect(form.check).toContainText("Saving will log an inactive attempt; the standing attribution stays active.");
  await form.save.click();

  await expect(admin.getByRole("heading", { name: "Logged as an inactive duplicate attempt" })).toBeVisible();
  await expect(admin.getByRole("link", { name: "standing attribution" })).toHaveAttribute(
    "href",
    `${LIST}/${standing}`,
  );
  await admin.getByRole("link", { name: "Open the record" }).click();
  await expect(admin.getByRole("region", { name: "History" })).toContainText(
    `Duplicate attempt logged while ${ada.name} stood`,
  );
  expect(await world.statuses({ customer: cara, campaign })).toEqual(["active", "duplicate_attempt"]);
});

test("a repeated attempt of the same advocate is logged as well, and changes nothing that stands", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", campaign), await world.contact("Cara")];
  await world.attribution({ customer: cara, campaign, advocate: ada });
  const form = new CreateForm(admin);
  await form.fill({ customer: cara, code: ada.shortcode });
  await expect(form.check).toContainText("Saving will log an inactive attempt");
  await form.save.click();
  await expect(admin.getByRole("heading", { name: "Logged as an inactive duplicate attempt" })).toBeVisible();
  expect(await world.statuses({ customer: cara, campaign })).toEqual(["active", "duplicate_attempt"]);
});

test("the same contact can be attributed in another campaign at the same time", async ({ admin, world }) => {
  const [spring, autumn] = [await world.campaign("Spring"), await world.campaign("Autumn")];
  const [ada, ben] = [await world.advocate("Ada", spring), await world.advocate("Ben", autumn)];
  const cara = await world.contact("Cara");
  await world.attribution({ customer: cara, campaign: spring, advocate: ada });
  const form = new CreateForm(admin);
  await form.fill({ customer: cara, campaign: autumn, advocate: ben });
  await form.save.click();
  await expect(admin.getByRole("heading", { name: "Active attribution created" })).toBeVisible();
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual(["active"]);
  expect(await world.statuses({ customer: cara, campaign: autumn })).toEqual(["active"]);
});

test("a double click saves once", async ({ admin, world }) => {
  const campaign = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", campaign), await world.contact("Cara")];
  const form = new CreateForm(admin);
  await form.fill({ customer: cara, campaign, advocate: ada });
  await form.save.dblclick();
  await expect(admin.getByRole("heading", { name: "Active attribution created" })).toBeVisible();
  expect(await world.statuses({ customer: cara, campaign })).toEqual(["active"]);
});

test("Create another begins with an empty form, and a link can fill it in beforehand", async ({ admin, world }) => {
  const campaign = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", campaign), await world.contact("Cara")];
  const form = new CreateForm(admin);
  await admin.goto(`${LIST}/create?customer=${cara.id}&campaign=${campaign.uid}&advocate=${ada.id}`);
  await expect(form.customer).toHaveValue(`${cara.name} · ${cara.email}`);
  await expect(form.campaign).toHaveValue(campaign.name);
  await expect(form.advocate).toHaveValue(`${ada.name} · ${ada.email}`);
  await form.save.click();
  await admin.getByRole("button", { name: "Create another" }).click();
  for (const field of [form.customer, form.campaign, form.advocate, form.code]) await expect(field).toHaveValue("");
});

test("the command palette begins a new attribution from the page that says one was created", async ({
  admin,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", campaign), await world.contact("Cara")];
  const form = new CreateForm(admin);
  await form.fill({ customer: cara, campaign, advocate: ada });
  await form.save.click();
  await expect(admin.getByRole("heading", { name: "Active attribution created" })).toBeFocused();
  await admin.keyboard.press("Control+k");
  await admin.getByRole("textbox", { name: "Search and commands" }).fill("create");
  await admin.keyboard.press("ArrowDown");
  await admin.keyboard.press("Enter");
  await expect(form.customer).toHaveValue("");
});

test("the search for a contact shows what is typed now, even where an earlier text is asked for again meanwhile", async ({
  admin,
  world,
}) => {
  const [ada, olga] = [await world.contact("Ada"), await world.contact("Olga")];
  // A busy browser: what waits for the next frame waits long.
  await admin.addInitScript(() => {
    window.requestAnimationFrame = (callback) => window.setTimeout(() => callback(performance.now()), 600);
  });
  const form = new CreateForm(admin);
  await form.fill({ customer: ada });
  const again = admin.waitForRequest((request) => request.url().endsWith("/api/ui/contacts?q="));
  await admin.route("**/api/ui/contacts?q=olga*", async (route) => {
    await again;
    await route.continue();
  });
  await form.advocate.fill(olga.email);
  await expect(admin.getByRole("option")).toHaveCount(1);
  await expect(admin.getByRole("option")).toContainText(olga.email);
});
